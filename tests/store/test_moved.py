"""What others changed since a figure was seen: by whom, by which kind of write, and that nothing else is told of."""

from __future__ import annotations

import pandas as pd

from scoring.store import Store
from scoring.store.moved import ANY_FIELD, MOVED_COLUMNS, SEEN_COLUMNS
from scoring.system import load_system_text
from tests.databases import Database
from tests.store.made import NAN, PERIOD, SYSTEM, entries, table, unit_frame, values, with_period, workbook
from tests.store.test_safety import in_threads

FIGURE = ("U01", "M01-1", "value")


def seen(version: int, *figures: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame([(*figure, version) for figure in figures or (FIGURE,)], columns=SEEN_COLUMNS)


def told(store: Store, version: int, *figures: tuple[str, str, str]) -> list[list[object]]:
    found = store.moved(PERIOD, seen(version, *figures))
    assert list(found.columns) == MOVED_COLUMNS
    return found[["field", "source", "kind", "new", "by"]].to_numpy().tolist()


def test_nothing_has_moved_where_nothing_was_written_or_only_elsewhere(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    version = store.version()
    assert told(store, version) == []
    store.verify(PERIOD, entries(("U02", "M01-1", "value", 1.0), ("U01", "M01-2", "value", 1.0)), "王")
    assert told(store, version) == []


def test_another_inspectors_figure_is_told_with_who_and_what(store: Store) -> None:
    version = store.version()
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 4.0)), "王")
    assert told(store, version) == [["value", "verified", "added", 4.0, "王"]]
    second = store.version()
    store.verify(
        PERIOD, entries(("U01", "M01-1", "value", 4.0), reason="复核"), "李"
    )  # another reason is another figure
    assert told(store, second) == [["value", "verified", "changed", 4.0, "李"]]
    store.verify(PERIOD, entries(("U01", "M01-1", "value", NAN)), "赵")
    (row,) = told(store, second)
    assert (row[2], row[4]) == ("removed", "赵")
    assert told(store, version) == []  # it is as it was


def test_a_workbook_is_told_by_who_let_it_count_and_only_where_its_figures_differ(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0, figures=2), "a", ask=True)
    version = store.version()
    later = store.save(PERIOD, workbook("U01", 3.0, b"later", figures=1), "b", ask=True)
    assert told(store, version, FIGURE, ("U01", "M01-2", "value")) == []  # it waits
    store.confirm([later.id], "王")
    found = told(store, version, FIGURE, ("U01", "M01-2", "value"))
    assert [row[1:3] + row[4:] for row in found] == [["self", "removed", "王"]]  # the other figure is restated
    confirmed = store.version()
    store.withdraw(later.id, "报错", "李")
    assert [row[2:] for row in told(store, confirmed, ("U01", "M01-2", "value"))] == [["added", 3.0, "李"]]


def test_a_table_that_is_turned_down_is_nobodys_change(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    version = store.version()
    waits = store.save(PERIOD, table([("U01", "M01-1", "value", 9.0, "self")], b"t"), "b", ask=True)
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 4.0)), "王")
    store.turn_down(waits.id, "不是最终稿", "李")
    assert told(store, version) == [["value", "verified", "added", 4.0, "王"]]


def test_all_figures_of_an_indicator_can_be_asked_about_at_once(store: Store) -> None:
    version = store.version()
    store.verify(PERIOD, entries(("U01", "M01-1", "na", 1.0)), "王")
    assert told(store, version) == []
    assert [row[0] for row in told(store, version, ("U01", "M01-1", ANY_FIELD))] == ["na"]


def test_of_two_who_save_over_the_same_figure_at_once_one_is_told(database: Database) -> None:
    stores = [with_period(database.open()), database.open()]  # as two processes
    version, kept = stores[0].version(), []

    def save(store: Store, value: float, by: str) -> None:
        changed = store.verify(PERIOD, entries(("U01", "M01-1", "value", value)), by, seen(version))
        kept.append((by, value, changed))

    in_threads([lambda: save(stores[0], 1.0, "王"), lambda: save(stores[1], 2.0, "李")])
    (first,) = [one for one in kept if one[2].empty]
    (second,) = [one for one in kept if len(one[2])]
    assert values(stores[0]) == {(*FIGURE, "verified"): first[1]}
    assert second[2][["by", "new"]].to_numpy().tolist() == [[first[0], first[1]]]
    assert stores[0].verifications(PERIOD)["by"].tolist() == [first[0]]
    again = stores[1].verify(PERIOD, entries(("U01", "M01-1", "value", 5.0)), "李", seen(stores[1].version()))
    assert again.empty


def test_a_list_of_units_is_not_taken_over_another(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U01", "U02"), "a")
    version = store.version()
    assert store.add_units(PERIOD, unit_frame("U03"), "王", seen=version) is None
    assert store.add_units(PERIOD, unit_frame("U04"), "李", seen=version) == "王"
    assert store.roster(PERIOD)["unit"].tolist() == ["U01", "U02", "U03"]
    seen_since = store.version()
    store.save(PERIOD, workbook("U02", 3.0), "赵")
    assert store.add_units(PERIOD, unit_frame("U04"), "李", seen=seen_since) is None  # who reports stays on it
    assert store.add_units(PERIOD, unit_frame("U01"), "李", ["U02"], seen=version) is not None
    seen_since = store.version()
    store.save(PERIOD, workbook("U03", 3.0), "赵")
    assert store.add_units(PERIOD, unit_frame("U01"), "李", ["U03"], seen=seen_since) == "赵"
    assert "U03" in store.roster(PERIOD)["unit"].tolist()


def test_a_system_is_not_put_over_another_than_was_seen(store: Store) -> None:
    version = store.version()
    other, third = (load_system_text(SYSTEM.replace("小体系", title)) for title in ("中体系", "大体系"))
    assert store.add_system(other, "王", version) is None
    assert store.add_system(third, "李", version) == (2, "王")
    assert store.system(PERIOD).digest == other.digest
    assert store.add_system(other, "李", version) is None  # the same is in force already
    assert store.add_system(third, "李", store.version()) is None
    assert store.systems(PERIOD)["version"].tolist() == [3, 2, 1]
