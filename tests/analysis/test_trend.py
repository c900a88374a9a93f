"""What changed between periods, and what of it can be compared."""

from __future__ import annotations

import math

import pytest

from scoring.analysis.trend import ADJUSTED, VETO_LIFTED, VETOED, changes, movers, slope_rows, trend
from scoring.engine import ScoreSheet
from tests.analysis.small import SMALL, VALUES, small_sheet

TWO = [("U1", "a"), ("U2", "a")]
SWAPPED = {"U1": VALUES["U2"], "U2": VALUES["U1"]}


def earlier(**given: object) -> ScoreSheet:
    return small_sheet(**{"period": {"year": 2024}, **given})  # type: ignore[arg-type]


def test_only_units_ranked_in_both_are_compared() -> None:
    frame = changes(small_sheet(), earlier(units=TWO, values=SWAPPED)).set_index("unit")
    assert frame.index.tolist() == ["U1", "U2"]
    assert frame["rank_change"].to_dict() == {"U1": 1, "U2": -3}  # U1 2 -> 1, U2 1 -> 4
    assert frame["score_change"].to_dict() == {"U1": 42.5, "U2": -42.5}


def test_the_cause_is_the_section_that_moved_the_score_most() -> None:
    # U1 before: 40% of S1 (20 marks) and 75% of S2 (20 marks); now all of both.
    moved = changes(small_sheet(), earlier(units=TWO, values=SWAPPED)).set_index("unit").loc["U1"]
    assert (moved["cause"], moved["cause_title"]) == ("S1", "板块S1")
    assert math.isclose(moved["cause_change"], 0.6)


@pytest.mark.parametrize(
    ("now", "before", "cause"),
    [
        ({"V1": 1}, {}, VETOED),
        ({}, {"V1": 1}, VETO_LIFTED),
        ({"N1": 3}, {}, ADJUSTED),
    ],
)
def test_vetoes_and_adjustments_are_causes_too(now: dict[str, float], before: dict[str, float], cause: str) -> None:
    sheet = small_sheet(values=VALUES | {"U1": VALUES["U1"] | now})
    frame = changes(sheet, earlier(values=VALUES | {"U1": VALUES["U1"] | before})).set_index("unit")
    assert frame.loc["U1", "cause"] == cause
    assert frame.loc["U1", "cause_title"] == ""


def test_a_move_that_nothing_explains_has_no_cause() -> None:
    # U3 is third before and after another unit, with the same figures.
    frame = changes(small_sheet(), earlier(values=VALUES | {"U2": VALUES["U1"]})).set_index("unit")
    assert frame.loc["U3", "rank_change"] == 1
    assert frame.loc["U3", "cause"] == ""


def test_scores_on_another_scale_are_left_out_and_ranks_are_not() -> None:
    found = trend([earlier(scale=1000), small_sheet()])
    assert found.other_scale == ("2024",)
    assert found.changes["score_change"].isna().all()
    assert found.changes["rank_change"].tolist() == [0, 0, 0, 0]
    assert found.scores["period"].unique().tolist() == ["2025"]


def test_sections_are_matched_by_id() -> None:
    found = trend([earlier(sections=[SMALL["sections"][0]]), small_sheet()])
    rates = found.sections.set_index(["section", "period"])["rate"]
    assert math.isnan(rates["S2", "2024"])
    assert math.isclose(rates["S2", "2025"], 0.8125)
    assert found.new_sections == ("板块S2",)
    assert (found.new, found.dropped, found.remarked) == (1, 0, 0)


def test_a_group_is_compared_within_itself() -> None:
    found = trend([earlier(units=[("U1", "b"), ("U2", "a"), ("U3", "a")]), small_sheet()], "a")
    assert set(found.changes["unit"]) == {"U2", "U3"}  # U1 was in the other group
    assert (found.only_now, found.only_before) == (1, 0)


def test_periods_between_are_there_with_their_gaps() -> None:
    sheets = [
        small_sheet(period={"year": 2023}),
        earlier(units=TWO),
        small_sheet(),
    ]
    found = trend(sheets)
    assert found.periods == ("2023", "2024", "2025")
    assert math.isnan(found.ranks.loc["U4", "2024"])
    assert found.ranks.loc["U4", "2025"] == 1
    assert found.ranked == {"2023": 4, "2024": 2, "2025": 4}
    assert math.isclose(found.means["2025"], 81.0425)


def test_nobody_in_both() -> None:
    found = trend([earlier(units=[("U9", "a")], values={"U9": VALUES["U1"]}), small_sheet()])
    assert found.changes.empty
    assert (found.only_now, found.only_before) == (4, 1)


def test_movers_and_a_long_slope() -> None:
    frame = changes(small_sheet(), earlier(units=TWO, values=SWAPPED))
    gained, lost = movers(frame)
    assert (gained["unit"].tolist(), lost["unit"].tolist()) == (["U1"], ["U2"])
    same = changes(small_sheet(), earlier())
    assert all(part.empty for part in movers(same))
    assert slope_rows(same, most=2, keep="U3")["unit"].tolist() == ["U3"]
