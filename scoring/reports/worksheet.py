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

__all__ = ["BAR", "Column", "add_table", "for_print", "new_workbook", "number_format", "writable"]

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
    workbook: Workbook, name: str, frame: pd.DataFrame, columns: Sequence[Column], freeze: int = 0
) -> Worksheet:
    """Add a sheet holding `frame`: a heading row, then a row each; NaN and None stay blank.

    Args:
        freeze: how many columns stay in view when scrolling sideways.
    """
    sheet = workbook.add_worksheet(name)
    look = {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "font_color": INK,
        "valign": "vcenter",
        "border": 1,
        "border_color": LINE,
    }
    head = workbook.add_format({**look, "bold": True, "bg_color": HEAD, "text_wrap": True, "align": "center"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, head)
        cell_format = workbook.add_format({**look, **_FORMATS[column.kind], **_decimals(column)})
        cells = frame[column.key].astype(object).where(frame[column.key].notna(), None)
        for row, value in enumerate(cells, start=1):
            _write(sheet, row, at, value, cell_format)
        if column.bar and len(frame):
            bar = {"type": "data_bar", "bar_color": column.bar, "bar_solid": True, "min_type": "num", "min_value": 0}
            if column.bar_full is not None:
                bar |= {"max_type": "num", "max_value": column.bar_full}
            sheet.conditional_format(1, at, len(frame), at, bar)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, freeze)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(columns) - 1)
    for_print(sheet, name)
    return sheet


def number_format(decimals: int) -> str:
    """A spreadsheet's number format with so many decimals."""
    return "0." + "0" * decimals if decimals else "0"


def _decimals(column: Column) -> dict[str, str]:
    places = number_format(column.decimals)
    formats = {"score": places, "signed": f"+{places};−{places};{places}"}
    return {"num_format": formats[column.kind]} if column.kind in formats else {}


def _write(sheet: Worksheet, row: int, at: int, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, at, writable(value), cell_format)
    else:
        sheet.write_number(row, at, float(value), cell_format)


def for_print(sheet: Worksheet, title: str, landscape: bool = True) -> None:
    """A4, one page wide, headings repeated, page numbers."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.set_header(f"&C&12{title.replace('&', '&&')}")
    sheet.set_footer("&C&P / &N")
