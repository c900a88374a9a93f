"""Marks a workbook in a process of its own; run by `sandbox.child`.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

from typing import Any

from scoring.workbook.marked.child.book import Book
from scoring.workbook.marked.child.listing import HEAD_ROW, list_sheet
from scoring.workbook.marked.child.notes import Note, NoteWords, write_notes
from scoring.workbook.marked.child.package import Package
from scoring.workbook.marked.child.sheets import Sheet

Request = dict[str, Any]
_NOTE_MAX = 3_000  # characters of one comment


def answer(request: Request, content: bytes) -> bytes:
    """The workbook with each wrong cell coloured and commented, and the list as its first sheet.

    Args:
        request: `rows` of the list, in order (see `listing.COLUMNS`; `note` is what the comment on the cell
            says); `title`, `intro`, `headings` and `name` of the list; `note_words`, the fields of `NoteWords`;
            `old_lists`, sheets to take out; `old_marks` {sheet, cell, fill} to take back.

    Raises:
        CannotMark, or whatever a parser raises on a damaged file.
    """
    package = Package(content)
    book = Book(package)
    for name in request["old_lists"]:
        book.drop(name)
    rows = [dict(row) for row in request["rows"]]
    words = NoteWords(**request["note_words"])
    for name, part in book.worksheets().items():
        here = [row for row in rows if row["sheet"] == name and row["cell"]]
        old = [mark for mark in request["old_marks"] if mark["sheet"] == name]
        if here or old:
            _mark_sheet(book, part, here, old, words)
    xml = list_sheet(book.styles, request["title"], request["intro"], request["headings"], rows)
    book.put_first(request["name"], xml, HEAD_ROW)
    return package.packed()


def _mark_sheet(book: Book, part: str, rows: list[Request], old: list[Request], words: NoteWords) -> None:
    sheet = Sheet(book.package.edit(part))
    _restore(book, sheet, old)
    notes = {mark["cell"]: Note(mark["cell"], "") for mark in old}
    by_cell: dict[str, list[Request]] = {}
    for row in rows:
        by_cell.setdefault(row["cell"], []).append(row)
    for cell, of_cell in by_cell.items():
        style = sheet.style(cell)
        of_cell[0]["fill"] = book.styles.fill_words(style)
        severity = "error" if any(row["is_error"] for row in of_cell) else "warning"
        sheet.set_style(cell, book.styles.coloured(style, severity))
        notes[cell] = Note(cell, "\n\n".join(row["note"] for row in of_cell)[:_NOTE_MAX])
    write_notes(book.package, part, sheet, list(notes.values()), words)


def _restore(book: Book, sheet: Sheet, old: list[Request]) -> None:
    """Give cells that were marked before the fill they had."""
    for mark in old:
        now = sheet.style(mark["cell"])
        before = book.styles.restored(now, mark["fill"])
        if before != now:
            sheet.set_style(mark["cell"], before)
