"""Reads an .xls, by the library xlrd; loaded by `read` when needed.

Tested in tests/workbook/files/test_readers.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import partial
from typing import Any

import xlrd  # type: ignore[import-untyped]
from xlrd import book as xlrd_book
from xlrd import sheet as xlrd_sheet
from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

from scoring.workbook.cell_names import column_name
from scoring.workbook.files.compound import BadCompound, Compound
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.files.workers.sheets import Sheet, sheet_of, shown_value
from scoring.workbook.files.workers.shown_numbers import shown_otherwise

# Nothing here reads names, comments and drawings, so nothing in them may make a file unreadable.
xlrd_book.Book.names_epilogue = lambda _: None
for _handler in ("handle_obj", "handle_txo", "handle_note"):
    setattr(xlrd_sheet.Sheet, _handler, lambda *_: None)


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets of an .xls, their errors and dates as such.

    Raises:
        Unreadable, or whatever xlrd raises on a damaged file.
    """
    try:
        book = _book(content)
    except xlrd.XLRDError as bad:
        raise Unreadable("encrypted_file" if "encrypted" in str(bad).lower() else "damaged_file") from None
    return [_sheet(book, sheet) for sheet in book.sheets()]


def _book(content: bytes) -> Any:
    """The workbook; what some programs write not quite well is read where what it claims holds good all the same."""
    try:
        return _opened(content)
    except (CompDocError, AssertionError, IndexError, struct.error):
        book = _leniently(_workbook_stream(content))
    if any(_outside_of_claim(sheet) for sheet in book.sheets()):
        raise Unreadable("damaged_file")
    return book


def _leniently(stream: bytes) -> Any:
    """The workbook of a stream, whatever the container around it is like, and however many texts it says it has."""
    try:
        return _opened(stream)  # PHP libraries let another stream's chain run on into the workbook's
    except (AssertionError, IndexError, struct.error):
        return _with_all_texts(partial(_opened, stream))


def _outside_of_claim(sheet: Any) -> bool:
    """Whether a sheet has other rows than it says, or cells in columns beyond; PHPExcel says one more of both."""
    rows, columns = sheet._dimnrows, sheet._dimncols
    if (rows, columns) == (sheet.nrows + 1, sheet.ncols + 1):
        return False
    return bool(rows) and (rows != sheet.nrows or columns < sheet.ncols)


def _opened(content: bytes) -> Any:
    # Its remarks are for nobody; rows are not to be filled up to the width of the widest.
    return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())


def _workbook_stream(content: bytes) -> bytes:
    """The workbook's stream, by its own size and sectors.

    Raises:
        Unreadable: these do not hold good.
    """
    try:
        compound = Compound(content)
        found = compound.top_level()
        return compound.stream(found.get("workbook") or found["book"])
    except (BadCompound, KeyError):
        raise Unreadable("damaged_file") from None


def _with_all_texts(read: Callable[[], Any]) -> Any:
    """A workbook whose count of shared texts is wrong, read with all texts that are there."""
    stated = xlrd_book.unpack_SST_table
    xlrd_book.unpack_SST_table = lambda pieces, _: _all_texts(stated, pieces)
    try:
        return read()
    finally:
        xlrd_book.unpack_SST_table = stated


def _all_texts(unpack: Callable[[list[bytes], int], Any], pieces: list[bytes]) -> Any:
    """The texts of a table to its very end: the largest number of them that can be unpacked."""
    best: Any = ([], {})
    few, many = 0, sum(map(len, pieces)) // 3 + 1  # no text is shorter than its length and options
    while few < many - 1:
        middle = (few + many) // 2
        try:
            best, few = unpack(pieces, middle), middle
        except (AssertionError, IndexError, ValueError, struct.error):
            many = middle
    return best


def _sheet(book: Any, sheet: Any) -> Sheet:
    cells = ((r, c, _value(book, cell)) for r in range(sheet.nrows) for c, cell in enumerate(sheet.row(r)))
    hidden_rows = [number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden]
    hidden_columns = [column_name(number) for number, column in sheet.colinfo_map.items() if column.hidden]
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return sheet_of(sheet.name, sheet.visibility != 0, cells, hidden_rows, hidden_columns, merged)


def _value(book: Any, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ["error", xlrd.error_text_from_code.get(cell.value, "#ERROR")]
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
        return moment.time() if cell.value < 1 else moment
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        shown = shown_otherwise(code, cell.value)
        return ["percent", cell.value] if shown is None and "%" in code else shown_value(cell.value, shown)
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
