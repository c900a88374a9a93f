"""What reading a file gathers: facts with their places, and every mistake.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.facts import Fact
from scoring.problems import Problem, cell_words
from scoring.problems.shortening import more_like
from scoring.words import Text
from scoring.workbook import limits
from scoring.workbook.files.workers.columns import column_name

_CELL = re.compile(r"([A-Z]+)(\d+)")


def cell_name(row: int, column: int) -> str:
    """(0, 0) -> A1."""
    return f"{column_name(column)}{row + 1}"


class Place(NamedTuple):
    """Where in a file something stands."""

    sheet: str
    cell: str

    def words(self) -> Text:
        """As a message names it."""
        return cell_words(self.sheet, self.cell)


@lru_cache(maxsize=50_000)  # every workbook of a system uses the same few thousand cells
def place_of(sheet: str, row: int, column: int) -> Place:
    """The place of a cell."""
    return Place(sheet, cell_name(row, column))


class Given(NamedTuple):
    """A filled cell: its number (NaN for a text, None where it could not be read), its text, its place."""

    value: float | None
    text: str
    place: Place


@dataclass
class Collector:
    """Gathers the facts and problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    errors: int = 0
    is_cut_short: bool = False
    _counts: Counter[str] = field(default_factory=Counter)
    _firsts: dict[str, Problem] = field(default_factory=dict)

    def has_enough(self) -> bool:
        """Whether so much is wrong that the rest need not be looked at; the first time, that is noted."""
        if self.errors >= limits.PROBLEMS and not self.is_cut_short:
            self.is_cut_short = True
            self.problem(Problem("too_many_problems", {"limit": limits.PROBLEMS}), Place("", ""))
        return self.is_cut_short

    def problem(self, problem: Problem, place: Place, **more: Any) -> None:
        """Note a mistake at a place; of warnings of one kind no more than of errors in all."""
        problem = problem.at(file=self.file, sheet=place.sheet, cell=place.cell, **more)
        self._counts[problem.code] += 1
        self.errors += problem.severity == "error"
        if problem.severity == "error" or self._counts[problem.code] <= limits.PROBLEMS:
            self.problems.append(problem)
            self._firsts.setdefault(problem.code, problem)

    def listed(self) -> list[Problem]:
        """The problems, and how many more there are of kinds that were too many."""
        shown = Counter(problem.code for problem in self.problems)
        more = {code: count - shown[code] for code, count in self._counts.items() if count > shown[code]}
        return [*self.problems, *(more_like(self._firsts[code], count) for code, count in more.items())]

    def fact(self, unit: str, indicator: str, name: str, source: str, given: Given) -> None:
        """Keep a fact that could be read."""
        if given.value is not None:
            self.facts.append(Fact(unit, indicator, name, given.value, source, given.text, self.file, *given.place))

    def in_order(self) -> tuple[Problem, ...]:
        """The problems by sheet, row and column; those of the whole file first."""
        order = {name: number for number, name in enumerate(self.sheets)}
        return tuple(sorted(self.listed(), key=lambda p: (order.get(p.sheet, -1), *_coordinates(p.cell))))


def _coordinates(cell: str) -> tuple[int, int, str]:
    match = _CELL.fullmatch(cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
