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
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import URL, Connection, Engine, String, Text, create_engine, event, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.engine.interfaces import Dialect as SQLAlchemyDialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.types import TypeDecorator, TypeEngine

from scoring.store.faults import FaultCode, StoreFault

WAIT_MS = 10_000  # how long a transaction waits for a lock before it fails
ABANDONED_MS = 300_000  # how long a server keeps a transaction open in which nothing happens
WRITE_LOCK = 0x6B616F70  # "kaop": the key of the advisory lock that every write takes
CHECKED_BYTES = 256 * 1024 * 1024  # a larger file is not read whole at every start
# Earlier versions can corrupt a write-ahead log under concurrent connections.
FIRST_SAFE_WAL = (3, 51, 3)
_BEGIN, _KEYS = "begin_mode", "foreign_keys"
_DATA_EXCEPTION = "22"  # the class of PostgreSQL's errors about a value
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_log = logging.getLogger(__name__)


class Dialect(Protocol):
    """What a database brings with it.

    Attributes:
        reading, writing, migrating: execution options of a transaction that reads, of one that writes, and of one that
            changes tables.
    """

    reading: Mapping[str, Any]
    writing: Mapping[str, Any]
    migrating: Mapping[str, Any]

    def engine(self, url: URL) -> Engine:
        """An engine whose connections are set up; raises what the driver raises where there is no database."""
        ...

    def lock(self, conn: Connection) -> None:
        """Take the write lock, as the first thing that a write does."""
        ...

    def append_only(self, table: str, *, may_go: bool) -> tuple[str, ...]:
        """The statements that make a table refuse whatever changes or, unless they may go, removes rows."""
        ...

    def may_change(self, table: str) -> tuple[str, ...]:
        """The statements that take back what `append_only` made."""
        ...

    def renamed_as_text(self, conn: Connection, tables: Sequence[str], old: str, new: str) -> None:
        """Make a whole number a text of another name in all tables that have it as a key or refer to that."""
        ...

    def fault(self, error: BaseException, url: URL) -> StoreFault | None:
        """What an error of the driver comes to, if it is the disk's or the database's; None for a mistake of ours."""
        ...

    def damage(self, conn: Connection, *, whole: bool) -> str:
        """What is broken in the database, as it says itself; '' for nothing.

        Args:
            whole: whether all of it is read, however long that takes.
        """
        ...

    def claims(self, engine: Engine) -> Claims:
        """Where it is noted which work a running program has in hand."""
        ...


class Claims(Protocol):
    """Numbers that running programs have claimed; a claim ends with its program, however that ends."""

    def take(self, number: int) -> bool:
        """Claim a number; whether nobody else has."""
        ...

    def leave(self, number: int) -> None:
        """Let go of a number; one that is not ours is no matter."""
        ...

    def is_taken(self, number: int) -> bool:
        """Whether a running program, this one too, has claimed a number."""
        ...

    def close(self) -> None:
        """Let go of all numbers."""
        ...


class SQLite:
    """One file, one writer at a time.

    A write begins with the lock (`BEGIN IMMEDIATE`): one that reads first and takes the lock later meets others doing
    the same, and fails.
    """

    reading: Mapping[str, Any] = {_BEGIN: "DEFERRED"}
    writing: Mapping[str, Any] = {_BEGIN: "IMMEDIATE"}
    # A table that others refer to could not be put in the place of an earlier one.
    migrating: Mapping[str, Any] = {_BEGIN: "IMMEDIATE", _KEYS: "OFF"}

    def engine(self, url: URL) -> Engine:
        engine = create_engine(url, json_serializer=_to_json, hide_parameters=True)
        event.listen(engine, "connect", self._connect)
        event.listen(engine, "begin", self._begin)
        self._set_journal(engine)
        return engine

    def lock(self, conn: Connection) -> None:
        """Nothing is left to do: the transaction began with it."""

    def append_only(self, table: str, *, may_go: bool) -> tuple[str, ...]:
        return tuple(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for change in (("UPDATE",) if may_go else ("UPDATE", "DELETE"))
        )

    def may_change(self, table: str) -> tuple[str, ...]:
        return f"DROP TRIGGER IF EXISTS {table}_no_update", f"DROP TRIGGER IF EXISTS {table}_no_delete"

    def renamed_as_text(self, conn: Connection, tables: Sequence[str], old: str, new: str) -> None:
        """Put a table with the new column in the place of each, its rows copied as they stand."""
        for table in tables:
            made = _sql_of(conn, "type = 'table' AND name", table)
            indexes = _sql_of(conn, "type = 'index' AND tbl_name", table)
            columns = conn.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,)).scalars().all()
            names = ", ".join(f'"{name}"' for name in columns)
            values = ", ".join(f'CAST("{name}" AS TEXT)' if name == old else f'"{name}"' for name in columns)
            anew = re.sub(rf'TABLE "?{table}"?', f"TABLE {table}_anew", _renamed(made[0], old, new), count=1)
            conn.exec_driver_sql(anew)
            into = f"{table}_anew ({_renamed(names, old, new)})"
            conn.exec_driver_sql(f"INSERT INTO {into} SELECT {values} FROM {table}")  # noqa: S608 - words of ours
            conn.exec_driver_sql(f"DROP TABLE {table}")
            conn.exec_driver_sql(
                f"ALTER TABLE {table}_anew RENAME TO {table}"
            )  # the other way round, others' keys follow
            for index in indexes:
                conn.exec_driver_sql(_renamed(index, old, new))

    def fault(self, error: BaseException, url: URL) -> StoreFault | None:
        number = getattr(error, "sqlite_errorcode", None)
        if number is None:
            return None
        code = _SQLITE_FAULTS.get(number & 0xFF)  # the bits above say more precisely what
        path = url.database or ""
        if code in _MAY_BE_GONE and path and not path.startswith("file:") and not Path(path).exists():
            code = "data_gone"
        name = getattr(error, "sqlite_errorname", number)
        return None if code is None else StoreFault(code, str(name), str(error))

    def damage(self, conn: Connection, *, whole: bool) -> str:
        pages, size = (conn.exec_driver_sql(f"PRAGMA {n}").scalar_one() for n in ("page_count", "page_size"))
        if left := _file_bytes(conn) % size:
            # SQLite itself reads on as if the rest of the last page were empty.
            return f"the file is cut off in the middle of a page ({left} of {size} bytes)"
        if not whole and pages * size > CHECKED_BYTES:
            return ""  # one that was cut off does not open at all
        found = conn.exec_driver_sql("PRAGMA quick_check(1)").scalars().first()
        return "" if found == "ok" else str(found)

    def claims(self, engine: Engine) -> Claims:
        return _FileClaims(str(engine.url.database or ""))

    @staticmethod
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `_begin` does
        for pragma in (f"busy_timeout={WAIT_MS}", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @staticmethod
    def _begin(conn: Connection) -> None:
        mode = conn.get_execution_options().get(_BEGIN, "DEFERRED")
        if mode is None:
            return
        # Within a transaction it could not be changed; the connection may have served a migration before.
        conn.exec_driver_sql(f"PRAGMA foreign_keys={conn.get_execution_options().get(_KEYS, 'ON')}")
        conn.exec_driver_sql(f"BEGIN {mode}")

    @staticmethod
    def _set_journal(engine: Engine) -> None:
        """Choose the journal; outside of any transaction, where alone SQLite allows it."""
        journal = journal_mode(sqlite3.sqlite_version_info)
        if journal == "DELETE":
            _warn_of_old_version()
        with engine.connect().execution_options(**{_BEGIN: None}) as conn:
            mode = conn.exec_driver_sql(f"PRAGMA journal_mode={journal}").scalar_one()
        if mode.upper() != journal:
            raise StoreFault("database_locked", f"journal {mode}", "another program holds the database open")


def _file_bytes(conn: Connection) -> int:
    """How long the database's file is; 0 for one in memory."""
    path = conn.exec_driver_sql("PRAGMA database_list").first()
    return Path(path.file).stat().st_size if path and path.file else 0


def _sql_of(conn: Connection, which: str, name: str) -> list[str]:
    """What tables or indexes of SQLite were made by."""
    query = f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {which} = ?"  # noqa: S608 - words of ours
    return [str(sql) for sql in conn.exec_driver_sql(query, (name,)).scalars()]


def _renamed(sql: str, old: str, new: str) -> str:
    """A statement of our migrations with a column of whole numbers as one of text, also in the names that have its."""
    return re.sub(rf"(?<![a-z]){old}(?![a-z])", new, re.sub(rf"\b{old} INTEGER\b", f"{new} VARCHAR", sql))


_SQLITE_FAULTS: dict[int, FaultCode] = {
    sqlite3.SQLITE_FULL: "disk_full",
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH), "no_right_to_write"),
    sqlite3.SQLITE_CANTOPEN: "no_right_to_write",
    sqlite3.SQLITE_IOERR: "disk_failed",
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), "database_damaged"),
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL), "database_locked"),
}
_MAY_BE_GONE: tuple[FaultCode, ...] = ("no_right_to_write", "disk_failed")


class _FileClaims:
    """A claim is an empty file beside the database, locked by the way SQLite locks its own."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._taken: dict[int, sqlite3.Connection] = {}

    def take(self, number: int) -> bool:
        if number in self._taken:
            return False
        locked = self._lock(number)
        if locked is not None:
            self._taken[number] = locked
        return locked is not None

    def leave(self, number: int) -> None:
        locked = self._taken.pop(number, None)
        if locked is not None:
            locked.close()
            self._path(number).unlink(missing_ok=True)

    def is_taken(self, number: int) -> bool:
        if number in self._taken:
            return True
        if not self._path(number).exists():
            return False
        locked = self._lock(number)
        if locked is not None:
            locked.close()
        return locked is None

    def close(self) -> None:
        for number in list(self._taken):
            self.leave(number)

    def _path(self, number: int) -> Path:
        return Path(f"{self._database}.batch-{number}")

    def _lock(self, number: int) -> sqlite3.Connection | None:
        connection = sqlite3.connect(self._path(number), timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as bad:
            connection.close()
            if bad.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return None
        return connection


@cache
def _warn_of_old_version() -> None:
    """Say it once a program, however often a store is opened."""
    _log.warning(
        "SQLite %s is older than %s: a rollback journal is used, not a write-ahead log (safe, a little slower)",
        sqlite3.sqlite_version,
        ".".join(map(str, FIRST_SAFE_WAL)),
    )


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
    migrating = writing
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

    def append_only(self, table: str, *, may_go: bool) -> tuple[str, ...]:
        changes = "UPDATE" if may_go else "UPDATE OR DELETE OR TRUNCATE"
        trigger = (
            f"CREATE TRIGGER {table}_append_only BEFORE {changes} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kaoping_append_only()"
        )
        return self._FUNCTION, trigger

    def may_change(self, table: str) -> tuple[str, ...]:
        return (f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",)

    def renamed_as_text(self, conn: Connection, tables: Sequence[str], old: str, new: str) -> None:
        known = inspect(conn)
        keys = [(table, key) for table in tables for key in known.get_foreign_keys(table)]
        keys = [(table, key) for table, key in keys if key["constrained_columns"] == [old]]
        indexes = [str(one["name"]) for table in tables for one in known.get_indexes(table)]
        indexes += [str(one["name"]) for table in tables for one in known.get_unique_constraints(table)]
        for table, key in keys:
            conn.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {key['name']}")
        for table in tables:
            as_text = f'ALTER COLUMN {old} TYPE VARCHAR COLLATE "C" USING {old}::varchar'
            conn.exec_driver_sql(f"ALTER TABLE {table} {as_text}")
            conn.exec_driver_sql(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
        for table, key in keys:
            name, to = _renamed(str(key["name"]), old, new), key["referred_table"]
            conn.exec_driver_sql(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({new}) REFERENCES {to} ({new})"
            )
        for index in dict.fromkeys(indexes):
            if (name := _renamed(index, old, new)) != index:
                conn.exec_driver_sql(f"ALTER INDEX {index} RENAME TO {name}")

    def fault(self, error: BaseException, url: URL) -> StoreFault | None:  # noqa: ARG002
        if isinstance(error, PoolTimeout):
            return StoreFault("database_locked", "connections", str(error))
        if not isinstance(error, psycopg.Error):
            return None
        state = error.sqlstate or ""
        code = _POSTGRESQL_FAULTS.get(state) or _POSTGRESQL_FAULTS.get(state[:2])
        if code is None and not state and isinstance(error, psycopg.OperationalError):
            code = "database_unreachable"
        return None if code is None else StoreFault(code, state or "connection", str(error))

    def damage(self, conn: Connection, *, whole: bool) -> str:  # noqa: ARG002 - the server looks after its files
        conn.exec_driver_sql("SELECT 1")
        return ""

    def claims(self, engine: Engine) -> Claims:
        return _LockClaims(engine)

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


_POSTGRESQL_FAULTS: dict[str, FaultCode] = {  # by SQLSTATE, or by its class
    "53100": "disk_full",
    **dict.fromkeys(("25006", "42501"), "no_right_to_write"),
    **dict.fromkeys(("58030", "58P01"), "disk_failed"),
    "XX": "database_damaged",
    **dict.fromkeys(("55P03", "40"), "database_locked"),
    **dict.fromkeys(("08", "28", "3D", "53300", "57"), "database_unreachable"),
}


class _LockClaims:
    """A claim is an advisory lock, held by one connection for all claims of this program."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._taken: set[int] = set()
        self._guard = threading.Lock()

    def take(self, number: int) -> bool:
        with self._guard:
            if number in self._taken or not self._ask("SELECT pg_try_advisory_lock", number):
                return False
            self._taken.add(number)
            return True

    def leave(self, number: int) -> None:
        with self._guard:
            if number in self._taken:
                self._taken.discard(number)
                self._ask("SELECT pg_advisory_unlock", number)

    def is_taken(self, number: int) -> bool:
        query = (
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE locktype = 'advisory' AND datname = current_database() "
            "AND classid = %s AND objid = %s AND objsubid = 2"
        )
        with self._engine.connect() as conn:
            return bool(conn.exec_driver_sql(query, (WRITE_LOCK, number)).scalar_one())

    def close(self) -> None:
        with self._guard:
            if self._connection is not None:
                with suppress(DBAPIError):  # where it is lost, the server let go of them; else it would do so late
                    self._connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")
                self._connection.close()
            self._connection = None
            self._taken.clear()

    def _ask(self, function: str, number: int) -> bool:
        """Ask by the connection of all claims; by a new one where the server has been started anew meanwhile."""
        call = f"{function}({WRITE_LOCK}, {int(number)})"
        if self._connection is not None:
            try:
                return bool(self._connection.exec_driver_sql(call).scalar_one())
            except DBAPIError:
                self._connection.invalidate()
                self._taken.clear()  # the server let go of them
        self._connection = self._engine.connect()
        self._connection.detach()  # it is none of those that reading and writing share
        return bool(self._connection.exec_driver_sql(call).scalar_one())


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


def make_append_only(conn: Connection, *tables: str, may_go: bool = False) -> None:
    """Let tables refuse whatever changes or removes rows; for migrations.

    Args:
        may_go: whether rows may be removed, though never changed.
    """
    for table in tables:
        for statement in _DIALECTS[conn.dialect.name].append_only(table, may_go=may_go):
            conn.exec_driver_sql(statement)


def may_change(conn: Connection, *tables: str) -> None:
    """Let tables be changed again; for migrations, which make them append-only anew."""
    for table in tables:
        for statement in _DIALECTS[conn.dialect.name].may_change(table):
            conn.exec_driver_sql(statement)


def renamed_as_text(conn: Connection, tables: Sequence[str], old: str, new: str) -> None:
    """Make a whole number a text of another name in all tables that have it; for migrations."""
    _DIALECTS[conn.dialect.name].renamed_as_text(conn, tables, old, new)


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
