"""A store that version 0.2.0 wrote opens for ever, and says what 0.2.0 said.

`kept/kaoping-0.2.0.db` was written by the code of version 0.2.0 (its last commit checked out beside this one) through
its own intake: the small system, roster and workbooks of its tests/ui/conftest.py. 2024 has one long table. 2025 has two
systems, a roster with a new name and a unit added later, and five batches: three first workbooks, one with two
mistakes, and a text that is no workbook; a correction and two later versions that waited, of which U01's was confirmed
and U03's turned down; a long table with figures of inspectors and U04's own; then figures verified on screen, some of
them taken back; a later workbook of U02, confirmed and withdrawn; and one of U03 that still waits.

`kept/kaoping-0.2.0.json` holds what 0.2.0 then answered to each of its questions, frames as columns and rows (null for
NaN), and its score sheets. Neither file is ever written again.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from scoring.engine import score
from scoring.problems import Problem
from scoring.store import Store
from scoring.store.connection import Database as Engine
from scoring.store.schema import upgrade
from tests.databases import Database, Databases
from tests.store.made import entries, unit_frame, workbook

KEPT = Path(__file__).parent / "kept"
ANSWERS: dict[str, Any] = json.loads((KEPT / "kaoping-0.2.0.json").read_text(encoding="utf-8"))
PERIODS = list(ANSWERS["years"])
PLACE = ("code", "file", "sheet", "cell", "unit", "indicator", "line", "column")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(KEPT / "kaoping-0.2.0.db", tmp_path / "kaoping.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{path}")
    yield opened
    opened.close()


def plain(value: Any) -> Any:
    """A cell as JSON has it."""
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def kept_rows(frame: pd.DataFrame, kept: dict[str, Any]) -> list[list[Any]]:
    """The rows of a frame as JSON has them, under the columns that were kept; it may have further ones."""
    return [[plain(value) for value in row] for row in frame[kept["columns"]].astype(object).to_numpy().tolist()]


def by_place(problem: Problem) -> dict[str, Any]:
    params = json.loads(json.dumps(problem.params, default=lambda words: words.root))
    return {name: getattr(problem, name) for name in PLACE} | {"params": params}


def test_the_log_is_whole(store: Store) -> None:
    assert store.check_audit() is None
    assert store.proved_since() is not None  # from today on, not from its first write
    log = store.audit().rename(columns={"period": "year"}).astype({"year": int})  # as it was called, and was, then
    assert kept_rows(log, ANSWERS["audit"]) == ANSWERS["audit"]["rows"]
    assert (store.version(), store.periods()) == (ANSWERS["version"], [str(year) for year in ANSWERS["periods"]])


COUNTING = ("systems", "roster", "units", "missing", "reports", "submissions", "facts")


@pytest.mark.parametrize("period", PERIODS)
def test_every_question_has_the_answer_it_had(store: Store, period: str) -> None:
    kept = ANSWERS["years"][period]
    now = {name: getattr(store, name)(period) for name in (*COUNTING, "verifications", "batches")}
    assert {name: kept_rows(frame, kept[name]) for name, frame in now.items()} == {n: kept[n]["rows"] for n in now}
    then = {name: getattr(store, name)(period, as_of=store.version()) for name in COUNTING}
    assert all(then[name].equals(now[name]) for name in COUNTING)
    for name, ask in (("changes", store.changes), ("batch_files", store.batch_files)):
        assert all(kept_rows(ask(int(key)), frame) == frame["rows"] for key, frame in kept[name].items())
    for unit, frame in kept["origins"].items():
        assert kept_rows(store.origins(period, unit), frame) == frame["rows"]
    assert (store.system(period).digest, store.submitted(period)) == (kept["system"], kept["submitted"])
    assert store.version(period) == kept["version"]


@pytest.mark.parametrize("period", PERIODS)
def test_every_file_and_every_mistake_is_there(store: Store, period: str) -> None:
    kept = ANSWERS["years"][period]
    for number, (name, digest) in kept["contents"].items():
        file, content = store.content(int(number))
        assert (file, hashlib.sha256(content).hexdigest()) == (name, digest)
    mistakes = {number: list(map(by_place, store.problems(int(number)))) for number in kept["problems"]}
    assert mistakes == kept["problems"]
    assert {n: store.system(period, int(n)).source_text for n in kept["texts"]} == kept["texts"]


@pytest.mark.parametrize("period", PERIODS)
def test_the_scores_are_the_same(store: Store, period: str) -> None:
    kept, units, system = ANSWERS["years"][period]["sheet"], store.units(period), store.system(period)
    reported = units[units["unit"].isin(store.submitted(period)) & units["group"].isin(list(system.groups))]
    sheet = score(system, reported, store.facts(period))
    assert kept_rows(sheet.totals, kept["totals"]) == kept["totals"]["rows"]
    assert kept_rows(sheet.lines, kept["lines"]) == kept["lines"]["rows"]


def test_it_can_be_written(store: Store, path: Path) -> None:
    waiting = store.submissions("2025").set_index("id")["waits"].idxmax()
    store.confirm([int(waiting)], "新人")
    store.add_units("2025", unit_frame("U05", group="b"), "新人")
    assert store.save("2025", workbook("U05", 3.0), "新人", ask=True).version == 1
    store.verify("2025", entries(("U05", "M01-1", "value", 2.0)), "新人")
    again = Store(f"sqlite:///{path}")
    assert again.check_audit() is None
    assert again.version() == ANSWERS["version"] + 4
    facts = ANSWERS["years"]["2025"]["facts"]
    assert kept_rows(again.facts("2025", as_of=ANSWERS["version"]), facts) == facts["rows"]
    assert again.missing("2025").empty
    again.close()


def test_what_is_changed_from_now_on_is_told(store: Store, sqlite_databases: Databases, path: Path) -> None:
    store.verify("2025", entries(("U01", "M01-1", "value", 2.0)), "新人")
    database = Database(f"sqlite:///{path}")
    database.unlock()
    database.execute(
        "UPDATE facts SET value = value + 1 WHERE id = 1", "UPDATE facts SET value = 9 WHERE text = '现场核对'"
    )
    assert [(one.kind, one.table, bool(one.words["unit"])) for one in store.findings()] == [
        ("changed", "facts", True)
    ] * 2


def schema(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as raw:
        return raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_the_migrations_still_make_what_it_was_written_in(path: Path, sqlite_databases: Databases) -> None:
    with sqlite3.connect(path) as raw:
        (revision,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    fresh = sqlite_databases.make(empty=True)
    engine = Engine(fresh.url)
    with engine.write() as conn:
        upgrade(conn, revision)
    engine.close()
    assert schema(Path(fresh.url.removeprefix("sqlite:///"))) == schema(path)
