"""Stores: empty, with the small period, with two reports (U01 has 90 points, U02 has 50), with one more that waits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.access import Actor
from scoring.services.receiving import receive
from scoring.store import Store, open_store
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.small_period import ROSTER, SYSTEM, workbook

ACTOR = Actor.local("王检查")
LATER = ("later.xlsx", workbook("U02", "人事处", "a", 10, 10, 10))  # would have 100 points


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store without a period."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def fill(store: Store) -> None:
    """The period, with units that have not reported."""
    system = load_system_text(SYSTEM)
    store.add_system(system, "test")
    store.add_units("2025", read_roster("units.csv", ROSTER.encode(), system)[0], "test")


@pytest.fixture
def store(empty: Store) -> Store:
    """The period, with units that have not reported."""
    fill(empty)
    return empty


@pytest.fixture(scope="session")
def with_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two reports, made once."""
    folder = tmp_path_factory.mktemp("reports")
    made = open_store(folder)
    fill(made)
    first, second = workbook("U01", "办公室", "a", 8, 10, 10), workbook("U02", "人事处", "a", 5, 5, 10)
    send(made, ("U01.xlsx", first), ("U02.xlsx", second))
    made.close()
    return folder


@pytest.fixture(scope="session")
def with_later(tmp_path_factory: pytest.TempPathFactory, with_reports: Path) -> Path:
    """The same with a later version of U02's."""
    folder = tmp_path_factory.mktemp("later") / "data"
    shutil.copytree(with_reports, folder)
    made = open_store(folder)
    send(made, LATER)
    made.close()
    return folder


@pytest.fixture
def reported(tmp_path: Path, with_reports: Path) -> Iterator[Store]:
    """The period with two reports."""
    yield from _copy(with_reports, tmp_path)


@pytest.fixture
def waiting_store(tmp_path: Path, with_later: Path) -> Iterator[Store]:
    """The period with two reports, and a later one that waits."""
    yield from _copy(with_later, tmp_path)


def _copy(made: Path, folder: Path) -> Iterator[Store]:
    shutil.copytree(made, folder, dirs_exist_ok=True)
    opened = open_store(folder)
    yield opened
    opened.close()


def waiting_id(store: Store) -> int:
    """The submission that waits."""
    listed = store.submissions("2025")
    return int(listed.loc[listed["waits"], "id"].iloc[0])


def send(store: Store, *files: tuple[str, bytes]) -> list[int]:
    """Hand files in; the ids that they are stored under, in order of name."""
    received = receive(store, "2025", files, ACTOR, lambda share, at: None)
    return [outcome.submission or 0 for outcome in received.outcomes]
