"""The process that marks: a request and a workbook in, the marked workbook or nothing out.

The request is a line of JSON, then come the workbook's bytes; the answer is the bytes of the marked copy,
empty where the workbook cannot be written back.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scoring.words import Lang
from scoring.workbook.marked.child.book import Book
from scoring.workbook.marked.child.listing import HEAD_ROW, list_sheet
from scoring.workbook.marked.child.notes import Note, write_notes
from scoring.workbook.marked.child.package import CannotMark, Package
from scoring.workbook.marked.child.sheets import Sheet

Request = dict[str, Any]
_NOTE_MAX = 3_000  # characters of one comment


def marked(content: bytes, request: Request) -> bytes:
    """The workbook with each wrong cell coloured and commented, and the list as its first sheet.

    Args:
        request: `rows` of the list, in order (see `listing.COLUMNS`; `note` is what the comment on the cell
            says); `title`, `intro`, `headings` and `name` of the list; `lang`; `limit` of unpacked bytes;
            `old_lists`, sheets to take out; `old_marks` {sheet, cell, fill} to take back.

    Raises:
        CannotMark, or whatever a parser raises on a damaged file.
    """
    package = Package(content, request["limit"])
    book = Book(package)
    for name in request["old_lists"]:
        book.drop(name)
    rows = [dict(row) for row in request["rows"]]
    for name, part in book.worksheets().items():
        here = [row for row in rows if row["sheet"] == name and row["cell"]]
        old = [mark for mark in request["old_marks"] if mark["sheet"] == name]
        if here or old:
            _mark_sheet(book, part, here, old, request["lang"])
    xml = list_sheet(book.styles, request["title"], request["intro"], request["headings"], rows)
    book.put_first(request["name"], xml, HEAD_ROW)
    return package.packed()


def _mark_sheet(book: Book, part: str, rows: list[Request], old: list[Request], lang: Lang) -> None:
    sheet = Sheet(book.package.edit(part))
    notes = {mark["cell"]: Note(mark["cell"], "", lang) for mark in old}
    for mark in old:
        now = sheet.style(mark["cell"])
        before = book.styles.restored(now, mark["fill"])
        if before != now:
            sheet.set_style(mark["cell"], before)
    by_cell: dict[str, list[Request]] = {}
    for row in rows:
        by_cell.setdefault(row["cell"], []).append(row)
    for cell, told in by_cell.items():
        style = sheet.style(cell)
        told[0]["fill"] = book.styles.described(style)
        severity = "error" if any(row["is_error"] for row in told) else "warning"
        sheet.set_style(cell, book.styles.coloured(style, severity))
        notes[cell] = Note(cell, "\n\n".join(row["note"] for row in told)[:_NOTE_MAX], lang)
    write_notes(book.package, part, sheet, list(notes.values()))


def limit_memory(size: int) -> None:
    """Let this process have no more than `size` bytes, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer one request."""
    request = json.loads(sys.stdin.buffer.readline())
    limit_memory(request["memory"])
    try:
        answer = marked(sys.stdin.buffer.read(), request)
    except Exception:  # whatever is wrong with the file, it is not written back
        answer = b""
    sys.stdout.buffer.write(answer)


__all__ = ["CannotMark", "main", "marked"]
