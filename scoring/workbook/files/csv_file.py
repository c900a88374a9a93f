"""Reads the cells of a .csv.

Tested in tests/workbook/files/test_formats.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import csv
import io
import re

from scoring.workbook import limits
from scoring.workbook.files.encodings import decoded
from scoring.workbook.files.error_words import ERROR_WORDS
from scoring.workbook.files.grid import ErrorValue, Grid
from scoring.workbook.files.unreadable import Unreadable

_DELIMITERS = ",\t;，"
_END_OF_DOS = "\x1a"
_STATED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)


def csv_grid(content: bytes) -> Grid:
    """The cells of a delimited text, all of them text but for the errors of formulas, under a sheet name of ''.

    Raises:
        Unreadable: not text, too much of it, or quotation marks that never end.
    """
    source = decoded(content).removesuffix(_END_OF_DOS)
    stated = _STATED.match(source)
    lines = io.StringIO(source[stated.end() :] if stated else source, newline="")
    filled: dict[int, dict[int, str | ErrorValue]] = {}
    row, room = -1, limits.TABLE_CELLS
    try:
        # Strictly: a quotation mark that never ends would swallow the rows below it.
        rows = csv.reader(lines, delimiter=stated[1] if stated else _delimiter(source), strict=True)
        for row, values in enumerate(rows, start=1 if stated else 0):
            if row > limits.TABLE_ROWS:
                raise Unreadable("too_many_rows", limit=f"{limits.TABLE_ROWS:,}")
            cells = {column: _value(word) for column, word in enumerate(values) if word}
            if cells:
                filled[row] = cells
                room -= len(cells)
            if room < 0:
                raise Unreadable("too_much_inside", limit=f"{limits.TABLE_CELLS:,}")
    except csv.Error:
        raise Unreadable("quotes_astray", row=row + 2) from None
    return Grid("", filled)


def _value(word: str) -> str | ErrorValue:
    return ErrorValue(word) if word[0] == "#" and word in ERROR_WORDS else word


def _delimiter(source: str) -> str:
    """The delimiter that the first line with any uses most; a comma where it has none."""
    for line in source.splitlines()[:50]:
        best = max(_DELIMITERS, key=line.count)
        if best in line:
            return best
    return ","
