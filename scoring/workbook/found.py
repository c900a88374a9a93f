"""What reading a file gathers: facts with their places, and every mistake."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from scoring.errors import Problem
from scoring.facts import FACT_COLUMNS, UNIT_COLUMNS
from scoring.submission import PLACE_COLUMNS

_CELL = re.compile(r"([A-Z]+)(\d+)")


class Place(NamedTuple):
    """Where in a file something stands."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"《{self.sheet}》{self.cell}" if self.sheet else self.cell


class Given(NamedTuple):
    """A filled cell: its number (NaN for a text, None where it could not be read), its text, its place."""

    value: float | None
    text: str
    place: Place


@dataclass
class Found:
    """Gathers the facts and problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def problem(self, problem: Problem, place: Place, **more: Any) -> None:
        """Note a mistake at a place."""
        self.problems.append(problem.at(file=self.file, sheet=place.sheet, cell=place.cell, **more))

    def fact(self, unit: str, indicator: str, name: str, source: str, given: Given) -> None:
        """Keep a fact that could be read."""
        if given.value is not None:
            self.rows.append((unit, indicator, name, given.value, source, given.text, self.file, *given.place))

    def facts(self) -> pd.DataFrame:
        """The facts: FACT_COLUMNS and PLACE_COLUMNS."""
        frame = pd.DataFrame(self.rows, columns=[*FACT_COLUMNS, *PLACE_COLUMNS])
        return frame if self.rows else frame.astype({"value": "float64"})

    def in_order(self) -> tuple[Problem, ...]:
        """The problems by sheet, row and column; those of the whole file first."""
        order = {name: number for number, name in enumerate(self.sheets)}
        return tuple(sorted(self.problems, key=lambda p: (order.get(p.sheet, -1), *_coordinates(p.cell))))


def _coordinates(cell: str) -> tuple[int, int, str]:
    match = _CELL.fullmatch(cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")


def unit_rows(rows: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """The `units` frame of (code, name, group id) rows."""
    return pd.DataFrame(list(rows), columns=UNIT_COLUMNS, dtype=object)


def is_number(given: Given) -> bool:
    """Whether it holds a figure (and not a text, nor a figure that could not be read)."""
    return given.value is not None and not math.isnan(given.value)
