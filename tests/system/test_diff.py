"""The difference of two versions: nothing between equal ones, and every single change found."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.parameters import file_keys
from scoring.system import DEFAULT_SYSTEM, load_system
from scoring.system.diff import diff, section_totals
from scoring.system.grades import Grade
from scoring.system.models import Adjustment, Group, Indicator, NotApplicable, Rounding
from scoring.system.words import FIELDS
from scoring.words import LANGS
from tests.analysis.small import SMALL
from tests.frames import System, loaded

OLD = copy.deepcopy(SMALL) | {
    "caps": {"bonus": {"at_most": 5, "only_from": 60}, "deduction": {"at_most": 10}},
    "note": "说明",
    "tie_break": ["S1"],
}


def changed(*way: Any, to: Any) -> System:
    """The small system with one value changed."""
    data = copy.deepcopy(OLD)
    here: Any = data
    for step in way[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    here[way[-1]] = to
    return data


A1, A3 = ("sections", 0, "measures", 0, "indicators", 0), ("sections", 0, "measures", 1, "indicators", 0)
B1 = ("sections", 1, "measures", 0, "indicators", 0)
ONE_CHANGE = [
    (("title",), "大体系", "title"),
    (("note",), "别的", "note"),
    (("period", "year"), 2026, "period.year"),
    (("scale",), 120, "scale"),
    (("rounding", "indicator"), 1, "rounding.indicator"),
    (("rounding", "total"), None, "rounding.total"),
    (("rounding", "rank_on"), "exact", "rounding.rank_on"),
    (("aggregation",), "geometric", "aggregation"),
    (("not_applicable", "mode"), "full", "not_applicable.mode"),
    (("not_applicable", "within"), "section", "not_applicable.within"),
    (("start",), 5, "start"),
    (("needs",), 2, "needs"),
    (("aggregation",), "lowest", "aggregation"),
    (("sections", 0, "needs"), 1, "needs"),
    (("sections", 0, "measures", 1, "take"), "best", "take"),
    (("sections", 0, "zero_if"), {"any_zero": ["A1"]}, "zero_if"),
    (("ties",), "dense", "ties"),
    (("tie_break",), ["S2"], "tie_break"),
    (("caps", "bonus", "at_most"), 6, "caps.bonus.at_most"),
    (("caps", "bonus", "only_from"), 70, "caps.bonus.only_from"),
    (("caps", "bonus", "only_above"), 70, "caps.bonus.only_above"),
    (("caps", "deduction", "at_most"), 9, "caps.deduction.at_most"),
    (("groups", "a", "title"), "丙组", "title"),
    (("groups", "a", "coefficient"), 1.1, "coefficient"),
    (("grades", 0, "title"), "很好", "title"),
    (("grades", 0, "at_least"), 85, "at_least"),
    (("grades", 0, "quota"), 0.3, "quota"),
    (("sections", 0, "title"), "新板块", "title"),
    (("sections", 0, "note"), "新说明", "note"),
    (("sections", 0, "measures", 0, "title"), "新措施", "title"),
    ((*A1, "title"), "新名", "title"),
    ((*A1, "marks"), 5, "marks"),
    ((*A1, "marks"), {"a": 4, "b": 5}, "marks"),
    ((*A1, "evidence"), "文件", "evidence"),
    ((*A1, "note"), "备注", "note"),
    ((*A1, "reported_by"), "inspector", "reported_by"),
    ((*A1, "applies_to"), ["a"], "applies_to"),
    ((*A3, "may_not_apply"), False, "may_not_apply"),
    ((*B1, "unit"), "项", "unit"),
    ((*B1, "facts"), "number", "facts"),
    ((*B1, "rule", "target"), 21, "rule"),
    ((*B1, "rule"), {"kind": "best_in_group"}, "rule"),
    (("adjustments", 0, "rule", "cap"), 3, "rule"),
    (("adjustments", 0, "reported_by"), "unit", "reported_by"),
    (("adjustments", 2, "rule", "score_at_most"), 50, "rule"),
]


@pytest.mark.parametrize(("way", "to", "field"), ONE_CHANGE, ids=[f"{'.'.join(map(str, w))}" for w, _, _ in ONE_CHANGE])
def test_every_single_change_is_found_and_nothing_else(way: tuple[Any, ...], to: Any, field: str) -> None:
    old, new = loaded(OLD), loaded(changed(*way, to=to))
    assert [c.field for c in diff(old, new)] == [field]
    assert [c.field for c in diff(new, old)] == [field]
    assert all(diff(old, new)[0].words.root[lang] for lang in LANGS)


def test_every_key_of_the_file_has_words() -> None:
    inner = {f"rounding.{n}" for n in Rounding.model_fields} | {
        f"not_applicable.{n}" for n in NotApplicable.model_fields
    }
    for model in (Grade, Group, Indicator, Adjustment):
        inner |= set(file_keys(model))
    assert inner - set(FIELDS) == set()


def test_a_system_does_not_differ_from_itself() -> None:
    bundled = load_system(DEFAULT_SYSTEM)
    assert diff(bundled, bundled) == []
    assert diff(loaded(OLD), loaded(copy.deepcopy(OLD))) == []


@given(st.lists(st.sampled_from(ONE_CHANGE), min_size=1, max_size=4, unique_by=lambda c: c[0]))
def test_a_changed_system_does_not_differ_from_itself(changes: list[Any]) -> None:
    one = loaded(changed(*changes[0][0], to=changes[0][1]))
    assert diff(one, one) == []


def told(new: System) -> list[tuple[str, str, str]]:
    return [(c.kind, c.part, c.id) for c in diff(loaded(OLD), loaded(new))]


def test_added_removed_moved_and_renumbered() -> None:
    added = copy.deepcopy(OLD)
    new = {"id": "A9", "title": "新", "marks": 1, "facts": "yes_no", "rule": {"kind": "pass"}}
    added["sections"][0]["measures"][0]["indicators"].append(new)
    assert told(added) == [("added", "indicator", "A9")]
    assert [(c.kind, c.id) for c in diff(loaded(added), loaded(OLD))] == [("removed", "A9")]
    moved = copy.deepcopy(OLD)
    first = moved["sections"][0]["measures"][0]["indicators"].pop(0)
    moved["sections"][0]["measures"][1]["indicators"].append(first)
    assert told(moved) == [("moved", "indicator", "A1")]
    assert told(changed(*A1, "id", to="A8")) == [("renumbered", "indicator", "A8")]


def test_another_order_is_told_and_changes_no_score() -> None:
    turned = copy.deepcopy(OLD)
    turned["sections"].reverse()
    found = diff(loaded(OLD), loaded(turned))
    assert ("order", "section") in [(c.kind, c.part) for c in found]
    assert not any(c.scores for c in found)


def test_the_sentences() -> None:
    (marks,) = diff(loaded(OLD), loaded(changed(*A1, "marks", to={"a": 4, "b": 5})))
    assert marks.words.get("zh") == "指标 A1“指标A1”的分值由乙组4改为乙组5。"
    (rule,) = diff(loaded(OLD), loaded(changed(*B1, "rule", "target", to=21)))
    assert rule.words.get("zh").endswith(
        "由“达到20次得满分，未达到的按比例得分”改为“达到21次得满分，未达到的按比例得分”。"
    )
    (cap,) = diff(loaded(OLD), loaded(changed("caps", "bonus", "at_most", to=None)))
    assert cap.words.get("en") == "Cap of all bonuses from 5 to none."


def test_marks_written_by_group_that_say_the_same_are_no_difference() -> None:
    assert told(changed(*A1, "marks", to={"a": 4, "b": 4})) == []


def test_section_totals() -> None:
    rows = section_totals(loaded(OLD), loaded(changed(*A1, "marks", to={"a": 4, "b": 5})))
    assert [(r.section, r.group, r.before, r.after) for r in rows] == [
        ("S1", "a", 20, 20),
        ("S1", "b", 20, 21),
        ("S2", "a", 20, 20),
        ("S2", "b", 20, 20),
    ]


def test_figures_that_become_per_cent_can_change_scores() -> None:
    words, per_cent = (diff(loaded(OLD), loaded(changed(*B1, "unit", to=unit))) for unit in ("件", "%"))
    assert [(change.field, change.scores) for change in words] == [("unit", False)]
    assert ("unit", True) in [(change.field, change.scores) for change in per_cent]
