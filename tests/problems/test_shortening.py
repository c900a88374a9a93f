"""Very many mistakes of one kind: the first are named, the rest counted, and nothing is called otherwise."""

from __future__ import annotations

from scoring.problems import Problem
from scoring.problems.shortening import NAMED, shortened


def wrong(number: int, file: str = "a.yaml", code: str = "duplicate_key") -> Problem:
    return Problem(code, {"key": "x", "first": 1}, file=file, line=number, column=3)


def test_few_stay_as_they_are() -> None:
    few = [wrong(n) for n in range(1, NAMED + 1)]
    assert shortened(few) == few


def test_of_many_the_first_are_named_and_the_others_counted_file_by_file() -> None:
    many = [wrong(n) for n in range(1, NAMED + 8)]
    others = [wrong(n, "b.yaml") for n in range(1, 4)]
    found = shortened([*many, *others])
    assert found[:NAMED] == many[:NAMED]
    assert found[NAMED + 1 :] == others
    more = found[NAMED]
    assert (more.code, more.severity, more.file, more.line) == ("more_mistakes", "error", "a.yaml", NAMED + 1)
    assert "第 1 行" in more.message()
    assert "7" in more.message("en")
    assert "line 1" in more.message("en")


def test_warnings_stay_warnings() -> None:
    many = [Problem("new_unit", {"unit_code": f"U{n}"}, file="t.csv", cell=f"A{n}") for n in range(1, 5)]
    more = shortened(many, most=2)[-1]
    assert (more.code, more.severity) == ("more_warnings", "warning")
    assert "A1" in more.message()
