"""The workbooks that are handed out, all of a period's units in one zip."""

from __future__ import annotations

import io
import zipfile
from typing import IO

import pandas as pd

from scoring.facts import UNIT_COLUMNS
from scoring.reports.progress import Progress, silent
from scoring.system import IndicatorSystem
from scoring.words import Lang
from scoring.workbook import free_name, template_workbook


def zip_of_templates(system: IndicatorSystem, units: pd.DataFrame, lang: Lang = "zh") -> bytes:
    """A workbook for each unit (UNIT_COLUMNS), as a zip."""
    target = io.BytesIO()
    write_templates(target, system, units, lang)
    return target.getvalue()


def write_templates(
    target: IO[bytes], system: IndicatorSystem, units: pd.DataFrame, lang: Lang = "zh", progress: Progress = silent
) -> None:
    """Write a workbook for each unit (UNIT_COLUMNS) into a zip; one is held at a time."""
    taken, rows = set[str](), units[UNIT_COLUMNS].itertuples(index=False, name=None)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # a workbook is a zip itself
        for number, (code, name, group) in enumerate(rows):
            progress(number / len(units), code)
            file = free_name(template_name(system, code), taken)  # codes may differ in case, or in a point, alone
            taken.add(file.casefold())
            archive.writestr(file, template_workbook(system, (code, name, group), lang))


def template_name(system: IndicatorSystem, unit: str) -> str:
    """The name of a unit's workbook: letters, digits, - and _ of its code, the rest as _; and the period."""
    code = "".join(c if c.isalnum() or c in "-_" else "_" for c in unit) or "unit"
    return f"{code}_{system.period.id}.xlsx"
