"""Reads one workbook after another in a process of its own, so that a hostile file can only harm this process.

Run as a script by `reader`, never imported by the program. Each request is a line of JSON
({"kind", "size"}) and the file's bytes; each answer a line with its size and a MessagePack of that: {"sheets": [...]}
or {"code": ...}.
A sheet's filled cells are three lists, "rows" and "columns" counted from 0, and "values"; "covered" are the
[row, column] of those that a merged area hides. A value is MessagePack's own, or a
tagged pair: ["date", iso], ["moment", iso], ["time", text], ["percent", 0.85], ["error", "#REF!"], ["formula", ""].
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib.util
import io
import json
import os
import sys
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgpack

# openpyxl and xlrd are loaded by the functions that need them: most files need neither.
sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it: slow, and of much address space

Cell = tuple[int, int, Any]
Sheet = dict[str, Any]
Area = tuple[int, int, int, int]  # merged: top, left, bottom, right
NO_RESULT = ["formula", ""]  # a formula without a stored result

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
_DOCTYPES = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_FEW, _WORD = 64, 16  # "!" in a part; bytes of DOCTYPE in UTF-16


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
        return list(_collected(_beside("ods").read_ods(parts["content.xml"]), limits["cells"]))
    return list(_sheets_of_xlsx(parts, limits))


def _beside(name: str) -> Any:
    """A module that lies beside this file, loaded when first needed."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        if spec is None or spec.loader is None:
            raise ImportError(name)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _collected(
    sheets: Iterable[tuple[str, bool, Iterable[Cell], list[int], list[int], list[Area]]], limit: int
) -> Iterator[Sheet]:
    """The sheets of a careful reader; more filled cells than `limit` are not waited for."""
    room = limit
    for name, hidden, cells, hidden_rows, hidden_columns, merged in sheets:
        filled: dict[tuple[int, int], Any] = {}
        for row, column, value in cells:
            if value is not None and value != "":
                before = filled.setdefault((row, column), value)
                if before is not value and before != value:
                    filled[row, column] = _one_of(before, value)
                if len(filled) > room:
                    raise Refused("too_much_inside", limit=f"{limit:,}")
        room -= len(filled)
        columns = list(map(_beside("columns").column_name, hidden_columns))
        cells = [(*place, value) for place, value in filled.items()]
        yield sheet_of(name, hidden, cells, hidden_rows, columns, merged)


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
            if _declares(data):
                raise Refused("unsafe_content", detail="DOCTYPE")
            parts[info.filename] = data
    return parts


def _declares(data: bytes) -> bool:
    """Whether XML holds a DOCTYPE or ENTITY, in UTF-8 or UTF-16."""
    # A single character is found much faster than several, and few stand in a part.
    before, *after = data.split(b"!", _FEW)
    if len(after) == _FEW:
        return any(word in data for word in _DOCTYPES)
    befores = (before, *after)
    return any(
        one.rstrip(b"\0").endswith(b"<") and other[:_WORD].replace(b"\0", b"").startswith((b"DOCTYPE", b"ENTITY"))
        for one, other in zip(befores, after, strict=False)
    )


# --- .xlsx ------------------------------------------------------------------------------------------


def _sheets_of_xlsx(parts: dict[str, bytes], limits: dict[str, int]) -> Iterator[Sheet]:
    """Each sheet by the quick reader where it is plain, else by the careful one."""
    # Known before it takes long; no cell is shorter.
    if any(len(xml) > limits["cells"] * len("<c><v>1</v></c>") for xml in parts.values()):
        _refuse_many(parts.values(), limits["cells"])
    careful, quick = _beside("xlsx"), _beside("xlsx_fast")
    sheets, values = careful.read_book(parts, _shared_texts)
    room = limits["cells"]
    for name, hidden, xml in sheets:
        try:
            sheet = plain_sheet(name, hidden, *quick.plain_cells(xml, values, limits["rows"], limits["columns"]))
        except quick.NotPlain:
            (sheet,) = _collected([(name, hidden, *careful.read_sheet(xml, values))], room)
        room -= len(sheet["values"])
        yield sheet


def _refuse_many(parts: Iterable[bytes], limit: int) -> None:
    if sum(xml.count(b"<v>") + xml.count(b"<is>") for xml in parts if b"sheetData" in xml) > limit:
        raise Refused("too_much_inside", limit=f"{limit:,}")


def _shared_texts(xml: bytes) -> list[str]:
    quick = _beside("xlsx_fast")
    try:
        texts: list[str] = quick.plain_texts(xml)
    except quick.NotPlain:
        return _beside("xlsx").shared_texts(xml)  # type: ignore[no-any-return]
    return texts


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
    hidden = [number for number, column in sheet.colinfo_map.items() if column.hidden]
    hidden_columns = list(map(_beside("columns").column_name, hidden))
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return sheet_of(sheet.name, sheet.visibility != 0, cells, hidden_rows, hidden_columns, merged)


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
    name: str,
    hidden: bool,
    cells: Iterable[Cell],
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[str] = (),
    merged: Iterable[Area] = (),
) -> Sheet:
    """A sheet as it is answered, of cells in any order, some of them blank."""
    # No place comes twice, so that sorting never compares values.
    filled = sorted([cell for cell in cells if cell[2] is not None and cell[2] != ""])
    rows, columns, values = map(list, zip(*filled, strict=True)) if filled else ([], [], [])
    sheet = plain_sheet(name, hidden, rows, columns, values, merged)
    return sheet | {"hidden_rows": list(hidden_rows), "hidden_columns": list(hidden_columns)}


def plain_sheet(
    name: str, hidden: bool, rows: list[int], columns: list[int], values: list[Any], merged: Iterable[Area]
) -> Sheet:
    """A sheet as it is answered, of filled cells in order; values are the same whichever reader gave them."""
    values = [v if (v.__class__ is str and v[:1] != "#") or v.__class__ is int else plain_value(v) for v in values]
    sheet = {"name": name, "hidden": hidden, "rows": rows, "columns": columns, "values": values}
    return sheet | {"hidden_rows": [], "hidden_columns": [], "covered": _covered(rows, columns, merged)}


def _covered(rows: list[int], columns: list[int], merged: Iterable[Area]) -> list[list[int]]:
    """The filled cells of which people see nothing, since a merged area shows its first cell alone."""
    filled: list[tuple[int, int]] = []
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        filled = filled or list(zip(rows, columns, strict=True))
        lying = filled[bisect_left(filled, (top, left)) : bisect_right(filled, (bottom, right))]
        found.update(at for at in lying if left <= at[1] <= right and at != (top, left))
    return [list(at) for at in sorted(found)]


def plain_value(value: Any) -> Any:
    """A value as MessagePack holds it: whole floats as whole numbers, dates and times tagged."""
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
    except MemoryError:
        return {"code": "reader_died", "params": {}}
    except Exception:  # whatever a parser raises on a broken file, it is the file that is broken
        return {"code": "damaged_file", "params": {}}


def _said(found: dict[str, Any]) -> bytes:
    packed: bytes = msgpack.packb(found, unicode_errors="surrogatepass")  # a text may hold half a character
    return packed


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
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)  # whoever understands the answers, and the pages, come first
    gc.freeze()
    gc.set_threshold(50_000)  # a workbook's cells are no garbage to look for again and again
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        said = _said(answer(request["kind"], sys.stdin.buffer.read(request["size"]), limits))
        if len(said) > limits["answer"]:
            said = _said({"code": "too_much_inside", "params": {"limit": f"{limits['answer'] // 2**20} MB"}})
        sys.stdout.buffer.write(b"%d\n" % len(said) + said)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
