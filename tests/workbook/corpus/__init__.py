"""Files as they are handed in, honest, clumsy and hostile, each with what must come of it, stated by hand.

They are made when asked for, always the same bytes. `CASES` holds them all; a theme is a line of `THEMES`.
"""

from __future__ import annotations

from itertools import chain

from tests.workbook.corpus import (
    archives,
    cells,
    containers,
    dates,
    dimensions,
    encodings,
    formulas,
    headers,
    identity,
    old_formats,
    rows,
    xml_attacks,
)
from tests.workbook.corpus.base import Case

_MODULES = (
    containers,
    archives,
    xml_attacks,
    dimensions,
    cells,
    dates,
    formulas,
    headers,
    rows,
    identity,
    encodings,
    old_formats,
)
CASES: tuple[Case, ...] = tuple(chain.from_iterable(module.CASES for module in _MODULES))
# What people and programs do to files; every case tries one of these.
THEMES = (
    # the file as a whole
    "empty", "truncated", "wrong magic", "wrong extension", "other kinds of files", "web pages", "macro", "encrypted",
    "pictures", "odd zip", "zip bombs", "zips", "traversal", "ods", "xls", "odd containers",
    # its XML
    "entities", "broken XML", "odd XML", "Strict Open XML", "inline strings", "absolute relationship paths", "1904 dates",
    # its extent
    "absurd dimensions", "stray cells", "blank rows", "rows out of order", "cells given twice", "missing places",
    "odd places", "many sheets",
    # formulas
    "formulas", "error cells", "formula text", "DDE", "external links",
    # headings and rows
    "merged headers", "extra header rows", "extra columns", "renamed columns", "reordered columns", "hidden",
    "duplicate rows", "missing rows", "extra rows", "unknown ids", "other year", "other system", "the bundled system",
    "codes",
    # what cells say
    "full-width digits", "percent", "thousand separators", "Chinese dates", "Chinese numerals", "serial dates",
    "numbers as text", "NaN and infinity", "negative counts", "spaces", "long strings", "control characters",
    "script and Markdown", "personal data",
    # long tables
    "long tables", "CSV encodings", "CSV separators", "CSV damage",
)  # fmt: skip
