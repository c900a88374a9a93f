"""Receiving a batch without a screen: our own failure costs one file its result, and strangers are pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from scoring.access import Actor
from scoring.facts import UNIT_COLUMNS
from scoring.services.receiving import Received, receive
from scoring.store import Store, open_store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.small_period import SYSTEM, workbook

FILES = [(f"U0{n}.xlsx", workbook(f"U0{n}", f"单位{n}", "a", 8, 10, 10)) for n in (1, 2, 3)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    opened.add_system(load_system_text(SYSTEM), "test")
    yield opened
    opened.close()


def received(store: Store) -> Received:
    return receive(store, 2025, FILES, Actor.local("test"), lambda share, at: None)


def test_a_failure_of_ours_costs_one_file_its_result(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Store.save

    def fails_once(self: Store, year: int, submission: Submission, by: str, *, ask: bool = False) -> object:
        if submission.file == "U02.xlsx" and submission.accepted:
            raise RuntimeError("ours")
        return real(self, year, submission, by, ask=ask)

    monkeypatch.setattr(Store, "save", fails_once)
    found = received(store)
    assert {o.file: o.outcome for o in found.outcomes} == {
        "U01.xlsx": "counted",
        "U02.xlsx": "failed",
        "U03.xlsx": "counted",
    }
    failed = next(o for o in found.outcomes if o.outcome == "failed")
    assert failed.problem is not None
    assert failed.problem.code == "not_handled"
    assert failed.submission is not None
    assert store.content(failed.submission) == FILES[1]  # kept all the same


def test_a_unit_that_is_not_on_the_list_is_pointed_out(store: Store) -> None:
    listed = pd.DataFrame([("U01", "单位1", "a"), ("U02", "单位2", "a")], columns=UNIT_COLUMNS)
    store.add_units(2025, listed, "test")
    found = received(store)
    said = {p.file: p.code for p in found.problems if p.code in ("new_unit", "unit_not_listed")}
    assert set(said) == {"U03.xlsx"}
    assert "new_unit" in {p.code for p in found.problems}
