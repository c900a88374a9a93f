"""(system, facts) -> ScoreSheet."""

from scoring.engine.base import BaseParts, counted_marks
from scoring.engine.grading import competitions, places_of
from scoring.engine.lines import AWAITED, NOT_APPLICABLE, SCORED, STATE_NAMES, UNANSWERED, Lines
from scoring.engine.sheet import ScoreSheet, score
from scoring.engine.totals import Totals

__all__ = [
    "AWAITED",
    "NOT_APPLICABLE",
    "SCORED",
    "STATE_NAMES",
    "UNANSWERED",
    "BaseParts",
    "Lines",
    "ScoreSheet",
    "Totals",
    "competitions",
    "counted_marks",
    "places_of",
    "score",
]
