"""Batches whose program is killed, whose disk is full, whose database is locked: what is known, and going on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from scoring.access import Actor
from scoring.facts import UNIT_COLUMNS
from scoring.services.batches import BatchFault, BatchInHand, Interrupted, begin, give_up, interrupted, keep, patiently
from scoring.services.receiving import Progress, go_on, receive
from scoring.store import Store, StoreFault, dialects, open_store
from scoring.system import load_system_text
from tests.disks import SmallDisk
from tests.services.conftest import ACTOR, fill
from tests.small_period import SYSTEM, workbook
from tests.store.made import ROOT
from tests.workbook.helpers import zip_of

# Each unit's own figure, so that no two files hold the same.
FILES = [(f"U{n:02}.xlsx", workbook(f"U{n:02}", f"单位{n}", "a", n % 10, 10, 10)) for n in range(1, 9)]
READER = """
import pathlib, sys
from scoring.access import Actor
from scoring.services.receiving import receive
from scoring.store import open_store
folder = pathlib.Path(sys.argv[1])
files = [(p.name, p.read_bytes()) for p in sorted((folder / "in").iterdir())]
def told(share, file):
    print(share, file, flush=True)
    if share > 0.7:
        sys.stdin.readline()  # the next file is stored when the test says so
print("begun", flush=True)
receive(open_store(folder), "2025", files, Actor.local("王检查"), told)
"""


def quiet(share: float, file: str) -> None:
    """Tell nobody how far it has come."""


def killed_after(folder: Path, files: list[tuple[str, bytes]], stored: int) -> None:
    """Read files in a process of its own, which is killed when it has stored some of them and begun the next."""
    (folder / "in").mkdir()
    for name, content in files:
        (folder / "in" / name).write_bytes(content)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", READER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, **pipes) as reader:  # type: ignore[call-overload]
        storing = -1  # the first is taken up at a share of exactly 0.7
        for line in reader.stdout:
            share = line.split()[0]
            storing += share != "begun" and float(share) >= 0.7
            if storing == stored:
                break
            if share != "begun" and float(share) > 0.7:
                reader.stdin.write("\n")
                reader.stdin.flush()
        reader.kill()


def test_killed_in_the_middle_it_is_known_what_was_read_and_it_goes_on(store: Store, tmp_path: Path) -> None:
    killed_after(tmp_path, FILES, 3)
    (batch,) = interrupted(store, "2025")
    assert (batch.by, batch.saved, batch.unread, batch.lost) == ("王检查", 3, 5, 0)
    assert batch.uploads["file"].tolist() == [name for name, _ in FILES]
    assert batch.uploads["is_read"].tolist() == [True] * 3 + [False] * 5
    assert len(store.submissions("2025")) == 3
    received = go_on(store, "2025", batch.start, Actor.local("李检查"), quiet)
    assert [o.file for o in received.outcomes] == [name for name, _ in FILES]
    # What was stored before is not "the same as a version that we have".
    assert "duplicate" not in {o.outcome for o in received.outcomes}
    assert [o.outcome for o in received.outcomes][:2] == ["counted", "counted"]
    assert len(store.submissions("2025")) == 8
    assert interrupted(store, "2025") == []
    assert store.batches("2025")["files"].tolist() == [8]
    assert store.check_audit() is None
    with pytest.raises(BatchInHand):
        go_on(store, "2025", batch.start, ACTOR, quiet)
    assert list(tmp_path.glob("*.batch-*")) == []


def test_a_batch_that_is_being_read_is_not_interrupted(store: Store, tmp_path: Path) -> None:
    other, seen = open_store(tmp_path), []

    def told(share: float, file: str) -> None:
        seen.append(len(interrupted(other, "2025")))

    receive(store, "2025", FILES[:2], ACTOR, told)
    assert set(seen) == {0}
    assert interrupted(other, "2025") == []
    other.close()


class PowerCut(BaseException):
    """Nothing that code which catches Exception would see."""


def stopped_at(count: int) -> Progress:
    """A `progress` that stops the work before the file of this number is stored."""
    at = 0

    def told(share: float, file: str) -> None:
        nonlocal at
        at += share >= 0.7
        if at > count:
            raise PowerCut

    return told


def test_a_zip_is_not_read_before_its_last_file_is(store: Store) -> None:
    inside = zip_of(dict(FILES[:4]))
    with pytest.raises(PowerCut):
        receive(store, "2025", [("all.zip", inside), FILES[4]], ACTOR, stopped_at(3))
    (batch,) = interrupted(store, "2025")
    assert batch.uploads[["file", "saved", "is_read"]].to_numpy().tolist() == [
        ["all.zip", 2, False],
        ["U05.xlsx", 1, True],
    ]
    received = go_on(store, "2025", batch.start, ACTOR, quiet)
    assert len(received.outcomes) == len(store.submissions("2025")) == 5


def test_given_up_what_is_stored_stays_and_the_rest_is_named(store: Store) -> None:
    with pytest.raises(PowerCut):
        receive(store, "2025", FILES, ACTOR, stopped_at(2))
    (batch,) = interrupted(store, "2025")
    listed = store.batch_files(give_up(store, "2025", batch.start, ACTOR))
    assert listed["outcome"].tolist() == ["counted"] * 2 + ["interrupted"] * 6
    assert listed["code"].tolist() == [""] * 2 + ["not_reached"] * 6
    assert interrupted(store, "2025") == []
    with pytest.raises(BatchInHand):
        give_up(store, "2025", batch.start, ACTOR)


def test_files_whose_bytes_were_not_kept_have_to_be_handed_in_again(store: Store) -> None:
    start = begin(store, "2025", FILES[:3], ACTOR)
    keep(store, start, FILES[:2])
    store.leave_batch(start)
    (batch,) = interrupted(store, "2025")
    assert (batch.unread, batch.lost) == (3, 1)
    received = go_on(store, "2025", start, ACTOR, quiet)
    assert [(o.file, o.outcome) for o in received.outcomes][-1] == ("U03.xlsx", "interrupted")
    assert len(store.submissions("2025")) == 2


def cut(store: Store, files: list[tuple[str, bytes]], count: int) -> Interrupted:
    """A batch that was interrupted before the file of this number was stored."""
    with pytest.raises(PowerCut):
        receive(store, "2025", files, ACTOR, stopped_at(count))
    return interrupted(store, "2025")[0]


def test_what_was_decided_meanwhile_holds_when_the_batch_goes_on(store: Store) -> None:
    listed = pd.DataFrame([(f"U0{n}", f"单位{n}", "a") for n in range(1, 6)], columns=UNIT_COLUMNS)
    store.add_units("2025", listed, "x")
    receive(store, "2025", FILES[2:3], ACTOR, quiet)
    later = ("U03.xlsx", workbook("U03", "单位3", "a", 9, 10, 10))
    batch = cut(store, [*FILES[:2], later, *FILES[3:5]], 3)
    by_file = {row.file: row.id for row in store.submissions("2025")[::-1].itertuples()}
    store.withdraw(by_file["U01.xlsx"], "报错了", "李检查")
    receive(store, "2025", [("U02 new.xlsx", workbook("U02", "单位2", "a", 9, 10, 10))], ACTOR, quiet)
    (newer,) = (row.id for row in store.submissions("2025").itertuples() if row.file == "U02 new.xlsx")
    store.confirm([newer], "李检查")
    store.turn_down(by_file["U03.xlsx"], "不对", "李检查")
    received = go_on(store, "2025", batch.start, ACTOR, quiet)
    assert [o.outcome for o in received.outcomes] == ["counted", "counted", "waiting", "counted", "counted"]
    assert store.submissions("2025")["version"].max() == 2  # none was stored again
    assert not store.submissions("2025")["waits"].any()
    assert store.submitted("2025") == ["U02", "U03", "U04", "U05"]


def test_bytes_that_were_swapped_before_they_were_read_are_told_and_not_read(store: Store, tmp_path: Path) -> None:
    batch = cut(store, FILES[:3], 1)
    raw = sqlite3.connect(tmp_path / "kaoping.db")
    swap = "UPDATE batch_contents SET content = ? WHERE position = 2"
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(swap, (FILES[7][1],))
    raw.execute("DROP TRIGGER batch_contents_no_update")
    raw.execute(swap, (FILES[7][1],))
    raw.commit()
    raw.close()
    received = go_on(store, "2025", batch.start, ACTOR, quiet)
    assert [(o.file, o.problem and o.problem.code) for o in received.outcomes][2] == ("U03.xlsx", "kept_changed")
    assert store.submitted("2025") == ["U01", "U02"]


def test_what_was_known_before_and_repeats_are_dealt_with(store: Store) -> None:
    receive(store, "2025", FILES[:2], ACTOR, quiet)
    again = [*FILES[:2], ("U02 copy.xlsx", FILES[1][1]), *FILES[2:4]]
    batch = cut(store, again, 3)
    assert (batch.saved, batch.unread) == (1, 1)
    listed = store.batch_files(give_up(store, "2025", batch.start, ACTOR))
    assert dict(zip(listed["file"], listed["outcome"], strict=True)) == {
        "U01.xlsx": "duplicate",
        "U02.xlsx": "duplicate",
        "U02 copy.xlsx": "repeat",
        "U03.xlsx": "counted",
        "U04.xlsx": "interrupted",
    }
    assert store.check_audit() is None


def test_two_files_of_one_name_are_two(store: Store) -> None:
    batch = cut(store, [("a.xlsx", FILES[0][1]), ("a.xlsx", FILES[1][1]), ("b.xlsx", FILES[2][1])], 2)
    assert (batch.saved, batch.unread) == (2, 1)
    received = go_on(store, "2025", batch.start, ACTOR, quiet)
    assert [o.outcome for o in received.outcomes] == ["counted"] * 3


def test_a_system_put_into_force_in_the_middle_reads_what_is_left(store: Store) -> None:
    other = SYSTEM.replace(
        "title: 完成率, marks: 50, facts: ratio, rule: {kind: share}}",
        "title: 完成数, marks: 50, facts: count, rule: {kind: target, target: 10}}",
    )
    assert other != SYSTEM

    def told(share: float, file: str) -> None:
        if file == "U02.xlsx" and share > 0.7:
            store.add_system(load_system_text(other), "李检查")

    received = receive(store, "2025", FILES[:3], ACTOR, told)
    assert [o.outcome for o in received.outcomes] == ["counted", "rejected", "rejected"]
    again = receive(store, "2025", FILES[1:3], ACTOR, quiet)  # the same files come to the same
    assert [o.submission for o in again.outcomes] == [o.submission for o in received.outcomes[1:]]


# --- faults ----------------------------------------------------------------------------------------


def test_a_disk_that_is_full_before_anything_is_noted(small_disk: SmallDisk) -> None:
    store = open_store(small_disk.folder)
    fill(store)
    small_disk.fill()
    version = store.version()
    with pytest.raises(StoreFault) as told:
        receive(store, "2025", FILES, ACTOR, quiet)
    assert told.value.code == "disk_full"
    assert store.version() == version
    small_disk.clear()
    assert len(receive(store, "2025", FILES, ACTOR, quiet).outcomes) == 8
    store.close()


def test_a_disk_that_fills_up_on_the_way(small_disk: SmallDisk) -> None:
    store = open_store(small_disk.folder)
    fill(store)
    at = 0

    def fills(share: float, file: str) -> None:
        nonlocal at
        at += share >= 0.7
        if at == 4:
            small_disk.fill()

    with pytest.raises(BatchFault) as told:
        receive(store, "2025", FILES, ACTOR, fills)
    assert told.value.fault.code == "disk_full"
    saved = len(store.submissions("2025"))
    assert (told.value.saved, told.value.files) == (saved, 8)
    assert 3 <= saved < 8  # pages that were free already take a file or two
    assert [o.outcome for o in told.value.outcomes if o.outcome == "failed"] == []
    small_disk.clear()
    (batch,) = interrupted(store, "2025")
    assert batch.saved == saved
    assert len(go_on(store, "2025", batch.start, ACTOR, quiet).outcomes) == 8
    store.close()


# --- a lock that is held ---------------------------------------------------------------------------


@pytest.fixture
def impatient(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same store, opened by who waits for a lock only a moment."""
    monkeypatch.setattr(dialects, "WAIT_MS", 30)
    return open_store(tmp_path)


def test_a_lock_that_is_held_too_long_is_waited_for_again(impatient: Store, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "kaoping.db", isolation_level=None)
    seen: list[str] = []

    def told(share: float, file: str) -> None:
        if share >= 0.7:
            seen.append(file)
            if seen == ["U01.xlsx"]:
                holder.execute("BEGIN IMMEDIATE")
            if seen == ["U01.xlsx"] * 2:  # it was told once more, for the store had waited in vain
                holder.execute("ROLLBACK")

    received = receive(impatient, "2025", FILES[:2], ACTOR, told)
    assert seen == ["U01.xlsx", "U01.xlsx", "U02.xlsx"]
    assert [o.outcome for o in received.outcomes] == ["counted", "counted"]
    holder.close()
    impatient.close()


def test_a_lock_that_is_never_let_go_is_told_as_such_and_no_file_has_failed(impatient: Store, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "kaoping.db", isolation_level=None)

    def told(share: float, file: str) -> None:
        if share >= 0.7 and file == "U02.xlsx" and not holder.in_transaction:
            holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(BatchFault) as bad:
        receive(impatient, "2025", FILES[:3], ACTOR, told)
    assert (bad.value.fault.code, bad.value.saved, bad.value.files) == ("database_locked", 1, 3)
    assert [o.outcome for o in bad.value.outcomes] == ["counted"]
    holder.execute("ROLLBACK")
    (batch,) = interrupted(impatient, "2025")
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(BatchFault) as again:
        go_on(impatient, "2025", batch.start, ACTOR, quiet)
    assert (again.value.saved, again.value.files) == (1, 3)  # what is stored is not said to be lost
    holder.execute("ROLLBACK")
    received = go_on(impatient, "2025", batch.start, ACTOR, quiet)
    assert {o.outcome for o in received.outcomes} <= {"counted", "waiting"}
    assert impatient.submissions("2025")["accepted"].all()
    holder.close()
    impatient.close()


def test_only_a_lock_is_tried_again() -> None:
    tried: list[str] = []

    def fails(code: str) -> None:
        tried.append(code)
        raise StoreFault(code, "x")  # type: ignore[arg-type]

    for code in ("disk_full", "database_locked"):
        with pytest.raises(StoreFault):
            patiently(lambda code=code: fails(code))  # type: ignore[misc]
    assert tried == ["disk_full", *["database_locked"] * 3]
