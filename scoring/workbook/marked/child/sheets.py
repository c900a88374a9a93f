"""Changes the styles of a worksheet's cells, makes those that are not there, and measures columns and rows.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from scoring.workbook.cell_names import cell_name, cell_position
from scoring.workbook.marked.child.package import OFFICE, CannotMark, Element, local, main_tag

_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 64, 20  # pixels
_BEFORE_LEGACY = {
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing"),
}
_SELECTED = re.compile(rb"""(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected=(?:"[^"]*"|'[^']*')""")


def unselected(xml: bytes) -> bytes:
    """A sheet that is not among the selected ones: several at once would all take what is typed into one."""
    return _SELECTED.sub(rb"\1", xml)


class Sheet:
    """A worksheet's element, with its cells by place: rows and columns are counted from 0."""

    def __init__(self, root: Element) -> None:
        if root.tag != main_tag("worksheet"):
            raise CannotMark("not a worksheet of this kind")
        self._root = root
        data = self._child("sheetData")
        if data is None:
            raise CannotMark("no cells")
        self._data: Element = data
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], list[Element]] = {}
        self._number()

    def _child(self, name: str) -> Element:
        return self._root.find(main_tag(name))

    def _number(self) -> None:
        """Give rows and cells without a place the one they have by their order."""
        row_at = -1
        for row in self._data.iterfind(main_tag("row")):
            row_at = int(row.get("r", row_at + 2)) - 1
            row.set("r", str(row_at + 1))
            self._rows.setdefault(row_at, row)
            column = -1
            for cell in row.iterfind(main_tag("c")):
                at = cell_position(cell.get("r")) if cell.get("r") else (row_at, column + 1)
                column = at[1]
                cell.set("r", cell_name(*at))
                self._cells.setdefault(at, []).append(cell)

    # --- cells -----------------------------------------------------------------------------------

    def style(self, cell: str) -> int:
        """The number of the style a cell has, or would have if it were there."""
        row, column = cell_position(cell)
        for element in self._cells.get((row, column), []):
            return int(element.get("s", "0"))
        of_row = self._rows.get(row)
        if of_row is not None and of_row.get("customFormat") in ("1", "true"):
            return int(of_row.get("s", "0"))
        of_column = self._column(column)
        return 0 if of_column is None else int(of_column.get("style", "0"))

    def set_style(self, cell: str, style: int) -> None:
        """Give a cell a style; a blank one that the file does not hold is put in."""
        place = cell_position(cell)
        if place not in self._cells:
            self._cells[place] = [self._made(*place)]
        for element in self._cells[place]:
            element.set("s", str(style))

    def _made(self, row: int, column: int) -> Element:
        within = self._rows.get(row)
        if within is None:
            within = etree.Element(main_tag("row"), r=str(row + 1))
            _insert(self._data, within, lambda e: int(e.get("r", "0")) > row + 1)
            self._rows[row] = within
        within.attrib.pop("spans", None)  # a hint that may not hold any more
        cell = etree.Element(main_tag("c"), r=cell_name(row, column))
        _insert(within, cell, lambda e: local(e) != "c" or cell_position(e.get("r"))[1] > column)
        return cell

    def _column(self, column: int) -> Element | None:
        columns = self._child("cols")
        for one in () if columns is None else columns.iterfind(main_tag("col")):
            if int(one.get("min", "0")) <= column + 1 <= int(one.get("max", "0")):
                return one
        return None

    # --- room ------------------------------------------------------------------------------------

    def width(self, column: int) -> int:
        """A column's width in pixels, about."""
        one = self._column(column)
        if one is None or one.get("width") is None:
            return _DEFAULT_WIDTH
        return 0 if one.get("hidden") in ("1", "true") else round(float(one.get("width")) * 7 + 5)

    def height(self, row: int) -> int:
        """A row's height in pixels, about."""
        one = self._rows.get(row)
        if one is None or one.get("ht") is None:
            return _DEFAULT_HEIGHT
        return 0 if one.get("hidden") in ("1", "true") else round(float(one.get("ht")) * 4 / 3)

    # --- its notes' drawing ------------------------------------------------------------------------

    @property
    def legacy_drawing(self) -> str:
        """The relationship of the drawing that shows its notes; '' where there is none."""
        element = self._child("legacyDrawing")
        return "" if element is None else element.get(f"{{{OFFICE}}}id", "")

    def set_legacy_drawing(self, relation: str) -> None:
        """Name the drawing that shows its notes."""
        element = etree.Element(main_tag("legacyDrawing"), nsmap={"r": OFFICE})
        element.set(f"{{{OFFICE}}}id", relation)
        last = max(n for n, e in enumerate(self._root) if local(e) in _BEFORE_LEGACY)
        self._root.insert(last + 1, element)


def _insert(within: Element, element: Element, is_after: Callable[[Element], bool]) -> None:
    at = next((n for n, e in enumerate(within) if isinstance(e.tag, str) and is_after(e)), len(within))
    within.insert(at, element)
