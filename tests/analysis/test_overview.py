"""A period at a glance."""

from __future__ import annotations

import math

from scoring.analysis.overview import overview
from tests.analysis.small import SMALL, VALUES, small_sheet
from tests.frames import unit_frame

NOBODY = unit_frame([])


def test_figures_of_the_period() -> None:
    found = overview(small_sheet(), None, unit_frame([("U5", "a"), ("U6", "b")]))
    assert (found.submitted, found.expected) == (4, 6)
    assert found.missing == ("单位U5", "单位U6")
    assert math.isclose(found.mean, 81.0425)
    assert found.median == (100 + 66.67) / 2
    assert (found.highest, found.lowest, found.spread) == (100, 57.5, 42.5)
    assert (found.first, found.last) == (("单位U1", "单位U4"), ("单位U2",))
    assert found.compared_with is None
    assert math.isnan(found.mean_change)
    assert [gap.indicator for gap in found.gaps] == ["B1", "A3", "A1"]


def test_of_one_group() -> None:
    found = overview(small_sheet(), None, unit_frame([("U5", "a"), ("U6", "b")]), group="b")
    assert (found.submitted, found.expected, found.mean) == (1, 2, 100)
    assert found.missing == ("单位U6",)
    assert found.grades["units"].tolist() == [1, 0, 0]


def test_changes_are_over_units_in_both_periods() -> None:
    # Before: U1 had U2's figures (57.5) and U2 had U1's (100); U3 and U4 were not there.
    before = small_sheet(
        units=[("U1", "a"), ("U2", "a")],
        values={"U1": VALUES["U2"], "U2": VALUES["U1"]},
        period={"year": 2024},
    )
    found = overview(small_sheet(), before, NOBODY)
    assert (found.compared_with.get(), found.compared_units) == ("2024年", 2)
    assert found.mean_change == 0
    assert found.spread_change == 0
    only = overview(small_sheet(units=[("U1", "a"), ("U3", "a")]), before, NOBODY)
    assert (only.compared_units, only.mean_change) == (1, 42.5)


def test_scores_on_another_scale_are_not_compared() -> None:
    found = overview(small_sheet(), small_sheet(scale=1000), NOBODY)
    assert found.compared_units == 0
    assert math.isnan(found.mean_change)


def test_sections_beside_the_period_before() -> None:
    before = small_sheet(units=[("U2", "a")], sections=[SMALL["sections"][0]])
    frame = overview(small_sheet(), before, NOBODY).sections.set_index("section")
    assert math.isclose(frame.loc["S1", "rate"], 0.85)
    assert frame.loc["S1", "previous"] == 0.4
    assert math.isnan(frame.loc["S2", "previous"])  # the earlier system did not have it


def test_grades_and_vetoes() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    found = overview(small_sheet(values=values), None, NOBODY)
    counts = found.grades.set_index(["group", "grade"])["units"]
    assert counts.to_dict() == {
        ("a", "good"): 0,
        ("a", "pass"): 1,
        ("a", "fail"): 2,
        ("b", "good"): 1,
        ("b", "pass"): 0,
        ("b", "fail"): 0,
    }
    assert found.vetoed[["unit", "vetoes"]].to_numpy().tolist() == [["U1", "重大事件"]]


def test_units_without_a_grade_are_counted_as_such() -> None:
    found = overview(small_sheet(grades=[], adjustments=[]), None, NOBODY, lang="en")
    assert found.grades["grade_title"].tolist() == ["No grade", "No grade"]
    assert found.grades["units"].tolist() == [3, 1]


def test_nobody_and_nothing_applicable() -> None:
    nobody = overview(small_sheet(units=[]), None, unit_frame([("U1", "a")]))
    assert (nobody.submitted, nobody.expected) == (0, 1)
    assert math.isnan(nobody.mean)
    assert math.isnan(nobody.spread)
    assert (nobody.first, nobody.gaps) == ((), [])
    system_for_b = small_sheet(units=[("U1", "a")], sections=only_for("b"))
    nothing = overview(system_for_b, None, NOBODY)
    assert nothing.submitted == 1
    assert math.isnan(nothing.mean)
    assert nothing.gaps == []


def only_for(group: str) -> list[dict[str, object]]:
    """A section whose one indicator another group does not have."""
    indicator = SMALL["sections"][1]["measures"][0]["indicators"][0] | {"applies_to": [group]}
    return [{"id": "S2", "title": "板块", "measures": [{"id": "M3", "title": "措施", "indicators": [indicator]}]}]
