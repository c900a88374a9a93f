"""The database behind the store: how transactions begin, and what makes a commit last.

Every write begins with the write lock (`BEGIN IMMEDIATE`): one that reads first and takes the lock
later meets others doing the same, and fails. Writers within the process queue on a lock of their own.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

BUSY_MS = 10_000
# Earlier versions can corrupt a write-ahead log under concurrent connections.
FIRST_SAFE_WAL = (3, 51, 3)
_BEGIN = "begin_mode"
_log = logging.getLogger(__name__)


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal that a version of SQLite can be trusted with."""
    return "WAL" if version >= FIRST_SAFE_WAL else "DELETE"


class Database:
    """An engine with one way to read and one way to write; connections belong to one thread at a time."""

    def __init__(self, url: str | URL) -> None:
        self._url = make_url(url)
        to_json = partial(json.dumps, ensure_ascii=False)
        self._engine = create_engine(self._url, json_serializer=to_json, pool_pre_ping=not self.is_sqlite)
        self._writer = self._engine.execution_options(**{_BEGIN: "IMMEDIATE"})
        self._lock = threading.Lock()
        if self.is_sqlite:
            event.listen(self._engine, "connect", _on_connect)
            event.listen(self._engine, "begin", _on_begin)
            _set_journal(self._engine)

    @property
    def is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._engine.begin() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other writer shares: all of it is committed, or on any exception nothing."""
        with self._lock, self._writer.begin() as conn:
            if not self.is_sqlite:
                _take_postgresql_lock(conn)
            yield conn

    def close(self) -> None:
        self._engine.dispose()


def _on_connect(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    dbapi_connection.isolation_level = None  # the driver begins nothing by itself; `_on_begin` does
    for pragma in (f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _on_begin(conn: Connection) -> None:
    conn.exec_driver_sql(f"BEGIN {conn.get_execution_options().get(_BEGIN, 'DEFERRED')}")


def _take_postgresql_lock(conn: Connection) -> None:
    # The audit log is a chain: two writers at a time would both continue from the same link.
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SET LOCAL synchronous_commit TO ON")
        conn.exec_driver_sql("LOCK TABLE audit IN EXCLUSIVE MODE")


def _set_journal(engine: Engine) -> None:
    """Choose the journal; outside of any transaction, where alone SQLite allows it."""
    wanted = journal_mode(sqlite3.sqlite_version_info)
    if wanted == "DELETE":
        _log.warning(
            "SQLite %s is older than %s: a rollback journal is used, not a write-ahead log (safe, a little slower)",
            sqlite3.sqlite_version,
            ".".join(map(str, FIRST_SAFE_WAL)),
        )
    raw = engine.raw_connection()
    try:
        cursor: Any = raw.cursor()
        got = cursor.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0]
    finally:
        raw.close()
    if got.upper() != wanted:
        raise RuntimeError(f"the journal is {got}, not {wanted}: another program holds the database open")
