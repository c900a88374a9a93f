"""Every change asks whether its actor may, before anything is stored, and is kept under their name."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pandas as pd
import pytest

from scoring.access import Account, Actor, NotAllowed
from scoring.analysis.verification import Entry
from scoring.facts import UNIT_COLUMNS
from scoring.services import (
    batches,
    examples,
    permitted,
    receiving,
    rosters,
    samples,
    submissions,
    systems,
    verifying,
    waiting,
)
from scoring.services.batches import begin, keep
from scoring.store import Store
from scoring.system import load_system_text
from tests.services.conftest import LATER, waiting_id
from tests.small_period import SYSTEM

UNITS = pd.DataFrame([("U09", "新处室", "a")], columns=UNIT_COLUMNS)
ENTRY = Entry("U01", "M01-1", "value", "4", "台账")


@pytest.fixture(autouse=True)
def begun(waiting_store: Store) -> None:
    """A batch that was interrupted before any of it was read."""
    start = begin(waiting_store, "2025", [LATER], Actor.local("王检查"))
    keep(waiting_store, start, [LATER])
    waiting_store.leave_batch(start)


def start_of(store: Store) -> int:
    return int(store.interrupted("2025")["id"].iloc[0])


CHANGES: dict[Callable[..., object], Callable[[Store, int, Actor], object]] = {
    batches.begin: lambda store, later, actor: batches.begin(store, "2025", [LATER], actor),
    batches.give_up: lambda store, later, actor: batches.give_up(store, "2025", start_of(store), actor),
    receiving.go_on: lambda store, later, actor: receiving.go_on(
        store, "2025", start_of(store), actor, lambda s, f: None
    ),
    receiving.read_batch: lambda store, later, actor: receiving.read_batch(
        store, "2025", begin(store, "2025", [LATER], actor), [LATER], actor, lambda s, f: None
    ),
    receiving.receive: lambda store, later, actor: receiving.receive(store, "2025", [LATER], actor, lambda s, f: None),
    rosters.add: lambda store, later, actor: rosters.add(store, "2025", UNITS, actor),
    samples.load_samples: lambda store, later, actor: samples.load_samples(store, actor, lambda s, f: None),
    examples.load_example: lambda store, later, actor: examples.load_example(store, "hdi", actor, lambda s, f: None),
    submissions.withdraw: lambda store, later, actor: submissions.withdraw(store, later, "误报", actor),
    systems.put_into_force: lambda store, later, actor: systems.put_into_force(
        store, load_system_text(SYSTEM.replace("target: 10", "target: 9")), actor
    ),
    verifying.verify: lambda store, later, actor: verifying.verify(store, "2025", [ENTRY], actor, "zh"),
    waiting.confirm: lambda store, later, actor: waiting.confirm(store, [later], actor),
    waiting.turn_down: lambda store, later, actor: waiting.turn_down(store, later, "误报", actor),
}


# These only read, and refuse whom they must; or say what somebody may bring in (tests/services/test_permitted.py).
READING = {
    submissions.listed: lambda store, later, actor: submissions.listed(store, "2025", actor),
    submissions.problems_of: lambda store, later, actor: submissions.problems_of(store, "2025", later, actor),
    submissions.original: lambda store, later, actor: submissions.original(store, "2025", later, actor),
}
SAYING = {permitted.objection, permitted.first_outside}


def test_these_are_all_that_take_an_actor() -> None:
    modules = (batches, examples, receiving, rosters, samples, submissions, systems, verifying, waiting)
    functions = {f for module in modules for f in vars(module).values() if inspect.isfunction(f)}
    ours = {f for f in functions if f.__module__.startswith("scoring.services") and not f.__name__.startswith("_")}
    assert {f for f in ours if "actor" in inspect.signature(f).parameters} == {*CHANGES, *READING, *SAYING}


@pytest.mark.parametrize("read", READING, ids=lambda f: f.__name__)
def test_who_may_not_reads_nothing(waiting_store: Store, read: Callable[..., object]) -> None:
    own = Account("u9", "别的单位", "unit", unit="U99")
    with pytest.raises(NotAllowed):
        READING[read](waiting_store, waiting_id(waiting_store), Actor("访客", frozenset()))
    if read is submissions.listed:
        assert submissions.listed(waiting_store, "2025", Actor.of(own)).empty
    else:
        with pytest.raises(NotAllowed):
            READING[read](waiting_store, waiting_id(waiting_store), Actor.of(own))


@pytest.mark.parametrize("change", CHANGES, ids=lambda f: f"{f.__module__.rpartition('.')[2]}.{f.__name__}")
def test_who_may_not_changes_nothing(waiting_store: Store, change: Callable[..., object]) -> None:
    version = waiting_store.version()
    with pytest.raises(NotAllowed):
        CHANGES[change](waiting_store, waiting_id(waiting_store), Actor("访客", frozenset()))
    assert waiting_store.version() == version


@pytest.mark.parametrize(
    "change",
    [c for c in CHANGES if c not in (samples.load_samples, examples.load_example)],
    ids=lambda f: f"{f.__module__.rpartition('.')[2]}.{f.__name__}",
)
def test_the_name_is_kept_with_the_change(waiting_store: Store, change: Callable[..., object]) -> None:
    version = waiting_store.version()
    CHANGES[change](waiting_store, waiting_id(waiting_store), Actor.local("李主任"))
    log = waiting_store.audit()
    made = log[log["seq"] > version]
    assert len(made)
    assert set(made["by"]) == {"李主任"}
