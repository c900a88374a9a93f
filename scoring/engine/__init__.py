"""(system, facts) -> ScoreSheet."""

from scoring.engine.sheet import (
    NOT_APPLICABLE,
    SCORED,
    STATE_NAMES,
    UNANSWERED,
    Lines,
    ScoreSheet,
    Totals,
    counted_marks,
    score,
)

__all__ = [
    "NOT_APPLICABLE",
    "SCORED",
    "STATE_NAMES",
    "UNANSWERED",
    "Lines",
    "ScoreSheet",
    "Totals",
    "counted_marks",
    "score",
]
