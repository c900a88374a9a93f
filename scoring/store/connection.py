"""The database behind the store: one way to read, one way to write.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection

from scoring.store import seals
from scoring.store.dialects import database_url, dialect_of


class Database:
    """An engine whose connections belong to one thread at a time. Writers within the process queue on a lock.

    Raises:
        ValueError: the address names no database that the store can be kept in.
        sqlalchemy.exc.DBAPIError: there is no such database, or it lets nobody in.
    """

    def __init__(self, address: str | URL) -> None:
        url = database_url(address)
        self._dialect = dialect_of(url)
        self._engine = self._dialect.engine(url)
        self._reader = self._engine.execution_options(**self._dialect.reading)
        self._writer = self._engine.execution_options(**self._dialect.writing)
        self._lock = threading.Lock()
        seals.watch(self._writer)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._reader.begin() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other writer shares: all of it is committed and sealed, or on any exception nothing."""
        with self._lock, self._writer.begin() as conn:
            self._dialect.lock(conn)
            with seals.sealed(conn):
                yield conn

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()
