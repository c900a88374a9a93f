"""Writes comments on cells: the part that holds their words, and the drawing that holds their boxes.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from scoring.workbook.cell_names import cell_position
from scoring.workbook.marked.child.listing import lines_of
from scoring.workbook.marked.child.package import CannotMark, Element, Package, main_tag, parsed
from scoring.workbook.marked.child.sheets import Sheet
from scoring.workbook.xml_text import writable

AUTHOR = "考评台"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
_SHAPE = re.compile(r"<(\w+):shape\b.*?</\1:shape>", re.DOTALL)
_SHAPE_ID = re.compile(r"_x0000_s(\d{1,9})\b")
_FONT = '<rPr xmlns="{0}"><sz val="10"/><color indexed="81"/><rFont val="Microsoft YaHei"/><family val="2"/>{1}</rPr>'
_BOX_WIDTH, _LINE = 280, 17  # pixels
_BOX_CHARACTERS = 37  # its width in those of a column


class Note(NamedTuple):
    """What a comment on a cell is to say; '' takes our words back."""

    cell: str
    words: str


class NoteWords(NamedTuple):
    """The words above our part of a comment and above what was there before, and those of any language."""

    head: str
    before: str
    heads: list[str]
    befores: list[str]


def write_notes(package: Package, part: str, sheet: Sheet, notes: list[Note], words: NoteWords) -> None:
    """Put comments on cells of the worksheet `part`; what a comment said before stands below ours."""
    comments = package.related(part, "comments")
    if not comments:
        if not any(note.words for note in notes):
            return
        comments = _new_comments(package, part)
    root = package.edit(comments)
    if root.tag != main_tag("comments"):
        raise CannotMark("comments")
    of_sheet = _Comments(root, words)
    boxes = [box for note in notes if (box := of_sheet.set(note)) is not None]
    _draw(package, part, sheet, boxes)


def _new_comments(package: Package, part: str) -> str:
    name = package.unused("xl/comments{}.xml")
    main = main_tag("")[1:-1]
    package.put(name, f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode())
    package.declare(name, _COMMENTS)
    package.relate(part, "comments", name)
    return name


class Box(NamedTuple):
    """The box of a comment; without lines it is taken away."""

    cell: str
    lines: int


class _Comments:
    """The part with the comments' words."""

    def __init__(self, root: Element, words: NoteWords) -> None:
        self._words = words
        self._authors, self._list = root.find(main_tag("authors")), root.find(main_tag("commentList"))
        if self._authors is None or self._list is None:
            raise CannotMark("comments")
        self._by_cell: dict[str, Element] = {}
        for comment in self._list.iterfind(main_tag("comment")):
            self._by_cell.setdefault(comment.get("ref", ""), comment)

    def set(self, note: Note) -> Box | None:
        """Change the comment of a cell; returns the box it then needs, None where nothing is to be drawn."""
        comment = self._by_cell.get(note.cell)
        if comment is not None and self._is_thread(comment):
            return None  # a conversation's words stand in another part, which goes before this one
        kept = [] if comment is None else self._kept(comment)
        if not note.words and not kept:
            if comment is not None:
                self._list.remove(comment)
                del self._by_cell[note.cell]
            return None if comment is None else Box(note.cell, 0)
        if comment is None:
            comment = self._new(note.cell)
        text = comment.find(main_tag("text"))
        runs = [*self._ours(note, bool(kept)), *kept] if note.words else kept
        text[:] = runs
        text.text = None
        return Box(note.cell, _lines(_plain(text)))

    def _is_thread(self, comment: Element) -> bool:
        number, authors = int(comment.get("authorId", "0")), self._authors.findall(main_tag("author"))
        return number < len(authors) and (authors[number].text or "").startswith("tc=")

    def _new(self, cell: str) -> Element:
        names = [author.text for author in self._authors.iterfind(main_tag("author"))]
        if AUTHOR not in names:
            names.append(AUTHOR)
            etree.SubElement(self._authors, main_tag("author")).text = AUTHOR
        comment = etree.SubElement(self._list, main_tag("comment"), ref=cell, authorId=str(names.index(AUTHOR)))
        etree.SubElement(comment, main_tag("text"))
        self._by_cell[cell] = comment
        return comment

    def _ours(self, note: Note, has_more: bool) -> list[Element]:
        before = f"\n\n{self._words.before}\n" if has_more else ""
        return [_run(self._words.head, bold=True), _run(f"\n{note.words}{before}")]

    def _kept(self, comment: Element) -> list[Element]:
        """The runs of a comment that are not ours."""
        text = comment.find(main_tag("text"))
        if text is None:
            etree.SubElement(comment, main_tag("text"))
            return []
        words = _plain(text)
        if words.startswith(tuple(self._words.heads)):
            marks = (mark for mark in self._words.befores if mark in words)
            after = next((words.partition(mark)[2] for mark in marks), "").lstrip("\n")
            return [_run(after)] if after else []
        runs = text.findall(main_tag("r"))
        if runs:
            return list(runs)
        return [_run(words)] if words else []


def _run(words: str, *, bold: bool = False) -> Element:
    run = etree.Element(main_tag("r"))
    run.append(etree.fromstring(_FONT.format(main_tag("")[1:-1], "<b/>" if bold else "")))
    text = etree.SubElement(run, main_tag("t"))
    text.text = writable(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _plain(text: Element | None) -> str:
    return "" if text is None else "".join(t.text or "" for t in text.iter(main_tag("t")))


def _lines(words: str) -> int:
    """How many lines a box needs for a text."""
    return sum(lines_of(line, _BOX_CHARACTERS) for line in words.split("\n"))


# --- boxes ------------------------------------------------------------------------------------------


def _draw(package: Package, part: str, sheet: Sheet, boxes: list[Box]) -> None:
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
