"""What would raise a unit."""

from __future__ import annotations

import math

import pytest

from scoring.analysis.ways_up import (
    capped_sentence,
    next_place,
    next_place_sentence,
    ways_up,
)
from scoring.engine import ScoreSheet
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_waterfall import two_sections


def test_a_score_at_a_vetos_limit_does_not_rise() -> None:
    cap = {"id": "V1", "title": "重大事件", "facts": "yes_no", "rule": {"kind": "veto", "score_at_most": 59}}
    sheet = small_sheet(values=VALUES | {"U1": VALUES["U1"] | {"V1": 1}}, grades=[], adjustments=[cap])
    assert capped_sentence(sheet, "U1") == "因“重大事件”一票否决，总分不高于59.00分；基础分再提高，总分也不会提高。"
    assert capped_sentence(sheet, "U2") == ""


def test_those_that_give_most_back_come_first() -> None:
    frame = ways_up(small_sheet(), "U2")
    assert frame["indicator"].tolist() == ["A3", "B1", "A1", "A2"]  # A3 and B1 both lose 5 marks
    assert frame["lost"].tolist() == [5, 5, 4, 3]
    assert frame["gain"].tolist() == [12.5, 12.5, 10, 7.5]
    assert frame["rule"].iloc[0] == "达到4得满分，未达到的按比例得分"
    assert ways_up(small_sheet(), "U1").empty


def test_gains_are_in_points_of_what_applies() -> None:
    frame = ways_up(small_sheet(), "U3")
    assert frame["indicator"].tolist() == ["B1"]
    assert frame["gain"].iloc[0] == pytest.approx(100 / 3)


def test_gains_of_a_product() -> None:
    # From 100 x (0.25 x 0.5)^(1/2) to 100 x 0.5^(1/2) and 100 x 0.25^(1/2).
    frame = ways_up(two_sections(0.25, 0.5, aggregation="geometric"), "U1").set_index("indicator")
    now = 100 * math.sqrt(0.125)
    assert frame.loc["A1", "gain"] == pytest.approx(100 * math.sqrt(0.5) - now)
    assert frame.loc["B1", "gain"] == pytest.approx(50 - now)


def place_said(sheet: ScoreSheet, unit: str, lang: str = "zh") -> str:
    return next_place_sentence(next_place(sheet, unit), lang)


def test_the_unit_in_front() -> None:
    # Group a: U1 100, U3 66.67, U2 57.5; A3 alone brings U2 to 70.
    found = next_place(small_sheet(), "U2")
    assert found is not None
    assert (found.unit, found.rank, found.score, found.missing, found.ways) == ("U3", 2, 66.67, 9.17, 1)
    assert place_said(small_sheet(), "U2") == "本组前一名是第2名单位U3（66.67分），相差9.17分，补齐下列第1项即可追平。"
    assert place_said(small_sheet(), "U2", "en") == (
        "Next in the group is number 2, 单位U3 (66.67), 9.17 ahead; the first below would draw level."
    )


def test_the_first_and_the_vetoed_have_nobody_to_reach() -> None:
    assert next_place(small_sheet(), "U1") is None
    assert next_place(small_sheet(), "U4") is None  # alone in its group
    vetoed = small_sheet(values=VALUES | {"U2": VALUES["U2"] | {"V1": 1}})
    assert next_place(vetoed, "U2") is None
    assert next_place_sentence(None) == ""


def test_bonus_in_front_may_be_out_of_reach() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"P1": 4}, "U2": VALUES["U1"]}  # 102 and 100, nothing left to gain
    assert place_said(small_sheet(values=values), "U2") == (
        "本组前一名是第1名单位U1（102.00分），相差2.00分，补齐全部失分仍不能追平。"
    )
    assert "full marks everywhere would not draw level" in place_said(small_sheet(values=values), "U2", "en")


def test_level_on_points_behind_a_tie_break() -> None:
    # Both 75: U1 loses S1 by half, U2 loses S2 by half; the tie goes to the better S2.
    first, second = {"A1": 0, "A2": 0, "A3": 4, "B1": 20}, {"A1": 1, "A2": 10, "A3": 4, "B1": 10}
    sheet = small_sheet(units=[("U1", "a"), ("U2", "a")], values={"U1": first, "U2": second}, tie_break=["S2"])
    assert place_said(sheet, "U2") == "本组前一名是第1名单位U1（75.00分），与本单位同分。"
    assert place_said(sheet, "U2", "en").endswith("(75.00), level on points.")
