"""The workbooks that are handed out, all of a period's units in one zip."""

from __future__ import annotations

import io
import zipfile

import pandas as pd

from scoring.facts import UNIT_COLUMNS
from scoring.system import IndicatorSystem
from scoring.words import Lang
from scoring.workbook import free_name, template_workbook


def zip_of_templates(system: IndicatorSystem, units: pd.DataFrame, lang: Lang = "zh") -> bytes:
    """A workbook for each unit (UNIT_COLUMNS), as a zip."""
    buffer, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for code, name, group in units[UNIT_COLUMNS].itertuples(index=False, name=None):
            file = free_name(template_name(system, code), taken)  # codes may differ in case, or in a point, alone
            taken.add(file.casefold())
            archive.writestr(file, template_workbook(system, (code, name, group), lang))
    return buffer.getvalue()


def template_name(system: IndicatorSystem, unit: str) -> str:
    """The name of a unit's workbook: letters, digits, - and _ of its code, the rest as _; and the year."""
    code = "".join(c if c.isalnum() or c in "-_" else "_" for c in unit) or "unit"
    return f"{code}_{system.year}.xlsx"
