"""The sheet 板块: what every unit earned in every section. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import pandas as pd
from xlsxwriter import Workbook

from scoring.engine import ScoreSheet
from scoring.reports.ranked.lines import by_rank, unit_columns
from scoring.reports.worksheet import BAR, Column, add_table
from scoring.words import Lang, label, text

_SHEET = text("板块", "Sections")


def add_sections(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    """Add the sheet: three columns a section; none without units."""
    if sheet.units.empty:
        return
    wide = sheet.sections.pivot(index="unit", columns="section")
    frame = pd.DataFrame({"unit": wide.index.astype(str)})
    columns = unit_columns(lang)
    for section in sheet.system.sections:
        for part, kind, bar in (("earned", "score", None), ("marks", "score", None), ("rate", "rate", BAR)):
            key = f"{section.id} {part}"
            frame[key] = wide[part, section.id].to_numpy()
            heading = f"{section.title.get(lang)} {label(part, lang)}"
            columns.append(Column(key, heading, kind, 11, bar))  # type: ignore[arg-type]
    add_table(workbook, _SHEET.get(lang), by_rank(sheet, frame), columns, freeze=2)
