"""How the template looks: formats, widths, and row heights that show wrapped Chinese text in full.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FONT, INK, SOFT, LINE = "微软雅黑", "#1f2a37", "#5b6878", "#cdd5df"
NAVY, TEAL, INPUT, GREY, BAND = "#24476b", "#1b7f79", "#fff8e1", "#e9ecf0", "#f4f7fa"
LINE_HEIGHT = 15.75  # points of one line at 10 pt in a font with Chinese glyphs
BASE = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
CELL = {**BASE, "border": 1, "border_color": LINE, "text_wrap": True, "align": "left"}


class Looks:
    """The formats of one workbook, made once each when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, base: dict[str, Any] = CELL, **more: Any) -> Format:
        """The format with `base` and what is added to it."""
        wanted = {**base, **more}
        if wanted.get("align") == "left":
            wanted["indent"] = 1
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]

    def fixed(self, band: bool = False, **more: Any) -> Format:
        """A locked cell of a table; every other section has a faint band."""
        return self.get(bg_color=BAND if band else "#ffffff", **more)

    def entry(self, **more: Any) -> Format:
        """A cell to fill in."""
        return self.get(bg_color=INPUT, locked=False, **more)

    def unused(self) -> Format:
        """A cell that does not belong to its row."""
        return self.get(bg_color=GREY)

    def head(self, is_entry: bool) -> Format:
        """A column heading; those to fill in have a colour of their own."""
        return self.get(bold=True, font_color="#ffffff", bg_color=TEAL if is_entry else NAVY, align="center")


def width_of(text: str) -> float:
    """How many narrow characters wide a line of text is."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WFA" else 1.05 for c in text)


def width_of_words(heading: str) -> float:
    """How wide a column is in which the longest Latin word of its heading stands in bold on one line."""
    words = re.findall(r"[A-Za-z]+", heading)
    return max((1.2 * len(word) + 2 for word in words), default=0)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column `width` characters wide."""
    room = max(width - 2.5, 2)  # the cell's padding and indent
    return sum(max(1, math.ceil(width_of(part) / room)) for part in text.split("\n"))


def height_of(cells: Iterable[tuple[str, float]], least: float = 24, line: float = LINE_HEIGHT) -> float:
    """The height of a row that shows all of its (text, column width) cells."""
    return max(least, *(lines_of(text, width) * line + 5 for text, width in cells))


def set_page(sheet: Worksheet, title: str, footer: str, landscape: bool = True) -> None:
    """A4, one page wide, the sheet's name on top; `footer` numbers the pages by &P and &N."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f'&L&"{FONT},常规"&9 {title.replace("&", "&&")}&R&"{FONT},常规"&9 &A')
    sheet.set_footer(f'&C&"{FONT},常规"&9 {footer}')
    sheet.hide_gridlines(2)


def protect(sheet: Worksheet) -> None:
    """Lock all but the cells to fill in, without a password; sizes and looks may still be changed."""
    allowed = (
        "format_cells",
        "format_columns",
        "format_rows",
        "sort",
        "autofilter",
        "select_locked_cells",
        "select_unlocked_cells",
    )
    sheet.protect("", dict.fromkeys(allowed, True))
