"""kill -9, in the middle of a batch and of a confirmation."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from tests.databases import Database
from tests.faults.conftest import Figure
from tests.faults.programs import BATCH, CONFIRM, UNITS, codes, start, write_batch
from tests.store.made import PERIOD, unit_frame, with_period, workbook

KILLS = 3
FACTS = 3  # of a workbook


def test_a_batch_killed(database: Database, tmp_path: Path, figure: Figure) -> None:
    """kill -9 in the middle of a batch: what was acknowledged is stored whole, and the batch goes on when sent again."""
    chance, acknowledged, files = random.Random(database.kind), set[int](), tmp_path / "files"
    files.mkdir()
    write_batch(files)
    for _ in range(KILLS):
        acknowledged |= killed(database.url, files, chance.randrange(1, UNITS))
        store = database.open()
        assert acknowledged <= set(store.submissions(PERIOD)["id"])
        assert store.facts(PERIOD).groupby("unit").size().isin([FACTS]).all()
        assert store.findings() == []
    with start(BATCH, database.url, files) as batch:
        said, _ = batch.communicate(timeout=120)
    assert said.split()[-1] == "done"
    assert sorted(store.submitted(PERIOD)) == codes()
    assert store.submissions(PERIOD)["version"].eq(1).all()
    figure(f"{KILLS} kills, {len(acknowledged)} acknowledged files, 0 lost, 0 torn, 0 stored twice")


def killed(url: str, files: Path, after: int) -> set[int]:
    """Hand a batch in and kill the program once it has acknowledged so many files; those it acknowledged."""
    with start(BATCH, url, files) as batch:
        assert batch.stdout is not None
        lines = list(itertools.islice(batch.stdout, after))
        batch.kill()
        lines += batch.stdout.readlines()
    return {int(line) for line in lines if line.strip().isdigit()}


def test_a_confirmation_killed(database: Database, figure: Figure) -> None:
    """kill -9 in the middle of confirming three files: none is confirmed, and all can be afterwards."""
    store = with_period(database.open())
    units = ("U01", "U02", "U03")
    store.add_units(PERIOD, unit_frame(*units), "a")
    for unit in units:
        store.save(PERIOD, workbook(unit, 1.0), "a", ask=True)
    waiting = [store.save(PERIOD, workbook(unit, 2.0), "a", ask=True).id for unit in units]
    with start(CONFIRM, database.url, *waiting) as confirming:
        assert confirming.stdout is not None
        assert confirming.stdout.readline() == "half\n"
        confirming.kill()
    listed = store.submissions(PERIOD)
    assert listed.loc[listed["waits"], "id"].sort_values().tolist() == waiting
    assert store.findings() == []
    figure("2 of 3 done when killed, 0 confirmed")
    store.confirm(waiting, "a")
    assert not store.submissions(PERIOD)["waits"].any()
