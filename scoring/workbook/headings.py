"""Finds tables in a sheet by the text of their headings, wherever they stand and in whatever order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scoring.facts import MONTHS, QUARTERS, field_label
from scoring.terms import Text, label, text
from scoring.workbook.cells import word_of
from scoring.workbook.found import Place, cell_name
from scoring.workbook.grid import Grid

ENTRY_KEYS = (
    "indicator",
    "title",
    "rule",
    "marks",
    "item",
    "measured_in",
    "value",
    "due",
    "na",
    "na_reason",
    "evidence",
    "note",
    "section",
)
LONG_KEYS = ("unit", "name", "group", "indicator", "field", "long_value", "source", "reason")
LONG_NEEDED = LONG_KEYS[:6]
ROSTER_KEYS = ("unit", "name", "group")
_LONG_CODE_NAMES = {**{key: key for key in LONG_KEYS if key != "long_value"}, "value": "long_value"}
ID = label("indicator")
_NUMERALS = "一二三四五六七八九十"
LONGEST = 40  # characters of a heading
_RATING = re.compile(r"评分\d{1,2}")


@dataclass(frozen=True)
class Table:
    """A heading row and the rows below it, up to the next heading row.

    Attributes:
        columns: canonical heading -> column number.
        first, last: rows of the table's body, from 0; last is not part of it.
    """

    grid: Grid
    header: int
    columns: Mapping[str, int]
    last: int

    def place(self, row: int, column: int) -> Place:
        """The name of a cell."""
        return Place(self.grid.name, cell_name(row, column))

    def rows(self) -> Iterator[tuple[int, dict[int, object]]]:
        """The body's rows that hold anything: row number, and values by column."""
        rows = self.grid.rows
        return ((row, rows[row]) for row in sorted(rows) if self.header < row < self.last)


def _squeezed(words: str) -> str:
    return "".join(words.split()).rstrip(":").casefold()


@lru_cache
def _aliases() -> dict[str, str]:
    """Other ways of writing a heading -> the heading."""
    found = {_squeezed(label(key)): label(key) for key in (*ENTRY_KEYS, *LONG_KEYS, "year")}
    for number, field in enumerate(MONTHS, start=1):
        numeral = _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"
        for alias in (f"{number}月", f"{number:02d}月", f"{numeral}月", f"{number}月份", f"{numeral}月份", field):
            found[alias] = field_label(field)
    for number, field in enumerate(QUARTERS, start=1):
        numeral = _NUMERALS[number - 1]
        for alias in (f"{numeral}季度", f"第{numeral}季度", f"{number}季度", f"第{number}季度", f"q{number}"):
            found[alias] = field_label(field)
    return found


def heading_of(value: object) -> str:
    """The canonical heading that a cell's text is, else its text as it stands; '' for what no heading is."""
    return _heading_of(value) if isinstance(value, str) and len(value) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _heading_of(value: str) -> str:
    words = word_of(value)
    squeezed = _squeezed(words)
    return _aliases().get(squeezed) or (squeezed if _RATING.fullmatch(squeezed) else words)


def long_key_of(value: object) -> str | None:
    """Which column of the long table a heading names, in Chinese or by code name."""
    return _long_key_of(value) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(maxsize=4096)
def _long_key_of(value: str) -> str | None:
    return _long_words().get(_squeezed(word_of(value)))


@lru_cache
def _long_words() -> dict[str, str]:
    return _LONG_CODE_NAMES | {_squeezed(label(key)): key for key in LONG_KEYS}


def entry_tables(grid: Grid, values: set[str]) -> list[Table]:
    """The tables of a unit's workbook on a sheet.

    Args:
        values: the headings under which figures stand.
    """
    known = {label(key) for key in ENTRY_KEYS} | values
    headers = []
    for row, cells in sorted(grid.rows.items()):
        headings = {heading_of(value) for value in cells.values()}
        if (ID in headings and headings & values) or len(headings & known) >= 4:
            headers.append(row)
    return [_table(grid, row, last) for row, last in _spans(headers)]


def _spans(headers: list[int]) -> Iterator[tuple[int, int]]:
    return zip(headers, [*headers, 1 << 30][1:], strict=True)


def _table(grid: Grid, header: int, last: int) -> Table:
    columns: dict[str, int] = {}
    for column, value in sorted(grid.rows[header].items()):
        columns.setdefault(heading_of(value), column)
    return Table(grid, header, columns, last)


def keyed_table(grid: Grid, needed: Iterable[str], enough: int) -> Table | None:
    """The table of a sheet whose heading row names at least `enough` of the `needed` columns of a long table."""
    needed = set(needed)
    for row, cells in sorted(grid.rows.items())[:50]:
        keys = [(column, long_key_of(value)) for column, value in sorted(cells.items())]
        if len(needed & {key for _, key in keys}) >= enough:
            columns: dict[str, int] = {}
            for column, key in keys:
                if key is not None:
                    columns.setdefault(key, column)
            return Table(grid, row, columns, 1 << 30)
    return None


def repeated_headings(table: Table) -> Iterator[tuple[str, int, int]]:
    """(heading, column, other column) of headings that stand twice in the row."""
    for column, value in sorted(table.grid.rows[table.header].items()):
        first = table.columns.get(heading_of(value), column)
        if first != column and heading_of(value) in _known():
            yield heading_of(value), column, first


@lru_cache
def _known() -> set[str]:
    return set(_aliases().values())


def did_you_mean(wanted: str, table: Table) -> Text:
    """The heading of the table that is nearest to a missing one, as a question."""
    strangers = [word_of(v) for v in table.grid.rows[table.header].values() if heading_of(v) not in _known()]
    near = difflib.get_close_matches(wanted, [word for word in strangers if word], n=1, cutoff=0.5)
    return text(f"“{near[0]}”是不是“{wanted}”？", f"Is '{near[0]}' meant to be '{wanted}'? ") if near else Text("")


def question(found: str, known: Iterable[str]) -> Text:
    """'Did you mean …?' for a word that is not among the known ones; empty where none is near."""
    folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(found.casefold(), list(folded), n=1, cutoff=0.6)
    if not near:
        return Text("")
    return text(f"是不是“{folded[near[0]]}”？", f"Did you mean '{folded[near[0]]}'? ")
