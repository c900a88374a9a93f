"""One way to put a table on a worksheet: headed, formatted, frozen, ready to print.

Tested in tests/reports/test_ranked.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.workbook import xml_text
from scoring.workbook.safe_workbook import FONT, FONT_SIZE, new_workbook
from scoring.workbook.template.formats import LINE_HEIGHT, lines_of, width_of

__all__ = [
    "BAR",
    "PAPER_ROWS",
    "Column",
    "Paper",
    "TableSheet",
    "add_table",
    "for_print",
    "new_workbook",
    "number_format",
    "writable",
]

Kind = Literal["text", "long", "whole", "score", "signed", "signed_whole", "rate"]

_TEXT_MAX = 32_000  # characters of a cell; Excel holds 32,767
INK, LINE, HEAD, BAR = "#1f2a37", "#d5dbe3", "#e8eef5", "#9ec5e8"
_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {},
    "long": {"text_wrap": True},
    "whole": {"num_format": "0", "align": "center"},
    "score": {},
    "signed": {},
    "signed_whole": {"num_format": "+0;−0;0", "align": "center"},
    "rate": {"num_format": "0.0%"},
}


_LOOK = {
    "font_name": FONT,
    "font_size": FONT_SIZE,
    "font_color": INK,
    "valign": "vcenter",
    "border": 1,
    "border_color": LINE,
}
_WORDS = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"}  # around a table
_WIDEST = 44  # of a column of names, in characters


@dataclass(frozen=True)
class Paper:
    """What stands around a table that is printed and signed; nothing at first.

    Attributes:
        title, line: above it: a title, and what it is of. notes: below it. signatures: the line to sign on.
    """

    title: str = ""
    line: str = ""
    notes: tuple[str, ...] = ()
    signatures: str = ""


NO_PAPER = Paper()
PAPER_ROWS = 2  # above the headings of a table with a title


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the frame's column, its heading, its kind and width in characters."""

    key: str
    heading: str
    kind: Kind = "text"
    width: float = 10
    bar: str | None = None  # colour of data bars
    bar_full: float | None = None  # value of a full bar; the largest one without it
    decimals: int = 2  # of a score


def writable(value: Any) -> Any:
    """A cell's value with what a workbook cannot hold taken out."""
    return xml_text.writable(value)[:_TEXT_MAX] if isinstance(value, str) else value


def add_table(
    workbook: Workbook,
    name: str,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    freeze: int = 0,
    paper: Paper = NO_PAPER,
) -> Worksheet:
    """Add a sheet holding `frame`: a heading row, then a row each; NaN and None stay blank.

    Args:
        freeze: how many columns stay in view when scrolling sideways.
        paper: what stands above and below the table.
    """
    table = TableSheet(workbook, name, columns, freeze, paper)
    table.add(frame)
    return table.close()


class TableSheet:
    """A sheet that is filled from above: the heading row at once, then rows, then what follows from all of them.

    Args:
        streamed: whether rows leave the memory as soon as they are written, for tables of any length.
    """

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        columns: Sequence[Column],
        freeze: int = 0,
        paper: Paper = NO_PAPER,
        *,
        streamed: bool = False,
    ) -> None:
        self._workbook, self._name, self._columns, self._paper = workbook, name, columns, paper
        self.sheet = _worksheet(workbook, name, streamed)
        self._top = _above(workbook, self.sheet, paper, len(columns) - 1)
        self._next = self._top + 1
        self._formats = [workbook.add_format(_look(column)) for column in columns]
        self._widths = [_least_width(column) for column in columns]
        head = workbook.add_format({**_LOOK, "bold": True, "bg_color": HEAD, "text_wrap": True, "align": "center"})
        self.sheet.set_row(self._top, 30)
        for at, column in enumerate(columns):
            self.sheet.write_string(self._top, at, writable(column.heading), head)
        self.sheet.freeze_panes(self._top + 1, freeze)

    def add(self, frame: pd.DataFrame) -> None:
        """Write more rows."""
        cells = [frame[c.key].astype(object).where(frame[c.key].notna(), None).tolist() for c in self._columns]
        for at, (column, values) in enumerate(zip(self._columns, cells, strict=True)):
            self._widths[at] = max(self._widths[at], _needed_width(column, values))
        for row, values in enumerate(zip(*cells, strict=True), start=self._next):
            if (lines := self._lines(values)) > 1:
                self.sheet.set_row(row, lines * LINE_HEIGHT + 3)  # not every program finds the height by itself
            for at, (value, cell_format) in enumerate(zip(values, self._formats, strict=True)):
                _write(self.sheet, row, at, value, cell_format)
        self._next += len(frame)

    def _lines(self, values: Sequence[Any]) -> int:
        """How many lines a row takes by its long texts."""
        texts = [
            (value, width)
            for value, column, width in zip(values, self._columns, self._widths, strict=True)
            if column.kind == "long" and isinstance(value, str) and (2 * len(value) > width - 3 or "\n" in value)
        ]
        return max((lines_of(value[:_TEXT_MAX], width) for value, width in texts), default=1)

    def close(self) -> Worksheet:
        """Set widths, bars, filter and print, and write what stands below; returns the sheet."""
        for at, column in enumerate(self._columns):
            self.sheet.set_column(at, at, self._widths[at])
            if column.bar and self._next > self._top + 1:
                self.sheet.conditional_format(self._top + 1, at, self._next - 1, at, _bar(column))
        if self._next > self._top + 1:
            self.sheet.autofilter(self._top, 0, self._next - 1, len(self._columns) - 1)
        _below(self._workbook, self.sheet, self._paper, self._next, self._columns)
        for_print(self.sheet, self._name, repeated=self._top)
        return self.sheet


def _worksheet(workbook: Workbook, name: str, streamed: bool) -> Worksheet:
    """A new sheet; XlsxWriter takes from the workbook whether its rows are to leave the memory."""
    before, workbook.constant_memory = workbook.constant_memory, streamed
    try:
        return workbook.add_worksheet(name)
    finally:
        workbook.constant_memory = before


def _look(column: Column) -> dict[str, Any]:
    return {**_LOOK, **_FORMATS[column.kind], **_decimals(column)}


def _bar(column: Column) -> dict[str, Any]:
    bar = {"type": "data_bar", "bar_color": column.bar, "bar_solid": True, "min_type": "num", "min_value": 0}
    return bar if column.bar_full is None else bar | {"max_type": "num", "max_value": column.bar_full}


def _least_width(column: Column) -> float:
    """The column's own width, or more: no word of its heading is broken."""
    longest_word = max(map(width_of, column.heading.split()), default=0.0) if column.heading.isascii() else 0.0
    return max(column.width, longest_word + 3)


def _needed_width(column: Column, cells: Sequence[Any]) -> float:
    """So wide that a text stands on one line if it can."""
    if column.kind != "text":
        return 0.0
    return min(max((width_of(str(cell)) + 2 for cell in set(cells) if cell), default=0.0), _WIDEST)


def _above(workbook: Workbook, sheet: Worksheet, paper: Paper, last: int) -> int:
    """The title and the line under it, over all columns; returns the row of the headings."""
    if not paper.title:
        return 0
    title = workbook.add_format({**_WORDS, "bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, last, writable(paper.title), title)
    sheet.set_row(0, 36)
    sheet.merge_range(1, 0, 1, last, writable(paper.line), workbook.add_format({**_WORDS, "align": "right"}))
    return PAPER_ROWS


def _below(workbook: Workbook, sheet: Worksheet, paper: Paper, row: int, columns: Sequence[Column]) -> None:
    """Notes under the table, and a line on which it is signed; nothing of either leaves nothing."""
    note = workbook.add_format({**_WORDS, "text_wrap": True})
    room = sum(column.width for column in columns)
    for text in paper.notes:
        sheet.merge_range(row, 0, row, len(columns) - 1, writable(text), note)
        sheet.set_row(row, 18 * lines_of(text, room))
        row += 1
    if paper.signatures:
        sheet.merge_range(row + 1, 0, row + 1, len(columns) - 1, writable(paper.signatures), note)
        sheet.set_row(row + 1, 30)


def number_format(decimals: int) -> str:
    """A spreadsheet's number format with so many decimals."""
    return "0." + "0" * decimals if decimals else "0"


def _decimals(column: Column) -> dict[str, str]:
    places = number_format(column.decimals)
    formats = {"score": f"{places};−{places}", "signed": f"+{places};−{places};{places}"}
    return {"num_format": formats[column.kind]} if column.kind in formats else {}


def _write(sheet: Worksheet, row: int, at: int, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, at, writable(value), cell_format)
    else:
        sheet.write_number(row, at, float(value), cell_format)


def for_print(sheet: Worksheet, title: str, landscape: bool = True, repeated: int = 0) -> None:
    """A4, one page wide, the row of headings repeated, page numbers."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeated)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.set_header(f"&C&12{title.replace('&', '&&')}")
    sheet.set_footer("&C&P / &N")
