"""Items that judge what another item reports."""

from __future__ import annotations

from scoring.system import IndicatorSystem, load_system_text
from scoring.system.diff import diff
from scoring.system.sources import with_keys_of_sources

SYSTEM_TEXT = """
format: 1
id: t
title: 测试
period: {year: 2025}
scale: 20
sections:
  - id: S1
    title: 工作
    measures:
      - id: M1
        title: 措施
        indicators:
          - {id: A2, title: 优秀线, marks: 10, facts: {of: A1}, rule: {kind: share}}
          - {id: A1, title: 达标率, marks: 10, facts: ratio, unit: "%", over: true, rule: {kind: share, full_at: 90}}
adjustments:
  - {id: D1, title: 未达标, facts: {of: A1}, rule: {kind: per_event, points: -1}}
"""


def system(text: str = SYSTEM_TEXT) -> IndicatorSystem:
    return load_system_text(
        text.replace("facts: {of: A1}, rule: {kind: per_event", "facts: count, rule: {kind: per_event")
    )


def test_an_item_has_the_kind_and_the_keys_of_its_source() -> None:
    found = system()
    item = found.items["A2"]
    assert (item.fact_kind.name, item.unit.get(), item.over, item.has_facts) == ("ratio", "%", True, False)
    assert item.rule.full_at == 100  # per cent of the source turns the default too
    assert item.fields == ()
    assert item.source is found.items["A1"]
    assert list(found.reported_items) == ["A1", "D1"]
    assert [i.id for i in found.unit_reported()] == ["A1"]


def test_what_is_given_is_not_changed() -> None:
    data = {
        "sections": [],
        "adjustments": [{"id": "a", "facts": "count", "unit": "次"}, {"id": "b", "facts": {"of": "a"}}],
    }
    whole = with_keys_of_sources(data)
    assert data["adjustments"][1] == {"id": "b", "facts": {"of": "a"}}
    assert whole["adjustments"][1] == {"id": "b", "facts": {"of": "a"}, "unit": "次", "reported_by": "inspector"}


def test_a_difference_tells_the_keys_of_a_source_once() -> None:
    changed = diff(system(), system(SYSTEM_TEXT.replace("over: true", "over: false")))
    assert [(change.id, change.field) for change in changed] == [("A1", "over")]
    now = diff(
        system(),
        system(SYSTEM_TEXT.replace("facts: {of: A1}, rule: {kind: share}", "facts: ratio, rule: {kind: share}")),
    )
    assert [(change.id, change.field) for change in now] == [("A2", "facts"), ("A2", "rule")]
    assert now[0].words.get("zh") == "指标 A2“优秀线”的填报类型由“用 A1 的填报数”改为“完成数与应完成数”。"


def test_the_sentence_knows_the_parts_of_the_period_of_the_source() -> None:
    text = SYSTEM_TEXT.replace("period: {year: 2025}", "period: {year: 2025, quarter: 2}")
    text = text.replace("rule: {kind: share}", "rule: {kind: every_period}")
    text = text.replace(
        'facts: ratio, unit: "%", over: true, rule: {kind: share, full_at: 90}',
        "facts: monthly, rule: {kind: every_period}",
    )
    found = system(text)
    assert found.rule_text(found.items["A2"]) == found.rule_text(found.items["A1"])
    assert "1/3" in found.rule_text(found.items["A2"])
