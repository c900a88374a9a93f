"""The sheet 指标体系: by what the results came about. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import pandas as pd
from xlsxwriter import Workbook

from scoring.analysis.finality import Finality, finality_line
from scoring.analysis.record import not_on_record
from scoring.engine import ScoreSheet
from scoring.reports.ranked.lines import indicator_columns
from scoring.reports.worksheet import Column, add_table
from scoring.system import IndicatorSystem
from scoring.system.grade_words import places_words, reached_words, total_words
from scoring.system.part_words import part_lines
from scoring.system.total_words import base_words, caps_words
from scoring.words import Lang, gettext, label, text

_SHEET, _CAPS = text("指标体系", "System"), text("加减分上限", "Limits of bonuses and deductions")


def add_system(workbook: Workbook, sheet: ScoreSheet, lang: Lang, finality: Finality | None = None) -> None:
    """Add the sheet: which system and how many units, every rule in words, and how these make totals and grades."""
    frames = [_about(sheet, lang, finality), _rules(sheet.system, lang), _whole(sheet.system, lang)]
    columns = [
        *indicator_columns(lang),
        Column("marks", label("marks", lang), "score", 8),
        Column("rule", label("rule", lang), "long", 80),
    ]
    frame = pd.concat([frame.astype({"marks": float}) for frame in frames])
    add_table(workbook, _SHEET.get(lang), frame, columns, freeze=3)


def _about(sheet: ScoreSheet, lang: Lang, finality: Finality | None) -> pd.DataFrame:
    system = sheet.system
    rows = [
        (gettext(lang, "Indicator system"), system.title.get(lang)),
        (gettext(lang, "Id"), system.id),
        (label("period", lang), system.period.words(lang)),
        (gettext(lang, "Digest of the system"), system.digest),
        (label("units", lang), str(len(sheet.units))),
    ]
    if finality is not None:
        rows.append((gettext(lang, "How final"), finality_line(finality, lang)))
    rows += [(gettext(lang, "On record"), sentence) for sentence in not_on_record(sheet, lang)]
    return pd.DataFrame(rows, columns=["title", "rule"]).assign(indicator="", section="", marks=None)


def _rules(system: IndicatorSystem, lang: Lang) -> pd.DataFrame:
    indicators = [
        {"indicator": p.indicator.id, "section": p.section.title.get(lang), "title": p.indicator.title.get(lang)}
        | {"marks": max(p.indicator.marks_for(g) for g in system.groups), "rule": system.rule_text(p.indicator, lang)}
        for p in system.placed
    ]
    adjustments = [
        {"indicator": a.id, "section": "", "title": a.title.get(lang), "marks": None, "rule": system.rule_text(a, lang)}
        for a in system.adjustments
    ]
    return pd.DataFrame([*indicators, *adjustments])


def _whole(system: IndicatorSystem, lang: Lang) -> pd.DataFrame:
    """What parts do with their indicators, how the total comes about, and what each grade asks for."""
    rows = [(label("base", lang), base_words(system, lang))]
    rows += part_lines(system, lang)
    rows += [(_CAPS.get(lang), words) for words in caps_words(system, lang)]
    rows.append((label("score", lang), total_words(system, lang)))
    for grade in system.grades:
        places = places_words(grade, lang)
        words = gettext(lang, "; ").join(filter(None, (reached_words(grade, system, lang), places)))
        rows.append((f"{label('grade', lang)} / {grade.title.get(lang)}", words))
    return pd.DataFrame(rows, columns=["title", "rule"]).assign(indicator="", section="", marks=None)
