"""Every write is sealed as it is committed; the same writes have the same digests in every database."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from sqlalchemy import insert, literal, select

from scoring.store import Store, StoreFault
from scoring.store.seals import UNSEALED, rows_content, sealed_rows
from scoring.store.tables import facts, metadata, periods, seals
from tests.databases import Database, Databases
from tests.store.made import PERIOD, every_row, with_period, workbook


def contents(store: Store) -> list[tuple[int, Any]]:
    """What each seal holds."""
    with store._db.read() as conn:
        rows = conn.execute(select(seals.c.seq, seals.c.rows).order_by(seals.c.seq)).all()
    return [(seq, json.loads(zlib.decompress(content))) for seq, content in rows]


def test_both_databases_have_the_same_digests(sqlite_databases: Databases, postgresql_databases: Databases) -> None:
    one, other = (
        every_row(with_period(databases.make().open())) for databases in (sqlite_databases, postgresql_databases)
    )
    assert contents(one) == contents(other)


def test_each_write_has_one_seal_at_its_last_audit_row(store: Store) -> None:
    every_row(store)
    numbers = [seq for seq, _ in contents(store)]
    # A file that waits is one write of two audit rows: the file, and that it is held; so is an account with a password.
    assert numbers == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17]
    assert store.newest_seal() is not None
    tables = {name for _, rows in contents(store) for name in rows}
    assert tables == metadata.tables.keys() - UNSEALED.keys()
    assert all(UNSEALED.values())


def test_a_write_that_changes_nothing_has_no_seal(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    before = store.newest_seal()
    assert store.save(PERIOD, workbook("U01", 3.0), "a").duplicate
    assert store.newest_seal() == before


def test_rows_that_nobody_answers_for_are_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="periods were added without an audit row"), store._db.write() as conn:
        conn.execute(insert(periods).values(period="2031", seq=1))
    assert store.periods() == [PERIOD]


LOSE_CONNECTIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def write_and_lose(store: Store, database: Database) -> None:
    """A write whose connection is lost in the middle."""
    with store._db.write() as conn:
        database.execute(LOSE_CONNECTIONS)
        conn.execute(select(periods))


def test_a_connection_lost_in_the_middle_is_told_as_that(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    store = with_period(database.open())
    with pytest.raises(StoreFault, match="database_unreachable"):
        write_and_lose(store, database)
    store.save(PERIOD, workbook("U01", 3.0), "a")
    assert store.findings() == []


def test_rows_that_cannot_be_seen_are_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="one by one"), store._db.write() as conn:
        conn.execute(insert(periods).from_select(["period", "seq"], select(literal("2031"), literal(1))))
    with pytest.raises(RuntimeError, match="one by one"), store._db.write() as conn:
        conn.execute(insert(periods).values([{"period": "2031", "seq": 1}, {"period": "2032", "seq": 1}]))
    assert store.periods() == [PERIOD]


@pytest.mark.parametrize("content", [b"", b"x", zlib.compress(b"x"), zlib.compress(b"[1]"), zlib.compress(b'{"a": 1}')])
def test_what_is_no_seal_is_told(content: bytes) -> None:
    with pytest.raises(ValueError):
        list(sealed_rows(content, 1))
    assert list(sealed_rows(rows_content({}, {}), 1)) == []
    assert facts.name not in UNSEALED
