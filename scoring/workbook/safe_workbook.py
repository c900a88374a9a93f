"""Begins every workbook that the program writes: nothing that somebody typed becomes a formula, a link or a number."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

FONT, FONT_SIZE = "Microsoft YaHei", 10
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def new_workbook(target: Any, font: str = FONT) -> Workbook:
    """An empty workbook in which text stays text, written to the file `target` when it is closed.

    Args:
        font: of cells that have no format of their own.
    """
    workbook = Workbook(target, _OPTIONS)
    workbook.formats[0].set_font_name(font)
    workbook.formats[0].set_font_size(FONT_SIZE)
    return workbook
