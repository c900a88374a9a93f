"""Holds the filled cells of a sheet, whatever kind of file it came from.

Tested in tests/workbook/files/test_readers.py and tests/workbook/files/test_formats.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scoring.numbers import typed
from scoring.workbook.files.reader import sheets_of
from scoring.workbook.headwords import heading_of, is_heading


@dataclass(frozen=True)
class ErrorValue:
    """A formula error such as #REF!, or a formula without a stored result (an empty text)."""

    text: str


@dataclass(frozen=True)
class TimeValue:
    """A time of day or a duration, which no fact is."""

    text: str


class PercentValue(float):
    """A number that its cell shows as a percentage: 0.85 is seen, and was typed, as 85%."""

    @property
    def text(self) -> str:
        """As it is seen: 85%."""
        return f"{typed(float(self) * 100)}%"


@dataclass
class Grid:
    """One sheet: its filled cells by row and column, both counted from 0; a row without any is not there.

    A value is bool, int, float, PercentValue, str, date, datetime, ErrorValue or TimeValue.
    """

    name: str
    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()  # as people count them, from 1
    hidden_columns: tuple[str, ...] = ()
    covered: tuple[tuple[int, int], ...] = ()  # filled cells of which a merged area shows nothing

    shown: tuple[tuple[int, int, str], ...] = ()  # row, column and what is seen of a number that is shown as another

    def at(self, row: int, column: int) -> Any:
        """The value of a cell; None for a blank one."""
        return self.rows.get(row, {}).get(column)

    @cached_property
    def headed(self) -> dict[int, dict[int, str]]:
        """The cells whose text is a heading we know, by row and column: the heading."""
        headed: dict[int, dict[int, str]] = {}
        for row, cells in self.rows.items():
            headings = {at: heading_of(v) for at, v in cells.items() if v.__class__ is str and is_heading(v)}
            if headings:
                headed[row] = headings
        return headed


def grids_of_answer(answer: bytes) -> list[Grid]:
    """The sheets of a workbook, of a reading process's answer.

    Raises:
        Unreadable: with the code that says why.
    """
    return [_grid(sheet) for sheet in sheets_of(answer)]


answered = grids_of_answer  # its old name, for `intake`


def _grid(sheet: dict[str, Any]) -> Grid:
    values = [value if value.__class__ is not list else _TAGGED[value[0]](value[1]) for value in sheet["values"]]
    rows: dict[int, dict[int, Any]] = {}
    last = -1
    for row, column, value in zip(sheet["rows"], sheet["columns"], values, strict=True):  # row by row
        if row != last:
            cells = rows[row] = {}
            last = row
        cells[column] = value
    hidden_rows, hidden_columns = tuple(sheet["hidden_rows"]), tuple(sheet["hidden_columns"])
    covered, shown = tuple(map(tuple, sheet["covered"])), tuple(_shown(rows))
    return Grid(sheet["name"], rows, sheet["hidden"], hidden_rows, hidden_columns, covered, shown)


def _shown(rows: dict[int, dict[int, Any]]) -> Iterator[tuple[int, int, str]]:
    """The numbers that are shown as others, each put back as the number that it is."""
    for row, cells in rows.items():
        for column, value in cells.items():
            if value.__class__ is tuple:
                cells[column], seen = value
                yield row, column, seen


_TAGGED: dict[str, Callable[[Any], Any]] = {
    "date": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
    "time": TimeValue,
    "error": ErrorValue,
    "formula": lambda _: ErrorValue(""),
    "percent": PercentValue,
    "shown": tuple,
}
