"""The list of a period's units: read with its mistakes, taken over."""

from __future__ import annotations

import pytest

from scoring.access import Actor
from scoring.services import rosters, scores
from scoring.store import Store
from scoring.words import LANGS
from scoring.workbook import limits
from tests.services.conftest import ACTOR, send
from tests.small_period import ROSTER, workbook


def test_a_list_is_read_and_taken_over(store: Store) -> None:
    units, problems = rosters.read(store, "2025", "units.csv", (ROSTER + "U04,财务处,甲组\n").encode())
    assert problems == []
    rosters.add(store, "2025", units, ACTOR)
    assert store.roster("2025").to_numpy().tolist()[-1] == ["U04", "财务处", "a"]
    assert list(store.audit()["by"])[-1] == "王检查"


def test_an_unknown_group_is_a_mistake(store: Store) -> None:
    _, problems = rosters.read(store, "2025", "units.csv", (ROSTER + "U04,财务处,丙组\n").encode())
    assert [p.severity for p in problems] == ["error"]


def test_a_list_that_a_period_has_no_room_for_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERIOD_UNITS", 3)
    units, _ = rosters.read(store, "2025", "units.csv", (ROSTER + "U04,财务处,甲组\n").encode())
    (problem,) = rosters.add(store, "2025", units, ACTOR)
    assert problem.code == "list_overfills"
    assert store.roster("2025")["unit"].tolist() == ["U01", "U02", "U03"]


def test_a_list_is_compared_with_the_one_there_is(reported: Store) -> None:
    new = "单位编码,单位名称,单位分组\nU01,办公室,a\nU03,研究中心,b\nU04,财务处,a\n"
    units, _ = rosters.read(reported, "2025", "units.csv", new.encode())
    found = rosters.difference(reported, "2025", units)
    assert found[["unit", "change", "name_before", "has_report"]].to_numpy().tolist() == [
        ["U02", "leaves", "人事处", True],
        ["U04", "new", "", False],
        ["U03", "changed", "研究院", False],
        ["U01", "same", "办公室", True],
    ]


def test_a_unit_that_leaves_loses_its_report_and_comes_back_as_a_stranger(reported: Store) -> None:
    units, _ = rosters.read(reported, "2025", "units.csv", "单位编码,单位名称,单位分组\nU01,办公室,a\n".encode())
    version = reported.version()
    rosters.add(reported, "2025", units, ACTOR, leaving=["U02", "U03"])
    assert reported.roster("2025")["unit"].tolist() == ["U01"]
    assert reported.units("2025")["unit"].tolist() == ["U01"]
    assert reported.submitted("2025") == ["U01"]
    assert reported.missing("2025").empty
    sheet = scores.sheet(reported, "2025")
    assert sheet is not None
    assert sheet.totals["unit"].tolist() == ["U01"]
    assert reported.submissions("2025").set_index("unit")["counts"].to_dict() == {"U01": True, "U02": False}
    assert reported.submitted("2025", as_of=version) == ["U01", "U02"]
    assert reported.check_audit() is None
    send(reported, ("again.xlsx", workbook("U02", "人事处", "a", 9, 9, 10)))
    assert reported.submitted("2025") == ["U01"]  # waits, for no list knows it
    back = "单位编码,单位名称,单位分组\nU01,办公室,a\nU02,人事处,a\n"
    rosters.add(reported, "2025", rosters.read(reported, "2025", "units.csv", back.encode())[0], ACTOR)
    assert reported.roster("2025")["unit"].tolist() == ["U01", "U02"]


def test_the_example_is_read_as_it_is_made(store: Store) -> None:
    system, listed = store.system("2025"), store.roster("2025")
    for lang in LANGS:
        content = rosters.example(system, listed, lang)
        units, problems = rosters.read(store, "2025", "units.xlsx", content)
        assert problems == []
        assert units.to_numpy().tolist() == listed.to_numpy().tolist()
        made_up, problems = rosters.read(store, "2025", "units.xlsx", rosters.example(system, listed.iloc[:0], lang))
        assert problems == []
        assert made_up["group"].tolist() == ["a", "b"]


def test_a_list_is_not_taken_over_another_than_it_was_compared_with(store: Store) -> None:
    seen, units = store.version(), store.roster("2025")
    assert rosters.add(store, "2025", units.assign(name="甲"), Actor.local("赵检查"), seen=seen) == []
    (told,) = rosters.add(store, "2025", units.assign(name="乙"), Actor.local("王检查"), seen=seen)
    assert (told.code, told.params["by"]) == ("list_moved", "赵检查")
    assert set(store.roster("2025")["name"]) == {"甲"}
