"""Makes a sheet, as the reading process answers it, of the cells that some reader gives.

A sheet's filled cells are three lists, "rows" and "columns" counted from 0, and "values"; "covered" are the
[row, column] of those that a merged area hides. A value is MessagePack's own, or a tagged pair: ["date", iso],
["moment", iso], ["time", text], ["percent", 0.85], ["error", "#REF!"], ["formula", ""], ["shown", [4, "40"]].
Tested in tests/workbook/files/test_readers.py and, with what understands it, in tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from scoring.workbook.cell_names import column_name
from scoring.workbook.files.error_words import ERROR_WORDS
from scoring.workbook.files.unreadable import Unreadable

Sheet = dict[str, Any]
Cell = tuple[int, int, Any]
Area = tuple[int, int, int, int]  # merged: top, left, bottom, right
NO_RESULT = ["formula", ""]  # a formula without a stored result


def collected(
    sheets: Iterable[tuple[str, bool, Iterable[Cell], list[int], list[int], list[Area]]], limit: int
) -> Iterator[Sheet]:
    """The sheets of a careful reader: name, whether hidden, cells, hidden rows and columns, merged areas.

    Raises:
        Unreadable: more filled cells than `limit`, which are not waited for; a cell that is given twice.
    """
    room = limit
    for name, hidden, cells, hidden_rows, hidden_columns, merged in sheets:
        filled: dict[tuple[int, int], Any] = {}
        for row, column, value in cells:
            if value is not None and value != "":
                before = filled.setdefault((row, column), value)
                if before is not value and before != value:
                    filled[row, column] = _one_of(before, value)
                if len(filled) > room:
                    raise Unreadable("too_much_inside", limit=f"{limit:,}")
        room -= len(filled)
        columns = list(map(column_name, hidden_columns))
        cells = [(*place, value) for place, value in filled.items()]
        yield sheet_of(name, hidden, cells, hidden_rows, columns, merged)


def _one_of(before: Any, value: Any) -> Any:
    """What a cell given twice holds: a formula without a result is no less one for that."""
    if NO_RESULT in (before, value):
        return NO_RESULT
    raise Unreadable("damaged_file")


def sheet_of(
    name: str,
    hidden: bool,
    cells: Iterable[Cell],
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[str] = (),
    merged: Iterable[Area] = (),
) -> Sheet:
    """A sheet of cells in any order, some of them blank."""
    # No place comes twice, so that sorting never compares values.
    filled = sorted([cell for cell in cells if cell[2] is not None and cell[2] != ""])
    rows, columns, values = map(list, zip(*filled, strict=True)) if filled else ([], [], [])
    sheet = plain_sheet(name, hidden, rows, columns, values, merged)
    return sheet | {"hidden_rows": list(hidden_rows), "hidden_columns": list(hidden_columns)}


def plain_sheet(
    name: str, hidden: bool, rows: list[int], columns: list[int], values: list[Any], merged: Iterable[Area]
) -> Sheet:
    """A sheet of filled cells in order; values are the same whichever reader gave them."""
    values = [v if (v.__class__ is str and v[:1] != "#") or v.__class__ is int else plain_value(v) for v in values]
    sheet = {"name": name, "hidden": hidden, "rows": rows, "columns": columns, "values": values}
    return sheet | {"hidden_rows": [], "hidden_columns": [], "covered": _covered(rows, columns, merged)}


def _covered(rows: list[int], columns: list[int], merged: Iterable[Area]) -> list[list[int]]:
    """The filled cells of which people see nothing, since a merged area shows its first cell alone."""
    filled: list[tuple[int, int]] = []
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        filled = filled or list(zip(rows, columns, strict=True))
        lying = filled[bisect_left(filled, (top, left)) : bisect_right(filled, (bottom, right))]
        covered.update(at for at in lying if left <= at[1] <= right and at != (top, left))
    return [list(at) for at in sorted(covered)]


def shown_value(value: float, shown: str | None) -> Any:
    """A number, tagged with what is seen of it where that is another one."""
    return value if shown is None else ["shown", [plain_value(value), shown]]


def plain_value(value: Any) -> Any:
    """A value as MessagePack holds it: whole floats as whole numbers, dates and times tagged."""
    if isinstance(value, bool | list):
        return value
    if isinstance(value, str):
        return ["error", value] if value in ERROR_WORDS else value
    if isinstance(value, int | float):
        return int(value) if value == value and abs(value) < 1e18 and value == int(value) else value
    if isinstance(value, dt.datetime):
        return ["moment", value.isoformat()] if value.time() != dt.time() else ["date", value.date().isoformat()]
    return ["date", value.isoformat()] if isinstance(value, dt.date) else ["time", str(value)]
