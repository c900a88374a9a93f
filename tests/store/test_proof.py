"""With everything taken off that protects rows, whatever is done to them is told, and which row it was done to."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.json import Json
from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, make_url

from scoring.store import FileOutcome, Seal, Store
from scoring.store.seals import UNSEALED, digests_of
from scoring.store.tables import metadata
from tests.databases import Database
from tests.store.made import ERROR, PERIOD, entries, every_row, table, unit_frame, with_period, workbook

LAST = 12


@pytest.fixture(scope="session")
def busy_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database that is `busy`, made once, for there are many tests of it."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("busy")))
    made = Database(f"sqlite:///{path}")
    with_many_writes(with_period(made.open())).close()
    return path


@pytest.fixture
def busy(database: Database, busy_file: Path) -> Store:
    """A row in every table: writes 1 to 12."""
    if database.kind == "postgresql":
        return with_many_writes(with_period(database.open()))
    shutil.copy(busy_file, str(make_url(database.url).database))
    return database.open()


def with_many_writes(store: Store) -> Store:
    store.add_units(PERIOD, unit_frame("U01", "U02"), "lead")  # 2
    store.save(PERIOD, workbook("U01", 3.0, figures=2), "unit")  # 3
    store.save(PERIOD, workbook("U02", 4.0, problems=(ERROR,)), "unit")  # 4
    waits = store.save(PERIOD, workbook("U01", 5.0), "unit", ask=True)  # 5 and 6
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 2.0), ("U01", "M01-2", "value", 1.0)), "inspector")  # 7
    store.turn_down(waits.id, "不是最终稿", "lead")  # 8
    later = store.save(PERIOD, workbook("U02", 6.0), "unit")  # 9
    store.withdraw(later.id, "交错了", "lead")  # 10
    store.record_batch(PERIOD, [FileOutcome("U01.xlsx", "counted", 3)], "lead")  # 11
    store.save(PERIOD, table([("U02", "M01-1", "value", 7.0, "verified")], b"t"), "inspector")  # 12
    return store


@dataclass
class Tampering:
    """Something done to the database, and what has to be told of it: kind, write, table and some words."""

    statement: str
    kind: str
    seq: int
    table: str
    words: dict[str, Any] = field(default_factory=dict)


FIGURE = {"unit": "U01", "indicator": "M01-1", "field": "value"}
VERIFIED = "facts WHERE seq = 7 AND indicator = 'M01-1'"
TAMPERINGS = {
    "a verified figure": Tampering(
        "UPDATE facts SET value = 9 WHERE seq = 7 AND indicator = 'M01-1'", "changed", 7, "facts", FIGURE
    ),
    "its reason": Tampering(
        "UPDATE facts SET text = 'x' WHERE seq = 7 AND indicator = 'M01-1'", "changed", 7, "facts", FIGURE
    ),
    "a reported figure": Tampering(
        "UPDATE facts SET value = 3.0000001 WHERE seq = 3 AND indicator = 'M01-1'",
        "changed",
        3,
        "facts",
        {**FIGURE, "file": "f.xlsx", "cell": "G2"},
    ),
    "a figure made blank": Tampering(
        "UPDATE facts SET value = NULL WHERE seq = 7 AND indicator = 'M01-1'", "changed", 7, "facts", FIGURE
    ),
    "whose figure it is": Tampering(
        "UPDATE facts SET unit = 'U02' WHERE seq = 7 AND indicator = 'M01-1'", "changed", 7, "facts", FIGURE
    ),
    "an unreported figure": Tampering(f"DELETE FROM {VERIFIED}", "missing", 7, "facts", FIGURE),
    "a figure from nowhere": Tampering(
        "INSERT INTO facts SELECT 999, seq, period, 'U02', indicator, field, value, source, text, file, sheet, cell "
        f"FROM {VERIFIED}",
        "added",
        7,
        "facts",
        {**FIGURE, "unit": "U02"},
    ),
    "a figure made the latest": Tampering(
        "UPDATE facts SET id = 999 WHERE seq = 3 AND indicator = 'M01-2'", "moved", 3, "facts", {"indicator": "M01-2"}
    ),
    "a figure made the first": Tampering(
        "UPDATE facts SET id = -1 WHERE seq = 7 AND indicator = 'M01-1'", "moved", 7, "facts", FIGURE
    ),
    "a decision": Tampering(
        "UPDATE decisions SET confirmed = NOT confirmed", "changed", 8, "decisions", {"unit": "U01", "version": 2}
    ),
    "its grounds": Tampering("UPDATE decisions SET reason = 'x'", "changed", 8, "decisions", {"file": "U01.xlsx"}),
    "a wait": Tampering("DELETE FROM holds", "missing", 6, "holds", {"unit": "U01", "version": 2}),
    "why a file was taken back": Tampering(
        "UPDATE withdrawals SET reason = 'x'", "changed", 10, "withdrawals", {"unit": "U02", "file": "U02.xlsx"}
    ),
    "a file taken back": Tampering("DELETE FROM withdrawals", "missing", 10, "withdrawals", {"unit": "U02"}),
    "the bytes of a file": Tampering(
        "UPDATE submissions SET content = (SELECT content FROM submissions WHERE seq = 4) WHERE seq = 3",
        "changed",
        3,
        "submissions",
        {"file": "U01.xlsx", "unit": "U01", "version": 1},
    ),
    "a refused file": Tampering(
        "UPDATE submissions SET state = 'accepted' WHERE seq = 4", "changed", 4, "submissions", {"file": "U02.xlsx"}
    ),
    "a mistake": Tampering("DELETE FROM problems", "missing", 4, "problems", {"unit": "U01", "cell": "G7"}),
    "the text of a system": Tampering(
        "UPDATE systems SET text = replace(text, 'marks: 10', 'marks: 11')", "changed", 1, "systems"
    ),
    "the group of a unit": Tampering(
        """UPDATE units SET "group" = 'other' WHERE unit = 'U02'""", "changed", 2, "units", {"unit": "U02"}
    ),
    "a unit on the list": Tampering(
        "INSERT INTO units SELECT seq, 'U03', period, name, \"group\", 2 FROM units WHERE unit = 'U02'",
        "added",
        2,
        "units",
        {"unit": "U03"},
    ),
    "whose report it is": Tampering(
        "UPDATE submission_units SET reported = false WHERE seq = 3", "changed", 3, "submission_units", {"unit": "U01"}
    ),
    "what became of a file": Tampering(
        "UPDATE batch_files SET outcome = 'rejected'", "changed", 11, "batch_files", {"file": "U01.xlsx"}
    ),
    "a batch": Tampering("DELETE FROM batches", "missing", 11, "batches"),
    "a period": Tampering("DELETE FROM periods", "missing", 1, "periods"),
}


def test_all_that_was_written_is_proved(busy: Store) -> None:
    assert busy.findings() == []
    assert busy.version() == LAST
    assert busy.newest_seal() is not None
    assert busy.proved_since() is None  # from the first write on


@pytest.mark.parametrize("name", TAMPERINGS)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_done_to_a_row_is_told(busy: Store, database: Database, name: str) -> None:
    """On PostgreSQL too by `make faults`."""
    tell(busy, database, TAMPERINGS[name])


def tell(store: Store, database: Database, done: Tampering) -> None:
    """Do something to the database, and see that it is told, and nothing else."""
    database.unlock()
    database.execute(done.statement)
    (found,) = store.findings()
    assert (found.kind, found.seq, found.table) == (done.kind, done.seq, done.table)
    assert done.words.items() <= found.words.items()
    assert store.check_audit() == done.seq


def other(column: Column[Any]) -> str:
    """What a column could be changed to, in SQL."""
    if isinstance(column.type, Boolean):
        return f'NOT "{column.name}"'
    if isinstance(column.type, JSON):
        return """'{"other": 1}'"""
    if isinstance(column.type, LargeBinary):
        return "(SELECT rows FROM seals WHERE seq = 1)"
    is_number = isinstance(column.type, Integer | Float)
    return f'coalesce("{column.name}", 0) + 1000' if is_number else f"\"{column.name}\" || '1'"


CONSTRAINTS = "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"


def test_every_column_of_every_table_is_proved(store: Store, database: Database) -> None:
    """A new table or column is covered by itself; one that is not has to be in `UNSEALED`, with its reason."""
    every_row(store)
    database.unlock()
    raw = database.connect()
    if database.kind == "sqlite":
        raw.execute("PRAGMA ignore_check_constraints = ON")
    for table_name, name in raw.execute(CONSTRAINTS).fetchall() if database.kind == "postgresql" else ():
        raw.execute(f"ALTER TABLE {table_name} DROP CONSTRAINT {name}")
    mark = "?" if database.kind == "sqlite" else "%s"
    for one in metadata.tables.keys() - UNSEALED.keys():
        (first,) = raw.execute(f"SELECT min(seq) FROM {one}").fetchone()
        for column in digests_of(one).columns:
            (was,) = raw.execute(f'SELECT "{column.name}" FROM {one} WHERE seq = {first}').fetchone()
            raw.execute(f'UPDATE {one} SET "{column.name}" = {other(column)} WHERE seq = {first}')
            assert one in {found.table for found in store.findings()}, column
            now = first + 1000 if column.name == "seq" else first
            as_it_was = Json(was) if isinstance(was, dict | list) else was
            raw.execute(f'UPDATE {one} SET "{column.name}" = {mark} WHERE seq = {now}', [as_it_was])
            assert store.findings() == [], column
    raw.close()


ODD = ["NULL", "'x'", "x'ff00'", "9e999", "1000000000000000000", "'{'"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("odd", ODD)
def test_what_no_column_of_ours_can_hold_is_told(busy: Store, database: Database, odd: str) -> None:
    """SQLite keeps a value of any type in any column; one such row must not end the check."""
    database.unlock()
    raw = database.connect()
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '')")
    raw.close()
    for name, column in (("facts", "text"), ("facts", "value"), ("problems", "params")):
        database.execute(f'UPDATE {name} SET "{column}" = {odd} WHERE rowid = (SELECT min(rowid) FROM {name})')
    database.execute(f"UPDATE seals SET rows = {odd} WHERE seq = 12", f'UPDATE audit SET "by" = {odd} WHERE seq = 12')
    database.execute(f"UPDATE submission_units SET reported = {odd}, seq = {odd} WHERE seq = 3")
    found = {(one.kind, one.table) for one in busy.findings()}
    assert {("log", ""), ("seal", ""), ("changed", "facts"), ("changed", "problems")} <= found
    assert {("missing", "submission_units"), ("changed", "submission_units")} & found


# --- seals themselves ----------------------------------------------------------------------------


def kinds(store: Store, against: Seal | None = None) -> list[tuple[str, int]]:
    return [(one.kind, one.seq) for one in store.findings(against)]


@pytest.mark.parametrize("column", ["at", "found", "rows", "previous", "hash"])
def test_a_changed_seal_shows(busy: Store, database: Database, column: str) -> None:
    other = {"found": "NOT found", "rows": "(SELECT rows FROM seals WHERE seq = 4)"}.get(column, f"\"{column}\" || '1'")
    database.unlock()
    database.execute(f'UPDATE seals SET "{column}" = {other} WHERE seq = 3')
    assert ("seal", 3) in kinds(busy)


def test_a_seal_that_holds_something_else_shows(busy: Store, database: Database) -> None:
    content = "X'00'" if database.kind == "sqlite" else r"'\x00'"
    database.unlock()
    database.execute(f"UPDATE seals SET rows = {content} WHERE seq = 3")
    assert ("seal", 3) in kinds(busy)


def test_a_removed_seal_shows(busy: Store, database: Database) -> None:
    database.unlock()
    database.execute("DELETE FROM seals WHERE seq = 4")
    assert ("seal", 7) not in kinds(busy)
    assert ("seal", 6) in kinds(busy)
    database.execute("DELETE FROM seals WHERE seq = 12")
    assert ("unsealed", 12) in kinds(busy)


def test_a_write_past_the_program_shows(busy: Store, database: Database) -> None:
    database.unlock()
    database.execute(
        'INSERT INTO audit SELECT 13, at, "by", period, action, detail, hash, hash FROM audit WHERE seq = 12',
        "INSERT INTO facts SELECT 999, 13, period, unit, indicator, field, 99, source, text, file, sheet, cell "
        f"FROM {VERIFIED}",
    )
    assert {("log", 13), ("unsealed", 13), ("added", 13)} <= set(kinds(busy))


# --- a seal that was kept ------------------------------------------------------------------------

LAST_WRITE = [
    f"DELETE FROM {t} WHERE seq = {LAST}" for t in ("facts", "submission_units", "submissions", "seals", "audit")
]


def test_the_last_write_cut_off_whole_shows_against_a_kept_seal(busy: Store, database: Database) -> None:
    kept = busy.newest_seal()
    assert kinds(busy, kept) == []
    database.unlock()
    database.execute(*LAST_WRITE)
    assert kinds(busy) == []  # nothing that is left speaks of it
    assert kinds(busy, kept) == [("cut_off", LAST)]
    busy.verify(PERIOD, entries(("U02", "M01-1", "value", 7.0)), "somebody")
    assert kinds(busy, kept) == [("rewritten", LAST)]


def test_later_writes_leave_a_kept_seal_as_it_was(busy: Store) -> None:
    kept = busy.newest_seal()
    busy.verify(PERIOD, entries(("U02", "M01-1", "value", 7.0)), "inspector")
    assert kinds(busy, kept) == []
    assert busy.newest_seal() != kept


def test_an_empty_store_has_no_seal(database: Database) -> None:
    store = database.open()
    assert store.newest_seal() is None
    assert store.findings() == []
    assert kinds(store, Seal(1, "0" * 64, "")) == [("cut_off", 1)]
    with_period(store)
    assert store.newest_seal() is not None
