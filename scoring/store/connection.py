"""The database behind the store: one way to read, one way to write.

Tested in tests/store/test_store.py and tests/store/test_faults.py.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from scoring.store import seals
from scoring.store.dialects import database_url, dialect_of
from scoring.store.faults import StoreFault

_log = logging.getLogger("kaoping")


class Database:
    """An engine whose connections belong to one thread at a time. Writers within the process queue on a lock.

    Raises:
        ValueError: the address names no database that the store can be kept in.
        StoreFault: there is no such database, or it lets nobody in.
    """

    def __init__(self, address: str | URL) -> None:
        self._url = database_url(address)
        self._dialect = dialect_of(self._url)
        with self._faults():
            self._engine = self._dialect.engine(self._url)
        self._reader = self._engine.execution_options(**self._dialect.reading)
        self._writer = self._engine.execution_options(**self._dialect.writing)
        self._migrator = self._engine.execution_options(**self._dialect.migrating)
        self._lock = threading.Lock()
        seals.watch(self._writer)
        self._claims = self._dialect.claims(self._engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database. Raises StoreFault."""
        with self._faults(), self._reader.begin() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other writer shares: all of it is committed and sealed, or on any exception nothing.

        Raises:
            StoreFault: the disk or the database does not do it.
        """
        with self._faults(), self._lock, self._writer.begin() as conn:
            self._dialect.lock(conn)
            with seals.sealed(conn):
                yield conn

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """A write that may put tables in the place of others. Raises StoreFault."""
        with self._faults(), self._lock, self._migrator.begin() as conn:
            self._dialect.lock(conn)
            yield conn

    def check(self, *, whole: bool) -> None:
        """See whether the database can be read as it was written. Raises StoreFault."""
        with self.read() as conn:
            damage = self._dialect.damage(conn, whole=whole)
        if damage:
            raise StoreFault("database_damaged", "quick_check", damage)

    def claim(self, number: int) -> bool:
        """Say that this program has a piece of work in hand; whether no other has."""
        with self._faults():
            return self._claims.take(number)

    def unclaim(self, number: int) -> None:
        """Say that it is in hand no longer; where not even that can be said, the claim ends with the program."""
        try:
            with self._faults():
                self._claims.leave(number)
        except (StoreFault, OSError):
            _log.warning("the claim to %s could not be taken back", number, exc_info=True)

    def is_claimed(self, number: int) -> bool:
        """Whether a running program has it in hand."""
        with self._faults():
            return self._claims.is_taken(number)

    def close(self) -> None:
        """Let go of all connections."""
        self._claims.close()
        self._engine.dispose()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Tell what the disk or the database fails at from a mistake of ours."""
        try:
            yield
        except Exception as bad:
            by_driver = bad.orig if isinstance(bad, DBAPIError) and bad.orig is not None else bad
            fault = self._dialect.fault(by_driver, self._url)
            if fault is None:
                raise
            raise fault from bad
