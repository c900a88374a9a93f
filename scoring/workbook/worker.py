"""Reads one workbook after another in a process of its own, so that a hostile file can only harm this process.

Run as a script by `grid`, never imported by the program. Each request is a line of JSON
({"kind", "size"}) and the file's bytes; each answer a line of JSON: {"sheets": [...]} or {"code": ...}.
A sheet's cells are [row, column, value] counted from 0, blanks left out; a value is JSON's own, or a
tagged pair: ["date", iso], ["moment", iso], ["time", text], ["error", "#REF!"], ["formula", ""].
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

import python_calamine

# openpyxl and xlrd are loaded by the functions that need them: most files need neither.
sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it: slow, and of much address space

Cell = tuple[int, int, Any]
Sheet = dict[str, Any]

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
# A cell's whole opening tag as Excel, WPS and LibreOffice write it; no other type is for the quick reader.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="\d+")?(?: t="(?:s|str|n|b|inlineStr)")?\s?/?>')
_ANY_CELL = re.compile(rb"<c[\s/>]")
# Each begins with a literal, which the regex engine finds fast.
_NOT_PLAIN = tuple(map(re.compile, (rb"<f[\s/>]", rb"hidden=[\"'](?:1|true)", rb"<!", rb"<\w+:(?:c|f|row)[\s/>]")))
_DOCTYPES = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)


class Refused(Exception):
    """The file cannot be read; `code` is the problem code."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read(kind: str, content: bytes, limits: dict[str, int]) -> list[Sheet]:
    """The sheets of a workbook of `kind` xlsx, xls or ods."""
    if kind == "xls":
        return read_xls(content)
    parts = unpacked(content, limits["unpacked"])
    if kind == "ods":
        return read_ods(content, parts["content.xml"])
    book = parts.get("xl/workbook.xml", b"")
    if b"http://purl.oclc.org/ooxml/" in book:
        raise Refused("strict_workbook")
    sheets = [xml for xml in parts.values() if b"sheetData" in xml]
    # Sheets that do not show themselves (an odd encoding, say) are not for the quick reader either.
    all_found = 0 < len(re.findall(rb"<sheet\s", book)) <= len(sheets)
    if all_found and all(is_plain(xml, limits["rows"], limits["columns"]) for xml in sheets):
        return read_plain(content)
    return read_carefully(content, sheets)


def unpacked(content: bytes, limit: int) -> dict[str, bytes]:
    """Every part of the file, really unpacked: what the directory says about sizes is not believed."""
    parts, room = {}, limit
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            with archive.open(info) as part:
                data = part.read(room + 1)
            room -= len(data)
            if room < 0:
                raise Refused("too_much_inside", limit=f"{limit // 2**20} MB")
            if any(word in data for word in _DOCTYPES):
                raise Refused("unsafe_content", detail="DOCTYPE")
            parts[info.filename] = data
    return parts


# --- .xlsx, the quick way ---------------------------------------------------------------------------


def is_plain(xml: bytes, rows: int, columns: int) -> bool:
    """Whether the quick reader may have this sheet: no formulas, errors or hidden parts, in order, within bounds."""
    if any(pattern.search(xml) for pattern in _NOT_PLAIN):
        return False
    at = 0
    found = _CELL.findall(xml)
    for letters, digits in found:
        row, column = int(digits), column_number(letters)
        here = row * 20_000 + column
        if row > rows or column > columns or here <= at:
            return False
        at = here
    # A cell written in any other way (no place, another order of attributes, a prefix) is left to the careful reader.
    return len(found) == len(_ANY_CELL.findall(xml))


def column_number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_name(number: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def read_plain(content: bytes) -> list[Sheet]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _by_calamine(workbook, meta)
        for meta in workbook.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


def _by_calamine(workbook: Any, meta: Any) -> Sheet:
    rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
    cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]
    return sheet_of(meta.name, meta.visible != python_calamine.SheetVisibleEnum.Visible, cells)


# --- .xlsx, the careful way -------------------------------------------------------------------------


def read_carefully(content: bytes, parts: list[bytes]) -> list[Sheet]:
    """By openpyxl: each filled cell once, wherever it lies; a formula by its stored result."""
    import openpyxl

    formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    has_formulas = any(cell.data_type == "f" for sheet in formulas.worksheets for cell in _filled(sheet))
    results = openpyxl.load_workbook(io.BytesIO(content), data_only=True) if has_formulas else formulas
    return [_by_openpyxl(sheet, results[sheet.title], parts) for sheet in formulas.worksheets]


def _filled(sheet: Any) -> Iterable[Any]:
    # The cells as stored; iter_rows() would visit every place up to the last one, 17 thousand million at worst.
    return sheet._cells.values()


def _by_openpyxl(sheet: Any, results: Any, parts: list[bytes]) -> Sheet:
    cells: list[Cell] = []
    for cell in _filled(sheet):
        value = cell.value
        if cell.data_type == "f":
            value = _result(results._cells.get((cell.row, cell.column)), cell.coordinate, parts)
        cells.append((cell.row - 1, cell.column - 1, value))
    hidden_rows = [number for number, row in sheet.row_dimensions.items() if row.hidden]
    spans = [(column.min, column.max) for column in sheet.column_dimensions.values() if column.hidden]
    hidden_columns = [column_name(number - 1) for first, last in spans for number in range(first, min(last, 256) + 1)]
    return sheet_of(sheet.title, sheet.sheet_state != "visible", cells, hidden_rows, hidden_columns)


def _result(cell: Any, place: str, parts: list[bytes]) -> Any:
    """A formula's stored result; an empty text is a result too, nothing at all is not."""
    if cell is not None and cell.value is not None:
        return cell.value
    formula = rb'<c r="%s"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)' % place.encode()
    empty_text = rb'<c r="%s"[^>]*\bt="str"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*<v\s*(?:/>|></v>)' % place.encode()
    # Which part is this sheet's is not known here, so all that have a formula at this place must have an empty text.
    with_formula = [xml for xml in parts if re.search(formula, xml)]
    is_empty = bool(with_formula) and all(re.search(empty_text, xml) for xml in with_formula)
    return None if is_empty else ["formula", ""]


# --- .xls and .ods ----------------------------------------------------------------------------------


def read_xls(content: bytes) -> list[Sheet]:
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=False)
    except xlrd.XLRDError as bad:
        raise Refused("encrypted_file" if "encrypted" in str(bad).lower() else "damaged_file") from None
    return [_by_xlrd(book, sheet) for sheet in book.sheets()]


def _by_xlrd(book: Any, sheet: Any) -> Sheet:
    """A sheet of an .xls, its errors and dates as such."""
    cells = [(r, c, _xls_value(book, cell)) for r in range(sheet.nrows) for c, cell in enumerate(sheet.row(r))]
    hidden_rows = [number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden]
    hidden_columns = [column_name(number) for number, column in sheet.colinfo_map.items() if column.hidden]
    return sheet_of(sheet.name, sheet.visibility != 0, cells, hidden_rows, hidden_columns)


def _xls_value(book: Any, cell: Any) -> Any:
    import xlrd

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
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def read_ods(content: bytes, xml: bytes) -> list[Sheet]:
    """Values by calamine, which leaves errors and formulas without a result blank; those come from the XML."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    marks = list(_ods_marks(xml))
    sheets = []
    for meta, (marked, hidden_rows, hidden_columns) in zip(workbook.sheets_metadata, marks, strict=True):
        sheet = _by_calamine(workbook, meta)
        kept = [cell for cell in sheet["cells"] if (cell[0], cell[1]) not in marked]
        sheet["cells"] = sorted(
            [*kept, *([r, c, value] for (r, c), value in marked.items())], key=lambda cell: cell[:2]
        )
        sheet |= {"hidden_rows": hidden_rows, "hidden_columns": hidden_columns}
        sheets.append(sheet)
    return sheets


_TABLE, _OFFICE, _CALC = (
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
)


def _ods_marks(xml: bytes) -> Iterator[tuple[dict[tuple[int, int], Any], list[int], list[str]]]:
    root = ElementTree.fromstring(xml)  # noqa: S314  # entities cannot be declared: DOCTYPE is refused before
    for table in root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"):
        marked: dict[tuple[int, int], Any] = {}
        hidden_rows: list[int] = []
        for at, row, is_hidden in _ods_run(table, "row"):
            if is_hidden:
                hidden_rows.append(at + 1)
            _mark_row(row, at, marked)
        yield marked, hidden_rows, [column_name(at) for at, _, is_hidden in _ods_run(table, "column") if is_hidden]


def _ods_run(table: Any, what: str) -> Iterator[tuple[int, Any, bool]]:
    """(number from 0, element, hidden) of each row or column element; one that stands for many, once."""
    at = 0
    for part in table.iter(f"{_TABLE}table-{what}"):
        yield at, part, part.get(f"{_TABLE}visibility", "visible") != "visible"
        at += int(part.get(f"{_TABLE}number-{what}s-repeated", "1"))


def _mark_row(row: Any, at_row: int, marked: dict[tuple[int, int], Any]) -> None:
    at = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        if cell.get(f"{_CALC}value-type") == "error":
            marked[at_row, at] = ["error", "".join(cell.itertext()).strip() or "#ERROR"]
        elif cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type") and not len(cell):
            marked[at_row, at] = ["formula", ""]
        elif cell.get(f"{_OFFICE}value-type") == "boolean":
            marked[at_row, at] = cell.get(f"{_OFFICE}boolean-value") == "true"
        at += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))


# --- answers ----------------------------------------------------------------------------------------


def sheet_of(
    name: str, hidden: bool, cells: Iterable[Cell], hidden_rows: Iterable[int] = (), hidden_columns: Iterable[str] = ()
) -> Sheet:
    """A sheet as it is answered: filled cells in order, values the same whichever reader gave them."""
    filled = sorted(
        ((r, c, value) for r, c, value in cells if value is not None and value != ""), key=lambda cell: cell[:2]
    )
    return {
        "name": name,
        "hidden": hidden,
        "cells": [[r, c, plain_value(value)] for r, c, value in filled],
        "hidden_rows": list(hidden_rows),
        "hidden_columns": list(hidden_columns),
    }


def plain_value(value: Any) -> Any:
    """A value as JSON holds it: whole floats as whole numbers, dates and times tagged."""
    if isinstance(value, bool | list):
        return value
    if isinstance(value, str):
        return ["error", value] if value in _ERRORS else value
    if isinstance(value, int | float):
        return int(value) if value == value and abs(value) < 1e18 and value == int(value) else value
    if isinstance(value, dt.datetime):
        return ["moment", value.isoformat()] if value.time() != dt.time() else ["date", value.date().isoformat()]
    return ["date", value.isoformat()] if isinstance(value, dt.date) else ["time", str(value)]


def answer(kind: str, content: bytes, limits: dict[str, int]) -> dict[str, Any]:
    try:
        sheets = read(kind, content, limits)
        if sum(len(sheet["cells"]) for sheet in sheets) > limits["cells"]:
            raise Refused("too_much_inside", limit=f"{limits['cells']:,}")
        return {"sheets": sheets}
    except Refused as bad:
        return {"code": bad.code, "params": bad.params}
    except python_calamine.PasswordError:
        return {"code": "encrypted_file", "params": {}}
    except MemoryError:
        return {"code": "reader_died", "params": {}}
    except Exception:  # whatever a parser raises on a broken file, it is the file that is broken
        return {"code": "damaged_file", "params": {}}


def limit_memory(size: int) -> None:
    """Let this process have no more than `size` bytes, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limits = json.loads(sys.argv[1])
    limit_memory(limits["memory"])
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        found = answer(request["kind"], sys.stdin.buffer.read(request["size"]), limits)
        sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
