"""Reads an .xls, by the library xlrd; loaded by `read` when needed.

Tested in tests/workbook/files/test_readers.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd  # type: ignore[import-untyped]

from scoring.workbook.cell_names import column_name
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.files.workers.sheets import Sheet, sheet_of


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets of an .xls, their errors and dates as such.

    Raises:
        Unreadable, or whatever xlrd raises on a damaged file.
    """
    try:
        # Its remarks are for nobody; rows are not to be filled up to the width of the widest.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as bad:
        raise Unreadable("encrypted_file" if "encrypted" in str(bad).lower() else "damaged_file") from None
    return [_sheet(book, sheet) for sheet in book.sheets()]


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
    if cell.ctype == xlrd.XL_CELL_NUMBER and "%" in book.format_map[book.xf_list[cell.xf_index].format_key].format_str:
        return ["percent", cell.value]
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
