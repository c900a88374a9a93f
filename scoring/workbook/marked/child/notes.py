"""Writes the words of comments on cells, and has their boxes drawn.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from scoring.workbook.marked.child.boxes import Box, draw_boxes
from scoring.workbook.marked.child.listing import lines_of
from scoring.workbook.marked.child.package import CannotMark, Element, Package, main_tag
from scoring.workbook.marked.child.sheets import Sheet
from scoring.workbook.xml_text import writable

AUTHOR = "考评台"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_FONT = '<rPr xmlns="{0}"><sz val="10"/><color indexed="81"/><rFont val="Microsoft YaHei"/><family val="2"/>{1}</rPr>'
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
    draw_boxes(package, part, sheet, boxes)


def _new_comments(package: Package, part: str) -> str:
    name = package.unused("xl/comments{}.xml")
    main = main_tag("")[1:-1]
    package.put(name, f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode())
    package.declare(name, _COMMENTS)
    package.relate(part, "comments", name)
    return name


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
