"""All that differs between SQLite and PostgreSQL: one class each. No other file asks which of them it is.

What a write promises is the same on both: no other write runs beside it, all of it is committed or nothing, a commit
that was acknowledged survives a power cut, and a row once written can be neither changed nor removed. A read sees one
state from its first query to its last, and text sorts by code point.
"""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import URL, Connection, Engine, String, Text, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.engine.interfaces import Dialect as SQLAlchemyDialect
from sqlalchemy.types import TypeDecorator, TypeEngine

WAIT_MS = 10_000  # how long a transaction waits for a lock before it fails
ABANDONED_MS = 300_000  # how long a server keeps a transaction open in which nothing happens
WRITE_LOCK = 0x6B616F70  # "kaop": the key of the advisory lock that every write takes
# Earlier versions can corrupt a write-ahead log under concurrent connections.
FIRST_SAFE_WAL = (3, 51, 3)
_BEGIN = "begin_mode"
_DATA_EXCEPTION = "22"  # the class of PostgreSQL's errors about a value
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_log = logging.getLogger(__name__)


class Dialect(Protocol):
    """What a database brings with it.

    Attributes:
        reading, writing: execution options of a transaction that reads, and of one that writes.
    """

    reading: Mapping[str, Any]
    writing: Mapping[str, Any]

    def engine(self, url: URL) -> Engine:
        """An engine whose connections are set up; raises what the driver raises where there is no database."""
        ...

    def lock(self, conn: Connection) -> None:
        """Take the write lock, as the first thing that a write does."""
        ...

    def append_only(self, table: str) -> tuple[str, ...]:
        """The statements that make a table refuse whatever changes or removes rows."""
        ...


class SQLite:
    """One file, one writer at a time.

    A write begins with the lock (`BEGIN IMMEDIATE`): one that reads first and takes the lock later meets others doing
    the same, and fails.
    """

    reading: Mapping[str, Any] = {_BEGIN: "DEFERRED"}
    writing: Mapping[str, Any] = {_BEGIN: "IMMEDIATE"}

    def engine(self, url: URL) -> Engine:
        engine = create_engine(url, json_serializer=_to_json, hide_parameters=True)
        event.listen(engine, "connect", self._connect)
        event.listen(engine, "begin", self._begin)
        self._set_journal(engine)
        return engine

    def lock(self, conn: Connection) -> None:
        """Nothing is left to do: the transaction began with it."""

    def append_only(self, table: str) -> tuple[str, ...]:
        return tuple(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for change in ("UPDATE", "DELETE")
        )

    @staticmethod
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `_begin` does
        for pragma in (f"busy_timeout={WAIT_MS}", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @staticmethod
    def _begin(conn: Connection) -> None:
        mode = conn.get_execution_options().get(_BEGIN, "DEFERRED")
        if mode is not None:
            conn.exec_driver_sql(f"BEGIN {mode}")

    @staticmethod
    def _set_journal(engine: Engine) -> None:
        """Choose the journal; outside of any transaction, where alone SQLite allows it."""
        journal = journal_mode(sqlite3.sqlite_version_info)
        if journal == "DELETE":
            _log.warning(
                "SQLite %s is older than %s: a rollback journal is used, not a write-ahead log (safe, a little slower)",
                sqlite3.sqlite_version,
                ".".join(map(str, FIRST_SAFE_WAL)),
            )
        with engine.connect().execution_options(**{_BEGIN: None}) as conn:
            mode = conn.exec_driver_sql(f"PRAGMA journal_mode={journal}").scalar_one()
        if mode.upper() != journal:
            raise RuntimeError(f"the journal is {mode}, not {journal}: another program holds the database open")


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal that a version of SQLite can be trusted with."""
    return "WAL" if version >= FIRST_SAFE_WAL else "DELETE"


class PostgreSQL:
    """A server for several processes or hosts.

    The write lock is an advisory one: it can be taken before there is any table, so that two programs that open an
    empty database at once queue as well, and it stands in nobody's way who only looks (pg_dump). It ends with the
    transaction, also when the program is killed. Who writes past it (psql) is stopped by the audit log's primary key.

    A write is READ COMMITTED on purpose: with one snapshot for the whole transaction, taken before the lock is given,
    it would not see what the write before it has just committed.
    """

    reading: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ"}
    writing: Mapping[str, Any] = {"isolation_level": "READ COMMITTED"}
    _FUNCTION = (
        "CREATE OR REPLACE FUNCTION kaoping_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', "
        "ERRCODE = 'integrity_constraint_violation'; END $$"
    )

    def engine(self, url: URL) -> Engine:
        ours = {
            "application_name": "kaoping",
            "client_encoding": "utf8",  # whatever the environment says
            "connect_timeout": WAIT_MS // 1000,
            "keepalives_idle": 30,  # seconds until a server that vanished is noticed, with the next
            "keepalives_interval": 10,
        }
        engine = create_engine(
            url,
            json_serializer=_to_json,
            hide_parameters=True,
            connect_args={name: value for name, value in ours.items() if name not in url.query},
            pool_pre_ping=True,  # the server may have been started anew since a connection was last used
            pool_timeout=WAIT_MS / 1000,
        )
        event.listen(engine, "connect", self._connect)
        event.listen(engine, "handle_error", self._without_values)
        with engine.connect() as conn:
            encoding = conn.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            engine.dispose()
            raise RuntimeError(f"the database keeps its texts in {encoding}: create it with ENCODING 'UTF8'")
        return engine

    def lock(self, conn: Connection) -> None:
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    def append_only(self, table: str) -> tuple[str, ...]:
        trigger = (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kaoping_append_only()"
        )
        return self._FUNCTION, trigger

    @staticmethod
    def _without_values(context: ExceptionContext) -> None:
        """Take out of a message what the server quotes of rows: it ends up in a log that others read.

        The server adds whole rows as a detail, and quotes values that it cannot read.
        """
        error = context.original_exception
        if not isinstance(error, psycopg.Error) or error.diag.message_primary is None:
            return
        is_about_values = (error.sqlstate or "").startswith(_DATA_EXCEPTION)
        words = _QUOTED.sub('"..."', error.diag.message_primary) if is_about_values else error.diag.message_primary
        error.args = (words,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (f"({type(error).__module__}.{type(error).__name__}) {words}",)

    @staticmethod
    def _connect(connection: DBAPIConnection, _record: object) -> None:
        settings = {
            "synchronous_commit": "on",  # off lost acknowledged commits when the power was cut
            "lock_timeout": str(WAIT_MS),
            "idle_in_transaction_session_timeout": str(ABANDONED_MS),  # of a host that vanished with the lock
        }
        cursor = connection.cursor()
        cursor.execute("; ".join(f"SET {name} TO {value}" for name, value in settings.items()))
        cursor.close()
        connection.commit()


_DIALECTS: dict[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}


def database_url(address: str | URL) -> URL:
    """The address of a database with the driver that the program brings; `postgres://` is understood too.

    Raises:
        ValueError: it names no database that the store can be kept in.
    """
    url = make_url(address)
    name, _, driver = url.drivername.partition("+")
    name = "postgresql" if name == "postgres" else name
    if name not in _DRIVERS or driver not in ("", _DRIVERS[name]):
        raise ValueError(f"the store is kept in SQLite or PostgreSQL (by psycopg), not in {url.drivername}")
    return url.set(drivername=f"{name}+{_DRIVERS[name]}")


def file_url(path: Path) -> URL:
    """The address of a database in a file."""
    return URL.create("sqlite", database=str(path))


def dialect_of(url: URL) -> Dialect:
    """What the database at an address brings with it."""
    return _DIALECTS[url.get_backend_name()]


def make_append_only(conn: Connection, *tables: str) -> None:
    """Let tables refuse whatever changes or removes rows; for migrations."""
    for table in tables:
        for statement in _DIALECTS[conn.dialect.name].append_only(table):
            conn.exec_driver_sql(statement)


# --- columns -------------------------------------------------------------------------------------


def storable(words: str) -> str:
    """A text with U+FFFD for what a database cannot hold: NUL (PostgreSQL), halves of characters (both)."""
    return _UNSTORABLE.sub("\ufffd", words)


def _to_json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))


class Words(TypeDecorator[str]):
    """A text that sorts by code point whatever the database's own collation, and holds what is storable.

    Where Python sorts (sets, frames) and where SQL does (ORDER BY, min, max) the order is then the same.
    """

    impl = String
    cache_ok = True
    _kind: type[String] = String

    def load_dialect_impl(self, dialect: SQLAlchemyDialect) -> TypeEngine[Any]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(self._kind(collation=collation))

    def process_bind_param(self, value: str | None, dialect: SQLAlchemyDialect) -> str | None:  # noqa: ARG002
        return value if value is None else storable(value)


class LongWords(Words):
    """Words of any length."""

    impl = Text
    cache_ok = True
    _kind = Text


def only_where(condition: Any) -> dict[str, Any]:
    """The arguments of an index over the rows that meet a condition."""
    return {"sqlite_where": condition, "postgresql_where": condition}
