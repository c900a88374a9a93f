"""Who a file speaks of: codes, names and groups of units, and the period.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.period import Period, period_of_words
from scoring.problems import Problem
from scoring.problems.suggestions import is_it, question
from scoring.system import IndicatorSystem
from scoring.words import COLUMNS, LANGS, Text, joined_text, text
from scoring.workbook import limits
from scoring.workbook.file_names import is_reserved
from scoring.workbook.files.grid import Grid
from scoring.workbook.headwords import BASICS, heading, heading_of
from scoring.workbook.intake.cells import excerpt, is_blank, name_of, text_of, word_of, wrong_with
from scoring.workbook.intake.collector import Collector, Place, cell_name
from scoring.workbook.intake.consistency import Check
from scoring.workbook.layout import BASICS_SHEET

Cell = tuple[Grid, int, int]  # sheet, row, column

_CODE = re.compile(r"[^\W_][\w.\-]{0,39}")
_QUOTED = text("“{word}”", "'{word}'")
_TAKE_ELSEWHERE = text(
    "如果这是{found}的填报表，请到{found}这一期报送；如果只是写错了，",
    "If this is the report of {found}, hand it in there; else it is only miswritten. ",
)
_BASICS_AT_LEAST = 2  # labels of a sheet that says again whose the file is
_TOP = 50  # rows in which a mistyped label is looked for


@dataclass(frozen=True)
class Basics:
    """What 基本信息 says; an empty text where it does not say, or not well."""

    unit: str = ""
    name: str = ""
    group: str = ""


def code_problem(code: str, written: str) -> Problem | None:
    """What is wrong with a unit's code; `written`: as it stands in its cell."""
    if not _CODE.fullmatch(code) or code.endswith(".") or is_reserved(code):  # its files are named so
        return Problem("bad_unit_code", {"detail": _QUOTED.filled(word=excerpt(written))})
    return None


def group_named(word: str, system: IndicatorSystem) -> str | None:
    """The id of the group that a word names by id or title; '' names the only group there is."""
    if not word:
        return next(iter(system.groups)) if len(system.groups) == 1 else None
    for group, definition in system.groups.items():
        if word in (group, *map(word_of, definition.title.root.values())):
            return group
    return None


def unknown_group(word: str, system: IndicatorSystem) -> Problem:
    """The problem of a group that is not there."""
    titles = [group.title for group in system.groups.values()]
    words = dict.fromkeys([*(title.get(lang) for lang in LANGS for title in titles), *system.groups])
    allowed = joined_text(titles)
    return Problem("unknown_unit_group", {"found": excerpt(word), "nearest": question(word, words), "allowed": allowed})


# --- 基本信息 ---------------------------------------------------------------------------------------


def basics_cells(grids: Iterable[Grid]) -> dict[str, Cell]:
    """Where each value of 基本信息 stands, from the sheet that has most of its labels.

    Returns:
        key of BASICS -> (sheet, row, column) of the cell to the right of its label.
    """
    best: dict[str, Cell] = {}
    for grid in grids:
        here = dict(reversed(_labelled(grid)))  # the first of each
        if len(here) > len(best):
            best = here
    return best


def _labelled(grid: Grid) -> list[tuple[str, Cell]]:
    """The labels of 基本信息 on a sheet, each with the cell to its right."""
    return [
        (key, (grid, row, column + 1))
        for row, keys in grid.headed.items()
        for column, key in keys.items()
        if key in BASICS and keys.get(column + 1) not in BASICS
    ]


def read_basics(grids: list[Grid], system: IndicatorSystem, collector: Collector) -> Basics:
    """The unit's code, name and group; every mistake among them is noted."""
    cells = basics_cells(grids)
    values: dict[str, str] = {}
    for key in BASICS:
        if key in cells:
            values[key] = _basic(key, cells[key], system, collector)
        elif key != "group" or len(system.groups) > 1:
            params = {"label": COLUMNS[key], "nearest": _nearest_label(key, _strangers(grids, cells))}
            collector.problem(Problem("missing_basics", params), Place(_sheet_of(cells), ""))
    for problem, place in _differing(grids, cells):
        collector.problem(problem, place)
    group = values.get("group", "") or (group_named("", system) or "")
    return Basics(values.get("unit", ""), values.get("name", ""), group)


def unit_places(grids: Iterable[Grid], basics: Basics) -> dict[str, tuple[str, str]]:
    """The unit -> the sheet and cell that name it; nothing where none does."""
    cell = basics_cells(grids).get("unit") if basics.unit else None
    return {basics.unit: _place(cell)} if cell else {}


def _nearest_label(key: str, strangers: list[str]) -> Text:
    """The stranger that may be meant to be a label of 基本信息, in whatever language, as a question."""
    questions = (is_it(words, strangers) for words in heading(key).root.values())
    return next((question for question in questions if question.get()), Text(""))


def _differing(grids: Iterable[Grid], cells: Mapping[str, Cell]) -> Iterator[Check]:
    """Where the file says something else of the unit than where it was read."""
    for grid in grids:
        labelled = _labelled(grid)
        if len({key for key, _ in labelled}) < _BASICS_AT_LEAST:
            continue
        for key, cell in labelled:
            here, counted = _said(key, cell), _said(key, cells.get(key, cell))
            if here and counted and here != counted:
                params = {"label": COLUMNS[key], "found": _shown(cell), "said": _shown(cells[key])}
                yield Problem("basics_differ", {**params, "other": _place(cells[key]).words()}), _place(cell)


def _said(key: str, cell: Cell) -> str:
    """What a cell says, if nothing is wrong with that; a period by its id, however it is written."""
    grid, row, column = cell
    value = grid.at(row, column)
    if is_blank(value) or wrong_with(value):
        return ""
    period = period_of_words(value) if key == "period" else None
    return word_of(value) if period is None else period.id


def _shown(cell: Cell) -> str:
    """What a cell says, as a message repeats it."""
    grid, row, column = cell
    return excerpt(name_of(grid.at(row, column)))


def _place(cell: Cell) -> Place:
    grid, row, column = cell
    return Place(grid.name, cell_name(row, column))


def _sheet_of(cells: Mapping[str, Cell]) -> str:
    return next((grid.name for grid, _, _ in cells.values()), BASICS_SHEET.get())


def _strangers(grids: Iterable[Grid], cells: Mapping[str, Cell]) -> list[str]:
    """Words at the left of the sheet of 基本信息, or of any where there is none, that are no labels."""
    sheets = {grid.name: grid for grid, _, _ in cells.values()}.values() or grids
    firsts = [row[min(row)] for grid in sheets for _, row in sorted(grid.rows.items())[:_TOP]]
    return [name_of(first) for first in firsts if isinstance(first, str) and heading_of(first) not in BASICS]


def _basic(key: str, cell: Cell, system: IndicatorSystem, collector: Collector) -> str:
    grid, row, column = cell
    place = _place(cell)
    value = grid.at(row, column)
    problem = _blank(key, system) if is_blank(value) else wrong_with(value) or _wrong(key, value, system)
    if problem is not None:
        collector.problem(problem, place)
        return ""
    if key == "name":
        return name_of(value)
    word = word_of(value)
    return (group_named(word, system) or "") if key == "group" else word


def _blank(key: str, system: IndicatorSystem) -> Problem | None:
    if key == "group" and len(system.groups) == 1:
        return None
    return Problem("blank_basics", {"label": COLUMNS[key]})


def _wrong(key: str, value: Any, system: IndicatorSystem) -> Problem | None:
    word = word_of(value)
    if key == "unit":
        return code_problem(word, name_of(value))
    if key == "name":
        return name_problem(name_of(value))
    if key == "group":
        return None if group_named(word, system) else unknown_group(name_of(value), system)
    return _wrong_period(value, system.period)


def _wrong_period(value: Any, expected: Period) -> Problem | None:
    """What is wrong with the period that a file says it is of: it is another one, or cannot be made out."""
    said = period_of_words(value)
    if said == expected:
        return None
    found = _QUOTED.filled(word=excerpt(text_of(value))) if said is None else said.name
    elsewhere = Text("") if said is None else _TAKE_ELSEWHERE.filled(found=said.name)
    return Problem("wrong_year", {"found": found, "expected": expected.name, "elsewhere": elsewhere})


def other_period(grids: Iterable[Grid], expected: Period) -> Period | None:
    """The period that a file says it is of, where that is another one."""
    cell = basics_cells(grids).get("period")
    said = None if cell is None else period_of_words(cell[0].at(*cell[1:]))
    return None if said == expected else said


def name_problem(name: str) -> Problem | None:
    """What is wrong with a unit's name."""
    return Problem("name_too_long", {"limit": limits.NAME}) if len(name) > limits.NAME else None
