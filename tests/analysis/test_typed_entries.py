"""What is typed into the grid: one reason for an indicator, confirmed as reported, reasons that stand alone."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.ledger import LEDGER_COLUMNS
from scoring.analysis.typed_entries import Typed, typed_entries
from scoring.analysis.verification import Entry

# A ratio with two fields that nobody has verified, and one more whose two fields are.
ROWS = pd.DataFrame(
    [
        ("U1", "甲", "A1", "done", "9", "", "", "", ""),
        ("U1", "甲", "A1", "due", "10", "", "", "", ""),
        ("U1", "甲", "A2", "done", "9", "7", "台账7次", "", ""),
        ("U1", "甲", "A2", "due", "10", "10", "台账7次", "", ""),
    ],
    columns=LEDGER_COLUMNS,
)


def typed(cells: dict[tuple[int, str], str | None], ticked: tuple[int, ...] = ()) -> Typed:
    edited = ROWS[["verified", "reason"]].astype(object)
    for (row, column), words in cells.items():
        edited.loc[row, column] = words
    return typed_entries(ROWS, edited.assign(as_reported=[n in ticked for n in range(len(ROWS))]))


def test_nothing_typed_is_nothing() -> None:
    assert typed({}) == Typed(())


def test_one_reason_holds_for_all_fields_of_an_indicator() -> None:
    found = typed({(0, "verified"): "8", (1, "verified"): "9", (1, "reason"): "现场查看"})
    assert found.entries == (Entry("U1", "A1", "done", "8", "现场查看"), Entry("U1", "A1", "due", "9", "现场查看"))
    assert found.lone == ()


def test_a_field_may_have_a_reason_of_its_own() -> None:
    found = typed({(0, "verified"): "8", (0, "reason"): "甲", (1, "verified"): "9", (1, "reason"): "乙"})
    assert [entry.reason for entry in found.entries] == ["甲", "乙"]


def test_a_new_reason_replaces_that_of_the_indicators_other_fields() -> None:
    found = typed({(2, "reason"): "复核"})
    assert found.entries == (Entry("U1", "A2", "done", "7", "复核"), Entry("U1", "A2", "due", "10", "复核"))


def test_a_reason_that_is_cleared_everywhere_is_missing() -> None:
    found = typed({(2, "reason"): None, (3, "reason"): ""})
    assert [entry.reason for entry in found.entries] == ["", ""]


def test_a_cleared_value_is_taken_back_for_the_reason_that_stood_there() -> None:
    assert typed({(2, "verified"): None}).entries == (Entry("U1", "A2", "done", "", "台账7次"),)


def test_a_reason_without_any_value_stands_alone() -> None:
    assert typed({(0, "reason"): "现场查看"}) == Typed((), lone=(("U1", "A1"),))


def test_a_tick_confirms_an_indicator_unless_something_is_typed_for_it() -> None:
    assert typed({}, ticked=(1,)).confirmed == (("U1", "A1"),)
    assert typed({(0, "verified"): "8"}, ticked=(1,)).confirmed == ()


def test_what_is_typed_can_be_told_apart_by_indicator() -> None:
    found = typed({(0, "verified"): "8", (0, "reason"): "x"}, ticked=(2,))
    assert found.pairs == {("U1", "A1"), ("U1", "A2")}
    assert found.without({("U1", "A1")}) == Typed((), confirmed=(("U1", "A2"),))
    assert found.without({("U1", "A2")}).pairs == {("U1", "A1")}
