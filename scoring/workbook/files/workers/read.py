"""Reads a workbook in a process of its own, so that a hostile file harms only that process; run by `sandbox.child`.

The question is {"kind"}: xlsx, xls or ods; the answer is the list of its sheets, as `sheets.plain_sheet` makes them.
What reads one kind of file is loaded when the first one comes: most files need neither openpyxl nor xlrd.
Tested in tests/workbook/files/test_readers.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scoring.workbook import limits
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.files.workers.sheets import Sheet, collected, plain_sheet
from scoring.workbook.files.workers.unpack import Parts, each_part


def answer(question: dict[str, Any], content: bytes) -> list[Sheet]:
    """The sheets of a workbook.

    Raises:
        Unreadable, or whatever a parser raises on a damaged file.
    """
    sheets = read(question["kind"], content)
    if sum(len(sheet["values"]) for sheet in sheets) > limits.CELLS:
        raise too_many_cells()
    return sheets


def read(kind: str, content: bytes) -> list[Sheet]:
    """The sheets of a workbook of `kind` xlsx, xls or ods."""
    if kind == "xls":
        from scoring.workbook.files.workers.xls import read_xls

        return read_xls(content)
    parts = Parts((info.filename, data) for info, data in each_part(content))
    if kind == "ods":
        from scoring.workbook.files.workers.ods import read_ods

        return list(collected(read_ods(parts["content.xml"]), limits.CELLS))
    return list(_sheets_of_xlsx(parts))


def _sheets_of_xlsx(parts: Parts) -> Iterator[Sheet]:
    """Each sheet by the quick reader where it is plain, else by the careful one."""
    from scoring.workbook.files.workers import xlsx, xlsx_fast

    # Known before it takes long; no cell is shorter.
    if any(len(xml) > limits.CELLS * len("<c><v>1</v></c>") for xml in parts.values()):
        _refuse_many(parts.values())
    sheets, values = xlsx.read_book(parts, shared_texts)
    room = limits.CELLS
    for name, hidden, xml in sheets:
        try:
            cells = xlsx_fast.plain_cells(xml, values, limits.PLAIN_ROWS, limits.PLAIN_COLUMNS)
            sheet = plain_sheet(name, hidden, *cells)
        except xlsx_fast.NotPlain:
            (sheet,) = collected([(name, hidden, *xlsx.read_sheet(xml, values))], room)
        room -= len(sheet["values"])
        yield sheet


def _refuse_many(parts: Iterable[bytes]) -> None:
    if sum(xml.count(b"<v>") + xml.count(b"<is>") for xml in parts if b"sheetData" in xml) > limits.CELLS:
        raise too_many_cells()


def too_many_cells() -> Unreadable:
    """What is raised where a workbook holds more cells than may be."""
    return Unreadable("too_much_inside", limit=f"{limits.CELLS:,}")


def shared_texts(xml: bytes) -> list[str]:
    """The shared texts of a workbook, by the quick reader where it can."""
    from scoring.workbook.files.workers import xlsx, xlsx_fast

    try:
        return xlsx_fast.plain_texts(xml)
    except xlsx_fast.NotPlain:
        return xlsx.shared_texts(xml)
