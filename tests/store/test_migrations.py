"""The tables made by migrations are those the code means, wherever the program is started."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scoring.store import Store, open_store
from scoring.store.connection import Database as Engine
from scoring.store.schema import upgrade
from scoring.store.seals import UNSEALED, Seal
from scoring.store.tables import metadata
from scoring.system import load_system_text
from tests.databases import Database, Databases
from tests.store.made import PERIOD, SYSTEM, entries, every_row, with_period, workbook

KEPT = Path(__file__).parent / "kept"


def test_the_schema_is_what_the_tables_say(store: Store) -> None:
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_migrations_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with_period(open_store(tmp_path / "100% data"))
    assert open_store(tmp_path / "100% data").periods() == [PERIOD]


def test_a_database_of_the_first_version_is_brought_up_to_date(databases: Databases) -> None:
    database = databases.make(empty=True)
    engine = Engine(database.url)
    with engine.write() as conn:
        upgrade(conn, "0001")
    engine.close()
    database.execute(
        "INSERT INTO audit VALUES (1, '', '', 2025, 'system', '{}', '', '')",
        "INSERT INTO periods VALUES (2025, 1)",
        """INSERT INTO units (seq, unit, year, name, "group") VALUES (1, 'U01', 2025, '一', 'general')""",
    )
    store = database.open()
    assert store.units(PERIOD).to_numpy().tolist() == [["U01", "一", "general"]]
    assert store.proved_since() is not None
    assert [one.kind for one in store.findings()] == ["log"]  # that row of the log has no hash
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
    database.unlock()
    database.execute("UPDATE units SET name = '二'")
    assert [(one.kind, one.table) for one in store.findings()] == [("log", ""), ("changed", "units")]


def test_opening_again_changes_nothing(database: Database) -> None:
    first = with_period(database.open())
    first.save(PERIOD, workbook("U01", 1.0), "a")
    again = database.open()
    assert again.version() == first.version()
    assert again.facts(PERIOD).equals(first.facts(PERIOD))


@pytest.fixture
def with_every_row(store: Store) -> Store:
    return every_row(store)


@pytest.mark.usefixtures("with_every_row")
def test_nothing_can_be_overwritten(database: Database) -> None:
    raw = database.connect()
    for name, table in metadata.tables.items():
        if name in UNSEALED and name not in ("audit", "seals"):  # no record: rows change and go
            continue
        column = list(table.c)[-1].name
        changes = [f'UPDATE {name} SET "{column}" = "{column}"', f"DELETE FROM {name}"]
        if database.kind == "postgresql":
            changes += [f"{changes[0]} WHERE false", f"TRUNCATE {name} CASCADE"]
        before = raw.execute(f"SELECT count(*) FROM {name}").fetchone()
        assert before > (0,)
        for change in changes:
            with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=f"{name} is append-only"):
                raw.execute(change)
        assert raw.execute(f"SELECT count(*) FROM {name}").fetchone() == before
    raw.close()


@pytest.fixture
def of_years(tmp_path: Path) -> Path:
    """A store of the version before, which knew periods by the number of their year, with a row in every table."""
    return Path(shutil.copy(KEPT / "years-sealed.db", tmp_path / "kaoping.db"))


SEAL = Seal(13, "c8c4a555cb7f6e942765b8c9168cb5e9d582c791e6660a9dc358ffbe5fb084af", "2026-11-30T20:48:44+00:00")


def test_what_was_sealed_by_years_is_proved_by_periods(of_years: Path) -> None:
    store = Store(f"sqlite:///{of_years}")
    assert (store.version(), store.periods()) == (13, [PERIOD])
    assert store.findings(SEAL) == []
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 3.0)), "a")
    store.add_system(load_system_text(SYSTEM.replace("{year: 2025}", "{year: 2025, quarter: 3}")), "a")
    assert store.findings(SEAL) == []
    store.close()
    again = Store(f"sqlite:///{of_years}")
    assert again.periods() == [PERIOD, "2025-Q3"]
    assert again.facts("2025-Q3").empty
    again.close()


@pytest.mark.parametrize("table", ["facts", "units", "batches", "batch_starts"])
def test_a_row_put_into_another_period_shows(of_years: Path, table: str) -> None:
    store = Store(f"sqlite:///{of_years}")
    store.add_system(load_system_text(SYSTEM.replace("{year: 2025}", "{year: 2025, quarter: 3}")), "a")
    with sqlite3.connect(of_years) as raw:
        raw.execute(f"DROP TRIGGER {table}_no_update")
        raw.execute(f"UPDATE {table} SET period = '2025-Q3' WHERE rowid = (SELECT min(rowid) FROM {table})")
    assert [(one.kind, one.table) for one in store.findings()] == [("changed", table)]
    store.close()
