"""From the bytes of a .csv to its cells: encoding, delimiter, rows."""

from __future__ import annotations

import csv
import io

from scoring.workbook import limits
from scoring.workbook.grid import Grid, Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",\t;，"


def decoded(content: bytes) -> str:
    """The text: by its byte-order mark, else UTF-8, else GB18030.

    Raises:
        Unreadable: `unknown_encoding`.
    """
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding")


def csv_grid(content: bytes) -> Grid:
    """The cells of a delimited text, all of them text, under a sheet name of ''.

    Raises:
        Unreadable: not text, too many rows, or quotation marks that never end.
    """
    source = decoded(content)
    cells: dict[tuple[int, int], str] = {}
    try:
        for row, values in enumerate(csv.reader(io.StringIO(source, newline=""), delimiter=_delimiter(source))):
            if row > limits.TABLE_ROWS:
                raise Unreadable("too_many_rows", limit=f"{limits.TABLE_ROWS:,}")
            cells.update(((row, column), value) for column, value in enumerate(values) if value)
    except csv.Error:
        raise Unreadable("damaged_file") from None
    return Grid("", cells)


def _delimiter(source: str) -> str:
    """The delimiter that the first line with any uses most; a comma where it has none."""
    for line in source.splitlines()[:50]:
        best = max(_DELIMITERS, key=line.count)
        if best in line:
            return best
    return ","
