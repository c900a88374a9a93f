"""What is typed into the grids of 核查 and not saved: kept by figure, whatever others change beneath it.

Each cell is kept with the version of the store that was on the screen when it was typed, so that a figure which has
changed since is known as such, here and when it is saved.

Tested in tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd
import streamlit as st

from scoring.analysis.typed_entries import Pair, Typed
from scoring.services.moved_figures import Figure

_DRAFTS = "verification_drafts"  # period -> figure -> column -> Cell
_GRIDS = "verification_grids"  # name -> Grid
_TICK = "as_reported"


class Cell(NamedTuple):
    """What was typed ('' for what was cleared), over which version of the store."""

    value: str | bool
    seen: int


Drafts = dict[Figure, dict[str, Cell]]


@dataclass(frozen=True)
class Grid:
    """A grid as it is on the screen.

    Attributes:
        rows: what stands in it, with unit, indicator and field; of one indicator's fields side by side, with unit.
        item: that indicator; '' for a grid with a row for each figure.
        version: of the store.
        began: what was typed before the grid got its key, and is part of what it shows.
        is_over: what is typed in it has been taken over or given up.
    """

    key: str
    period: str
    rows: pd.DataFrame
    item: str
    version: int
    began: pd.DataFrame
    is_over: bool = False

    def figure(self, row: int, column: str) -> tuple[Figure, str]:
        """The figure of a cell, and what of it the cell holds."""
        if self.item:
            return (str(self.rows["unit"].iat[row]), self.item, column), "verified"
        unit, indicator, field = (str(self.rows[name].iat[row]) for name in ("unit", "indicator", "field"))
        return (unit, indicator, field), column

    def stands(self, row: int, column: str) -> str | bool:
        """What a cell holds where nothing is typed."""
        return False if column == _TICK else str(self.rows[column].iat[row])


def drafts(period: str) -> Drafts:
    """What is typed and not saved in a period."""
    every: dict[str, Drafts] = st.session_state.setdefault(_DRAFTS, {})
    return every.setdefault(period, {})


def _grids() -> dict[str, Grid]:
    grids: dict[str, Grid] = st.session_state.setdefault(_GRIDS, {})
    return grids


def collect() -> None:
    """Take over what was typed into grids since the last time."""
    for grid in (one for one in _grids().values() if not one.is_over):
        edited = st.session_state.get(grid.key, {}).get("edited_rows", {})
        for row, cells in edited.items():
            if int(row) < len(grid.rows):
                for column, value in cells.items():
                    _take(grid, int(row), column, "" if value is None else value)


def _take(grid: Grid, row: int, column: str, value: str | bool) -> None:
    figure, kind = grid.figure(row, column)
    cells = drafts(grid.period).setdefault(figure, {})
    if value == grid.stands(row, column):
        cells.pop(kind, None)
    elif kind not in cells or cells[kind].value != value:
        cells[kind] = Cell(value, grid.version)
    if not cells:
        del drafts(grid.period)[figure]


# --- on the screen --------------------------------------------------------------------------------


def begin_grid(name: str, period: str, rows: pd.DataFrame, item: str, version: int) -> Grid:
    """The grid to be shown: as it was, with what is typed in it; anew where its rows are others."""
    collect()
    before = _grids().get(name)
    if before is not None and _goes_on(before, period, rows, item):
        grid = Grid(before.key, period, rows, item, version, before.began)
    else:
        number = int(before.key.rpartition("_")[2]) + 1 if before is not None else 0
        key = f"grid_{name}_{number}"
        grid = Grid(key, period, rows, item, version, _typed_cells(period, rows, item))
    _grids()[name] = grid
    return grid


def _goes_on(before: Grid, period: str, rows: pd.DataFrame, item: str) -> bool:
    same = before.period == period and before.item == item and len(before.rows) == len(rows)
    names = [name for name in ("unit", "indicator", "field") if name in rows]
    is_there = before.key in st.session_state and not before.is_over
    return same and is_there and bool((before.rows[names] == rows[names]).all(axis=None))


def _typed_cells(period: str, rows: pd.DataFrame, item: str) -> pd.DataFrame:
    """row, column, value of what is typed in a grid of these rows."""
    kept = drafts(period)
    if not kept:
        return pd.DataFrame(columns=["row", "column", "value"])
    if item:
        places = {(unit, item): n for n, unit in enumerate(rows["unit"])}
        found = [
            (places[figure[:2]], figure[2], cells["verified"].value)
            for figure, cells in kept.items()
            if figure[:2] in places and figure[2] in rows and "verified" in cells
        ]
    else:
        figures = {f: n for n, f in enumerate(zip(rows["unit"], rows["indicator"], rows["field"], strict=True))}
        found = [
            (figures[figure], column, cell.value)
            for figure, cells in kept.items()
            if figure in figures
            for column, cell in cells.items()
        ]
    return pd.DataFrame(found, columns=["row", "column", "value"])


def shown_at_first(grid: Grid, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame that the editor is given: with what was typed before it got its key."""
    return _with_cells(frame, grid.began)


def as_typed(grid: Grid, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with all that is typed in it."""
    return _with_cells(frame, _typed_cells(grid.period, grid.rows, grid.item))


def _with_cells(frame: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    filled = frame.copy()
    for row, column, value in cells.itertuples(index=False, name=None):
        if column in filled:
            filled.iloc[row, filled.columns.get_loc(column)] = value
    return filled


# --- what they rest on, and their end -------------------------------------------------------------


def seen(period: str, typed: Typed) -> dict[Figure, int]:
    """The versions at which the figures of what is typed were looked at.

    Of a figure in which nothing is typed itself (one reason holds for an indicator, a tick for all its figures), the
    earliest at which anything of its indicator was.
    """
    kept, first = drafts(period), _first_seen(period)
    found = {
        figure: min(cell.seen for cell in kept[figure].values()) if figure in kept else first.get(figure[:2])
        for figure in ((entry.unit, entry.indicator, entry.field) for entry in typed.entries)
    }
    return {figure: version for figure, version in found.items() if version is not None} | {
        figure: first[figure[:2]] for figure in kept if figure[:2] in typed.confirmed
    }


def _first_seen(period: str) -> dict[Pair, int]:
    first: dict[Pair, int] = {}
    for figure, cells in drafts(period).items():
        for cell in cells.values():
            first[figure[:2]] = min(first.get(figure[:2], cell.seen), cell.seen)
    return first


def keep_mine(period: str, pairs: Collection[Pair], version: int) -> None:
    """Let what is typed of some indicators stand over what others changed until a version."""
    collect()
    for figure, cells in drafts(period).items():
        if figure[:2] in pairs:
            cells |= {column: Cell(cell.value, max(cell.seen, version)) for column, cell in cells.items()}


def keep_theirs(period: str, figures: Iterable[Figure]) -> None:
    """Give up what is typed in figures that others changed; where nothing is, what is typed of their indicators."""
    collect()
    changed = set(figures)
    own = changed & drafts(period).keys()
    bare = {figure[:2] for figure in changed} - {figure[:2] for figure in own}
    _drop(period, lambda figure: figure in own or figure[:2] in bare)


def forget(period: str, figures: Iterable[Figure]) -> None:
    """Give up what is typed in some figures: it was saved, or is not wanted."""
    collect()
    _drop(period, set(figures).__contains__)


def _drop(period: str, is_dropped: Callable[[Figure], bool]) -> None:
    kept, grids = drafts(period), _grids()
    for figure in [figure for figure in kept if is_dropped(figure)]:
        del kept[figure]
    grids |= {name: replace(grid, is_over=True) for name, grid in grids.items()}


def elsewhere(period: str, figures: Collection[Figure]) -> list[Figure]:
    """The figures in which something is typed, but for some."""
    return [figure for figure in drafts(period) if figure not in figures]
