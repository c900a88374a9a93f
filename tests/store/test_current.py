"""Which facts count: the store against a plain dictionary that follows the rules one event at a time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from scoring.facts import TEXT_FIELDS
from scoring.store import Store
from tests.databases import Databases
from tests.store.made import (
    ERROR,
    NAN,
    PERIOD,
    Statement,
    fact_frame,
    rows_of,
    table,
    unit_frame,
    values,
    with_period,
    workbook,
)

UNITS, INDICATORS, FIELDS = ("U1", "U2"), ("A", "B"), ("done", "due", "na", "evidence")
numbers = st.integers(0, 3).map(float)
what = st.tuples(st.sampled_from(INDICATORS), st.sampled_from(FIELDS))
Key = tuple[str, str, str]


def statements(units: tuple[str, ...], sources: tuple[str, ...]) -> st.SearchStrategy[list[Statement]]:
    """Rows of a file: text-only fields have no number."""
    row = st.tuples(st.sampled_from(units), what, numbers, st.sampled_from(sources)).map(
        lambda r: (r[0], *r[1], NAN if r[1][1] in TEXT_FIELDS else r[2], r[3])
    )
    return st.lists(row, max_size=5, unique_by=lambda r: (r[:3], r[4]))


typed = st.lists(
    st.tuples(st.sampled_from(UNITS), what, st.one_of(numbers, st.just(NAN))).map(lambda r: (r[0], *r[1], r[2])),
    min_size=1,
    max_size=4,
    unique_by=lambda r: r[:3],
)


def say(book: dict[Key, float], said: dict[Key, float], taken_back: set[Key]) -> None:
    """One event: claims end earlier values, values end earlier claims, then what is said now holds."""
    for unit, indicator, name in said:
        if name == "na":
            for value in ("done", "due"):
                book.pop((unit, indicator, value), None)
        elif name not in TEXT_FIELDS:
            book.pop((unit, indicator, "na"), None)
    book.update(said)
    for key in taken_back:
        book.pop(key, None)


class Model:
    """All that happened, and what follows from it."""

    def __init__(self) -> None:
        self.events: list[tuple[str, int, list]] = []
        self.withdrawn: set[int] = set()

    def facts(self) -> dict[tuple[str, str, str, str], float]:
        books: dict[str, dict[Key, float]] = {"self": {}, "verified": {}}
        for kind, number, rows in self.events:
            if number not in self.withdrawn:
                self._apply(books, kind, rows)
        return {(*key, source): v for source, book in books.items() for key, v in book.items()}

    def _apply(self, books: dict[str, dict[Key, float]], kind: str, rows: list) -> None:
        if kind == "screen":
            said = {r[:3]: r[3] for r in rows if r[3] == r[3]}
            say(books["verified"], said, {r[:3] for r in rows if r[3] != r[3]})
            return
        if kind in UNITS:  # a workbook of this unit
            for key in [k for k in books["self"] if k[0] == kind]:
                del books["self"][key]
        for source, book in books.items():
            say(book, {r[:3]: r[3] for r in rows if r[4] == source}, set())


class StoreMachine(RuleBasedStateMachine):
    def __init__(self, databases: Databases) -> None:
        super().__init__()
        self.databases, self.database = databases, databases.make()

    @initialize()
    def open(self) -> None:
        self.store, self.model, self.count = with_period(self.database.open()), Model(), 0

    def teardown(self) -> None:
        self.databases.remove(self.database)

    def _save(self, kind: str, submission: object, rows: list) -> None:
        saved = self.store.save(PERIOD, submission, "test")  # type: ignore[arg-type]
        assert not saved.duplicate
        self.model.events.append((kind, saved.id, rows))

    def _bytes(self) -> bytes:
        self.count += 1
        return str(self.count).encode()

    @rule(unit=st.sampled_from(UNITS), data=st.data())
    def hand_in_a_workbook(self, unit: str, data: st.DataObject) -> None:
        rows = data.draw(statements((unit,), ("self",)))
        book = workbook(unit, None, self._bytes())
        self._save(unit, replace(book, fact_rows=rows_of(fact_frame(rows))), rows)

    @rule(rows=statements(UNITS, ("self", "verified")))
    def hand_in_a_table(self, rows: list[Statement]) -> None:
        self._save("table", table(rows, self._bytes()), rows)

    @rule(rows=typed)
    def enter(self, rows: list[tuple[str, str, str, float]]) -> None:
        frame = pd.DataFrame(rows, columns=["unit", "indicator", "field", "value"]).assign(text="x")
        self.store.verify(PERIOD, frame, "test")
        self.model.events.append(("screen", 0, rows))

    @rule(unit=st.sampled_from(UNITS))
    def hand_in_a_rejected_one(self, unit: str) -> None:
        self.store.save(PERIOD, workbook(unit, 3.0, self._bytes(), (ERROR,)), "test")

    @precondition(lambda self: any(number for _, number, _ in self.model.events))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([n for _, n, _ in self.model.events if n]))
        self.store.withdraw(number, "x", "test")
        self.model.withdrawn.add(number)

    @invariant()
    def the_facts_are_those_of_the_model(self) -> None:
        if hasattr(self, "store"):
            facts = self.store.facts(PERIOD)
            keys = zip(facts["unit"], facts["indicator"], facts["field"], facts["source"], strict=True)
            rows = sorted(zip(keys, map(repr, facts["value"]), strict=True))
            assert rows == sorted((key, repr(value)) for key, value in self.model.facts().items())


def test_the_facts_are_those_of_the_model(databases: Databases) -> None:
    """As many histories of each database as make 30 together."""
    steps = settings(max_examples=15, stateful_step_count=10, deadline=None)
    run_state_machine_as_test(lambda: StoreMachine(databases), settings=steps)


def test_a_later_claim_ends_values_and_a_later_value_ends_the_claim(store: Store) -> None:
    store.save(PERIOD, table([("U1", "A", "done", 1.0, "self"), ("U1", "A", "due", 2.0, "self")], b"1"), "a")
    store.save(PERIOD, table([("U1", "A", "na", NAN, "self")], b"2"), "a")
    assert list(values(store)) == [("U1", "A", "na", "self")]
    store.save(PERIOD, table([("U1", "A", "done", 3.0, "self")], b"3"), "a")
    assert values(store) == {("U1", "A", "done", "self"): 3.0}


def test_a_table_overlays_a_workbook_and_a_later_workbook_resets(store: Store) -> None:
    store.add_units(PERIOD, unit_frame("U1", "U2"), "a")
    store.save(PERIOD, workbook("U1", 1.0, figures=2), "a")
    store.save(PERIOD, table([("U1", "M01-1", "value", 5.0, "self"), ("U2", "M01-1", "value", 6.0, "self")], b"1"), "a")
    own = {(u, i): v for (u, i, _, _), v in values(store).items()}
    assert own == {("U1", "M01-1"): 5.0, ("U1", "M01-2"): 1.0, ("U2", "M01-1"): 6.0}
    store.save(PERIOD, workbook("U1", 2.0), "a")
    own = {(u, i): v for (u, i, _, _), v in values(store).items()}
    assert own == {("U1", "M01-1"): 2.0, ("U2", "M01-1"): 6.0}
