"""How totals come about, said as a rulebook says it."""

from __future__ import annotations

from scoring.system import IndicatorSystem, load_system_text
from scoring.system.part_words import part_lines
from scoring.system.total_words import base_words, caps_words

PARTS = """
format: 1
id: parts
title: 小体系
period: {year: 2025, quarter: 3}
start: 2
needs: 2
sections:
  - id: S1
    title: 响应
    weight: 10
    measures:
      - {id: M1, title: 响应, weight: 5, indicators: [{id: A, title: 甲, marks: 4, facts: yes_no, rule: {kind: pass}}]}
  - id: S2
    title: 办理
    weight: 90
    zero_if: {any_zero: [B]}
    measures:
      - {id: M2, title: 解决, weight: 3, indicators: [{id: B, title: 乙, marks: 4, facts: yes_no, rule: {kind: pass}}]}
      - {id: M3, title: 满意, weight: 1, indicators: [{id: C, title: 丙, marks: 4, facts: yes_no, rule: {kind: pass}}]}
adjustments:
  - {id: P, title: 表扬, facts: count, rule: {kind: per_event, points: 1}}
  - {id: Q, title: 刊发, facts: count, rule: {kind: per_event, points: 1}}
caps: {bonus: {at_most: 5}, together: [{of: [P, Q], at_most: 3}]}
"""
POINTS = """
format: 1
id: points
title: 扣分制
period: {year: 2025}
start: 110
adjustments: [{id: D, title: 未满足, facts: count, rule: {kind: per_event, points: -5}}]
"""


def parts() -> IndicatorSystem:
    return load_system_text(PARTS)


def test_the_base_names_weights_the_start_and_how_many_sections_it_needs() -> None:
    assert base_words(parts(), "zh") == (
        "各板块得分率按权重合成，折算为 100 分制。每个单位另有起始分 2 分。适用的板块少于2个的，不计总分。"
    )
    assert base_words(load_system_text(POINTS), "en") == "Every unit starts with 110 points."


def test_full_marks_are_the_scale_and_what_units_start_with() -> None:
    assert parts().full_marks == 102
    assert load_system_text(POINTS).full_marks == 110


def test_measures_are_named_after_their_section_and_a_lone_weight_is_not_told() -> None:
    """响应 has but one measure: that this weighs 5 says nothing."""
    assert list(part_lines(parts(), "zh")) == [
        ("响应", "权重10"),
        ("办理", "权重90；“乙”得0分，本板块计0分"),
        ("办理 / 解决", "权重3"),
        ("办理 / 满意", "权重1"),
    ]


def test_what_limits_bonuses_is_a_sentence_each() -> None:
    assert list(caps_words(parts(), "zh")) == ["加分合计不超过 5 分。", "“表扬”、“刊发”合计最多加3分。"]
