"""Reads one workbook after another in a process of its own, so that a hostile file can only harm this process.

Run as a script by `grid`, never imported by the program. Each request is a line of JSON
({"kind", "size"}) and the file's bytes; each answer a line of JSON: {"sheets": [...]} or {"code": ...}.
A sheet's filled cells are three lists, "rows" and "columns" counted from 0, and "values"; a value is JSON's own, or a
tagged pair: ["date", iso], ["moment", iso], ["time", text], ["percent", 0.85], ["error", "#REF!"], ["formula", ""].
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from operator import ge, itemgetter
from pathlib import Path
from typing import Any

import python_calamine

# openpyxl and xlrd are loaded by the functions that need them: most files need neither.
sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it: slow, and of much address space

Cell = tuple[int, int, Any]
Sheet = dict[str, Any]
NO_RESULT = ["formula", ""]  # a formula without a stored result

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
# A cell's whole opening tag as Excel, WPS and LibreOffice write it; no other type is for the quick reader.
# No column past ZZ and no row past 9,999, so that what the quick reader lays out stays small whatever the file says.
_CELL = re.compile(rb'<c r="([A-Z]{1,2})([1-9]\d{0,3})"(?: s="\d+")?(?: t="(?:s|str|n|b|inlineStr)")?\s?/?>')
_ANY_CELL = re.compile(rb"<c[\s/>]")
# Each begins with a literal, which the regex engine finds fast.
_NOT_PLAIN = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<f[\s/>]",
        rb"hidden=[\"'](?:1|true)",
        rb"<!",
        # Where the two readers differ: anything but plain text in a value, or beside it; texts by an odd number;
        # texts within a cell of another type, or in several pieces; another encoding.
        rb"<v(?!>[^<&]*+</v>\s*</c>)",
        rb't="s"\s?><v>(?!\d+</v>)',
        rb'><is(?<!"inlineStr"><is)[\s/>]',
        rb"</is>\s*<(?!/c>)",
        rb"<t(?:\s[^>]*)?>[^<]*+(?!</t>)",
        rb"<\?xml(?=[^>]*encoding)(?![^>]*[\"'](?i:utf-8)[\"'])",
    )
)
_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL_STYLES = re.compile(rb"<cellXfs[^>]*>(.*?)</cellXfs>", re.DOTALL)
_CELL_STYLE = re.compile(rb"<xf\b[^>]*")
_PERCENT_FORMAT = re.compile(rb'<numFmt\s[^>]*?numFmtId="(\d+)"[^>]*?formatCode="[^"]*%')
_STRICT = b"http://purl.oclc.org/ooxml/"
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
        return list(_collected(_beside("worker_ods").read_ods(parts["content.xml"]), limits["cells"]))
    book = parts.get("xl/workbook.xml", b"")
    sheets = [xml for xml in parts.values() if b"sheetData" in xml]
    # Sheets that do not show themselves (an odd encoding, a prefix, Strict Open XML) are not for the quick reader.
    all_found = 0 < len(re.findall(rb"<sheet\s", book)) <= len(sheets) and _STRICT not in book
    all_plain = all_found and all(is_plain(xml, limits["rows"], limits["columns"]) for xml in sheets)
    if all_plain and not shows_percent(parts.get("xl/styles.xml", b""), sheets):
        with suppress(Exception):  # what the quick reader cannot make sense of, the careful one may
            return read_plain(content)
    if sum(xml.count(b"<v>") + xml.count(b"<is>") for xml in sheets) > limits["cells"]:  # known before it takes long
        raise Refused("too_much_inside", limit=f"{limits['cells']:,}")
    return list(_collected(_beside("worker_xlsx").read_xlsx(parts), limits["cells"]))


def _beside(name: str) -> Any:
    """A module that lies beside this file, loaded when first needed: most files need neither."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        if spec is None or spec.loader is None:
            raise ImportError(name)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _collected(sheets: Iterable[tuple[str, bool, Iterable[Cell], list[int], list[int]]], limit: int) -> Iterator[Sheet]:
    """The sheets of a careful reader; more filled cells than `limit` are not waited for."""
    room = limit
    for name, hidden, cells, hidden_rows, hidden_columns in sheets:
        filled: dict[tuple[int, int], Any] = {}
        for row, column, value in cells:
            if value is not None and value != "":
                before = filled.setdefault((row, column), value)
                if before is not value and before != value:
                    filled[row, column] = _one_of(before, value)
                if len(filled) > room:
                    raise Refused("too_much_inside", limit=f"{limit:,}")
        room -= len(filled)
        columns = [column_name(number) for number in hidden_columns]
        yield sheet_of(name, hidden, [(*place, value) for place, value in filled.items()], hidden_rows, columns)


def _one_of(before: Any, value: Any) -> Any:
    """What a cell given twice holds: a formula without a result is no less one for that."""
    if NO_RESULT in (before, value):
        return NO_RESULT
    raise Refused("damaged_file")


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
            # Two quick looks first: every declaration begins so, in UTF-8 and in UTF-16 of either order.
            if (b"<!" in data or b"<\0!" in data) and any(word in data for word in _DOCTYPES):
                raise Refused("unsafe_content", detail="DOCTYPE")
            parts[info.filename] = data
    return parts


# --- .xlsx, the quick way ---------------------------------------------------------------------------


def is_plain(xml: bytes, rows: int, columns: int) -> bool:
    """Whether the quick reader may have this sheet: no formulas, errors or hidden parts, in order, within bounds."""
    if any(pattern.search(xml) for pattern in _NOT_PLAIN):
        return False
    if xml.count(_NAMESPACE) != 1 or b'xmlns="' + _NAMESPACE not in xml:  # another name for it would hide cells
        return False
    found = _CELL.findall(xml)
    # A cell written in any other way (no place, another order of attributes, a prefix) is left to the careful reader.
    return len(found) == len(_ANY_CELL.findall(xml)) and _in_order(found, rows, columns)


def _in_order(found: list[tuple[bytes, bytes]], rows: int, columns: int) -> bool:
    """Whether cells, as (letters, digits), come row by row and from left to right, each once, within bounds."""
    at = 0
    for digits, cells in groupby(found, key=itemgetter(1)):
        row, at = at, int(digits)
        letters = [_COLUMNS.get(letters, columns) for letters, _ in cells]
        if at <= row or letters[-1] >= columns or any(map(ge, letters, letters[1:])):
            return False
    return at <= rows


def shows_percent(styles: bytes, sheets: Iterable[bytes]) -> bool:
    """Whether a cell is shown as a percentage, which the quick reader does not tell from a plain number."""
    formats = [b'numFmtId="%s"' % number for number in (b"9", b"10", *_PERCENT_FORMAT.findall(styles))]
    listed = _CELL_STYLES.search(styles)
    of_cells = enumerate(_CELL_STYLE.findall(listed[1])) if listed else ()
    percent = [b"%d" % at for at, style in of_cells if any(number in style for number in formats)]
    if not percent:
        return False
    shown = re.compile(b' s="(?:%s)"' % b"|".join(percent))
    return any(shown.search(xml) for xml in sheets)


def column_name(number: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


_COLUMNS = {column_name(number).encode(): number for number in range(26 * 27)}


def read_plain(content: bytes) -> list[Sheet]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _by_calamine(workbook, meta)
        for meta in workbook.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


def _by_calamine(workbook: Any, meta: Any) -> Sheet:
    rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
    cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""]
    return sheet_of(meta.name, meta.visible != python_calamine.SheetVisibleEnum.Visible, cells)


# --- .xls -------------------------------------------------------------------------------------------


def read_xls(content: bytes) -> list[Sheet]:
    import xlrd  # type: ignore[import-untyped]

    try:
        # Its remarks must not get among the answers; rows are not to be filled up to the width of the widest.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as bad:
        raise Refused("encrypted_file" if "encrypted" in str(bad).lower() else "damaged_file") from None
    return [_by_xlrd(book, sheet) for sheet in book.sheets()]


def _by_xlrd(book: Any, sheet: Any) -> Sheet:
    """A sheet of an .xls, its errors and dates as such."""
    cells = ((r, c, _xls_value(book, cell)) for r in range(sheet.nrows) for c, cell in enumerate(sheet.row(r)))
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
    if cell.ctype == xlrd.XL_CELL_NUMBER and "%" in book.format_map[book.xf_list[cell.xf_index].format_key].format_str:
        return ["percent", cell.value]
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


# --- answers ----------------------------------------------------------------------------------------


def sheet_of(
    name: str, hidden: bool, cells: Iterable[Cell], hidden_rows: Iterable[int] = (), hidden_columns: Iterable[str] = ()
) -> Sheet:
    """A sheet as it is answered: filled cells in order, values the same whichever reader gave them."""
    # No place comes twice, so that sorting never compares values.
    filled = sorted([cell for cell in cells if cell[2] is not None and cell[2] != ""])
    return {
        "name": name,
        "hidden": hidden,
        "rows": [row for row, _, _ in filled],
        "columns": [column for _, column, _ in filled],
        "values": [v if v.__class__ is str and v[:1] != "#" else plain_value(v) for _, _, v in filled],
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
        if sum(len(sheet["values"]) for sheet in sheets) > limits["cells"]:
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
        sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode(errors="surrogatepass") + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
