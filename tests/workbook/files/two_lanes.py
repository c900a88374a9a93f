"""The two ways in which a workbook is read, each alone, and a library's as a third opinion."""

from __future__ import annotations

import io
from typing import Any

import python_calamine

from scoring.workbook import limits
from scoring.workbook.files.workers import xlsx, xlsx_fast
from scoring.workbook.files.workers.sheets import collected, plain_sheet, sheet_of
from scoring.workbook.files.workers.unpack import each_part
from scoring.workbook.files.workers.xlsx_fast import NotPlain

__all__ = ["NotPlain", "by_calamine", "carefully", "quickly"]


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    return {info.filename: data for info, data in each_part(content)}


def quickly(content: bytes) -> list[dict[str, Any]]:
    """The sheets by the quick reader.

    Raises:
        NotPlain: they are not for it.
    """
    sheets, values = xlsx.read_book(unpacked(content), xlsx_fast.plain_texts)
    return [
        plain_sheet(name, hidden, *xlsx_fast.plain_cells(xml, values, limits.PLAIN_ROWS, limits.PLAIN_COLUMNS))
        for name, hidden, xml in sheets
    ]


def carefully(content: bytes) -> list[dict[str, Any]]:
    """The sheets by the careful reader, whatever the file."""
    sheets, values = xlsx.read_book(unpacked(content), xlsx.shared_texts)
    raw = [(name, hidden, *xlsx.read_sheet(xml, values)) for name, hidden, xml in sheets]
    return list(collected(raw, limits.CELLS))


def by_calamine(content: bytes) -> list[dict[str, Any]]:
    """The sheets as the library calamine reads them; it is right about plain files."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = []
    for meta in workbook.sheets_metadata:
        rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""]
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        found.append(sheet_of(meta.name, hidden, cells))
    return found
