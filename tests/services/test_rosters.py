"""The list of a period's units: read with its mistakes, taken over."""

from __future__ import annotations

from scoring.services import rosters
from scoring.store import Store
from tests.services.conftest import ACTOR
from tests.small_period import ROSTER


def test_a_list_is_read_and_taken_over(store: Store) -> None:
    units, problems = rosters.read(store, 2025, "units.csv", (ROSTER + "U04,财务处,甲组\n").encode())
    assert problems == []
    rosters.add(store, 2025, units, ACTOR)
    assert store.roster(2025).to_numpy().tolist()[-1] == ["U04", "财务处", "a"]
    assert list(store.audit()["by"])[-1] == "王检查"


def test_an_unknown_group_is_a_mistake(store: Store) -> None:
    _, problems = rosters.read(store, 2025, "units.csv", (ROSTER + "U04,财务处,丙组\n").encode())
    assert [p.severity for p in problems] == ["error"]
