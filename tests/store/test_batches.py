"""What became of files handed in together is kept as it was told."""

from __future__ import annotations

import pytest

from scoring.problems import Problem
from scoring.store import FileOutcome, Store, UnknownPeriod
from scoring.words import text
from tests.store.made import ERROR, PERIOD, table, workbook


def test_a_batch_comes_back_in_its_order(store: Store) -> None:
    good = store.save(PERIOD, workbook("U01", 3.0), "a")
    bad = store.save(PERIOD, workbook("U02", 3.0, problems=(ERROR,)), "a")
    two = store.save(PERIOD, table([(u, "X", "value", 1.0, "verified") for u in ("U01", "U02")], b"t"), "a")
    skipped = Problem("not_a_workbook", {"found": text("图片", "a picture")}, file="x.png")
    outcomes = [
        FileOutcome("b.xlsx", "rejected", bad.id),
        FileOutcome("a.xlsx", "counted", good.id),
        FileOutcome("t.csv", "counted", two.id),
        FileOutcome("x.png", "skipped", None, skipped),
    ]
    batch = store.record_batch(PERIOD, outcomes, "inspector")
    found = store.batch_files(batch)
    assert found["file"].tolist() == ["b.xlsx", "a.xlsx", "t.csv", "x.png"]
    assert found["outcome"].tolist() == ["rejected", "counted", "counted", "skipped"]
    assert found["unit"].tolist() == ["U02", "U01", "U01", ""]
    assert found["units"].tolist() == [1, 1, 2, 0]
    assert found["version"].isna().tolist() == [False, False, False, True]
    assert found["code"].tolist() == ["", "", "", "not_a_workbook"]
    assert store.batch_problems(batch) == {bad.id: [ERROR]}
    (row,) = store.batches(PERIOD).to_dict("records")
    assert (row["id"], row["by"], row["files"]) == (batch, "inspector", 4)


def test_the_newest_batch_comes_first(store: Store) -> None:
    ids = [store.record_batch(PERIOD, [], "a") for _ in range(3)]
    assert store.batches(PERIOD)["id"].tolist() == ids[::-1]
    assert store.batch_files(ids[0]).empty
    with pytest.raises(UnknownPeriod):
        store.record_batch("1999", [], "a")
