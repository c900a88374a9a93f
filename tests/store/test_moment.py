"""What counted then: every answer about the past is the one that was given at the time."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from scoring.store import Store, UnknownPeriod
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.store.made import ERROR, NAN, PERIOD, SYSTEM, entries, table, unit_frame, values, workbook

UNITS = ("U1", "U2", "U3")
KEY = ("U1", "M01-1", "value")
EVENTS = [
    "hand_in", "ask", "ask", "ask", "same_again", "reject", "add_table", "ask_table", "confirm", "confirm",
    "turn_down", "turn_down", "withdraw", "withdraw", "verify", "verify", "take_back", "enlist", "rename",
    "change_system", "next_year", "batch",
]  # fmt: skip


class History:
    """Writes of every kind, in a random order."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.random, self.count = store, random.Random(seed), 0

    def write(self, event: str) -> None:
        getattr(self, event)()

    def _unit(self) -> str:
        return self.random.choice(UNITS)

    def _book(self, unit: str, *problems: Any) -> Submission:
        self.count += 1
        return workbook(unit, float(self.count), str(self.count).encode(), problems, 2)

    def _table(self) -> Submission:
        self.count += 1
        rows = [(u, "M01-2", "value", float(self.random.randrange(3)), "verified") for u in UNITS]
        return table(rows, str(self.count).encode(), reported=(self._unit(),))

    def _one(self, **marks: bool) -> int | None:
        """A submission, such as has these marks."""
        listed = self.store.submissions(PERIOD)
        for name, value in marks.items():
            listed = listed[listed[name] == value]
        return int(self.random.choice(listed["id"].tolist())) if len(listed) else None

    def hand_in(self) -> None:
        self.store.save(PERIOD, self._book(self._unit()), "a")

    def ask(self) -> None:
        self.store.save(PERIOD, self._book(self._unit()), "a", ask=True)

    def same_again(self) -> None:
        self.store.save(PERIOD, workbook("U1", 1.0), "a", ask=True)

    def reject(self) -> None:
        self.store.save(PERIOD, self._book(self._unit(), ERROR), "a")

    def add_table(self) -> None:
        self.store.save(PERIOD, self._table(), "a")

    def ask_table(self) -> None:
        self.store.save(PERIOD, self._table(), "a", ask=True)

    def confirm(self) -> None:
        waiting = self._one(waits=True)
        self.ask() if waiting is None else self.store.confirm([waiting], "b")

    def turn_down(self) -> None:
        waiting = self._one(waits=True)
        self.ask() if waiting is None else self.store.turn_down(waiting, "不对", "b")

    def withdraw(self) -> None:
        counting = self._one(counts=True)
        self.ask() if counting is None else self.store.withdraw(counting, "交错", "b")

    def verify(self) -> None:
        value = float(self.random.randrange(3))
        self.store.verify(PERIOD, entries((self._unit(), "M01-1", "value", value)), "b")

    def take_back(self) -> None:
        self.store.verify(PERIOD, entries(*((unit, "M01-1", "value", NAN) for unit in UNITS)), "b")

    def enlist(self) -> None:
        self.count += 1
        self.store.add_units(PERIOD, unit_frame(self._unit(), f"N{self.count}"), "a")

    def rename(self) -> None:
        self.count += 1
        self.store.add_units(PERIOD, unit_frame(self._unit()).assign(name=f"改名{self.count}"), "a")

    def change_system(self) -> None:
        self.count += 1
        self.store.add_system(load_system_text(SYSTEM.replace("target: 4", f"target: {self.count + 4}")), "a")

    def next_year(self) -> None:
        self.store.add_system(load_system_text(SYSTEM.replace("2025", "2026")), "a")
        self.store.save("2026", self._book("U1"), "a")

    def batch(self) -> None:
        self.store.record_batch(PERIOD, [], "a")


def answers(store: Store, **moment: int) -> dict[str, object]:
    """All that can be asked about a past moment, as it is now or was then."""
    frames: list[Callable[..., pd.DataFrame]] = [
        store.facts, store.units, store.roster, store.systems, store.reports, store.missing, store.submissions,
    ]  # fmt: skip
    listed: dict[str, object] = {ask.__name__: _plain(ask(PERIOD, **moment)) for ask in frames}
    listed["origins"] = _plain(store.origins(PERIOD, "U1", **moment))
    digests = [store.system(PERIOD, version, **moment).digest for version in (None, 1)]
    return listed | {"system": digests}


def _plain(frame: pd.DataFrame) -> object:
    return list(frame.columns), frame.dtypes.astype(str).to_dict() if len(frame) else {}, frame.to_csv(index=False)


def test_the_past_is_what_it_was(store: Store) -> None:
    history = History(store, seed=2025)
    events = ["hand_in", "same_again", *history.random.sample(EVENTS, len(EVENTS))]
    then = {}
    for event in events:
        history.write(event)
        then[store.version()] = answers(store)
    assert set(store.audit()["action"]) == {
        "system", "units", "submission", "verify", "hold", "confirm", "turn down", "withdraw", "batch",
    }  # fmt: skip
    assert len(then) >= len(events) - 2  # one or two change nothing
    for moment, answer in then.items():
        assert answers(store, as_of=moment) == answer
    assert answers(store, as_of=store.version() + 1) == answers(store)


def test_a_moment_worked_by_hand(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U1", "U2"), "a")
    first = store.save(PERIOD, workbook("U1", 1.0), "a").id
    second = store.save(PERIOD, workbook("U1", 2.0), "a", ask=True).id  # and its hold, in one write
    asked = store.version()
    store.verify(PERIOD, entries((*KEY, 9.0)), "b")
    store.confirm([second], "b")
    confirmed = store.version()
    store.withdraw(second, "交错", "b")
    assert (first, second, asked, confirmed, store.version()) == (3, 4, 5, 7, 8)

    own = [values_at(store, seq).get((*KEY, "self")) for seq in range(9)]
    assert own == [None, None, None, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0]
    verified = [values_at(store, seq).get((*KEY, "verified")) for seq in range(9)]
    assert verified == [None] * 6 + [9.0] * 3
    assert [store.submitted(PERIOD, as_of=seq) for seq in (2, 3)] == [[], ["U1"]]
    assert [store.missing(PERIOD, as_of=seq)["unit"].tolist() for seq in (1, 2, 3)] == [[], ["U1", "U2"], ["U2"]]
    waits = [store.submissions(PERIOD, as_of=seq)["waits"].tolist() for seq in (3, 4, 5, 7)]
    assert waits == [[False], [True, False], [True, False], [False, False]]  # at no time did it count unasked
    assert store.facts(PERIOD, [second], as_of=asked)["value"].tolist() == [2.0]
    assert store.facts(PERIOD, [second], as_of=first)["value"].tolist() == [1.0]


def values_at(store: Store, seq: int) -> dict[tuple[str, ...], float]:
    facts = store.facts(PERIOD, as_of=seq)
    return {(*row[:3], row[4]): row[3] for row in facts.itertuples(index=False)}


def test_a_period_is_not_there_before_its_system(store: Store) -> None:
    changed = load_system_text(SYSTEM.replace("target: 4", "target: 5"))
    store.add_system(changed, "a")
    assert store.system(PERIOD, as_of=1).digest == load_system_text(SYSTEM).digest
    assert store.system(PERIOD, as_of=2).digest == store.system(PERIOD, 2, as_of=2).digest == changed.digest
    assert store.systems(PERIOD, as_of=1)["version"].tolist() == [1]
    with pytest.raises(UnknownPeriod):
        store.system(PERIOD, as_of=0)
    with pytest.raises(UnknownPeriod):
        store.system(PERIOD, 2, as_of=1)
    assert values(store) == values_at(store, 0) == {}
