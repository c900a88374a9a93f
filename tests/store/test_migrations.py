"""The tables made by migrations are those the code means, wherever the program is started."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import StaticPool, create_engine

from scoring.store import FileOutcome, Store, open_store
from scoring.store.schema import upgrade
from scoring.store.tables import metadata
from tests.store.made import ERROR, YEAR, a_store, entries, unit_frame, workbook

TABLES = sorted(metadata.tables)


def test_the_schema_is_what_the_tables_say(store: Store) -> None:
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_migrations_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    a_store(tmp_path / "100% data")
    assert open_store(tmp_path / "100% data").periods() == [YEAR]


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "kaoping.db", isolation_level=None) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.begin() as conn:
            upgrade(conn, "0001")
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("INSERT INTO audit VALUES (1, '', '', 2025, 'system', '{}', '', '')")
        raw.execute("INSERT INTO periods VALUES (2025, 1)")
        raw.execute("""INSERT INTO units (seq, unit, year, name, "group") VALUES (1, 'U01', 2025, '一', 'general')""")
    raw.close()
    store = open_store(tmp_path)
    assert store.units(YEAR).to_numpy().tolist() == [["U01", "一", "general"]]
    with store._db.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    first = a_store(tmp_path)
    first.save(YEAR, workbook("U01", 1.0), "a")
    again = open_store(tmp_path)
    assert again.version() == first.version()
    assert again.facts(YEAR).equals(first.facts(YEAR))


@pytest.mark.parametrize("name", TABLES)
def test_nothing_can_be_overwritten(tmp_path: Path, name: str) -> None:
    store = a_store(tmp_path)
    store.add_units(YEAR, unit_frame("U01"), "a")
    store.save(YEAR, workbook("U01", 3.0), "a")
    refused = store.save(YEAR, workbook("U01", 4.0, problems=(ERROR,)), "a")
    store.verify(YEAR, entries(("U01", "M01-1", "value", 2.0)), "a")
    store.withdraw(refused.id, "x", "a")
    store.confirm([store.save(YEAR, workbook("U01", 5.0), "a", ask=True).id], "a")
    store.record_batch(YEAR, [FileOutcome("U01.xlsx", "counted")], "a")
    raw = sqlite3.connect(tmp_path / "kaoping.db")
    column = raw.execute(f"PRAGMA table_info({name})").fetchall()[-1][1]
    for change in (f'UPDATE {name} SET "{column}" = "{column}"', f"DELETE FROM {name}"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(change)
    raw.close()
