"""The sheet 加减分与否决: every bonus, deduction and veto that happened. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

from xlsxwriter import Workbook

from scoring.engine import ScoreSheet
from scoring.reports.ranked.lines import by_rank, indicator_columns, unit_columns
from scoring.reports.worksheet import Column, add_table
from scoring.words import Lang, gettext, label, text

_SHEET = text("加减分与否决", "Adjustments")


def add_adjustments(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    """Add the sheet, each line with why; none where nothing happened."""
    happened = sheet.adjustments[sheet.adjustments["state"] == "scored"]
    if happened.empty:
        return
    titles = {a.id: a.title.get(lang) for a in sheet.system.adjustments}
    why = [sheet.why(u, i, lang) for u, i in zip(happened["unit"], happened["indicator"], strict=True)]
    ids = happened["indicator"].astype(str)
    frame = by_rank(sheet, happened.assign(indicator=ids, title=ids.map(titles), why=why))
    columns = [
        *unit_columns(lang),
        *[c for c in indicator_columns(lang) if c.key != "section"],
        Column("points", gettext(lang, "Points"), "signed", 9),
        Column("why", label("why", lang), "long", 50),
    ]
    add_table(workbook, _SHEET.get(lang), frame, columns, freeze=2)
