"""The same file twice is one version; a file after something newer is a new one."""

from __future__ import annotations

import dataclasses

from scoring.store import Store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.store.made import ERROR, PERIOD, SYSTEM, WARNING, entries, table, unit_frame, values, workbook

KEY = ("U01", "M01-1", "value")


def kept(store: Store) -> int:
    return len(store.submissions(PERIOD))


def test_a_double_click_is_stored_once(store: Store) -> None:
    first = store.save(PERIOD, workbook("U01", 3.0), "a")
    before = store.version()
    again = store.save(PERIOD, workbook("U01", 3.0), "a")
    assert (again.id, again.version, again.duplicate, again.accepted) == (first.id, 1, True, True)
    assert store.version() == before
    assert kept(store) == 1


def test_an_old_version_after_a_newer_one_is_a_new_version(store: Store) -> None:
    for value, version in ((3.0, 1), (4.0, 2), (3.0, 3)):
        assert store.save(PERIOD, workbook("U01", value), "a").version == version
    assert values(store) == {(*KEY, "self"): 3.0}


def test_versions_are_counted_for_each_unit_and_each_table(store: Store) -> None:
    batch = [
        workbook("U01", 1.0),
        workbook("U02", 1.0),
        workbook("U01", 2.0),
        table([("U01", "X", "value", 1.0, "verified")], b"a", file="a.csv"),
        table([("U01", "Y", "value", 1.0, "verified")], b"b", file="b.csv"),
        table([("U01", "X", "value", 2.0, "verified")], b"c", file="a.csv"),
    ]
    assert [s.version for s in store.save_all(PERIOD, batch, "a")] == [1, 1, 2, 1, 1, 2]


def test_a_whole_batch_sent_twice_is_stored_once(store: Store) -> None:
    batch = [
        workbook("U01", 1.0),
        table([("U01", "X", "value", 1.0, "self"), ("U02", "X", "value", 5.0, "verified")], b"a", file="a.csv"),
        table([("U02", "Y", "value", 2.0, "verified")], b"b", file="b.csv"),
        workbook("U02", 1.0, problems=(ERROR,)),
        Submission("bad.xlsx", "unreadable", b"?", problems=(ERROR,)),
    ]
    store.save_all(PERIOD, batch, "a")
    assert all(s.duplicate for s in store.save_all(PERIOD, batch, "a"))
    assert kept(store) == len(batch)


def test_a_table_whose_figures_were_overruled_counts_again(store: Store) -> None:
    one = table([("U01", "X", "value", 1.0, "verified")], b"one")
    store.save(PERIOD, one, "a")
    store.verify(PERIOD, entries(("U01", "X", "value", 9.0)), "b")
    assert not store.save(PERIOD, one, "a").duplicate
    assert values(store) == {("U01", "X", "value", "verified"): 1.0}


def test_the_same_bytes_for_another_unit_or_period_are_another_report(store: Store) -> None:
    store.add_system(load_system_text(SYSTEM.replace("2025", "2026")), "a")
    store.save(PERIOD, workbook("U01", 1.0, b"same"), "a")
    assert not store.save(PERIOD, workbook("U02", 1.0, b"same"), "a").duplicate
    assert not store.save("2026", workbook("U01", 1.0, b"same"), "a").duplicate


def test_the_same_bytes_read_otherwise_are_a_new_version(store: Store) -> None:
    refused = store.save(PERIOD, workbook("U01", 1.0, b"same", (ERROR,)), "a")
    assert store.save(PERIOD, workbook("U01", 1.0, b"same", (ERROR,)), "a").id == refused.id
    assert not store.save(PERIOD, workbook("U01", 1.0, b"same"), "a").duplicate
    assert not store.save(PERIOD, workbook("U01", 2.0, b"same"), "a").duplicate
    assert values(store) == {(*KEY, "self"): 2.0}


def test_a_changed_system_reads_anew(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 1.0), "a")
    store.add_system(load_system_text(SYSTEM.replace("target: 4", "target: 5")), "a")
    assert not store.save(PERIOD, workbook("U01", 1.0), "a").duplicate


def test_a_warning_or_another_name_makes_no_new_version(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 1.0, b"same"), "a")
    renamed = dataclasses.replace(workbook("U01", 1.0, b"same", (WARNING,)), file="forty.zip/U01.xlsx")
    assert store.save(PERIOD, renamed, "a").duplicate
    assert store.units(PERIOD).equals(unit_frame("U01").astype("str"))
