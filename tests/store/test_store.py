"""What is put in comes out again, and counts as it should."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from scoring.facts import FACT_COLUMNS, UNIT_COLUMNS
from scoring.problems import Problem
from scoring.store import Store, UnknownPeriod, UnknownSubmission, open_store
from scoring.system import load_system_text
from scoring.words import text
from scoring.workbook.submission import Submission
from tests.databases import Databases
from tests.store.made import ERROR, NAN, PERIOD, SYSTEM, WARNING, entries, rows_of, table, unit_frame, values, workbook

KEY = ("U01", "M01-1", "value")


def test_a_new_store_is_empty(databases: Databases) -> None:
    fresh = databases.make(empty=True).open()
    assert fresh.periods() == []
    assert fresh.version() == 0
    assert list(fresh.facts(PERIOD).columns) == FACT_COLUMNS
    assert fresh.facts(PERIOD).empty
    assert list(fresh.units(PERIOD).columns) == UNIT_COLUMNS
    assert fresh.submitted(PERIOD) == []
    assert fresh.missing(PERIOD).empty
    assert fresh.submissions(PERIOD).empty
    assert fresh.verifications(PERIOD).empty
    assert fresh.check_audit() is None


def test_the_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KAOPING_DATA", str(tmp_path / "place"))
    open_store()
    assert (tmp_path / "place" / "kaoping.db").exists()
    open_store(tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder" / "kaoping.db").exists()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    open_store()
    assert (tmp_path / "elsewhere.db").exists()


# --- systems, units ------------------------------------------------------------------------------


def test_system_is_kept_and_the_same_again_is_nothing_new(store: Store) -> None:
    before = store.version()
    store.add_system(load_system_text(SYSTEM), "again")
    assert store.version() == before
    assert store.system(PERIOD).digest == load_system_text(SYSTEM).digest
    changed = load_system_text(SYSTEM.replace("target: 4", "target: 5"))
    store.add_system(changed, "test")
    assert store.system(PERIOD).digest == changed.digest
    assert store.systems(PERIOD)["version"].tolist() == [2, 1]
    assert [store.system(PERIOD, n).digest for n in (2, 1)] == store.systems(PERIOD)["digest"].tolist()
    with pytest.raises(UnknownPeriod):
        store.system(PERIOD, 3)
    with pytest.raises(UnknownPeriod):
        store.system("1999")


def test_periods_come_newest_first(store: Store) -> None:
    for year in (2026, 2023):
        store.add_system(load_system_text(SYSTEM.replace("2025", str(year))), "test")
    assert store.periods() == ["2026", "2025", "2023"]
    assert store.version("2026") < store.version("2023") == store.version()


def test_roster_and_missing(store: Store) -> None:
    roster = unit_frame("U02", "U01")
    store.add_units(PERIOD, roster, "a")
    store.add_units(PERIOD, unit_frame("U01").assign(name="改名"), "a")
    store.save(PERIOD, workbook("U01", 3.0), "a")
    extra = store.save(PERIOD, workbook("U09", 3.0), "a")
    assert store.units(PERIOD)["unit"].tolist() == ["U02", "U01", "U09"]
    assert store.units(PERIOD)["name"].tolist() == ["单位U02", "改名", "单位U09"]
    assert store.missing(PERIOD)["unit"].tolist() == ["U02"]
    store.withdraw(extra.id, "交错了", "a")
    assert store.units(PERIOD)["unit"].tolist() == ["U02", "U01"]


def test_the_same_roster_again_is_nothing_new(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U01", "U02"), "a")
    before = store.version()
    store.add_units(PERIOD, unit_frame("U01", "U02"), "a")
    assert store.version() == before


def test_no_unit_moves_itself_to_another_group(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U01"), "a")
    book = workbook("U01", 3.0)
    moved = Submission(
        book.file, book.kind, book.content, rows_of(unit_frame("U01", group="other")), book.fact_rows, (), ("U01",)
    )
    store.save(PERIOD, moved, "a")
    assert store.units(PERIOD)["group"].tolist() == ["general"]


# --- what is handed in ---------------------------------------------------------------------------


def test_upload_round_trip(store: Store) -> None:
    saved = store.save(PERIOD, workbook("U01", 3.0, b"bytes \x00\xff", (WARNING,)), "inspector")
    assert (saved.version, saved.duplicate, saved.accepted) == (1, False, True)
    assert store.content(saved.id) == ("U01.xlsx", b"bytes \x00\xff")
    assert store.problems(saved.id) == [WARNING]
    assert values(store) == {(*KEY, "self"): 3.0}
    assert store.submitted(PERIOD) == ["U01"]
    row = store.submissions(PERIOD).iloc[0]
    assert (row["file"], row["version"], bool(row["accepted"]), row["by"]) == ("U01.xlsx", 1, True, "inspector")
    assert (row["problems"], row["units"], bool(row["counts"])) == (1, 1, True)
    assert dt.datetime.fromisoformat(row["at"]).utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    "given",
    [text("组", "group"), "九", 9, 1.5, True, None, dt.date(2025, 3, 31), ("a", "b"), float("inf")],
)
def test_a_problem_says_the_same_after_being_stored(store: Store, given: object) -> None:
    problem = Problem("not_a_workbook", {"found": given}, "f.zip/a.xlsx", "填报", "G7", "U01", "M01-1", 3, 4)
    saved = store.save(PERIOD, Submission("a.xlsx", "unreadable", b"?", problems=(problem, ERROR)), "a")
    restored = store.problems(saved.id)
    assert [p.code for p in restored] == ["not_a_workbook", "half_pair"]
    for lang in ("zh", "en"):
        assert restored[0].sentence(lang) == problem.sentence(lang)


def test_where_a_figure_comes_from(store: Store) -> None:
    saved = store.save(PERIOD, workbook("U01", 3.0), "a")
    store.verify(PERIOD, entries((*KEY, 2.0)), "b")
    found = store.origins(PERIOD, "U01")
    assert found[["source", "file", "sheet", "cell", "seq", "entered"]].to_numpy().tolist() == [
        ["self", "f.xlsx", "填报", "G2", saved.id, False],
        ["verified", "", "", "", store.version(), True],
    ]
    assert store.origins(PERIOD, "U02").empty


def test_rejected_file_is_kept_but_does_not_count(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    saved = store.save(PERIOD, workbook("U01", 9.0, problems=(ERROR,)), "a")
    assert not saved.accepted
    assert store.content(saved.id)[1] == b"U019.0"
    assert values(store) == {(*KEY, "self"): 3.0}
    assert store.submitted(PERIOD) == ["U01"]
    assert store.submissions(PERIOD)["counts"].tolist() == [False, True]


def test_withdrawn_file_gives_way_to_the_one_before(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    second = store.save(PERIOD, workbook("U01", 4.0), "a")
    store.withdraw(second.id, "交错了", "a")
    before = store.version()
    store.withdraw(second.id, "又一次", "a")
    assert store.version() == before
    assert values(store) == {(*KEY, "self"): 3.0}
    assert store.submissions(PERIOD)["withdrawn"].tolist() == ["交错了", ""]
    assert store.submissions(PERIOD)["counts"].tolist() == [False, True]
    assert not store.save(PERIOD, workbook("U01", 4.0), "a").duplicate  # handed in anew, it counts again
    assert values(store) == {(*KEY, "self"): 4.0}


def test_workbook_without_figures_still_replaces(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    store.save(PERIOD, workbook("U01", None), "a")
    assert values(store) == {}
    assert store.submitted(PERIOD) == ["U01"]
    assert store.reports(PERIOD)["version"].tolist() == [2]


def test_a_table_reports_for_the_units_whose_own_it_holds(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U01", "U02"), "a")
    rows = [("U01", "M01-1", "value", 1.0, "self"), ("U02", "M01-1", "value", 2.0, "verified")]
    store.save(PERIOD, table(rows, b"t", reported=("U01",)), "a")
    assert store.submitted(PERIOD) == ["U01"]
    assert store.missing(PERIOD)["unit"].tolist() == ["U02"]
    assert store.reports(PERIOD)["file"].tolist() == ["t.csv"]


def test_blank_cells_are_no_facts(store: Store) -> None:
    store.save(
        PERIOD, table([("U01", "M01-1", "value", NAN, "self"), ("U01", "M01-1", "note", NAN, "self")], b"t"), "a"
    )
    assert list(values(store)) == [("U01", "M01-1", "note", "self")]


def test_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(UnknownPeriod):
        store.save("1999", workbook("U01", 1.0), "a")
    with pytest.raises(UnknownPeriod):
        store.verify("1999", entries((*KEY, 1.0)), "a")
    with pytest.raises(UnknownPeriod):
        store.add_units("1999", unit_frame("U01"), "a")
    with pytest.raises(UnknownSubmission):
        store.content(77)
    with pytest.raises(UnknownSubmission):
        store.withdraw(77, "x", "a")
    with pytest.raises(ValueError):
        store.withdraw(store.save(PERIOD, workbook("U01", 1.0), "a").id, " ", "a")
    two = Submission("two.xlsx", "workbook", b"", rows_of(unit_frame("U01", "U02")))
    with pytest.raises(ValueError):
        store.save(PERIOD, two, "a")


# --- verified figures ----------------------------------------------------------------------------


def test_verified_figures_and_taking_back(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a")
    store.verify(PERIOD, entries((*KEY, 2.0), reason="少一次"), "inspector")
    assert values(store) == {(*KEY, "self"): 3.0, (*KEY, "verified"): 2.0}
    store.verify(PERIOD, entries((*KEY, NAN), reason="看错了"), "inspector")
    assert values(store) == {(*KEY, "self"): 3.0}
    history = store.verifications(PERIOD)
    assert history["text"].tolist() == ["看错了", "少一次"]
    assert history["withdrawn"].tolist() == [True, False]
    assert history["by"].tolist() == ["inspector"] * 2
    assert history["value"].tolist()[1] == 2.0


def test_a_verified_claim_in_a_table_is_not_a_taking_back(store: Store) -> None:
    store.save(PERIOD, table([("U01", "M01-1", "na", NAN, "verified")], b"t", words="没有此项"), "a")
    assert list(values(store)) == [("U01", "M01-1", "na", "verified")]
    assert store.facts(PERIOD)["text"].tolist() == ["没有此项"]
    assert store.verifications(PERIOD)["withdrawn"].tolist() == [False]


def test_entering_nothing_is_nothing_new(store: Store) -> None:
    before = store.version()
    store.verify(PERIOD, entries(), "a")
    assert store.version() == before


def test_values_come_back_to_the_last_bit(store: Store) -> None:
    given = [0.1 + 0.2, 1 / 3, 1e300, 5e-324, -1e-9]
    store.save(PERIOD, table([("U01", f"I{n}", "value", v, "self") for n, v in enumerate(given)], b"t"), "a")
    assert [v.hex() for v in store.facts(PERIOD)["value"]] == [v.hex() for v in given]


def test_frames_have_the_types_promised(store: Store) -> None:
    for frame in (store.facts(PERIOD), store.verifications(PERIOD)):
        assert frame["value"].dtype == "float64"
    store.save(PERIOD, workbook("U01", 1.0), "a")
    assert store.facts(PERIOD)["text"].tolist() == [""]
    assert pd.api.types.is_bool_dtype(store.submissions(PERIOD)["accepted"])
