"""What matters about one unit, in sentences."""

from __future__ import annotations

import copy

import pytest

from scoring.analysis.unit_summary import alone, unit_summary
from tests.analysis.small import SMALL, VALUES, small_sheet
from tests.analysis.test_loss_shares import example
from tests.analysis.test_overview import only_for


def test_a_unit_below_its_group() -> None:
    # Group a: 100, 57.5, 66.67; S1 1, 0.4, 1 and S2 1, 0.75, 0.5; U2 gains 12.5 with A3.
    assert unit_summary(small_sheet(), "U2") == [
        "总分低于本组中位数（66.67分）9.17分。",
        "没有板块高于本组中位数，“板块S1”落后最多（低60.0个百分点）。",
        "距“合格”（60分）还差2.50分。",
        "提分空间最大的是“指标A3”（A3），补齐可加12.50分。",
    ]
    assert unit_summary(small_sheet(), "U2", "en") == [
        "The score is 9.17 below the group's median (66.67).",
        "No section is above the group's median; '板块S1' is farthest below (60.0 points of rate).",
        "2.50 short of 合格 (60).",
        "Most can be gained on '指标A3' (A3): 12.50 with full marks there.",
    ]


def test_a_unit_above_its_group_and_one_on_both_sides() -> None:
    assert unit_summary(small_sheet(), "U1") == [
        "总分高于本组中位数（66.67分）33.33分。",
        "各板块都不低于本组中位数，“板块S2”领先最多（高25.0个百分点）。",
    ]
    assert unit_summary(small_sheet(), "U1", "en")[0] == "The score is 33.33 above the group's median (66.67)."
    # U2 is now the best of S2 and the last of S1.
    both = small_sheet(values=VALUES | {"U1": VALUES["U1"] | {"B1": 10}, "U2": {"A1": 0, "A2": 0, "A3": 0, "B1": 20}})
    assert unit_summary(both, "U2")[1] == (
        "与本组中位数相比，“板块S2”领先最多（高50.0个百分点），“板块S1”落后最多（低100.0个百分点）。"
    )
    assert unit_summary(both, "U2", "en")[1] == (
        "Beside the group's median, '板块S2' is farthest above (50.0 points of rate); "
        "'板块S1' is farthest below (100.0 points of rate)."
    )


def test_all_equal() -> None:
    sheet = small_sheet(values=dict.fromkeys(VALUES, VALUES["U1"]), claims=frozenset())
    assert unit_summary(sheet, "U2") == ["总分与本组中位数（100.00分）持平。", "各板块都与本组中位数持平。"]
    assert unit_summary(sheet, "U2", "en") == [
        "The score is the group's median (100.00).",
        "Every section is at the group's median.",
    ]


def test_a_unit_alone_is_compared_with_itself() -> None:
    sheet = small_sheet(values=VALUES | {"U4": VALUES["U2"]})
    assert alone(sheet, "U4")
    assert not alone(sheet, "U1")
    assert unit_summary(sheet, "U4")[0] == (
        "得分率最高的板块是“板块S2”（75.0%），最低的是“板块S1”（40.0%）；本组没有其他单位可比较。"
    )
    assert unit_summary(small_sheet(), "U4") == ["各板块得分率都是100.0%；本组没有其他单位可比较。"]


def test_a_veto_says_what_it_took() -> None:
    sheet = small_sheet(values=VALUES | {"U1": VALUES["U1"] | {"V1": 1}})
    assert unit_summary(sheet, "U1")[0] == "因“重大事件”一票否决，总分由100.00分降为59.00分。"
    assert unit_summary(sheet, "U1", "en")[0] == "Vetoed: 重大事件; the score falls from 100.00 to 59.00."
    low = small_sheet(values=VALUES | {"U2": {"V1": 1}})
    assert unit_summary(low, "U2")[0] == "因“重大事件”一票否决（等次不高于“不合格”，总分不高于59分）。"
    assert not [told for told in unit_summary(low, "U2") if told.startswith(("距", "提分"))]  # nothing can be reached


def test_of_several_vetoes_the_one_that_takes_the_points_is_named() -> None:
    second = {"id": "V2", "title": "弄虚作假", "facts": "yes_no", "rule": {"kind": "veto", "grade_at_most": "fail"}}
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1, "V2": 1}}
    sheet = small_sheet(values=values, adjustments=[*SMALL["adjustments"], second])
    assert unit_summary(sheet, "U1")[0] == (
        "因“重大事件、弄虚作假”一票否决；其中“重大事件”使总分由100.00分降为59.00分。"
    )


def test_what_was_left_blank() -> None:
    some = small_sheet(values=VALUES | {"U2": {"A1": 1, "A2": 10, "A3": 4}})
    assert "有1项指标未填报，失20.00分。" in unit_summary(some, "U2")
    assert "1 indicator left blank: 20.00 marks lost." in unit_summary(some, "U2", "en")
    none = small_sheet(values=VALUES | {"U2": {}})
    assert "适用的4项指标全部未填报。" in unit_summary(none, "U2")
    assert "Nothing was reported on any of the 4 indicators that apply." in unit_summary(none, "U2", "en")


def test_the_only_indicator_that_applies_was_left_blank() -> None:
    sheet = small_sheet(units=[("U4", "b")], values={"U4": {}}, sections=only_for("b"))
    assert "适用的1项指标全部未填报。" in unit_summary(sheet, "U4")
    assert "Nothing was reported on the only indicator that applies." in unit_summary(sheet, "U4", "en")


def test_nothing_applies() -> None:
    sheet = small_sheet(units=[("U1", "a")], sections=only_for("b"))
    assert unit_summary(sheet, "U1") == ["没有适用的指标，因此没有总分和名次。"]
    assert unit_summary(sheet, "U1", "en") == ["Nothing applies, so there is no score or rank."]


def test_too_few_sections_apply() -> None:
    """To group b one section of two applies; two are needed."""
    sections = copy.deepcopy(SMALL["sections"])
    sections[1]["measures"][0]["indicators"][0]["applies_to"] = ["a"]
    sheet = small_sheet(units=[("U1", "b")], sections=sections, needs=2)
    assert unit_summary(sheet, "U1") == ["适用的板块只有1个，少于2个，因此没有总分和名次。"]
    assert unit_summary(sheet, "U1", "en") == ["Only 1 section applies, fewer than 2, so there is no score or rank."]
    assert small_sheet().no_score_why("U1") == ""


def test_a_grade_kept_out_of_by_its_quota() -> None:
    grades = [
        {"id": "top", "title": "优秀", "at_least": 60, "quota": 0.34},
        {"id": "rest", "title": "其他", "at_least": 0},
    ]
    told = unit_summary(small_sheet(grades=grades, adjustments=[]), "U3")  # 66.67, but second of three
    assert "得分已达到“优秀”（60分），因名额限制未取得。" in told


def test_points_as_the_system_rounds_them() -> None:
    told = unit_summary(small_sheet(rounding={"indicator": 2, "total": 1}), "U2")
    assert "距“合格”（60分）还差2.5分。" in told


def test_a_unit_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        unit_summary(small_sheet(), "U9")


def test_a_gate_that_closed_and_the_section_that_decides_are_told() -> None:
    assert "“文明施工”：“封闭管理”得0分，本板块计0分。" in unit_summary(example("jgj59"), "U02")
    assert "总分取得分率最低的板块：“重点任务”（58.0%）。" in unit_summary(example("air_min"), "K1")
    assert "The highest section rate decides: '" in " ".join(unit_summary(example("env_risk"), "R1", "en"))


def test_a_system_without_sections_has_findings() -> None:
    """110 - 10 - 3 - 6 - 3; the median of 88, -35 and -90 is -35; full marks are 110."""
    assert unit_summary(example("sprs"), "C1") == [
        "总分高于本组中位数（−35.00分）123.00分。",
        "距“满分”（110分）还差22.00分。",
    ]
