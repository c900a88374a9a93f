"""Batches that were begun: known as interrupted once nobody has them in hand, and over only once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scoring.store import FileOutcome, Store, UnknownPeriod, Upload
from scoring.store.dialects import WRITE_LOCK
from tests.databases import Database, Databases
from tests.store.made import ERROR, PERIOD, ROOT, with_period, workbook

FILES = [("a.xlsx", "1"), ("b.xlsx", "2")]
HOLDER = """
import sys
from scoring.store import Store
store = Store(sys.argv[1])
print(store.begin_batch("2025", [("a.xlsx", "1")], "a"), flush=True)
sys.stdin.read()
"""


def test_a_batch_from_its_start_to_its_end(store: Store) -> None:
    start = store.begin_batch(PERIOD, FILES, "王")
    store.keep_uploads(start, [Upload(1, "b.xlsx", b"bb")])
    assert store.batch_uploads(start).to_numpy().tolist() == [[0, "a.xlsx", "1", False], [1, "b.xlsx", "2", True]]
    assert store.batch_contents(start) == [Upload(1, "b.xlsx", b"bb")]
    saved = store.save(PERIOD, workbook("U01", 1.0), "王", start=start)
    store.save(PERIOD, workbook("U01", 1.0), "王", start=start)  # the same again is nothing new
    store.save(PERIOD, workbook("U01", 1.0), "王", start=start)
    refused = store.save(PERIOD, workbook("U02", 1.0, problems=(ERROR,)), "王", start=start)
    stored = [
        [saved.id, "U01.xlsx", True, True],
        [refused.id, "U02.xlsx", False, True],
        [saved.id, "U01.xlsx", True, False],
    ]
    columns = ["submission", "file", "accepted", "is_new"]
    assert store.batch_saves(start)[columns].to_numpy().tolist() == stored
    assert store.interrupted(PERIOD).empty  # this program has it in hand
    store.leave_batch(start)
    (found,) = store.interrupted(PERIOD).to_dict("records")
    assert (found["id"], found["by"], found["files"], found["saved"]) == (start, "王", 2, 2)
    batch = store.record_batch(PERIOD, [FileOutcome("U01.xlsx", "counted", saved.id)], "王", start)
    assert store.interrupted(PERIOD).empty
    assert store.batch_contents(start) == []
    assert store.batch_saves(start)["is_new"].all()  # what was known before is in the batch's record from now on
    assert store.batches(PERIOD)[["id", "start"]].to_numpy().tolist() == [[batch, start]]
    assert store.check_audit() is None


def test_a_batch_is_over_once(store: Store) -> None:
    start = store.begin_batch(PERIOD, FILES, "a")
    first, second = (store.record_batch(PERIOD, [], "a", start) for _ in range(2))
    assert store.batches(PERIOD)[["id", "start"]].to_numpy().tolist() == [[second, 0], [first, start]]
    store.leave_batch(start)
    assert not store.take_batch(start)
    with pytest.raises(UnknownPeriod):
        store.begin_batch("1999", FILES, "a")


def test_one_program_alone_has_a_batch_in_hand(database: Database) -> None:
    one, other = with_period(database.open()), database.open()
    start = one.begin_batch(PERIOD, FILES, "a")
    assert other.interrupted(PERIOD).empty
    assert not other.take_batch(start)
    assert not one.take_batch(start)
    one.leave_batch(start)
    assert other.interrupted(PERIOD)["id"].tolist() == [start]
    assert other.take_batch(start)
    assert one.interrupted(PERIOD).empty
    other.close()
    assert one.interrupted(PERIOD)["id"].tolist() == [start]


def test_a_batch_that_could_not_be_noted_is_in_nobody_s_hand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    claimed: list[int] = []
    real = store._db.claim

    def fails(number: int) -> bool:
        claimed.append(number)
        real(number)
        raise RuntimeError

    monkeypatch.setattr(store._db, "claim", fails)
    with pytest.raises(RuntimeError):
        store.begin_batch(PERIOD, FILES, "a")
    assert not store._db.is_claimed(claimed[0])
    assert store.interrupted(PERIOD).empty


def test_a_program_that_is_killed_has_nothing_in_hand(postgresql_databases: Databases) -> None:
    """In SQLite: tests/services/test_batches.py."""
    database = postgresql_databases.make()
    store = with_period(database.open())
    command = [sys.executable, "-c", HOLDER, database.url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as holder:  # type: ignore[call-overload]
        start = int(holder.stdout.readline())
        assert store.interrupted(PERIOD).empty
        holder.kill()
    # The server notices a little later that its client is gone.
    wait = "SELECT pg_advisory_lock_shared(%s, %s), pg_advisory_unlock_shared(%s, %s)"
    raw = database.connect()
    raw.execute(wait, (WRITE_LOCK, start) * 2)
    raw.close()
    assert store.interrupted(PERIOD)["id"].tolist() == [start]


def test_a_server_started_anew_is_met_again(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    store = with_period(database.open())
    first = store.begin_batch(PERIOD, FILES, "a")
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    second = store.begin_batch(PERIOD, FILES, "a")
    assert store.interrupted(PERIOD)["id"].tolist() == [first]  # its claim ended with the connection
    store.leave_batch(second)
    assert store.interrupted(PERIOD)["id"].tolist() == [second, first]
    assert store.take_batch(first)


def test_leaving_a_batch_never_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would hide why the batch is left."""
    start = store.begin_batch(PERIOD, FILES, "a")

    def fails(number: int) -> None:
        raise OSError

    monkeypatch.setattr(store._db._claims, "leave", fails)
    store.leave_batch(start)
