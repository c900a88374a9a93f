"""How far units are from their groups and from full marks."""

from __future__ import annotations

import pytest

from scoring.analysis.distances import distance, distances, farthest_sentence
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_headlines import one_indicator

HALF = {u: VALUES["U1"] | {"B1": 10} for u in VALUES}


def test_distance_within_the_group() -> None:
    frame = distance(small_sheet(), "U2").set_index("section")
    # Group a: S1 1, 0.4, 1; S2 1, 0.75, 0.5.
    assert frame.loc["S1", ["rate", "median", "best", "lost"]].tolist() == [0.4, 1, 1, 12]
    assert frame.loc["S2", ["to_median", "to_best", "to_full"]].tolist() == [0, -0.25, -0.25]
    alone = distance(small_sheet(), "U4")
    assert alone["to_best"].tolist() == [0, 0]
    with pytest.raises(KeyError):
        distance(small_sheet(), "U9")


def test_distances_are_to_each_units_own_group() -> None:
    frame = distances(small_sheet()).set_index("unit")
    assert frame.loc["U3", ["group_best", "group_median"]].tolist() == [100, 66.67]
    assert frame.loc["U2", ["to_best", "to_median", "to_full"]].tolist() == [-42.5, -9.17, -42.5]
    assert frame.loc["U4", ["to_best", "to_median", "to_full"]].tolist() == [0, 0, 0]
    assert distances(small_sheet(units=[])).empty


def test_who_is_farthest_below_its_group() -> None:
    rows = distances(small_sheet())  # group a has 100, 66.67 and 57.5: U2 is 9.17 below the median
    assert farthest_sentence(rows) == "离本组中位数最远的是单位U2（甲组），低9.17分。"
    assert farthest_sentence(rows, 1, "en") == "Farthest below its group's median: 单位U2 (甲组), by 9.2."
    values = {"U1": VALUES["U1"], "U2": VALUES["U1"], "U3": VALUES["U1"], "U4": {}, "U5": {}}
    units = [(unit, "a") for unit in values]
    level = distances(small_sheet(units=units, values=values, claims=frozenset()))
    assert farthest_sentence(level) == "离本组中位数最远的是单位U4等2个单位（甲组），低100.00分。"
    assert farthest_sentence(level, lang="en").startswith("Farthest below its group's median: 单位U4 and 1 more")


def test_nobody_is_below_the_median_of_equals() -> None:
    assert farthest_sentence(distances(small_sheet(values=HALF, claims=frozenset()))) == ""
    assert farthest_sentence(distances(small_sheet(units=[]))) == ""


def test_differences_are_those_of_the_figures_shown() -> None:
    """Two units of 90.00 and 81.19: the median 85.595 is written 85.60, so what is shown adds up."""
    frame = distances(one_indicator(90, 81.19)).set_index("unit")
    assert frame["group_median"].tolist() == [85.6, 85.6]
    assert frame["to_median"].to_dict() == {"U1": 4.4, "U2": -4.41}
