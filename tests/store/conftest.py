"""A store with one period for each test, once in SQLite and once in PostgreSQL."""

from __future__ import annotations

import pytest

from scoring.store import Store
from tests.databases import Database
from tests.store.made import with_period


@pytest.fixture
def store(database: Database) -> Store:
    return with_period(database.open())
