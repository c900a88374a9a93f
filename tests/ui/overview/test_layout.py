"""How charts of different heights stand beside each other."""

from __future__ import annotations

from itertools import product

import pytest

from ui.overview.layout import CARD, ROOM, balanced


def test_the_lower_column_is_drawn_out() -> None:
    """18 units in a ladder of 628 beside sections of 388 without grades."""
    assert balanced(628, 0, 388) == ("right", 628, 0, 628)
    assert balanced(400, 200, 300) == ("right", 500 + CARD, 200, 300)


def test_few_units_share_their_column_with_the_grades() -> None:
    assert balanced(180, 170, 400) == ("left", 180, 170, 400 + CARD - 50)


def test_what_is_too_different_stands_below_each_other() -> None:
    assert balanced(150, 0, 388) == ("stacked", 150, 0, 388)


@pytest.mark.parametrize(
    ("scores", "grades", "sections"), list(product((150, 600, 1100), (0, 170, 600), (170, 400, 1200)))
)
def test_no_column_has_an_empty_part(scores: float, grades: float, sections: float) -> None:
    layout = balanced(scores, grades, sections)
    extra = grades + CARD if grades else 0
    left, right = {
        "right": (layout.scores, extra + layout.sections),
        "left": (layout.scores + extra, layout.sections),
        "stacked": (0, 0),
    }[layout.arrangement]
    assert left == right
    assert layout.scores >= scores
    assert layout.sections >= sections
    assert max(layout.scores / scores, layout.sections / sections) <= 1 / ROOM + (extra / min(scores, sections))
