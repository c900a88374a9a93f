"""Every change is in the audit log, and the log shows tampering."""

from __future__ import annotations

import hashlib
import json

import pytest

from scoring.store import Store
from tests.databases import Database
from tests.store.made import PERIOD, entries, unit_frame, workbook


@pytest.fixture
def busy(store: Store) -> Store:
    """Six changes: system, units, two uploads, an entry, a withdrawal."""
    store.add_units(PERIOD, unit_frame("U01"), "lead")
    store.save(PERIOD, workbook("U01", 1.0), "unit")
    saved = store.save(PERIOD, workbook("U01", 2.0), "unit")
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 2.0)), "inspector")
    store.withdraw(saved.id, "交错了", "lead")
    return store


def tamper(database: Database, *changes: str) -> None:
    """Change the log as one who may do everything with the database can."""
    database.unlock()
    database.execute(*changes)


def test_every_change_has_one_row(busy: Store) -> None:
    log = busy.audit()
    assert log["action"].tolist() == ["system", "units", "submission", "submission", "verify", "withdraw"]
    assert log["by"].tolist() == ["test", "lead", "unit", "unit", "inspector", "lead"]
    assert log["seq"].tolist() == [1, 2, 3, 4, 5, 6]
    assert busy.version() == 6
    assert json.loads(log["detail"][2])["file"] == "U01.xlsx"
    assert log["previous"].tolist()[1:] == log["hash"].tolist()[:-1]
    assert busy.check_audit() is None


@pytest.mark.parametrize("column", ["at", "by", "period", "action", "detail", "previous", "hash"])
def test_a_changed_row_shows(busy: Store, database: Database, column: str) -> None:
    tamper(database, f'UPDATE audit SET "{column}" = "{column}" || \'1\' WHERE seq = 3')
    assert busy.check_audit() == 3


def test_a_changed_row_with_a_fresh_hash_shows_in_its_seal_and_in_the_next(busy: Store, database: Database) -> None:
    row = busy.audit().iloc[2].to_dict() | {"by": "somebody else"}
    row["period"] = int(row["period"])  # a whole year is covered as its number
    sealed = [row[c] for c in ("seq", "at", "by", "period", "action", "detail", "previous")]
    fresh = hashlib.sha256(json.dumps(sealed).encode()).hexdigest()
    tamper(database, f"UPDATE audit SET \"by\" = 'somebody else', hash = '{fresh}' WHERE seq = 3")
    assert [(one.kind, one.seq) for one in busy.findings()] == [("seal", 3), ("log", 4)]


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_a_removed_row_shows(busy: Store, database: Database, seq: int) -> None:
    tamper(database, f"DELETE FROM audit WHERE seq = {seq}")
    assert busy.check_audit() == seq


def test_rows_moved_up_over_a_gap_show(busy: Store, database: Database) -> None:
    tamper(database, "DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = 3 WHERE seq = 4")
    assert busy.check_audit() == 3


def test_an_added_row_shows(busy: Store, database: Database) -> None:
    tamper(
        database, 'INSERT INTO audit SELECT 7, at, "by", period, action, detail, hash, hash FROM audit WHERE seq = 6'
    )
    assert busy.check_audit() == 7
