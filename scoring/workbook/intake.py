"""From an uploaded file to what it holds: facts, and every mistake by its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from scoring.errors import Problem
from scoring.facts import UNIT_COLUMNS
from scoring.submission import Submission
from scoring.system import IndicatorSystem
from scoring.terms import Text, label, text
from scoring.workbook.container import kind_of, members
from scoring.workbook.found import Found, Place, cell_name
from scoring.workbook.grid import Grid, Unreadable, read_grids
from scoring.workbook.headings import LONG_NEEDED, ROSTER_KEYS, Table, did_you_mean, entry_tables, keyed_table
from scoring.workbook.layout import GUIDE_SHEET, STAMP_SHEET, value_headings
from scoring.workbook.longtable import read_long_table, read_unit_list
from scoring.workbook.personal import HEADING, asks_for_personal, personal_kind
from scoring.workbook.selfreport import read_workbook
from scoring.workbook.textfile import csv_grid
from scoring.workbook.units import basics_cells

_ENOUGH_OF_LONG, _ENOUGH_OF_ROSTER = 4, 2
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def read_upload(name: str, content: bytes, system: IndicatorSystem) -> list[Submission]:
    """What a file holds, one submission a workbook or table; a zip gives one for each of its files.

    Never raises for what a user can do wrong: that is in the submissions' problems.
    """
    try:
        kind = kind_of(content)
        if kind == "zip":
            return _read_archive(name, content, system)
        return [_read_one(name, content, kind, system)]
    except Unreadable as bad:
        return [_unreadable(name, content, bad)]


def _unreadable(name: str, content: bytes, bad: Unreadable, params: Mapping[str, str] | None = None) -> Submission:
    return Submission(
        name, "unreadable", content, problems=(Problem(bad.code, {**bad.params, **(params or {})}, file=name),)
    )


def _read_archive(name: str, content: bytes, system: IndicatorSystem) -> list[Submission]:
    found: list[Submission] = []
    for member, inside in members(content):
        path = f"{name}/{member}"
        if isinstance(inside, Unreadable):
            found.append(_unreadable(path, b"", inside, {"name": member}))
        elif _is_archive(inside):
            found.append(_unreadable(path, inside, Unreadable("nested_archive")))
        else:
            found += read_upload(path, inside, system)
    if all(s.kind == "unreadable" and s.accepted for s in found):
        found.append(_unreadable(name, content, Unreadable("no_members")))
    return found


def _is_archive(content: bytes) -> bool:
    try:
        return kind_of(content) == "zip"
    except Unreadable:
        return False  # read_upload will say what it is


def _grids(kind: str, content: bytes) -> list[Grid]:
    return [csv_grid(content)] if kind == "csv" else read_grids(kind, content)


def _read_one(name: str, content: bytes, kind: str, system: IndicatorSystem) -> Submission:
    grids = _grids(kind, content)
    data = [grid for grid in grids if grid.name != STAMP_SHEET]
    values = value_headings(system)
    long = [table for grid in data if (table := keyed_table(grid, LONG_NEEDED, _ENOUGH_OF_LONG))]
    long_sheets = {table.grid.name for table in long}
    entry = [table for grid in data if grid.name not in long_sheets for table in entry_tables(grid, values)]
    headers = {(table.grid.name, table.header) for table in (*long, *entry)}
    if long and entry:
        problem = Problem("mixed_kinds", file=name, sheet=long[0].grid.name)
        submission = Submission(name, "table", content, problems=(problem,))
    elif long:
        submission = read_long_table(name, content, long, system)
    elif entry:
        submission = read_workbook(name, content, grids, entry, system)
    else:
        submission = _without_figures(name, content, kind, data, system)
    return _with_personal_data(submission, grids, headers)


def _without_figures(name: str, content: bytes, kind: str, grids: list[Grid], system: IndicatorSystem) -> Submission:
    """A file without a table of figures: a list of units, a workbook whose tables are gone, or none of ours."""
    for grid in grids:
        table = keyed_table(grid, ROSTER_KEYS, len(ROSTER_KEYS))
        if table is not None:
            return read_unit_list(name, content, table, system)
    if kind != "csv" and basics_cells(grids):
        submission = read_workbook(name, content, grids, [], system)
        return replace(submission, problems=(Problem("no_table", file=name), *submission.problems))
    if kind == "csv" and not name.lower().endswith(_TEXT_SUFFIXES):
        raise Unreadable("not_a_workbook", found=text("普通文本", "plain text"))
    return Submission(name, "unreadable", content, problems=(Problem("no_table", file=name),))


# --- personal data ----------------------------------------------------------------------------------


def _with_personal_data(submission: Submission, grids: Iterable[Grid], headers: set[tuple[str, int]]) -> Submission:
    """The submission with what looks personal anywhere in the file, in cells that nothing else reads too."""
    known = {(p.sheet, p.cell) for p in submission.problems if p.code == "personal_data"}
    found = Found(submission.file)
    for grid in grids:
        for (row, column), what in _personal_cells(grid, headers):
            place = Place(grid.name, cell_name(row, column))
            if place not in known:
                found.problem(Problem("personal_data", {"what": what}), place)
    return replace(submission, problems=(*submission.problems, *found.problems)) if found.problems else submission


def _personal_cells(grid: Grid, headers: set[tuple[str, int]]) -> Iterable[tuple[tuple[int, int], Text]]:
    for place, value in grid.cells.items():
        what = personal_kind(value)
        if what is not None:
            yield place, what
    if grid.name in (GUIDE_SHEET, STAMP_SHEET):
        return  # the guide says in words what not to hand in
    rows = grid.rows
    first = min(rows, default=0)
    for row, cells in rows.items():
        is_heading_row = row == first or (grid.name, row) in headers
        for column, value in cells.items():
            if (is_heading_row or column == min(cells)) and asks_for_personal(value):
                yield (row, column), HEADING


# --- lists of units ---------------------------------------------------------------------------------


def read_roster(name: str, content: bytes, system: IndicatorSystem) -> tuple[pd.DataFrame, list[Problem]]:
    """A list of units (.csv, .xlsx, .xls, .ods) with the headings 单位编码, 单位名称, 单位分组.

    Returns:
        The `units` frame (UNIT_COLUMNS), and every mistake found; with errors the frame is not to be used.
    """
    try:
        kind = kind_of(content)
        if kind == "zip":
            raise Unreadable("not_a_workbook", found=text("压缩包", "an archive"))
        grids = _grids(kind, content)
    except Unreadable as bad:
        return pd.DataFrame(columns=UNIT_COLUMNS), [Problem(bad.code, bad.params, file=name)]
    for grid in grids:
        table = keyed_table(grid, ROSTER_KEYS, _ENOUGH_OF_ROSTER)
        if table is not None:
            submission = _with_personal_data(
                read_unit_list(name, content, table, system), [grid], {(grid.name, table.header)}
            )
            return submission.units, list(submission.problems)
    return pd.DataFrame(columns=UNIT_COLUMNS), [_no_roster(name, grids)]


def _no_roster(name: str, grids: list[Grid]) -> Problem:
    """The problem of a file that is no list of units, with a heading that is nearly right."""
    near = Text("")
    for grid in grids:
        if grid.cells:
            near = near if near.root.get("zh") else did_you_mean(label("unit"), Table(grid, min(grid.rows), {}, 0))
    return Problem("no_roster", {"missing": label("unit"), "nearest": near}, file=name)
