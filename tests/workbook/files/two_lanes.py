"""The two ways in which a workbook is read, each alone, and a library's as a third opinion."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import python_calamine

from scoring.workbook import limits
from scoring.workbook.files import reader

LIMITS = {
    "unpacked": limits.UNPACKED_BYTES,
    "rows": limits.PLAIN_ROWS,
    "columns": limits.PLAIN_COLUMNS,
    "cells": limits.CELLS,
}


def _loaded() -> ModuleType:
    """The reading program as a module of this process."""
    spec = importlib.util.spec_from_file_location(
        "worker_under_test", Path(reader.__file__).parent / "workers" / "worker.py"
    )
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "numpy", sys.modules["numpy"])  # the program hides it from its own process
        spec.loader.exec_module(module)
    return module


WORKER = _loaded()
PLAIN, CAREFUL = WORKER._beside("xlsx_fast"), WORKER._beside("xlsx")
NotPlain = PLAIN.NotPlain


def quickly(content: bytes) -> list[dict[str, Any]]:
    """The sheets by the quick reader.

    Raises:
        NotPlain: they are not for it.
    """
    sheets, values = CAREFUL.read_book(WORKER.unpacked(content, LIMITS["unpacked"]), PLAIN.plain_texts)
    return [
        WORKER.plain_sheet(name, hidden, *PLAIN.plain_cells(xml, values, LIMITS["rows"], LIMITS["columns"]))
        for name, hidden, xml in sheets
    ]


def carefully(content: bytes) -> list[dict[str, Any]]:
    """The sheets by the careful reader, whatever the file."""
    sheets, values = CAREFUL.read_book(WORKER.unpacked(content, LIMITS["unpacked"]), CAREFUL.shared_texts)
    raw = [(name, hidden, *CAREFUL.read_sheet(xml, values)) for name, hidden, xml in sheets]
    return list(WORKER._collected(raw, LIMITS["cells"]))


def by_calamine(content: bytes) -> list[dict[str, Any]]:
    """The sheets as the library calamine reads them; it is right about plain files."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = []
    for meta in workbook.sheets_metadata:
        rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""]
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        found.append(WORKER.sheet_of(meta.name, hidden, cells))
    return found
