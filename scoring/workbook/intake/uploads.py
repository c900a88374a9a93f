"""From an uploaded file to what it holds: facts, and every mistake by its cell.

Tested in tests/workbook/test_corpus.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby

import pandas as pd

from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.words import Text, label, text
from scoring.workbook.files.container import kind_of
from scoring.workbook.files.csv_file import csv_grid
from scoring.workbook.files.grid import Grid, answered
from scoring.workbook.files.reader import ask_reader
from scoring.workbook.files.reading import Part, Reading
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.headwords import LONG_NEEDED, ROSTER_KEYS
from scoring.workbook.intake.collector import Collector, Place, cell_name
from scoring.workbook.intake.consistency import Check
from scoring.workbook.intake.headings import Table, did_you_mean, entry_tables, is_problem_list, keyed_table
from scoring.workbook.intake.identity import basics_cells
from scoring.workbook.intake.long_table import read_long_table, read_unit_list
from scoring.workbook.intake.personal import HEADING, asks_for_personal, may_hold_personal, personal_kind
from scoring.workbook.intake.self_report import read_workbook
from scoring.workbook.intake.unread_cells import check_unread_cells
from scoring.workbook.layout import STAMP_SHEET, is_guide
from scoring.workbook.submission import Submission

_ENOUGH_OF_LONG, _ENOUGH_OF_ROSTER = 4, 2
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def read_upload(name: str, content: bytes, system: IndicatorSystem) -> list[Submission]:
    """What a file holds, one submission a workbook or table; a zip gives one for each of its files.

    Never raises for what a user can do wrong: that is in the submissions' problems.
    """
    ((_, submissions),) = read_uploads([(name, content)], system)
    return submissions


def read_uploads(
    files: Iterable[tuple[str, bytes]] | Reading, system: IndicatorSystem
) -> Iterator[tuple[str, list[Submission]]]:
    """What each of many files holds, as `read_upload` says it, in their order.

    Args:
        files: name and bytes of each, or the reading of them that has begun.
    """
    reading = files if isinstance(files, Reading) else Reading(files)
    for (_, name), of_one in groupby(reading, key=lambda part: part[:2]):
        yield name, [_submission(part, system) for part in of_one]


def _problem(file: str, bad: Unreadable) -> Problem:
    return Problem(bad.code, bad.params, file=file)


def _submission(part: Part, system: IndicatorSystem) -> Submission:
    if part.bad is not None:
        return Submission(part.file, "unreadable", part.content, problems=(_problem(part.file, part.bad),))
    try:
        grids = [csv_grid(part.content)] if part.answer is None else answered(part.answered())
        return _read_one(part.file, part.content, part.kind, grids, system)
    except Unreadable as bad:
        return Submission(part.file, "unreadable", part.content, problems=(_problem(part.file, bad),))


def _grids(kind: str, content: bytes) -> list[Grid]:
    return [csv_grid(content)] if kind == "csv" else answered(ask_reader(kind, content))


def _read_one(name: str, content: bytes, kind: str, grids: list[Grid], system: IndicatorSystem) -> Submission:
    grids = [grid for grid in grids if not is_problem_list(grid)]
    data = [grid for grid in grids if grid.name != STAMP_SHEET]
    long = [table for grid in data if (table := keyed_table(grid, LONG_NEEDED, _ENOUGH_OF_LONG))]
    long_sheets = {table.grid.name for table in long}
    entry = [table for grid in data if grid.name not in long_sheets for table in entry_tables(grid)]
    tables = [*long, *entry]
    if long and entry:
        problem = Problem("mixed_kinds", file=name, sheet=long[0].grid.name)
        submission = Submission(name, "table", content, problems=(problem,))
    elif long:
        submission = read_long_table(name, content, long, system)
    elif entry and kind == "csv" and not basics_cells(data):
        return Submission(name, "unreadable", content, problems=(Problem("sheet_as_csv", file=name),))
    elif entry:
        submission = read_workbook(name, content, grids, entry, system)
    else:
        submission = _without_figures(name, content, kind, data, system)
    submission = _with_more(submission, check_unread_cells(data, tables, kind, system))
    headers = {(table.grid.name, table.header) for table in tables}
    return _with_more(submission, _personal_data(submission, grids, headers))


def _with_more(submission: Submission, checks: Iterable[Check]) -> Submission:
    """The submission with what else is wrong with it."""
    collector = Collector(submission.file)
    for problem, place in checks:
        collector.problem(problem, place)
        if collector.has_enough():
            break
    more = tuple(collector.listed())
    return replace(submission, problems=submission.problems + more) if more else submission


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
    if kind == "csv" and basics_cells(grids):
        raise Unreadable("sheet_as_csv")
    return Submission(name, "unreadable", content, problems=(Problem("no_table", file=name),))


# --- personal data ----------------------------------------------------------------------------------


def _personal_data(submission: Submission, grids: Iterable[Grid], headers: set[tuple[str, int]]) -> Iterator[Check]:
    """What looks personal anywhere in the file, in cells that nothing else reads too, and is not known yet."""
    known = {(p.sheet, p.cell) for p in submission.problems if p.code == "personal_data"}
    cells = ((grid.name, *cell) for grid in grids for cell in _personal_cells(grid, headers))
    for sheet, (row, column), what in cells:
        place = Place(sheet, cell_name(row, column))
        if place not in known:
            yield Problem("personal_data", {"what": what}), place


def _personal_cells(grid: Grid, headers: set[tuple[str, int]]) -> Iterable[tuple[tuple[int, int], Text]]:
    rows = grid.rows
    if may_hold_personal(chain.from_iterable(map(dict.values, rows.values()))):
        for row, cells in rows.items():
            for column, value in cells.items():
                what = personal_kind(value)
                if what is not None:
                    yield (row, column), what
    if grid.name == STAMP_SHEET or is_guide(grid.name):
        return  # the guide says in words what not to hand in
    first = min(rows, default=0)
    for row, cells in rows.items():
        is_heading_row = row == first or (grid.name, row) in headers
        # Elsewhere only the first cell of a row can be a heading.
        for column in cells if is_heading_row else (min(cells),):
            if asks_for_personal(cells[column]):
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
            submission = read_unit_list(name, content, table, system)
            personal = _personal_data(submission, [grid], {(grid.name, table.header)})
            submission = _with_more(submission, personal)
            return submission.units, list(submission.problems)
    return pd.DataFrame(columns=UNIT_COLUMNS), [_no_roster(name, grids)]


def _no_roster(name: str, grids: list[Grid]) -> Problem:
    """The problem of a file that is no list of units, with a heading that is nearly right."""
    near = Text("")
    for grid in grids:
        if grid.rows:
            near = near if near.root.get("zh") else did_you_mean(label("unit"), Table(grid, min(grid.rows), {}, 0))
    return Problem("no_roster", {"missing": label("unit"), "nearest": near}, file=name)
