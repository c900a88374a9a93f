"""From the bytes of a .csv to its cells: encoding, delimiter, rows."""

from __future__ import annotations

import csv
import io
import re

from scoring.workbook import limits
from scoring.workbook.grid import ErrorValue, Grid, Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",\t;，"
_END_OF_DOS = "\x1a"
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
_STATED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)


def decoded(content: bytes) -> str:
    """The text: by its byte-order mark, else UTF-8, else GB18030; UTF-16 without a mark where it shows itself.

    Raises:
        Unreadable: `unknown_encoding`.
    """
    if content.startswith(_UTF16):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        encodings = tuple(filter(None, [_utf16_order(content)]))
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding")


def is_utf16(content: bytes) -> bool:
    """Whether bytes without a byte-order mark are text in UTF-16."""
    return _utf16_order(content) is not None


def _utf16_order(content: bytes) -> str | None:
    """utf-16-le or utf-16-be, whichever makes lines of text of the bytes: the wrong one makes no line ends."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            words = content.decode(encoding)[:4096]
        except UnicodeDecodeError:
            continue
        lines = re.split(r"[\r\n]+", words)
        if len(lines) > 1 and all(line.replace("\t", "").isprintable() for line in lines):
            return encoding
    return None


def csv_grid(content: bytes) -> Grid:
    """The cells of a delimited text, all of them text but for the errors of formulas, under a sheet name of ''.

    Raises:
        Unreadable: not text, too much of it, or quotation marks that never end.
    """
    source = decoded(content).removesuffix(_END_OF_DOS)
    stated = _STATED.match(source)
    lines = io.StringIO(source[stated.end() :] if stated else source, newline="")
    cells: dict[tuple[int, int], str | ErrorValue] = {}
    row = -1
    try:
        # Strictly: a quotation mark that never ends would swallow the rows below it.
        rows = csv.reader(lines, delimiter=stated[1] if stated else _delimiter(source), strict=True)
        for row, values in enumerate(rows, start=1 if stated else 0):
            if row > limits.TABLE_ROWS:
                raise Unreadable("too_many_rows", limit=f"{limits.TABLE_ROWS:,}")
            cells.update(((row, column), _value(word)) for column, word in enumerate(values) if word)
            if len(cells) > limits.TABLE_CELLS:
                raise Unreadable("too_much_inside", limit=f"{limits.TABLE_CELLS:,}")
    except csv.Error:
        raise Unreadable("quotes_astray", row=row + 2) from None
    return Grid("", cells)


def _value(word: str) -> str | ErrorValue:
    return ErrorValue(word) if word[0] == "#" and word in _ERRORS else word


def _delimiter(source: str) -> str:
    """The delimiter that the first line with any uses most; a comma where it has none."""
    for line in source.splitlines()[:50]:
        best = max(_DELIMITERS, key=line.count)
        if best in line:
            return best
    return ","
