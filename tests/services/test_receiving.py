"""Receiving a batch without a screen: our own failure costs one file its result, and strangers are pointed out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from scoring.access import Actor
from scoring.facts import UNIT_COLUMNS
from scoring.services.receiving import Received, receive
from scoring.services.submissions import marked_copy
from scoring.services.waiting import confirm, new_units
from scoring.services.waiting import waiting as waiting_files
from scoring.store import PeriodFull, Store, open_store
from scoring.system import load_system_text
from scoring.workbook import limits
from scoring.workbook.submission import Submission
from tests.small_period import SYSTEM, workbook

FILES = [(f"U0{n}.xlsx", workbook(f"U0{n}", f"单位{n}", "a", 8, 10, 10)) for n in (1, 2, 3)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    opened.add_system(load_system_text(SYSTEM), "test")
    yield opened
    opened.close()


def received(store: Store) -> Received:
    return receive(store, "2025", FILES, Actor.local("test"), lambda share, at: None)


def test_a_failure_of_ours_costs_one_file_its_result(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Store.save

    def fails_once(self: Store, year: int, submission: Submission, by: str, **how: Any) -> object:
        if submission.file == "U02.xlsx" and submission.accepted:
            raise RuntimeError("ours")
        return real(self, year, submission, by, **how)

    monkeypatch.setattr(Store, "save", fails_once)
    found = received(store)
    assert {o.file: o.outcome for o in found.outcomes} == {
        "U01.xlsx": "counted",
        "U02.xlsx": "failed",
        "U03.xlsx": "counted",
    }
    failed = next(o for o in found.outcomes if o.outcome == "failed")
    assert failed.problem is not None
    assert failed.problem.code == "not_handled"
    assert failed.submission is not None
    assert store.content(failed.submission) == FILES[1]  # kept all the same


def test_a_file_that_could_not_be_kept_is_not_said_to_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Store, *given: Any, **how: Any) -> object:
        raise RuntimeError("ours")

    monkeypatch.setattr(Store, "save", fails)
    found = received(store)
    assert {(o.outcome, o.submission, o.problem.code) for o in found.outcomes if o.problem} == {
        ("failed", None, "not_kept")
    }
    assert store.batch_files(found.batch)["code"].tolist() == ["not_kept"] * 3


def test_a_unit_that_is_not_on_the_list_is_pointed_out(store: Store) -> None:
    listed = pd.DataFrame([("U01", "单位1", "a"), ("U02", "单位2", "a")], columns=UNIT_COLUMNS)
    store.add_units("2025", listed, "test")
    found = received(store)
    said = {p.file: p.code for p in found.problems if p.code in ("new_unit", "unit_not_listed")}
    assert set(said) == {"U03.xlsx"}
    assert "new_unit" in {p.code for p in found.problems}
    assert store.submitted("2025") == ["U01", "U02"]
    (waiting,) = waiting_files(store, "2025").itertuples()
    assert (waiting.file, waiting.is_new_unit) == ("U03.xlsx", True)


def test_a_stranger_of_a_listed_name_is_asked_about_by_name_in_the_marked_copy_too(store: Store) -> None:
    listed = pd.DataFrame([("P07", "甲处", "a"), ("P17", "乙处", "a")], columns=UNIT_COLUMNS)
    store.add_units("2025", listed, "test")
    content = workbook("P-7", "甲处", "a", 8, 10, 10)
    (outcome,) = receive(store, "2025", [("p.xlsx", content)], Actor.local("x"), lambda *_: None).outcomes
    assert outcome.outcome == "waiting"
    assert outcome.submission is not None
    (problem,) = store.problems(outcome.submission)
    assert "“P07”" in problem.hint()
    assert "P17" not in problem.hint()
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy(store, "2025", outcome.submission, [problem], "zh")))
    assert any("P07" in str(cell.value) for sheet in copy for row in sheet.iter_rows() for cell in row)
    (again,) = receive(store, "2025", [("p.xlsx", content)], Actor.local("x"), lambda *_: None).outcomes
    assert again.outcome == "waiting"
    store.confirm([outcome.submission], "x")
    later = workbook("P-7", "甲处", "a", 8, 10, 10)
    (third,) = receive(store, "2025", [("p.xlsx", later)], Actor.local("x"), lambda *_: None).outcomes
    assert third.outcome != "waiting"  # it is known by now


def test_without_a_list_nobody_is_a_stranger(store: Store) -> None:
    assert {o.outcome for o in received(store).outcomes} == {"counted"}


HEAD = "单位编码,单位名称,单位分组,编号,字段,值,来源\n"


def listed_store(store: Store, *codes: str) -> Store:
    store.add_units("2025", pd.DataFrame([(code, code, "a") for code in codes], columns=UNIT_COLUMNS), "test")
    return store


def table(*codes: str, source: str = "自评") -> bytes:
    return (HEAD + "".join(f"{code},单位,a,M01-1,value,3,{source}\n" for code in codes)).encode()


@pytest.mark.parametrize("source", ["自评", "核查"])
def test_a_table_of_strangers_waits_whoever_states_its_figures(store: Store, source: str) -> None:
    listed_store(store, "U01")
    codes = [f"S{n:04}" for n in range(300)]
    content = table(*codes, source=source).replace(b"\n", b"\r\n")
    (outcome,) = receive(store, "2025", [("t.csv", content)], Actor.local("x"), lambda *_: None).outcomes
    assert outcome.outcome == "waiting"
    assert outcome.submission is not None
    assert store.units("2025")["unit"].tolist() == ["U01"]
    said = [p for p in store.problems(outcome.submission) if p.code.startswith("new_unit")]
    assert [p.cell for p in said[:2]] == ["A2", "A3"]
    assert len(said) == 51
    assert said[-1].code == "new_unit_more"
    assert "250" in said[-1].message()
    (waiting,) = waiting_files(store, "2025").itertuples()
    assert waiting.is_new_unit
    store.confirm([outcome.submission], "x")
    again = table(*codes[:2], source=source).replace(b"value,3", b"value,4").replace(codes[1].encode(), b"U01")
    (later,) = receive(store, "2025", [("u.csv", again)], Actor.local("x"), lambda *_: None).outcomes
    assert not any(p.code.startswith("new_unit") for p in store.problems(later.submission or 0))  # known by now


def test_a_list_of_strangers_among_the_files_waits(store: Store) -> None:
    listed_store(store, "U01")
    rows = "".join(f"S{n:03},单位,a\n" for n in range(60))
    (outcome,) = receive(
        store, "2025", [("t.csv", f"单位编码,单位名称,单位分组\n{rows}".encode())], Actor.local("x"), lambda *_: None
    ).outcomes
    assert outcome.outcome == "waiting"
    assert store.units("2025")["unit"].tolist() == ["U01"]


def test_a_file_with_too_many_units_is_told_and_not_read(store: Store) -> None:
    codes = [f"S{n:05}" for n in range(limits.UNITS + 1)]
    found = receive(store, "2025", [("t.csv", table(*codes))], Actor.local("x"), lambda *_: None)
    ((problem,), (outcome,)) = found.problems, found.outcomes
    assert (outcome.outcome, problem.code, problem.file, problem.cell) == ("rejected", "too_many_units", "t.csv", "A1")
    assert "5,001" in problem.message()
    assert store.units("2025").empty


def test_a_period_takes_no_more_units_than_its_limit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERIOD_UNITS", 3)
    first, second = table("U01", "U02"), table("U03", "U04")
    files = [("a.csv", first), ("b.csv", second)]
    found = receive(store, "2025", files, Actor.local("x"), lambda *_: None)
    assert [(o.file, o.outcome) for o in found.outcomes] == [("a.csv", "counted"), ("b.csv", "rejected")]
    assert [(p.code, p.file) for p in found.problems] == [("period_full", "b.csv")]
    assert store.units("2025")["unit"].tolist() == ["U01", "U02"]


def test_what_waits_is_not_confirmed_into_a_period_without_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    listed_store(store, "U01")
    (outcome,) = receive(store, "2025", [("a.csv", table("S1", "S2"))], Actor.local("x"), lambda *_: None).outcomes
    monkeypatch.setattr(limits, "PERIOD_UNITS", 2)
    with pytest.raises(PeriodFull) as full:
        confirm(store, [outcome.submission or 0], Actor.local("x"))
    assert "3" in full.value.problem.message()
    assert store.units("2025")["unit"].tolist() == ["U01"]
    with pytest.raises(PeriodFull):
        listed_store(store, "U02", "U03")


def test_in_a_full_period_it_is_told_who_turned_a_file_down(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    listed_store(store, "U01")
    files = [("a.csv", table("S1", "S2")), ("b.csv", table("S3"))]
    found = receive(store, "2025", files, Actor.local("x"), lambda *_: None)
    first, second = (outcome.submission or 0 for outcome in found.outcomes)
    monkeypatch.setattr(limits, "PERIOD_UNITS", 2)
    store.turn_down(first, "不认识", "李检查")
    (told,) = confirm(store, [first], Actor.local("x"))
    assert (told.code, told.params["by"]) == ("turned_down_meanwhile", "李检查")
    (told,) = confirm(store, [first, second], Actor.local("x"))  # the other has room
    assert told.code == "turned_down_meanwhile"
    assert store.units("2025")["unit"].tolist() == ["U01", "S3"]


def test_who_is_a_stranger_is_judged_when_the_file_is_stored(store: Store) -> None:
    """The period's first list is taken over by somebody else while a batch is being read."""

    def note(share: float, at: str) -> None:
        if at == "b.csv" and share >= 0.7:
            listed_store(store, "S3")

    files = [("a.csv", table("S1")), ("b.csv", table("S2")), ("c.csv", table("S3"))]
    found = receive(store, "2025", files, Actor.local("x"), note)
    assert [outcome.outcome for outcome in found.outcomes] == ["counted", "waiting", "counted"]
    assert [(p.code, p.file, p.unit) for p in found.problems if p.code == "new_unit"] == [("new_unit", "b.csv", "S2")]
    (waits,) = waiting_files(store, "2025").itertuples()
    assert waits.is_new_unit
    assert [problem.cell for problem in new_units(store, "2025", waits.id)] == ["A2"]


def test_a_stranger_that_was_listed_since_is_none(store: Store) -> None:
    listed_store(store, "U01")
    codes = [f"S{n:02}" for n in range(60)]
    (outcome,) = receive(store, "2025", [("t.csv", table(*codes))], Actor.local("x"), lambda *_: None).outcomes
    seq = outcome.submission or 0
    listed_store(store, *codes[:45])
    said = new_units(store, "2025", seq)
    assert [p.unit for p in said[:-1]] == codes[45:50]
    assert (said[-1].code, said[-1].params["count"]) == ("new_unit_more", "10")
    listed_store(store, *codes[45:])
    assert new_units(store, "2025", seq) == []
    (waits,) = waiting_files(store, "2025").itertuples()
    assert not waits.is_new_unit


def test_a_file_refused_for_want_of_room_is_not_to_be_confirmed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    listed_store(store, "U01")
    monkeypatch.setattr(limits, "PERIOD_UNITS", 2)
    found = receive(store, "2025", [("a.csv", table("S1", "S2"))], Actor.local("x"), lambda *_: None)
    assert [p.code for p in found.problems] == ["period_full"]
    assert [p.code for p in store.problems(found.outcomes[0].submission or 0)] == ["period_full"]
