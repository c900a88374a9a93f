"""(system, facts) -> ScoreSheet."""

from scoring.engine.base import BaseParts
from scoring.engine.grading import competitions, places_of
from scoring.engine.lines import AWAITED, NOT_APPLICABLE, SCORED, STATE_NAMES, UNANSWERED, Lines
from scoring.engine.parts import Level, Parts, falls_short
from scoring.engine.sheet import ScoreSheet, score
from scoring.engine.totals import Totals, made_of

__all__ = [
    "AWAITED",
    "NOT_APPLICABLE",
    "SCORED",
    "STATE_NAMES",
    "UNANSWERED",
    "BaseParts",
    "Level",
    "Lines",
    "Parts",
    "ScoreSheet",
    "Totals",
    "competitions",
    "falls_short",
    "made_of",
    "places_of",
    "score",
]
