"""The sheet 板块: what every unit earned in every section. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from xlsxwriter import Workbook

from scoring.analysis.unit_lines import section_notes
from scoring.engine import ScoreSheet
from scoring.reports.ranked.lines import by_rank, unit_columns
from scoring.reports.worksheet import BAR, Column, add_table
from scoring.words import Lang, label, text

_NOTES = text("说明", "Notes")
_OF_SECTION = text("{section}：{note}", "{section}: {note}")
_LINE = text("；", "; ")
_SHEET = text("板块", "Sections")


def add_sections(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    """Add the sheet: three columns a section; none without units or sections."""
    if sheet.units.empty or not sheet.system.sections:
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
    if any(told := _notes(sheet, list(frame["unit"]), lang)):
        frame["notes"] = told
        columns.append(Column("notes", _NOTES.get(lang), "long", 60))
    add_table(workbook, _SHEET.get(lang), by_rank(sheet, frame), columns, freeze=2)


def _notes(sheet: ScoreSheet, units: list[str], lang: Lang) -> list[str]:
    """What parts took, closed or left out of each unit, in words; '' where they only add up."""
    system = sheet.system
    does_more = any(part.take != "all" or part.zero_if or part.needs for part in system.parts)
    if not does_more and not any(adjustment.in_ for adjustment in system.adjustments):
        return []
    return [_LINE.get(lang).join(_of_unit(sheet, unit, lang)) for unit in units]


def _of_unit(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    for section in sheet.system.sections:
        for note in section_notes(sheet, unit, section, lang):
            yield _OF_SECTION.format(lang, section=section.title, note=note)
