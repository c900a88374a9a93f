"""The tables made by migrations are those the code means, wherever the program is started."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scoring.store import Store, open_store
from scoring.store.connection import Database as Engine
from scoring.store.schema import upgrade
from scoring.store.tables import metadata
from tests.databases import Database, Databases
from tests.store.made import YEAR, every_row, with_period, workbook


def test_the_schema_is_what_the_tables_say(store: Store) -> None:
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_migrations_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with_period(open_store(tmp_path / "100% data"))
    assert open_store(tmp_path / "100% data").periods() == [YEAR]


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
    assert store.units(YEAR).to_numpy().tolist() == [["U01", "一", "general"]]
    assert store.proved_since() is not None
    assert [one.kind for one in store.findings()] == ["log"]  # that row of the log has no hash
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
    database.unlock()
    database.execute("UPDATE units SET name = '二'")
    assert [(one.kind, one.table) for one in store.findings()] == [("log", ""), ("changed", "units")]


def test_opening_again_changes_nothing(database: Database) -> None:
    first = with_period(database.open())
    first.save(YEAR, workbook("U01", 1.0), "a")
    again = database.open()
    assert again.version() == first.version()
    assert again.facts(YEAR).equals(first.facts(YEAR))


@pytest.fixture
def with_every_row(store: Store) -> Store:
    return every_row(store)


@pytest.mark.usefixtures("with_every_row")
def test_nothing_can_be_overwritten(database: Database) -> None:
    raw = database.connect()
    for name, table in metadata.tables.items():
        if name in ("batch_contents", "batch_known"):  # no record: they go when their batch has ended
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
