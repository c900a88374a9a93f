"""Reads the cells of a .csv.

Tested in tests/workbook/files/test_formats.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from scoring.workbook import limits
from scoring.workbook.files.encodings import decoded
from scoring.workbook.files.error_words import ERROR_WORDS
from scoring.workbook.files.grid import ErrorValue, Grid
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.headwords import is_heading

_TOP = 50  # lines among which the headings are looked for
_FEWEST = 2  # headings of ours by which a line is one of headings
_LONGEST = 10_000  # characters of a line in which headings are looked for
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
    body = source[stated.end() :] if stated else source
    header, delimiter = _header(body)
    delimiter = stated[1] if stated else delimiter or _usual_delimiter(body)
    filled: dict[int, dict[int, str | ErrorValue]] = {}
    row, room = -1, limits.TABLE_CELLS
    try:
        for row, values in enumerate(_rows(body, header, delimiter), start=1 if stated else 0):
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


def _rows(source: str, header: int, delimiter: str) -> Iterator[list[str]]:
    """The rows of a table; a title above its headings may quote words in the midst of a cell."""
    lines = io.StringIO(source, newline="")
    titles = source.splitlines(keepends=True)[:header]
    if titles and all(title.count('"') % 2 == 0 for title in titles):
        yield from csv.reader(titles, delimiter=delimiter)
        lines.seek(sum(map(len, titles)))
    # Strictly: a quotation mark that never ends would swallow the rows below it.
    yield from csv.reader(lines, delimiter=delimiter, strict=True)


def _value(word: str) -> str | ErrorValue:
    return ErrorValue(word) if word[0] == "#" and word in ERROR_WORDS else word


def _header(source: str) -> tuple[int, str]:
    """The number of the line that names most headings we know, and the delimiter between them; '' where none does."""
    best, found = _FEWEST - 1, (0, "")
    for number, line in enumerate(source.splitlines()[:_TOP]):
        for delimiter in _DELIMITERS:
            named = sum(is_heading(word.strip(' "')) for word in line[:_LONGEST].split(delimiter))
            if named > best:
                best, found = named, (number, delimiter)
    return found


def _usual_delimiter(source: str) -> str:
    """The delimiter that the lines agree on best; a comma where they have none."""
    lines = [line for line in source.splitlines()[:_TOP] if line.strip()]
    agreed = {delimiter: _agreement(lines, delimiter) for delimiter in _DELIMITERS}
    return max(agreed, key=lambda delimiter: agreed[delimiter]) if any(map(any, agreed.values())) else ","


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines have a delimiter equally often, and how often that is."""
    counts = Counter(count for line in lines if (count := line.count(delimiter)))
    return max(((lines_with, count) for count, lines_with in counts.items()), default=(0, 0))
