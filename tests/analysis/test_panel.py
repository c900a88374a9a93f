"""The grid of panel scores: every unit that has the indicator, what was pasted, what is missing."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.panel import Missing, panel, panel_entries, panel_items, panel_missing
from scoring.analysis.verification import Entry
from scoring.facts import FACT_COLUMNS
from scoring.system import load_system_text
from tests.analysis.test_verification import SYSTEM

SYSTEM_ = load_system_text(SYSTEM.replace("reported_by: inspector}", "reported_by: inspector, applies_to: [a]}"))
UNITS = pd.DataFrame([("U1", "甲", "a"), ("U2", "乙", "a"), ("U3", "丙", "b")], columns=["unit", "name", "group"])
FACTS = pd.DataFrame([("U2", "A3", "r1", 92.5, "verified", "")], columns=FACT_COLUMNS)
(ITEM,) = panel_items(SYSTEM_)


def grid() -> pd.DataFrame:
    return panel(SYSTEM_, UNITS, FACTS, ITEM, "zh")


def test_every_unit_that_has_the_indicator_has_a_row_whether_or_not_it_has_a_score() -> None:
    assert grid().to_numpy().tolist() == [["U1", "甲", "", ""], ["U2", "乙", "92.5", ""]]


def test_what_is_pasted_becomes_entries_and_what_is_cleared_is_taken_back() -> None:
    edited = grid().assign(r1=["90", None], r2=["88", ""])
    assert panel_entries(grid(), edited, ITEM) == [
        Entry("U1", "A3", "r1", "90"),
        Entry("U1", "A3", "r2", "88"),
        Entry("U2", "A3", "r1", ""),
    ]
    assert panel_entries(grid(), grid(), ITEM) == []


def test_what_is_missing_is_counted() -> None:
    assert panel_missing(grid(), ITEM) == Missing(cells=3, of=4, units=1)
    assert panel_missing(grid().assign(r1=["90", None], r2=" "), ITEM) == Missing(cells=3, of=4, units=1)


def test_a_fault_may_be_named_like_a_column_and_blank_ones_are_zero_once_one_is_given() -> None:
    text = SYSTEM.replace(
        "facts: rating, raters: 2, rule: {kind: rating}, reported_by: inspector}",
        "facts: faults, faults: {name: {title: 名称错}, late: {title: 迟报}}, reported_by: inspector, "
        "rule: {kind: deduct, each: {name: 1, late: 1}}}",
    )
    system = load_system_text(text)
    (item,) = panel_items(system)
    facts = pd.DataFrame([("U2", "A3", "name", 2.0, "verified", "")], columns=FACT_COLUMNS)
    rows = panel(system, UNITS, facts, item, "zh")
    assert rows["name"].tolist() == ["甲", "乙", "丙"]
    assert rows["field name"].tolist() == ["", "2", ""]
    assert panel_missing(rows, item) == Missing(cells=4, of=6, units=2)
    edited = rows.assign(**{"field name": ["1", "2", ""]})
    assert panel_entries(rows, edited, item) == [Entry("U1", "A3", "name", "1")]
