"""A store with one period for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.store import Store
from tests.store.made import a_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)
