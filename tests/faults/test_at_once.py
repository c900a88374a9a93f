"""Two processes at the same instant, and a lock that somebody else holds."""

from __future__ import annotations

import pytest

from scoring.store import Store, StoreFault, dialects
from scoring.store.dialects import WRITE_LOCK
from tests.databases import Database
from tests.faults.conftest import Figure
from tests.faults.programs import DECIDES, SAVES, at_once, start
from tests.store.made import PERIOD, unit_frame, with_period, workbook

SAVED, DECIDED = 20, 8


def test_two_saves_at_once(store: Store, database: Database, figure: Figure) -> None:
    """Two processes save later workbooks of one unit at the same instant: each is a version of its own."""
    versions = at_once(*(start(SAVES, database.url, who, SAVED) for who in ("a", "b")))
    listed = store.submissions(PERIOD)
    assert sorted(int(version) for of_one in versions for version in of_one) == list(range(1, 2 * SAVED + 1))
    assert sorted(listed["version"]) == list(range(1, 2 * SAVED + 1))
    assert listed["counts"].sum() == 1
    assert store.findings() == []
    figure(f"{2 * SAVED} saves, versions 1 to {2 * SAVED}, 0 lost")


def test_two_decisions_at_once(store: Store, database: Database, figure: Figure) -> None:
    """Confirming meets turning down at the same instant: each file has one decision, and the log only that one."""
    units = [f"U{number}" for number in range(DECIDED)]
    store.add_units(PERIOD, unit_frame(*units), "a")
    for unit in units:
        store.save(PERIOD, workbook(unit, 1.0), "a", ask=True)
    waiting = [store.save(PERIOD, workbook(unit, 2.0), "a", ask=True).id for unit in units]
    at_once(start(DECIDES, database.url, "confirm", *waiting), start(DECIDES, database.url, "turn down", *waiting))
    decided = store.audit()["action"].isin(["confirm", "turn down"]).sum()
    assert decided == DECIDED
    assert not store.submissions(PERIOD)["undecided"].any()
    assert store.findings() == []
    figure(f"{DECIDED} files, {decided} decisions")


def test_a_lock_is_held(database: Database, figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds the lock for longer than a write waits: it is refused whole, and goes through afterwards."""
    monkeypatch.setattr(dialects, "WAIT_MS", 500)
    store, other = with_period(database.open()), database.connect()
    if database.kind == "sqlite":
        other.execute("BEGIN IMMEDIATE")
    else:
        other.execute(f"SELECT pg_advisory_lock({WRITE_LOCK})")
    with pytest.raises(StoreFault, match="database_locked") as refused:
        store.save(PERIOD, workbook("U01", 1.0), "a")
    assert store.submissions(PERIOD).empty
    other.close()
    store.save(PERIOD, workbook("U01", 1.0), "a")
    assert len(store.submissions(PERIOD)) == 1
    assert store.findings() == []
    figure(f"refused with nothing stored: '{refused.value.problem.message('en')}'")
