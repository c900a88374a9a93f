"""What would raise a unit."""

from __future__ import annotations

import math

import pytest

from scoring.analysis.ways_up import (
    Place,
    capped_sentence,
    next_grade,
    next_grade_sentences,
    next_place,
    next_place_sentence,
    ways_up,
)
from scoring.engine import ScoreSheet
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_waterfall import two_sections

QUOTA = [{"id": "top", "title": "优秀", "at_least": 60, "quota": 0.34}, {"id": "rest", "title": "其他", "at_least": 0}]


def said(sheet: ScoreSheet, unit: str, lang: str = "zh") -> list[str]:
    return next_grade_sentences(next_grade(sheet, unit, lang), lang)


def test_a_score_at_a_vetos_limit_does_not_rise() -> None:
    cap = {"id": "V1", "title": "重大事件", "facts": "yes_no", "rule": {"kind": "veto", "score_at_most": 59}}
    sheet = small_sheet(values=VALUES | {"U1": VALUES["U1"] | {"V1": 1}}, grades=[], adjustments=[cap])
    assert capped_sentence(sheet, "U1") == "因一票否决“重大事件”，总分最高59.00分：基础分提高，总分也不再提高。"
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


def test_points_to_the_next_grade() -> None:
    found = next_grade(small_sheet(), "U2")
    assert found is not None
    assert (found.grade, found.missing, found.ways, found.veto, found.place) == ("pass", 2.5, 1, "", None)
    assert said(small_sheet(), "U2") == ["距“合格”（60分）还差2.50分，补齐下列第1项即可达到。"]
    assert said(small_sheet(), "U2", "en") == ["2.50 short of 合格 (60); full marks on the first below would reach it."]


def test_several_ways_are_needed() -> None:
    grades = [{"id": "top", "title": "优秀", "at_least": 85}, {"id": "rest", "title": "其他", "at_least": 0}]
    sheet = small_sheet(grades=grades, adjustments=[])
    # 57.5 + 12.5 + 12.5 = 82.5 is not enough, with 10 more it is.
    assert said(sheet, "U2") == ["距“优秀”（85分）还差27.50分，补齐下列前3项即可达到。"]


def test_full_marks_may_not_be_enough() -> None:
    values = {"U2": VALUES["U2"] | {"N1": 3}}
    grades = [{"id": "top", "title": "优秀", "at_least": 98}, {"id": "fail", "title": "其他", "at_least": 0}]
    sheet = small_sheet(units=[("U2", "a")], values=values, grades=grades)
    assert said(sheet, "U2") == ["距“优秀”（98分）还差43.50分，补齐全部失分仍不能达到。"]


def test_nothing_above_the_best_and_nothing_without_grades() -> None:
    assert next_grade(small_sheet(), "U1") is None
    assert next_grade(small_sheet(grades=[], adjustments=[]), "U2") is None
    assert next_grade_sentences(None) == []


def test_a_veto_bars_the_way() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    sheet = small_sheet(values=values)
    assert said(sheet, "U1") == ["因“重大事件”一票否决，本期不能评为合格，补分也不能改变。"]
    assert said(sheet, "U1", "en") == ["The veto '重大事件' bars 合格 this period, whatever is gained."]


def test_a_quota_bars_the_way() -> None:
    # Group a has 3 units and one place, which U1 holds; U3 has the points but is second.
    sheet = small_sheet(grades=QUOTA, adjustments=[])
    found = next_grade(sheet, "U3")
    assert found is not None
    assert found.place == Place(1, 2, False, 100)
    assert said(sheet, "U3") == [
        "得分已达到“优秀”（60分）的要求。",
        "“优秀”有名额限制，须列组内第1名，现列第2名（第1名100.00分）。",
    ]
    assert said(sheet, "U3", "en")[1] == (
        "优秀 has a quota: the unit must be first in its group; it is number 2 (number 1 has 100.00)."
    )


def test_a_tie_that_exceeds_the_places() -> None:
    values = dict.fromkeys(VALUES, VALUES["U1"])
    sheet = small_sheet(values=values, grades=QUOTA, adjustments=[], claims=frozenset())
    assert said(sheet, "U1")[1] == "“优秀”有名额限制，须列组内第1名，现列第1名，但同分单位超出名额，均未取得。"


def test_a_group_too_small_for_a_place() -> None:
    sheet = small_sheet(units=[("U4", "b")], grades=QUOTA, adjustments=[])
    assert said(sheet, "U4") == ["得分已达到“优秀”（60分）的要求。", "本组单位少，按比例没有“优秀”名额。"]


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
