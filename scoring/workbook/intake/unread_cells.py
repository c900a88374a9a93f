"""What is written in a file but stands where people cannot see it, or where nothing reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.workbook.files.grid import Grid
from scoring.workbook.headwords import ID
from scoring.workbook.intake.cells import is_blank, word_of
from scoring.workbook.intake.collector import Place
from scoring.workbook.intake.consistency import Check
from scoring.workbook.intake.headings import Table
from scoring.workbook.intake.rows import listed
from scoring.workbook.layout import STAMP_SHEET, is_guide, value_keys

_LONG_VALUE = "long_value"


def astray(grids: Iterable[Grid], tables: list[Table], kind: str, system: IndicatorSystem) -> Iterator[Check]:
    """Every such place of a file.

    Args:
        tables: all of `grids`, self-reports and long ones.
        kind: of the file; in a 'csv' a number may have fallen apart at its thousands' comma.
    """
    for _, group in groupby(tables, key=lambda table: id(table.grid)):
        of_sheet = list(group)
        yield from _above(of_sheet[0], system)
        for table in of_sheet:
            yield from _covered(table)
            yield from _beyond(table) if kind == "csv" else ()
    sheets_with_tables = {table.grid.name for table in tables}
    for grid in grids:
        if grid.name not in {*sheets_with_tables, STAMP_SHEET} and not is_guide(grid.name):
            yield from _not_read(grid, system)


def _covered(table: Table) -> Iterator[Check]:
    """Cells of the table that hold something of which a merged area shows nothing."""
    columns = table.grid.rows[table.header]
    for row, column in table.grid.covered:
        if table.header < row < table.last and column in columns and not is_blank(table.grid.at(row, column)):
            yield Problem("covered_cell"), table.place(row, column)


def _beyond(table: Table) -> Iterator[Check]:
    """Rows that have more cells than the heading row."""
    last = max(table.grid.rows[table.header])
    for row, cells in table.rows():
        beyond = min((column for column in cells if column > last and not is_blank(cells[column])), default=None)
        if beyond is not None:
            yield Problem("beyond_headings"), table.place(row, beyond)


def _above(table: Table, system: IndicatorSystem) -> Iterator[Check]:
    """Figures of indicators above the heading row, such as sorting leaves there."""
    at, values = table.columns.get(ID), {*value_keys(), _LONG_VALUE}
    figures = [column for key, column in table.columns.items() if key in values]
    for row, cells in sorted(table.grid.rows.items()):
        if row >= table.header:
            return
        item = word_of(cells.get(at)) if at is not None else ""
        if item in system.items and not all(is_blank(cells.get(column)) for column in figures):
            yield Problem("above_headings", {"found": item}), table.place(row, at or 0)


def _not_read(grid: Grid, system: IndicatorSystem) -> Iterator[Check]:
    """A sheet without any table that names indicators beside numbers."""
    ids = [item for _, cells in sorted(grid.rows.items()) if (item := _item_beside_number(cells, system))]
    if ids:
        names = list(dict.fromkeys(ids))
        yield Problem("sheet_not_read", {"count": len(names), "ids": listed(names)}), Place(grid.name, "")


def _item_beside_number(cells: Mapping[int, Any], system: IndicatorSystem) -> str:
    ids = [value for value in cells.values() if value.__class__ is str and value.strip() in system.items]
    has_number = any(value.__class__ in (int, float) for value in cells.values())
    return str(ids[0]).strip() if ids and has_number else ""
