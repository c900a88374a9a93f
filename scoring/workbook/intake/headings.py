"""Finds tables in a sheet by the text of their headings, wherever they stand and in whatever order.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scoring.problems.suggestions import is_it
from scoring.words import Lang, Text, text
from scoring.workbook.files.grid import Grid
from scoring.workbook.headwords import ENTRY_KEYS, ID, heading, is_heading, long_key_of
from scoring.workbook.intake.cells import name_of, word_of
from scoring.workbook.intake.collector import Place, place_of
from scoring.workbook.layout import value_keys

_ENOUGH = 4  # known headings by which a row is one of headings, whatever is missing
LIST_TITLE = text("填报核对：需要改正的地方", "Workbook check: what to mend")  # of the first sheet of a marked copy


def is_problem_list(grid: Grid) -> bool:
    """Whether a sheet is the list that a marked copy begins with, and nothing that was filled in."""
    return grid.at(0, 0) in LIST_TITLE.root.values()


@dataclass(frozen=True)
class Table:
    """A heading row and the rows below it, up to the next heading row.

    Attributes:
        header: the heading row, from 0.
        columns: key of a heading -> column number.
        last: the row before which the body ends.
    """

    grid: Grid
    header: int
    columns: Mapping[str, int]
    last: int

    def place(self, row: int, column: int) -> Place:
        """The name of a cell."""
        return place_of(self.grid.name, row, column)

    @cached_property
    def lang(self) -> Lang:
        """The language in which most of its headings are written; what is missing in it is called by that."""
        words = [word_of(self.grid.at(self.header, column)) for column in self.columns.values()]
        return "en" if 2 * sum(word.isascii() for word in words) > len(words) else "zh"

    def heading(self, key: str) -> str:
        """What a column is, or would be, headed with here."""
        return heading(key).get(self.lang)

    def rows(self) -> Iterator[tuple[int, dict[int, object]]]:
        """The body's rows that hold anything: row number, and values by column."""
        rows = self.grid.rows
        return ((row, rows[row]) for row in sorted(rows) if self.header < row < self.last)


class Places(Mapping[str, Place]):
    """The places of a row's cells by key of the heading, named only when one is asked for."""

    def __init__(self, table: Table, row: int) -> None:
        self._table, self._row = table, row

    def __getitem__(self, key: str) -> Place:
        return self._table.place(self._row, self._table.columns[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.columns)

    def __len__(self) -> int:
        return len(self._table.columns)


def entry_tables(grid: Grid) -> list[Table]:
    """The tables of a unit's workbook on a sheet."""
    values = value_keys()
    known = values.union(ENTRY_KEYS)
    headers = []
    for row, cells in sorted(grid.headed.items()):
        keys = set(cells.values())
        if (ID in keys and keys.intersection(values)) or len(keys & known) >= _ENOUGH:
            headers.append(row)
    return [_table(grid, row, last) for row, last in _spans(headers)]


def _spans(headers: list[int]) -> Iterator[tuple[int, int]]:
    return zip(headers, [*headers, 1 << 30][1:], strict=True)


def _table(grid: Grid, header: int, last: int) -> Table:
    columns: dict[str, int] = {}
    for column, key in sorted(grid.headed[header].items()):
        if key:
            columns.setdefault(key, column)
    return Table(grid, header, columns, last)


def keyed_table(grid: Grid, needed: Iterable[str], enough: int) -> Table | None:
    """The table of a sheet whose heading row names at least `enough` of the `needed` columns of a long table."""
    needed = set(needed)
    for row in sorted(grid.headed)[:50]:
        cells = grid.rows[row]
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
    for column, key in sorted(table.grid.headed[table.header].items()):
        first = table.columns.get(key, column)
        if first != column:
            yield table.heading(key), column, first


def repeated_keys(table: Table) -> Iterator[tuple[str, int, int]]:
    """(heading, column, other column) of columns of a long table that are there twice."""
    for column, value in sorted(table.grid.rows[table.header].items()):
        first = table.columns.get(long_key_of(value) or "", column)
        if first != column:
            yield name_of(value), column, first


def did_you_mean(wanted: str, table: Table) -> Text:
    """The heading of the table that is nearest to a missing one, as a question."""
    return is_it(wanted, [name_of(v) for v in table.grid.rows[table.header].values() if not is_heading(word_of(v))])
