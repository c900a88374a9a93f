"""Stores, systems and submissions made for these tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from scoring.access import Account
from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS, UNIT_COLUMNS
from scoring.problems import Problem
from scoring.store import FileOutcome, Store
from scoring.store.accounts import Password
from scoring.store.tokens import Token
from scoring.system import load_system_text
from scoring.workbook.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2025"
SYSTEM = """
format: 1
id: small
title: 小体系
period: {year: 2025}
scale: 10
groups: {general: {title: 综合部门}}
sections:
  - {id: S1, title: 学习, measures: [{id: M01, title: 学习, indicators: [
      {id: M01-1, title: 学习会, marks: 10, facts: count, rule: {kind: target, target: 4}, may_not_apply: true}]}]}
"""
NAN = float("nan")
ERROR = Problem("half_pair", {"filled": "完成数", "blank": "应完成数"}, sheet="填报", cell="G7", unit="U01")
WARNING = Problem("reason_without_na", {}, sheet="填报", cell="I7")

Statement = tuple[str, str, str, float, str]  # unit, indicator, field, value, source


def with_period(store: Store) -> Store:
    """The same store, with the period 2025."""
    store.add_system(load_system_text(SYSTEM), "test")
    return store


def unit_frame(*codes: str, group: str = "general") -> pd.DataFrame:
    return pd.DataFrame([(c, f"单位{c}", group) for c in codes], columns=UNIT_COLUMNS)


def fact_frame(rows: Iterable[Statement], words: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["unit", "indicator", "field", "value", "source"])
    placed = frame.assign(text=words, file="f.xlsx", sheet="填报", cell="G2")
    return placed.astype({"value": float})[[*FACT_COLUMNS, *PLACE_COLUMNS]]


def rows_of(frame: pd.DataFrame) -> tuple[tuple[object, ...], ...]:
    """A frame as the rows that a submission holds."""
    return tuple(frame.itertuples(index=False, name=None))


def workbook(
    unit: str, value: float | None, content: bytes = b"", problems: tuple[Problem, ...] = (), figures: int = 1
) -> Submission:
    """A unit's workbook that states one value (or `figures` of them), or nothing."""
    rows = [] if value is None else [(unit, f"M01-{n}", "value", value, "self") for n in range(1, figures + 1)]
    name = content or f"{unit}{value}".encode()
    return Submission(
        f"{unit}.xlsx", "workbook", name, rows_of(unit_frame(unit)), rows_of(fact_frame(rows)), problems, (unit,)
    )


def table(
    rows: list[Statement], content: bytes, reported: tuple[str, ...] = (), file: str = "t.csv", words: str = ""
) -> Submission:
    units = rows_of(unit_frame(*dict.fromkeys(r[0] for r in rows)))
    return Submission(file, "table", content, units, rows_of(fact_frame(rows, words)), (), reported)


def entries(*rows: tuple[str, str, str, float], reason: str = "现场核对") -> pd.DataFrame:
    """What an inspector enters on screen."""
    return pd.DataFrame(list(rows), columns=["unit", "indicator", "field", "value"]).assign(text=reason)


def values(store: Store) -> dict[tuple[str, str, str, str], float]:
    """The facts that count: (unit, indicator, field, source) -> value."""
    facts = store.facts(PERIOD)
    keys = zip(facts["unit"], facts["indicator"], facts["field"], facts["source"], strict=True)
    return dict(zip(keys, facts["value"], strict=True))


def every_row(store: Store) -> Store:
    """The same store, with a row in every table."""
    store.add_units(PERIOD, unit_frame("U01"), "a")
    store.save(PERIOD, workbook("U01", 3.0), "a")
    refused = store.save(PERIOD, workbook("U01", 4.0, problems=(ERROR,)), "a")
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 2.0)), "a")
    store.withdraw(refused.id, "x", "a")
    store.confirm([store.save(PERIOD, workbook("U01", 5.0), "a", ask=True).id], "a")
    start = store.begin_batch(PERIOD, [("U02.xlsx", "0")], "a")
    store.save(PERIOD, workbook("U02", 3.0), "a", start=start)
    store.record_batch(PERIOD, [FileOutcome("U02.xlsx", "counted")], "a", start)
    store.people.add(Account("boss", "张主任", "admin"), Password("hash", must_change=True), "a")
    token = Token(0, "平台", "leader", "", (), (), False, "2026-12-31T00:00:00+00:00", "", "", False)
    store.people.revoke_token(store.people.add_token(token, "digest", "a"), "a")
    store.set_visibility(PERIOD, "own", "a")
    return store
