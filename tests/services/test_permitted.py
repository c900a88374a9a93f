"""What somebody may bring in, file by file and figure by figure."""

from __future__ import annotations

import pytest

from scoring.access import Account, Actor
from scoring.services.permitted import first_outside, objection
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.small_period import SYSTEM

SMALL = load_system_text(SYSTEM)
GROUPS = {"U01": "a", "U02": "a", "U03": "b"}
UNIT = Actor.of(Account("u2", "人事处", "unit", unit="U02"))
ANYONE = Actor.of(Account("w", "王检查", "inspector"))
OF_A = Actor.of(Account("w", "王检查", "inspector", groups=("a",)))
OF_S2 = Actor.of(Account("w", "王检查", "inspector", sections=("S2",)))
OF_S1 = Actor.of(Account("w", "王检查", "inspector", sections=("S1",)))


def fact(unit: str, source: str, indicator: str = "M01-1") -> tuple:
    return (unit, indicator, "value", 1.0, source, "", "f", "s", "A1")


def file(kind: str, *facts: tuple, reported: tuple[str, ...] = ()) -> Submission:
    rows = tuple((code, code, GROUPS.get(code, "a")) for code in dict.fromkeys(f[0] for f in facts))
    return Submission("f", kind, b"", rows, tuple(facts), (), reported)


def code(submission: Submission, actor: Actor) -> str:
    found = objection(submission, SMALL, GROUPS, actor)
    return "" if found is None else found.code


@pytest.mark.parametrize(
    ("submission", "expected"),
    [
        (file("workbook", fact("U02", "self"), reported=("U02",)), ""),
        (file("workbook", fact("U01", "self"), reported=("U01",)), "not_your_file"),
        (file("workbook", fact("U02", "self"), fact("U03", "self"), reported=("U02",)), "not_your_file"),
        (file("table", fact("U02", "self"), reported=("U02",)), "not_your_file"),
        (file("table", fact("U02", "verified")), "not_your_file"),
        (file("workbook", fact("U02", "verified"), reported=("U02",)), ""),  # no workbook states verified figures
        (Submission("f", "unreadable", b"?"), ""),  # nobody can tell; it is kept, and counts for nothing
    ],
)
def test_a_unit_hands_in_its_own_workbook(submission: Submission, expected: str) -> None:
    assert code(submission, UNIT) == expected


def test_others_hand_in_anything() -> None:
    for actor in (ANYONE, Actor.local("")):
        assert code(file("workbook", fact("U01", "self"), reported=("U01",)), actor) == ""
        assert code(file("table", fact("U01", "verified"), fact("U03", "verified")), actor) == ""


def test_verified_figures_are_held_to_groups_and_sections() -> None:
    own, other = file("table", fact("U01", "verified")), file("table", fact("U01", "verified"), fact("U03", "verified"))
    assert code(own, OF_A) == ""
    assert code(other, OF_A) == "outside_your_remit"
    assert code(own, OF_S1) == ""
    assert code(own, OF_S2) == "outside_your_remit"
    assert code(file("table", fact("U03", "self"), reported=("U03",)), OF_A) == ""  # what units report themselves


def test_what_stands_outside_all_sections_is_for_those_of_every_section() -> None:
    pairs = [("U01", "B1")]
    assert first_outside(pairs, SMALL, GROUPS, OF_A) is None
    found = first_outside(pairs, SMALL, GROUPS, OF_S1)
    assert found is not None
    assert (found.unit, found.indicator) == ("U01", "B1")


def test_a_unit_that_nobody_knows_is_outside_every_group() -> None:
    assert first_outside([("U99", "M01-1")], SMALL, GROUPS, OF_A) is not None
