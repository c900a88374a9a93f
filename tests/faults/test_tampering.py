"""Whoever may do everything with the database, with the program's triggers off."""

from __future__ import annotations

from scoring.store.audit import first_broken
from tests.databases import Databases
from tests.faults.conftest import Figure
from tests.store.made import with_period
from tests.store.test_proof import LAST, LAST_WRITE, TAMPERINGS, kinds, tell, with_many_writes


def test_rows_changed(databases: Databases, figure: Figure) -> None:
    """Rows changed, removed, added or moved with the triggers off: each is told, and which row it was."""
    by_the_log = 0
    for done in TAMPERINGS.values():
        database = databases.make()
        store = with_many_writes(with_period(database.open()))
        tell(store, database, done)
        with store._db.read() as conn:
            by_the_log += first_broken(conn) is not None
        databases.remove(database)
    figure(f"{len(TAMPERINGS)} of {len(TAMPERINGS)} kinds named; the log alone would notice {by_the_log}")


def test_the_last_write_cut_off(databases: Databases, figure: Figure) -> None:
    """The last write cut off whole, seal and all: it shows against a seal that was kept."""
    database = databases.make()
    store = with_many_writes(with_period(database.open()))
    kept = store.newest_seal()
    database.unlock()
    database.execute(*LAST_WRITE)
    assert kinds(store) == []
    assert kinds(store, kept) == [("cut_off", LAST)]
    figure("not seen from within, told against the kept seal")
