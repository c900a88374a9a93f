"""What a grade asks for, in the file and as a rulebook says it."""

from __future__ import annotations

import pytest

from scoring.analysis.what_if import Change, known_settings, with_changes
from scoring.analysis.what_if_words import setting_words
from scoring.problems import SystemError_
from scoring.system import IndicatorSystem, load_system_text
from scoring.system.diff import diff
from scoring.system.grade_words import bounds_words, conditions, places_words, reached_words, total_words
from scoring.system.grades import TotalBounds

SYSTEM = """
format: 1
id: graded
title: 分等
period: {year: 2025}
scale: 10
grades:
  - id: top
    title: 优秀
    at_least: 8
    GRADE
  - {id: rest, title: 其他, at_least: 0}
sections:
  - id: S1
    title: 现场管理
    measures:
      - id: M1
        title: 巡查
        indicators:
          - {id: I1, title: 次数, marks: 4, facts: count, rule: {kind: target, target: 4}}
          - {id: I2, title: 面, marks: 6, facts: ratio, rule: {kind: share}}
"""


def system(grade: str = "", more: str = "") -> IndicatorSystem:
    return load_system_text(SYSTEM.replace("GRADE", grade) + more)


def asked(grade: str, lang: str = "zh") -> list[str]:
    one = system(grade)
    return conditions(one.grades[0].requires, one, lang)  # type: ignore[arg-type]


def test_conditions_as_a_rulebook_says_them() -> None:
    assert asked("requires: {every_section: 0.5, no_veto: true}") == ["各板块得分率不低于50%", "没有一票否决情形"]
    assert asked("requires: {sections: {S1: 0.6}, indicators: {I1: {marks: 3}}}") == [
        "“现场管理”得分率不低于60%",
        "“次数”得分不低于3分",
    ]
    assert asked("requires: {count: {of: [I1, I2], at_least: 1, rate: 0.9}}") == [
        "“次数”、“面”中至少1项得分率不低于90%"
    ]
    assert asked("requires: {sections: {S1: 1}}") == ["“现场管理”得满分"]
    assert asked("requires: {count: {of: [I1, I2], at_least: 1, rate: 1}}", "en") == [
        "at least 1 of '次数', '面' with full marks"
    ]
    assert asked("requires: {every_indicator: {marks: 2}}", "en") == ["every indicator with at least 2 marks"]
    assert asked("") == []


@pytest.mark.parametrize("more", ["requires: {no_veto: true}", "quota: 0.3", "places: 1"])
def test_a_grade_may_begin_where_one_does_that_asks_for_more(more: str) -> None:
    """A medal for the first three and one for the rest, both from 0 points."""
    text = SYSTEM.replace("at_least: 8", "at_least: 0")
    assert [grade.at_least for grade in load_system_text(text.replace("GRADE", more)).grades] == [0, 0]
    with pytest.raises(SystemError_) as bad:
        load_system_text(text.replace("GRADE", ""))
    assert [problem.code for problem in bad.value.problems] == ["out_of_order"]


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("quota: 0.3", "不超过本组单位数的 30%，按名次"),
        ("{quota: 0.3, of: all}", "不超过全体单位数的 30%，按名次"),
        ("places: 3", "每组至多3个单位，按名次"),
        ("{places: 3, of: all}", "全体至多3个单位，按名次"),
        ("quota: null", ""),
    ],
)
def test_places_as_a_rulebook_says_them(grade: str, words: str) -> None:
    lines = grade.strip("{}").replace(", ", "\n    ")
    assert places_words(system(lines).grades[0], "zh") == words


def test_bounds_as_a_rulebook_says_them() -> None:
    assert bounds_words(TotalBounds(), "zh") == "不低于0"
    assert bounds_words(TotalBounds(at_least=None, at_most=110), "zh") == "可以为负、不高于110"


def test_a_difference_says_the_conditions() -> None:
    [change] = diff(system(), system("requires: {every_section: 0.5}"))
    assert (change.id, change.field) == ("top", "requires")
    assert change.words.get("zh").endswith("条件由“不设”改为“各板块得分率不低于50%”。")


def test_every_number_of_the_conditions_can_be_tried() -> None:
    one = system(
        "requires: {every_section: 0.5, indicators: {I1: {marks: 3}}, count: {of: [I1, I2], at_least: 1, rate: 1}}"
    )
    known = known_settings(one)
    words = {name: setting_words(one, known[name]) for name in known if ".requires." in name}
    assert words == {
        ":grades.0.requires.every_section": "优秀条件：各板块得分率",
        ":grades.0.requires.indicators.I1.marks": "优秀条件：“次数”得分",
        ":grades.0.requires.count.0.at_least": "优秀条件：“次数”、“面”中至少几项",
        ":grades.0.requires.count.0.rate": "优秀条件：“次数”、“面”得分率",
    }
    tried = with_changes(one, [Change(":grades.0.requires.count.0.at_least", 2), Change(":total.at_most", 9)])
    assert (tried.grades[0].requires.count[0].at_least, tried.total.at_most) == (2, 9)


def test_a_last_grade_above_an_older_files_floor_is_a_warning() -> None:
    text = SYSTEM.replace("GRADE", "").replace("at_least: 0", "at_least: 1")
    assert [w.code for w in load_system_text(text).warnings] == ["grades_leave_gap"]
    assert load_system_text(text + "total: {at_least: null}\n").warnings == ()


def test_what_a_grade_takes_is_told_whole() -> None:
    def said(one: IndicatorSystem, lang: str = "zh") -> list[str]:
        return [reached_words(grade, one, lang) for grade in one.grades]  # type: ignore[arg-type]

    assert said(system()) == ["8 分及以上", "0 分及以上"]
    by_section = system("requires: {every_section: 0.5}")
    assert said(by_section) == ["8 分及以上，且各板块得分率不低于50%", "其余单位"]
    assert said(by_section, "en") == ["8 or more, and every section at 50% or more", "all others"]
    text = SYSTEM.replace("at_least: 8", "at_least: 0").replace("GRADE", "requires: {measures: {M1: 0.5}}")
    assert said(load_system_text(text)) == ["“巡查”得分率不低于50%", "其余单位"]
    assert said(load_system_text(SYSTEM.replace("at_least: 8", "at_least: 0").replace("GRADE", "places: 1"))) == [
        "0 分及以上",
        "其余单位",
    ]
    below = SYSTEM.replace("GRADE", "").replace("at_least: 0", "at_least: -100") + "total: {at_least: null}\n"
    assert said(load_system_text(below)) == ["8 分及以上", "其余单位"]


def test_a_condition_worth_nothing_is_met() -> None:
    one = """
          - {id: I3, title: 培训达标, marks: 0, facts: {of: I1}, rule: {kind: bands, bands: [{at_least: 2, rate: 1}]}}
"""
    found = load_system_text(SYSTEM.replace("GRADE", "requires: {indicators: {I3: 1, I1: {marks: 1}}}").rstrip() + one)
    assert conditions(found.grades[0].requires, found, "zh") == ["“培训达标”达到要求", "“次数”得分不低于1分"]
    assert conditions(found.grades[0].requires, found, "en") == ["'培训达标' met", "'次数' with at least 1 mark"]


def test_a_total_speaks_of_vetoes_only_where_there_are_any() -> None:
    veto = "adjustments:\n  - {id: V1, title: 事故, facts: yes_no, rule: {kind: veto, unranked: true}}\n"
    assert total_words(system(), "zh") == "基础分加加分、减扣分，不低于0。"
    assert total_words(system(more=veto), "zh") == "基础分加加分、减扣分，不低于0；有一票否决情形的，等次和总分受限。"
