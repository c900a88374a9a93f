"""All of a change or nothing of it: through exceptions, writers at the same time, and being killed."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading

import pytest

from scoring.store import Store, submissions
from tests.databases import Database, Databases
from tests.store.made import PERIOD, ROOT, WARNING, entries, unit_frame, values, workbook

FIGURES = 20  # a submission of these tests states so many


def whole(store: Store, count: int | None = None) -> None:
    """Nothing is torn: each submission has all its figures and its problem, and the log is whole."""
    listed = store.submissions(PERIOD)
    with store._db.read() as conn:
        if conn.dialect.name == "sqlite":  # PostgreSQL lets nobody break a reference
            assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert conn.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        figures = conn.exec_driver_sql("SELECT seq, count(*) FROM facts GROUP BY seq").all()
    assert {row[0]: row[1] for row in figures} == dict.fromkeys(listed["id"], FIGURES)
    assert (listed["problems"] == 1).all()
    assert (listed["units"] == 1).all()
    assert store.check_audit() is None
    assert store.version() == len(listed) + 1
    if count is not None:
        assert len(listed) == count


def upload(store: Store, unit: str, value: float) -> None:
    store.save(PERIOD, workbook(unit, value, problems=(WARNING,), figures=FIGURES), "a")


class PowerCut(BaseException):
    """Nothing that code which catches Exception would see."""


@pytest.mark.parametrize("raised", [RuntimeError, PowerCut])
@pytest.mark.parametrize("step", ["append", "_insert_units", "insert_facts", "insert_problems"])
def test_failure_in_the_middle_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, raised: type[BaseException]
) -> None:
    real = getattr(submissions, step)

    def does_and_fails(*args: object) -> None:
        real(*args)
        raise raised

    monkeypatch.setattr(submissions, step, does_and_fails)
    with pytest.raises(raised):
        upload(store, "U01", 3.0)
    whole(store, 0)
    assert store.units(PERIOD).empty
    monkeypatch.undo()
    upload(store, "U01", 3.0)
    whole(store, 1)


def in_threads(work: list[object]) -> None:
    """Run the callables at the same time; the first exception is raised here."""
    failed: list[BaseException] = []
    start = threading.Barrier(len(work))

    def run(one: object) -> None:
        try:
            start.wait()
            one()  # type: ignore[operator]
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_threads_lose_and_tear_nothing(store: Store) -> None:
    def writes(unit: str) -> object:
        return lambda: [upload(store, unit, float(value)) for value in range(8)]

    def reads() -> None:
        for _ in range(20):
            facts = store.facts(PERIOD)
            assert (facts.groupby("unit").size() == FIGURES).all()
            assert (facts.groupby("unit")["value"].nunique() == 1).all()

    in_threads([*(writes(f"U{n}") for n in range(4)), reads])
    whole(store, 32)
    assert {unit: value for (unit, *_), value in values(store).items()} == {f"U{n}": 7.0 for n in range(4)}


def test_a_double_click_in_two_threads_is_stored_once(store: Store) -> None:
    in_threads([lambda: upload(store, "U01", 1.0)] * 4)
    whole(store, 1)


def test_every_kind_of_write_at_once(store: Store) -> None:
    def roster() -> None:
        for n in range(5):
            store.add_units(PERIOD, unit_frame(f"U{n}"), "a")

    def screen() -> None:
        for n in range(5):
            store.verify(PERIOD, entries(("U0", "M01-1", "value", float(n))), "a")

    in_threads([roster, screen, lambda: [upload(store, "U9", float(n)) for n in range(5)]])
    assert store.version() == 16
    assert store.check_audit() is None
    assert len(store.verifications(PERIOD)) == 5


# --- other processes -----------------------------------------------------------------------------

WRITER = """
import sys
from scoring.store import Store
from tests.store.made import with_period
from tests.store.test_safety import upload
store = with_period(Store(sys.argv[1]))
print("open", flush=True)
for value in range(int(sys.argv[3])):
    upload(store, sys.argv[2], float(value))
    print(value, flush=True)
"""
STOPPER = """
import sys, time
from scoring.store import Store, submissions
from tests.store.made import with_period
from tests.store.test_safety import upload
def stays(*args):
    print("facts are in", flush=True)
    time.sleep(60)
store = with_period(Store(sys.argv[1]))
upload(store, "U01", 1.0)
submissions.insert_problems = stays
upload(store, "U01", 2.0)
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_processes_lose_and_tear_nothing(databases: Databases) -> None:
    database = databases.make(empty=True)  # both bring it up to date
    writers = [start(WRITER, database.url, f"U{n}", 8) for n in range(2)]
    lines = [w.communicate(timeout=60)[0].split() for w in writers]
    assert lines == [["open", *map(str, range(8))]] * 2
    whole(database.open(), 16)


def test_killed_between_facts_and_problems(database: Database) -> None:
    with start(STOPPER, database.url) as stopper:
        assert stopper.stdout is not None
        assert stopper.stdout.readline() == "facts are in\n"
        stopper.kill()
    store = database.open()
    whole(store, 1)
    upload(store, "U01", 2.0)
    whole(store, 2)


@pytest.mark.parametrize("lines", [2, 9])
def test_killed_at_any_moment_keeps_what_it_acknowledged(database: Database, lines: int) -> None:
    with start(WRITER, database.url, "U01", 100_000) as writer:
        assert writer.stdout is not None
        for _ in itertools.islice(writer.stdout, lines):
            pass
        writer.kill()
        rest = writer.stdout.read().splitlines()
    acknowledged = lines - 1 + len([line for line in rest if line])
    store = database.open()
    whole(store)
    assert acknowledged <= len(store.submissions(PERIOD)) <= acknowledged + 1
