"""How final a period's scores are, from its store."""

from __future__ import annotations

from scoring.analysis.verification import Entry
from scoring.services import scores, verifying
from scoring.services.finality import Finality, finality
from scoring.store import Store
from tests.services.conftest import ACTOR


def of(store: Store, group: str | None = None) -> Finality:
    return finality(store, "2025", scores.sheet(store, "2025"), group)


def test_units_that_have_not_reported_are_named(reported: Store) -> None:
    found = of(reported)
    roster = reported.roster("2025")
    waited = roster[~roster["unit"].isin(["U01", "U02"])]
    assert (found.reported, found.expected) == (2, len(roster))
    assert list(found.missing) == waited["name"].tolist()
    assert found.is_provisional


def test_a_group_speaks_of_its_own_units(reported: Store) -> None:
    roster = reported.roster("2025")
    assert of(reported, "b").expected == int((roster["group"] == "b").sum())
    assert of(reported, "b").reported == 0


def test_without_scores_all_are_waited_for(store: Store) -> None:
    found = of(store)
    assert (found.reported, found.expected) == (0, len(store.roster("2025")))
    assert found.is_provisional


def test_a_file_that_waits(waiting_store: Store) -> None:
    assert of(waiting_store).files == 1


def test_verifying_is_counted(reported: Store) -> None:
    before = of(reported)
    assert before.verified == 0
    assert before.to_verify > 0
    verifying.verify(reported, "2025", [Entry("U01", "M01-1", "value", "4", "台账只有4次")], ACTOR, "zh")
    assert of(reported).verified == 1
    assert of(reported).to_verify == before.to_verify
