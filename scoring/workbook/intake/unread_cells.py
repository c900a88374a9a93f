"""What is written in a file but stands where people cannot see it, or where nothing reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from scoring.facts import is_percent
from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.words import text
from scoring.workbook.files.grid import Grid
from scoring.workbook.headwords import ID
from scoring.workbook.intake.cells import excerpt, is_blank, word_of
from scoring.workbook.intake.collector import Place
from scoring.workbook.intake.consistency import Check
from scoring.workbook.intake.headings import Table
from scoring.workbook.intake.rows import listed
from scoring.workbook.intake.table_ends import is_figure
from scoring.workbook.layout import STAMP_SHEET, is_guide, value_keys

_LONG_VALUE = "long_value"
_NOTHING = text("（空白）", "(nothing)")


def check_unread_cells(
    grids: Iterable[Grid], tables: list[Table], kind: str, system: IndicatorSystem
) -> Iterator[Check]:
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
            yield from _beyond(table) if kind == "csv" else _without_heading(table, system)
            yield from _shown_otherwise(table, system)
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


def _without_heading(table: Table, system: IndicatorSystem) -> Iterator[Check]:
    """Figures beside an indicator in a column that has no heading."""
    headed = {column for column, value in table.grid.rows[table.header].items() if not is_blank(value)}
    at = table.columns.get(ID)
    for row, cells in table.rows():
        strange = cells.keys() - headed
        if strange and at is not None and word_of(cells.get(at)) in system.items:
            for column in sorted(column for column in strange if _is_given(cells[column])):
                yield Problem("figure_without_heading", {"found": excerpt(cells[column])}), table.place(row, column)


def _is_given(value: Any) -> bool:
    return is_figure(value) if isinstance(value, str) else not isinstance(value, bool)


def _shown_otherwise(table: Table, system: IndicatorSystem) -> Iterator[Check]:
    """Figures whose number format shows something else than they are."""
    columns = {column for key, column in table.columns.items() if key in {*value_keys(), _LONG_VALUE}}
    for row, column, shown in table.grid.shown:
        if table.header < row < table.last and column in columns:
            found = excerpt(table.grid.at(row, column))
            item = system.items.get(word_of(table.grid.at(row, table.columns.get(ID, -1))))
            if item is not None and is_percent(item.unit) and shown == f"{found}%":
                continue
            yield Problem("shown_otherwise", {"shown": shown or _NOTHING, "found": found}), table.place(row, column)


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
