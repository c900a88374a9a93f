"""Begins every workbook that the program writes: nothing that somebody typed becomes a formula, a link or a number."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

FONT, FONT_SIZE = "Microsoft YaHei", 10
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def new_workbook(target: Any, font: str = FONT, *, on_disk: bool = False) -> Workbook:
    """An empty workbook in which text stays text, written to the file `target` when it is closed.

    Args:
        font: of cells that have no format of their own.
        on_disk: whether its parts are put together in temporary files, which a large one needs.
    """
    workbook = Workbook(target, {**_OPTIONS, "in_memory": not on_disk})
    workbook.formats[0].set_font_name(font)
    workbook.formats[0].set_font_size(FONT_SIZE)
    return workbook
