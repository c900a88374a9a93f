"""Writes the first sheet of a marked copy: every problem with its cell, what is wrong and what to do.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from lxml import etree

from scoring.workbook.cell_names import cell_name
from scoring.workbook.marked.child.package import Element, main_tag
from scoring.workbook.marked.child.styles import COLOURS, Styles
from scoring.workbook.xml_text import writable

# Each column: its key in a row, its width in characters; the last one is hidden and keeps a cell's own fill.
COLUMNS = (
    ("severity", 8),
    ("sheet", 12),
    ("cell", 9),
    ("indicator", 10),
    ("title", 22),
    ("message", 44),
    ("hint", 48),
    ("fill", 10),
)
HEAD_ROW = 3
TEXT_MAX = 8_000  # characters of a cell
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FONT = '<sz val="{size}"/><color rgb="{colour}"/><name val="Microsoft YaHei"/><family val="2"/>'
_INK, _LINK, _HEAD_FILL = "FF1F2A37", "FF1F5FBF", "FFE8EEF5"

Row = dict[str, Any]


def list_sheet(styles: Styles, title: str, intro: str, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The sheet's XML.

    Args:
        title, intro: the first two rows.
        headings: of COLUMNS, without the hidden one.
        rows: by the keys of COLUMNS; `severity` is what is shown, `is_error` says which colour it gets.
    """
    of_list = _ListStyles(styles)
    root = etree.Element(main_tag("worksheet"), nsmap={None: main_tag("")[1:-1]})
    _view(root)
    columns = etree.SubElement(root, main_tag("cols"))
    for number, (_, width) in enumerate(COLUMNS, start=1):
        hidden = {"hidden": "1"} if number == len(COLUMNS) else {}
        at = str(number)
        etree.SubElement(columns, main_tag("col"), min=at, max=at, width=str(width), customWidth="1", **hidden)
    data = etree.SubElement(root, main_tag("sheetData"))
    _row(data, 1, [(title, of_list.title)], 30)
    _row(data, 2, [(intro, of_list.intro)], 24)
    _row(data, HEAD_ROW, [(heading, of_list.head) for heading in headings], 24)
    links = []
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        _row(data, number, of_list.cells(row), _height(row))
        if row["sheet"] and row["cell"]:
            target = "'{}'!{}".format(row["sheet"].replace("'", "''"), row["cell"])
            links.append({"ref": f"C{number}", "location": target, "display": row["cell"]})
    if links:
        within = etree.SubElement(root, main_tag("hyperlinks"))
        for link in links:
            etree.SubElement(within, main_tag("hyperlink"), link)
    _page(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class _ListStyles:
    """The styles of the list's cells."""

    def __init__(self, styles: Styles) -> None:
        def font(size: float, colour: str = _INK, more: str = "") -> str:
            return more + _FONT.format(size=size, colour=colour)

        self.title = styles.of_list(font(16, more="<b/>"), border=False)
        self.intro = styles.of_list(font(10), border=False)
        self.head = styles.of_list(font(10, more="<b/>"), fill=_HEAD_FILL, centred=True)
        self.text = styles.of_list(font(10))
        self.middle = styles.of_list(font(10), centred=True)
        self.link = styles.of_list(font(10, _LINK, "<u/>"), centred=True)
        self.severities = {
            name: styles.of_list(font(10, more="<b/>"), fill=colour, centred=True) for name, colour in COLOURS.items()
        }

    def cells(self, row: Row) -> list[tuple[str, int]]:
        styles = {
            "severity": self.severities["error" if row["is_error"] else "warning"],
            "cell": self.link if row["sheet"] else self.middle,
            "sheet": self.middle,
            "indicator": self.middle,
        }
        return [(str(row.get(key, "")), styles.get(key, self.text)) for key, _ in COLUMNS]


def _view(root: Element) -> None:
    properties = etree.SubElement(root, main_tag("sheetPr"))
    etree.SubElement(properties, main_tag("tabColor"), rgb=COLOURS["error"])
    etree.SubElement(properties, main_tag("pageSetUpPr"), fitToPage="1")
    views = etree.SubElement(root, main_tag("sheetViews"))
    view = etree.SubElement(views, main_tag("sheetView"), showGridLines="0", tabSelected="1", workbookViewId="0")
    below = f"A{HEAD_ROW + 1}"
    etree.SubElement(
        view, main_tag("pane"), ySplit=str(HEAD_ROW), topLeftCell=below, activePane="bottomLeft", state="frozen"
    )
    etree.SubElement(view, main_tag("selection"), pane="bottomLeft", activeCell=below, sqref=below)
    etree.SubElement(root, main_tag("sheetFormatPr"), defaultRowHeight="15")


def _page(root: Element) -> None:
    margins = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6", "header": "0.3", "footer": "0.3"}
    etree.SubElement(root, main_tag("pageMargins"), margins)
    etree.SubElement(
        root, main_tag("pageSetup"), paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0"
    )
    footer = etree.SubElement(root, main_tag("headerFooter"))
    etree.SubElement(footer, main_tag("oddFooter")).text = "&C&P / &N"


def _row(data: Element, number: int, cells: Sequence[tuple[str, int]], height: float) -> None:
    row = etree.SubElement(data, main_tag("row"), r=str(number), ht=f"{height:g}", customHeight="1")
    for column, (words, style) in enumerate(cells):
        cell = etree.SubElement(row, main_tag("c"), r=cell_name(number - 1, column), s=str(style))
        if words:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, main_tag("is")), main_tag("t"))
            text.text = _ESCAPE.sub("_x005F_", writable(words)[:TEXT_MAX])  # _x0041_ would be read as A
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _height(row: Row) -> float:
    """Points that a row needs for its longest text."""
    lines = max(lines_of(str(row.get(key, "")), width) for key, width in COLUMNS[:-1])
    return min(8 + 14.5 * lines, 400)


def lines_of(words: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    halves = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in words)
    return max(1, -(-halves // max(1, width - 1)))
