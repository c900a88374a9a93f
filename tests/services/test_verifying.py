"""What inspectors enter: its mistakes, what it would change, and keeping it, all or none."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.verification import Entry
from scoring.facts import FACT_COLUMNS
from scoring.services import scores, verifying
from scoring.store import Store
from scoring.system import load_system_text
from tests.analysis.test_verification import SYSTEM
from tests.services.conftest import ACTOR

FOUR = Entry("U01", "M01-1", "value", "4", "台账只有4次")
WRONG = Entry("U02", "M01-1", "value", "大概四次", "台账")


def preview(store: Store, *entries: Entry) -> verifying.Preview:
    sheet = scores.sheet(store, 2025)
    assert sheet is not None
    return verifying.preview(sheet, store.facts(2025), entries, "zh")


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
    assert verifying.verify(reported, 2025, [FOUR], ACTOR, "zh") == []
    rows = reported.verifications(2025)
    assert rows[["unit", "indicator", "value", "by", "text"]].to_numpy().tolist() == [
        ["U01", "M01-1", 4.0, "王检查", "台账只有4次"]
    ]


def test_one_mistake_keeps_all_of_them_out(reported: Store) -> None:
    version = reported.version()
    assert [p.code for p in verifying.verify(reported, 2025, [FOUR, WRONG], ACTOR, "zh")] == ["not_a_number"]
    assert reported.version() == version


def test_what_is_as_reported_is_kept_figure_by_figure(reported: Store) -> None:
    system, facts, pairs = reported.system(2025), reported.facts(2025), [("U01", "M01-2"), ("U03", "M01-2")]
    assert verifying.unverified(system, facts, pairs) == pairs[:1]  # U03 has reported nothing
    assert verifying.verify(reported, 2025, [FOUR], ACTOR, "zh", pairs) == []
    kept = reported.verifications(2025)
    assert sorted(zip(kept["indicator"], kept["field"], kept["value"], kept["text"], strict=True)) == [
        ("M01-1", "value", 4.0, "台账只有4次"),
        ("M01-2", "done", 10.0, "与自评一致"),
        ("M01-2", "due", 10.0, "与自评一致"),
    ]
    assert verifying.unverified(system, reported.facts(2025), pairs) == []


def test_a_claim_that_is_confirmed_keeps_the_units_reason() -> None:
    claim = pd.DataFrame([("U1", "A2", "na", float("nan"), "self", "没有此项工作")], columns=FACT_COLUMNS)
    found = verifying.as_reported(load_system_text(SYSTEM), claim, [("U1", "A2")], "zh")
    assert found.to_numpy().tolist() == [["U1", "A2", "na", 1.0, "verified", "没有此项工作"]]
