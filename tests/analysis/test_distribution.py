"""How scores are spread. U1 and U4 have 100, U3 66.67 and U2 57.5 (see small.py)."""

from __future__ import annotations

import pytest

from scoring.analysis.distribution import MOST_RANGES, distribution
from tests.analysis.small import small_sheet


def test_every_unit_stands_in_one_range_and_full_marks_in_the_last() -> None:
    """A spread of 42.5 takes ranges of 5: 55 to 60, 65 to 70, 95 to 100."""
    rows = distribution(small_sheet())
    assert rows[["low", "high", "grade", "units"]].to_numpy().tolist() == [
        [55, 60, "fail", 1],
        [65, 70, "pass", 1],
        [95, 100, "good", 2],
    ]


def test_of_one_group() -> None:
    assert distribution(small_sheet(), "b")[["low", "high", "units"]].to_numpy().tolist() == [[100, 101, 1]]


@pytest.mark.parametrize("scale", [1, 10, 100, 1000])
def test_ranges_are_few_and_hold_all_whatever_the_scale(scale: int) -> None:
    rows = distribution(small_sheet(scale=scale))
    assert rows["units"].sum() == 4
    assert len(rows) <= MOST_RANGES
    assert rows["low"].min() <= 0.575 * scale
    assert rows["high"].max() >= scale


def test_nobody() -> None:
    assert distribution(small_sheet(units=[])).empty
