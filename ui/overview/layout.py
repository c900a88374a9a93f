"""How the charts of 总览 stand beside each other without an empty half: by their heights."""

from __future__ import annotations

from typing import Literal, NamedTuple

CARD = 50  # px between the charts of two cards: borders, padding, and the gap
ROOM = 0.55  # of the higher column: a lower one is not drawn out so far

Arrangement = Literal["right", "left", "stacked"]


class Layout(NamedTuple):
    """Where the grades stand - below or above the sections on the right, or below the scores on the left -, or that
    all stand below each other; and the heights of the charts, in px.
    """

    arrangement: Arrangement
    scores: float
    grades: float
    sections: float


def balanced(scores: float, grades: float, sections: float) -> Layout:
    """The arrangement whose columns differ least, its lower column drawn out to the height of the other.

    Args:
        scores, grades, sections: heights of the charts, in px; grades is 0 for a system without.
    """
    extra = grades + CARD if grades else 0.0
    columns: dict[Arrangement, tuple[float, float]] = {"right": (scores, extra + sections)}
    if grades:
        columns["left"] = (scores + extra, sections)
    best: Arrangement = min(columns, key=lambda name: abs(columns[name][0] - columns[name][1]))  # type: ignore[assignment]
    left, right = columns[best]
    if min(left, right) < ROOM * max(left, right):
        return Layout("stacked", scores, grades, sections)
    return Layout(best, scores + max(0.0, right - left), grades, sections + max(0.0, left - right))
