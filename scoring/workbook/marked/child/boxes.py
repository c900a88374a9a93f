"""Draws the boxes of comments: the part that says where each stands and how large it is.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from scoring.workbook.cell_names import cell_position
from scoring.workbook.marked.child.package import CannotMark, Package, parsed
from scoring.workbook.marked.child.sheets import Sheet

_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
_SHAPE = re.compile(r"<(\w+):shape\b.*?</\1:shape>", re.DOTALL)
_SHAPE_ID = re.compile(r"_x0000_s(\d{1,9})\b")
_BOX_WIDTH, _LINE = 280, 17  # pixels


class Box(NamedTuple):
    """The box of a comment; without lines it is taken away."""

    cell: str
    lines: int


def draw_boxes(package: Package, part: str, sheet: Sheet, boxes: list[Box]) -> None:
    """Put boxes on the drawing of the worksheet `part`, in the place of those that its cells had."""
    relation = sheet.legacy_drawing
    name = next((r.target for r in package.relations(part) if r.id == relation and r.target), "") if relation else ""
    if relation and not name:
        raise CannotMark("drawing of notes")
    if not name:
        if not any(box.lines for box in boxes):
            return
        name = package.unused("xl/drawings/vmlDrawing{}.vml")
        package.put(name, _empty_drawing(package).encode())
        package.declare_suffix("vml", _DRAWING)
        sheet.set_legacy_drawing(package.relate(part, "vmlDrawing", name))
    package.put(name, _Drawing(package.data(name)).with_boxes(sheet, boxes))


def _empty_drawing(package: Package) -> str:
    block = 1 + sum(name.lower().endswith(".vml") for name in package.names())
    return (
        f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">\n'
        f' <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>\n'
        f"<!--{block * 1024}--></xml>"
    )


class _Drawing:
    """A drawing of notes. It is changed as text: programs write it in ways that are not quite XML."""

    def __init__(self, content: bytes) -> None:
        self._text = content.decode("utf-8-sig")
        if "</xml>" not in self._text:
            raise CannotMark("drawing of notes")

    def with_boxes(self, sheet: Sheet, boxes: list[Box]) -> bytes:
        text = self._without({cell_position(box.cell) for box in boxes})
        used = [int(number) for number in _SHAPE_ID.findall(text)]
        blocks = [int(n) * 1024 for n in re.findall(r'data="(\d{1,6})', text)[:1]]
        number = max([*used, *blocks, *map(int, re.findall(r"<!--(\d{1,9})-->", text)[:1])], default=1024)
        shapes = [] if 'id="_x0000_t202"' in text else [_SHAPE_TYPE]
        for box in boxes:
            if box.lines:
                number += 1
                shapes.append(_shape(number, sheet, box))
        text = re.sub(r"<!--\d{1,9}-->", "", text)
        before, end, after = text.rpartition("</xml>")
        return _checked((before + "".join(shapes) + end + after).encode(), self._text.encode())

    def _without(self, places: set[tuple[int, int]]) -> str:
        """The drawing without the boxes of these cells."""

        def keep(match: re.Match[str]) -> str:
            shape = match[0]
            at = [re.search(rf"<\w+:{name}>\s*(\d+)\s*</", shape) for name in ("Row", "Column")]
            is_one = shape.count(f"<{match[1]}:shape ") == 1 and 'ObjectType="Note"' in shape
            if is_one and all(at) and tuple(int(m[1]) for m in at if m) in places:
                return ""
            return shape

        return _SHAPE.sub(keep, self._text)


# Each element declares its prefixes: programs differ in which ones the drawing itself declares, and where.
_PREFIXES = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_SHAPE_TYPE = (
    f'<v:shapetype {_PREFIXES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _shape(number: int, sheet: Sheet, box: Box) -> str:
    row, column = cell_position(box.cell)
    return (
        f'<v:shape {_PREFIXES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
        f"margin-top:5pt;width:{_BOX_WIDTH * 3 // 4}pt;height:{box.lines * _LINE * 3 // 4}pt;z-index:1;"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(sheet, row, column, box.lines)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _checked(drawing: bytes, before: bytes) -> bytes:
    """The drawing, unless the change made it less of an XML than it was."""
    try:
        parsed(before)
    except etree.XMLSyntaxError:
        return drawing
    parsed(drawing)
    return drawing


def _anchor(sheet: Sheet, row: int, column: int, lines: int) -> str:
    """Where a box stands: right of its cell, as large as its words, in columns, rows and pixels."""
    left, top = min(column + 1, 16_370), max(row - 1, 0)  # the next column, the row above
    right, x = _across(left, _BOX_WIDTH + 12, sheet.width, 16_383)
    bottom, y = _across(top, lines * _LINE + 14, sheet.height, 1_048_575)
    return f"{left}, 12, {top}, 4, {right}, {x}, {bottom}, {y}"


def _across(start: int, size: int, room: Callable[[int], int], last: int) -> tuple[int, int]:
    """How far `size` pixels reach from the beginning of column or row `start`."""
    at = start
    while at < last and size > (here := room(at)):
        size -= here
        at += 1
    return at, size if at < last else 0
