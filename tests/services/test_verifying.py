"""What inspectors enter: its mistakes, what it would change, and keeping it, all or none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from scoring.access import Actor
from scoring.analysis.verification import Entry
from scoring.facts import FACT_COLUMNS
from scoring.services import scores, verifying
from scoring.store import Store
from scoring.system import load_system_text
from tests.analysis.test_verification import SYSTEM
from tests.databases import Database
from tests.services.conftest import ACTOR, fill
from tests.small_period import SYSTEM as SMALL
from tests.store.test_safety import in_threads

FOUR = Entry("U01", "M01-1", "value", "4", "台账只有4次")
WRONG = Entry("U02", "M01-1", "value", "大概四次", "台账")


def preview(store: Store, *entries: Entry) -> verifying.Preview:
    sheet = scores.sheet(store, "2025")
    assert sheet is not None
    return verifying.preview(sheet, store.facts("2025"), entries, "zh")


def test_a_preview_shows_the_effect_and_keeps_nothing(reported: Store) -> None:
    version = reported.version()
    change = preview(reported, FOUR).effect
    assert change is not None
    assert change[["unit", "score", "new_score"]].to_numpy().tolist() == [["U01", 90.0, 70.0]]
    assert reported.version() == version


def test_mistakes_have_no_effect(reported: Store) -> None:
    found = preview(reported, FOUR, WRONG)
    assert [p.code for p in found.problems] == ["not_a_number"]
    assert found.effect is None


def test_entries_are_kept_under_the_name_of_who_acts(reported: Store) -> None:
    assert verifying.verify(reported, "2025", [FOUR], ACTOR, "zh") == []
    rows = reported.verifications("2025")
    assert rows[["unit", "indicator", "value", "by", "text"]].to_numpy().tolist() == [
        ["U01", "M01-1", 4.0, "王检查", "台账只有4次"]
    ]


def test_one_mistake_keeps_all_of_them_out(reported: Store) -> None:
    version = reported.version()
    assert [p.code for p in verifying.verify(reported, "2025", [FOUR, WRONG], ACTOR, "zh")] == ["not_a_number"]
    assert reported.version() == version


def test_what_is_as_reported_is_kept_figure_by_figure(reported: Store) -> None:
    system, facts, pairs = reported.system("2025"), reported.facts("2025"), [("U01", "M01-2"), ("U03", "M01-2")]
    assert verifying.unverified(system, facts, pairs) == pairs[:1]  # U03 has reported nothing
    assert verifying.verify(reported, "2025", [FOUR], ACTOR, "zh", pairs) == []
    kept = reported.verifications("2025")
    assert sorted(zip(kept["indicator"], kept["field"], kept["value"], kept["text"], strict=True)) == [
        ("M01-1", "value", 4.0, "台账只有4次"),
        ("M01-2", "done", 10.0, "与自评一致"),
        ("M01-2", "due", 10.0, "与自评一致"),
    ]
    assert verifying.unverified(system, reported.facts("2025"), pairs) == []


def test_a_claim_that_is_confirmed_keeps_the_units_reason() -> None:
    claim = pd.DataFrame([("U1", "A2", "na", float("nan"), "self", "没有此项工作")], columns=FACT_COLUMNS)
    found = verifying.as_reported(load_system_text(SYSTEM), claim, [("U1", "A2")], "zh")
    assert found.to_numpy().tolist() == [["U1", "A2", "na", 1.0, "verified", "没有此项工作"]]


def test_of_two_who_save_over_one_figure_at_once_the_second_is_told(database: Database) -> None:
    first, second = database.open(), database.open()  # as two processes
    fill(first)
    seen, told = {(FOUR.unit, FOUR.indicator, FOUR.field): first.version()}, {}

    def save(store: Store, raw: str, by: str) -> None:
        entry = replace(FOUR, raw=raw)
        told[by] = verifying.verify(store, "2025", [entry], Actor.local(by), "zh", seen=seen)

    in_threads([lambda: save(first, "4", "王检查"), lambda: save(second, "5", "赵检查")])
    (winner,) = [by for by, problems in told.items() if not problems]
    ((problem,),) = [problems for problems in told.values() if problems]
    assert (problem.code, problem.params["by"]) == ("figure_moved", winner)
    assert first.verifications("2025")["by"].tolist() == [winner]


def test_a_figure_that_moved_is_refused_with_who_and_what(reported: Store) -> None:
    seen = dict.fromkeys([("U01", "M01-1", "value"), ("U01", "M01-2", "done")], reported.version())
    assert verifying.verify(reported, "2025", [FOUR], ACTOR, "zh") == []
    five = Entry("U01", "M01-1", "value", "5", "查到5次")
    (problem,) = verifying.verify(reported, "2025", [five], Actor.local("赵检查"), "zh", seen=seen)
    assert problem.message() == "这一项已被王检查改动：核查由空白变为“4（台账只有4次）”。"
    assert verifying.verify(reported, "2025", [], ACTOR, "zh", [("U01", "M01-2")], seen) == []  # as it was seen
    later = dict.fromkeys(seen, reported.version())
    assert verifying.verify(reported, "2025", [five], Actor.local("赵检查"), "zh", seen=later) == []


def test_an_own_change_in_another_window_is_told_as_such(reported: Store) -> None:
    seen = {("U01", "M01-1", "value"): reported.version()}
    assert verifying.verify(reported, "2025", [FOUR], ACTOR, "zh") == []
    (problem,) = verifying.verify(reported, "2025", [replace(FOUR, raw="5")], ACTOR, "zh", seen=seen)
    assert problem.message() == "这一项已被您在另一个窗口改动：核查由空白变为“4（台账只有4次）”。"
    (moved,) = verifying.moved(reported, "2025", [FOUR], "en", (), seen, ACTOR.name)
    said = "Changed meanwhile by you, in another window: verified was blank and is now '4 (台账只有4次)'."
    assert moved.problem.message("en") == said
    assert moved.problem.cell == "Verified value"


def test_what_a_new_system_has_dropped_is_refused_in_words(reported: Store) -> None:
    version = reported.version()
    lines = [
        line.replace("facts: ratio, rule: {kind: share}", "facts: count, rule: {kind: target, target: 10}")
        for line in SMALL.splitlines()
        if "M01-1" not in line
    ]
    reported.add_system(load_system_text("\n".join(lines).replace("marks: 50", "marks: 100")), "李")
    done = Entry("U01", "M01-2", "done", "9", "少一项")
    problems = verifying.verify(reported, "2025", [done], ACTOR, "zh", [("U01", "M01-1"), ("U01", "M01-2")])
    assert [(p.code, p.indicator, p.cell) for p in problems] == [
        ("no_longer_asked", "M01-2", "完成数"),
        ("no_longer_asked", "M01-1", ""),
    ]
    assert reported.verifications("2025").empty
    assert reported.version() == version + 1  # the system


def test_a_claim_meanwhile_is_a_change_of_the_value_it_would_end(store: Store) -> None:
    system = load_system_text(SMALL.replace("evidence: 记录}", "evidence: 记录, may_not_apply: true}"))
    store.add_system(system, "test")
    seen = {("U01", "M01-1", "value"): store.version()}
    claim = Entry("U01", "M01-1", "na", "是", "没有此项工作")
    assert verifying.verify(store, "2025", [claim], ACTOR, "zh") == []
    (problem,) = verifying.verify(store, "2025", [FOUR], ACTOR, "zh", seen=seen)
    assert problem.code == "figure_moved"
    assert problem.cell == "不适用"
