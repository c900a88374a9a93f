"""The store keeps everything, counts what it should, and tears nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import Problem
from scoring.facts import FACT_COLUMNS
from scoring.store import Store, open_store
from scoring.store import store as store_module
from scoring.store.connection import FILE, database_url, journal_mode, open_engine
from scoring.store.current import current
from scoring.store.tables import APPEND_ONLY, metadata
from scoring.submission import PLACE_COLUMNS, Submission
from scoring.system import load_system_text
from scoring.terms import text

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2025
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


def a_store(folder: Path) -> Store:
    store = open_store(folder)
    store.add_system(load_system_text(SYSTEM), "test")
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def facts_of(rows: list[tuple[str, str, str, float | None, str]], words: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "field", "value", "source"])
    return frame.assign(text=words, file="f", sheet="填报", cell="G2").astype({"value": float})[[*FACT_COLUMNS, *PLACE_COLUMNS]]


def workbook(unit: str, value: float | None, content: bytes = b"", problems: tuple[Problem, ...] = ()) -> Submission:
    rows = [] if value is None else [(unit, "M01-1", "value", value, "self")]
    units = pd.DataFrame([(unit, f"单位{unit}", "general")], columns=["unit", "name", "group"])
    name = content or f"{unit}{value}".encode()
    return Submission(f"{unit}.xlsx", "workbook", name, units, facts_of(rows), problems, (unit,))


def table(rows: list[tuple[str, str, str, float | None, str]], content: bytes, reported: tuple[str, ...] = ()) -> Submission:
    units = pd.DataFrame([(u, u, "general") for u in dict.fromkeys(r[0] for r in rows)], columns=["unit", "name", "group"])
    return Submission("t.csv", "table", content, units, facts_of(rows), (), reported)


def values(store: Store) -> dict[tuple[str, str, str, str], float]:
    found = store.facts(YEAR)
    return {(r.unit, r.indicator, r.field, r.source): r.value for r in found.itertuples()}


def test_a_new_store_is_empty(tmp_path: Path) -> None:
    fresh = open_store(tmp_path / "new" / "folder")
    assert fresh.periods() == []
    assert fresh.version() == 0
    assert fresh.facts(YEAR).empty
    assert list(fresh.units(YEAR).columns) == ["unit", "name", "group"]
    assert fresh.check_audit() is None


def test_schema_is_what_the_tables_say(tmp_path: Path) -> None:
    open_store(tmp_path)
    with open_engine(database_url(tmp_path)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_durable_settings(store: Store) -> None:
    with store._db.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == journal_mode().lower()
    assert journal_mode((3, 51, 2)) == "DELETE"
    assert journal_mode((3, 51, 3)) == "WAL"


def test_system_is_kept_and_the_same_again_is_nothing_new(store: Store) -> None:
    before = store.version()
    store.add_system(load_system_text(SYSTEM), "again")
    assert store.version() == before
    assert store.system(YEAR).digest == load_system_text(SYSTEM).digest
    changed = load_system_text(SYSTEM.replace("target: 4", "target: 5"))
    store.add_system(changed, "test")
    assert store.system(YEAR).digest == changed.digest
    with pytest.raises(KeyError):
        store.system(1999)


def test_upload_round_trip(store: Store) -> None:
    problem = Problem("marks_do_not_add_up", {"group": text("组", "group"), "total": "9"}, sheet="填报", cell="G7", unit="U01")
    saved = store.save(YEAR, workbook("U01", 3.0, b"bytes \x00\xff", (problem,)), "inspector")
    assert (saved.version, saved.duplicate) == (1, False)
    assert store.content(saved.id) == ("U01.xlsx", b"bytes \x00\xff")
    assert store.problems(saved.id) == [problem]
    assert store.problems(saved.id)[0].message("en") == problem.message("en")
    assert values(store) == {("U01", "M01-1", "value", "self"): 3.0}
    assert store.submitted(YEAR) == ["U01"]
    row = store.submissions(YEAR).iloc[0]
    assert (row["file"], row["version"], bool(row["accepted"]), row["by"], row["problems"]) == ("U01.xlsx", 1, True, "inspector", 1)


def test_same_bytes_twice_are_one_version(store: Store) -> None:
    first = store.save(YEAR, workbook("U01", 3.0), "a")
    version = store.version()
    again = store.save(YEAR, workbook("U01", 3.0), "a")
    assert again == (first.id, 1, True)
    assert store.version() == version
    assert store.save(YEAR, workbook("U01", 4.0), "a").version == 2
    assert store.save(YEAR, workbook("U01", 3.0), "a").version == 3  # back to the first: a new version
    assert values(store) == {("U01", "M01-1", "value", "self"): 3.0}


def test_rejected_file_is_kept_but_does_not_count(store: Store) -> None:
    store.save(YEAR, workbook("U01", 3.0), "a")
    wrong = (Problem("duplicate_id", {"id": "x", "first": 1}),)
    saved = store.save(YEAR, workbook("U01", 9.0, problems=wrong), "a")
    assert store.content(saved.id)[1] == b"U019.0"
    assert values(store) == {("U01", "M01-1", "value", "self"): 3.0}
    assert store.submitted(YEAR) == ["U01"]


def test_withdrawn_file_gives_way_to_the_one_before(store: Store) -> None:
    store.save(YEAR, workbook("U01", 3.0), "a")
    second = store.save(YEAR, workbook("U01", 4.0), "a")
    store.withdraw(second.id, "交错了", "a")
    assert values(store) == {("U01", "M01-1", "value", "self"): 3.0}
    assert store.submissions(YEAR)["withdrawn"].tolist() == ["交错了", ""]
    assert not store.save(YEAR, workbook("U01", 4.0), "a").duplicate  # handed in anew, it counts again
    assert values(store) == {("U01", "M01-1", "value", "self"): 4.0}


def test_workbook_without_figures_still_replaces(store: Store) -> None:
    store.save(YEAR, workbook("U01", 3.0), "a")
    store.save(YEAR, workbook("U01", None), "a")
    assert values(store) == {}
    assert store.submitted(YEAR) == ["U01"]


def test_roster_and_missing(store: Store) -> None:
    roster = pd.DataFrame([("U01", "一", "general"), ("U02", "二", "general")], columns=["unit", "name", "group"])
    store.add_units(YEAR, roster, "a")
    store.add_units(YEAR, roster.head(1).assign(name="改名"), "a")
    store.save(YEAR, workbook("U01", 3.0), "a")
    store.save(YEAR, workbook("U09", 3.0), "a")
    assert store.units(YEAR)["name"].tolist() == ["改名", "二", "单位U09"]
    assert store.missing(YEAR)["unit"].tolist() == ["U02"]


def test_verified_figures_and_taking_back(store: Store) -> None:
    store.save(YEAR, workbook("U01", 3.0), "a")
    row = pd.DataFrame([("U01", "M01-1", "value", 2.0, "少一次")], columns=["unit", "indicator", "field", "value", "text"])
    store.verify(YEAR, row, "inspector")
    key = ("U01", "M01-1", "value")
    assert values(store) == {(*key, "self"): 3.0, (*key, "verified"): 2.0}
    history = store.verifications(YEAR)
    assert history[["by", "text", "value"]].to_numpy().tolist() == [["inspector", "少一次", 2.0]]
    store.verify(YEAR, row.assign(value=float("nan")), "inspector")
    assert values(store) == {(*key, "self"): 3.0}
    assert len(store.verifications(YEAR)) == 2


def test_failure_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    version = store.version()

    def fails(problem: Problem) -> str:
        raise RuntimeError("power cut")

    monkeypatch.setattr(store_module, "_as_json", fails)
    wrong = (Problem("grades_leave_gap", {"lowest": 1}),)
    with pytest.raises(RuntimeError):
        store.save(YEAR, workbook("U01", 3.0, problems=wrong), "a")
    assert store.version() == version
    assert store.facts(YEAR).empty
    assert store.submissions(YEAR).empty


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_nothing_can_be_overwritten(tmp_path: Path, name: str) -> None:
    store = a_store(tmp_path)
    store.add_units(YEAR, pd.DataFrame([("U01", "一", "general")], columns=["unit", "name", "group"]), "a")
    wrong = (Problem("grades_leave_gap", {"lowest": 1}),)
    saved = store.save(YEAR, workbook("U01", 3.0, problems=wrong), "a")
    store.verify(YEAR, pd.DataFrame([("U01", "M01-1", "value", 2.0, "x")], columns=["unit", "indicator", "field", "value", "text"]), "a")
    store.withdraw(saved.id, "x", "a")
    with sqlite3.connect(tmp_path / FILE) as raw:
        column = raw.execute(f"PRAGMA table_info({name})").fetchall()[-1][1]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f'UPDATE {name} SET "{column}" = "{column}"')
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f"DELETE FROM {name}")


def test_tampering_with_the_audit_log_shows(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for value in range(4):
        store.save(YEAR, workbook("U01", float(value)), "a")
    assert store.check_audit() is None
    with sqlite3.connect(tmp_path / FILE) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET detail = replace(detail, 'U01', 'U02') WHERE seq = 3")
    assert store.check_audit() == 3
    with sqlite3.connect(tmp_path / FILE) as raw:
        raw.execute("DROP TRIGGER audit_no_delete")
        raw.execute("DELETE FROM audit WHERE seq = 2")
    assert store.check_audit() == 3


def test_threads_lose_and_tear_nothing(store: Store) -> None:
    def work(number: int) -> None:
        for value in range(10):
            store.save(YEAR, workbook(f"U{number}", float(value)), "a")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.submissions(YEAR)) == 40
    assert values(store) == {(f"U{n}", "M01-1", "value", "self"): 9.0 for n in range(4)}
    assert store.check_audit() is None


WRITER = """
import sys
from tests.store.test_store import YEAR, a_store, workbook
from pathlib import Path
store = a_store(Path(sys.argv[1]))
print("open", flush=True)
for value in range(int(sys.argv[3])):
    store.save(YEAR, workbook(sys.argv[2], float(value), b"x" * 50_000 + str(value).encode()), "a")
"""


def start_writer(folder: Path, unit: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), unit, str(count)], cwd=ROOT, stdout=subprocess.PIPE, env=dict(os.environ)
    )


def test_processes_lose_and_tear_nothing(tmp_path: Path) -> None:
    a_store(tmp_path)
    writers = [start_writer(tmp_path, f"U{n}", 15) for n in range(2)]
    assert [w.wait(timeout=60) for w in writers] == [0, 0]
    store = open_store(tmp_path)
    assert len(store.submissions(YEAR)) == 30
    assert store.check_audit() is None


def test_killed_in_the_middle_stays_whole(tmp_path: Path) -> None:
    a_store(tmp_path)
    writer = start_writer(tmp_path, "U01", 100_000)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.5)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    store = open_store(tmp_path)
    kept = store.submissions(YEAR)
    with store._db.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        facts = connection.exec_driver_sql("SELECT count(*), count(DISTINCT submission_id) FROM facts").one()
    assert facts == (len(kept), len(kept))
    assert store.check_audit() is None
    assert not store.save(YEAR, workbook("U02", 1.0), "a").duplicate


# --- which facts count, against a plain model ----------------------------------------------------

events = st.lists(
    st.tuples(
        st.sampled_from(["workbook", "table", "verify"]),
        st.sampled_from(["U1", "U2"]),
        st.lists(st.tuples(st.sampled_from(["done", "due", "na"]), st.integers(0, 9), st.booleans()), max_size=3, unique_by=lambda f: f[0]),
    ),
    max_size=10,
)


def by_hand(history: list) -> set[tuple[str, str, str, float]]:
    """The rules in words, one event after another."""
    own: dict[tuple[str, str], float] = {}
    verified: dict[tuple[str, str], float] = {}
    for kind, unit, fields in history:
        given = {f: v for f, v, _ in fields}
        if kind != "verify" and "na" in given and len(given) > 1:
            continue  # intake refuses a claim beside a value
        book = verified if kind == "verify" else own
        if kind == "workbook":
            for key in [k for k in own if k[0] == unit]:
                del own[key]
        for field, value, taken_back in fields:
            if kind == "verify" and taken_back:
                book.pop((unit, field), None)
                continue
            book[unit, field] = float(value)
            for key in [k for k in book if k[0] == unit and (k[1] == "na") != (field == "na")]:
                del book[key]
    found = {(u, f, "self", v) for (u, f), v in own.items()}
    return found | {(u, f, "verified", v) for (u, f), v in verified.items()}


@settings(max_examples=200, deadline=None)
@given(events)
def test_current_facts_follow_the_rules(history: list) -> None:
    history = [(k, u, f) for k, u, f in history if not ("na" in {x[0] for x in f} and len(f) > 1)]
    rows, latest = [], {}
    for number, (kind, unit, fields) in enumerate(history, 1):
        if kind == "workbook":
            latest[unit] = number
        for field, value, taken_back in fields:
            figure = float("nan") if kind == "verify" and taken_back else float(value)
            source, owner = ("verified", float("nan")) if kind == "verify" else ("self", number)
            rows.append((len(rows) + 1, unit, "M", field, figure, source, "", owner))
    stored = pd.DataFrame(rows, columns=["id", *FACT_COLUMNS, "submission_id"]).astype({"value": float})
    books = pd.DataFrame(list(latest.items()), columns=["unit", "submission_id"])
    found = current(stored, books)
    assert {(r.unit, r.field, r.source, r.value) for r in found.itertuples()} == by_hand(history)
