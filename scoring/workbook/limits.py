"""Every limit on what is handed in, in one place. They are absolute; each has its message."""

from __future__ import annotations

MB = 1024 * 1024
FILE_BYTES = 10 * MB  # one workbook or table
ARCHIVE_BYTES = 200 * MB  # a zip of workbooks, as stored and as unpacked
ARCHIVE_FILES = 200  # workbooks in one zip
PARTS = 200  # entries inside one .xlsx or .ods
UNPACKED_BYTES = 20 * MB  # what one .xlsx or .ods unpacks to
PLAIN_ROWS, PLAIN_COLUMNS = 2_000, 100  # within these the quick reader is safe
CELLS = 1_000_000  # filled cells of one workbook
TABLE_ROWS = 200_000  # rows of a long table
TEXT = 2_000  # characters of one cell
NAME = 100  # characters of a unit's name
READER_MEMORY = 512 * MB
READER_SECONDS = 20.0
READER_FILES = 200  # after so many files the reader is replaced, so that nothing piles up
