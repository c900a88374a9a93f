"""The sheet 排名, its chart, and the same table as CSV. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from scoring.analysis.common import total_decimals
from scoring.analysis.finality import Finality
from scoring.analysis.ranking import ranking
from scoring.engine import ScoreSheet
from scoring.reports.csv_export import csv_bytes
from scoring.reports.ranked.paper import ranking_paper
from scoring.reports.worksheet import BAR, PAPER_ROWS, Column, add_table, for_print, number_format
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext, label, text

_SHEET, _CHART_SHEET = text("排名", "Ranking"), text("图表", "Chart")
_MOST_BARS = 40


def ranked_csv(sheet: ScoreSheet, previous: ScoreSheet | None = None, lang: Lang = "zh") -> bytes:
    """The ranking as CSV (UTF-8 with BOM, as Excel expects); text that looks like a formula is prefixed with '."""
    columns = _columns(sheet.system, previous, lang)
    rows = _rows(sheet, previous, lang)[[c.key for c in columns]].copy()
    whole = [c.key for c in columns if c.kind in ("whole", "signed_whole")]
    headings = {c.key: c.heading for c in columns}
    decimals = {c.heading: c.decimals for c in columns if c.kind in ("score", "signed")}
    return csv_bytes(rows.astype(dict.fromkeys(whole, "Int64")).rename(columns=headings), decimals)


def add_ranking(
    workbook: Workbook, sheet: ScoreSheet, previous: ScoreSheet | None, lang: Lang, finality: Finality | None
) -> None:
    """Add the sheet of the ranking and, where anybody is in it, that of its chart."""
    columns = _columns(sheet.system, previous, lang)
    frame = _rows(sheet, previous, lang)
    add_table(workbook, _SHEET.get(lang), frame, columns, freeze=4, paper=ranking_paper(sheet, lang, finality))
    if frame.empty:
        return
    chart = _chart(workbook, sheet, frame, columns, lang)
    name = _CHART_SHEET.get(lang)
    chart_sheet = workbook.add_worksheet(name)
    chart_sheet.insert_chart(0, 0, chart, {"description": "ranking by score"})
    chart_sheet.hide_gridlines(2)
    for_print(chart_sheet, name, landscape=False)


def _rows(sheet: ScoreSheet, previous: ScoreSheet | None, lang: Lang) -> pd.DataFrame:
    """The ranking, with how each grade came about where points alone did not decide."""
    rows = ranking(sheet, previous, lang=lang)
    return rows.assign(grade_note=[sheet.grade_note(unit, lang) for unit in rows["unit"]])


def _columns(system: IndicatorSystem, previous: ScoreSheet | None, lang: Lang) -> list[Column]:
    places = total_decimals(system)
    change = [Column("rank_change", label("rank_change", lang), "signed_whole", 9)] if previous is not None else []
    grade = [Column("grade_title", label("grade", lang), "text", 9)] if system.grades else []
    rank = [Column("rank", label("rank", lang), "whole", 7)] if system.overall_rank else []
    note = [Column("grade_note", label("grade_note", lang), "long", 46)] if system.grades else []
    return [
        *rank,
        Column("group_rank", label("group_rank", lang), "whole", 9),
        Column("unit", label("unit", lang), "text", 11),
        Column("name", label("name", lang), "text", 24),
        Column("group_title", label("group", lang), "text", 13),
        Column("score", label("score", lang), "score", 11, BAR, system.scale, decimals=places),
        *grade,
        *change,
        Column("gap_to_mean", label("gap_to_mean", lang), "signed", 12, decimals=places),
        Column("gap_to_first", label("gap_to_first", lang), "signed", 12, decimals=places),
        Column("base", label("base", lang), "score", 10, decimals=places),
        Column("bonus", label("bonus", lang), "score", 8, decimals=places),
        Column("deduction", label("deduction", lang), "score", 8, decimals=places),
        Column("veto_titles", label("vetoes", lang), "text", 16),
        Column("self_score", label("self_score", lang), "score", 11, decimals=places),
        Column("verification_cut", label("verification_cut", lang), "score", 9, decimals=places),
        *note,
    ]


def _chart(workbook: Workbook, sheet: ScoreSheet, frame: pd.DataFrame, columns: list[Column], lang: Lang) -> Chart:
    """Bars of the first scores, which the cells of the sheet hold."""
    rows = min(len(frame), _MOST_BARS)
    first, last = PAPER_ROWS + 1, PAPER_ROWS + rows
    keys, name = [c.key for c in columns], _SHEET.get(lang)
    chart = workbook.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": number_format(total_decimals(sheet.system)), "font": {"size": 8}}
    chart.add_series(
        {
            "name": label("score", lang),
            "categories": [name, first, keys.index("name"), last, keys.index("name")],
            "values": [name, first, keys.index("score"), last, keys.index("score")],
            "fill": {"color": "#2b6cb0"},
            "gap": 40,
            "data_labels": labels,
        }
    )
    title = gettext(lang, "{period} {title}: score", period=sheet.system.period.name, title=sheet.system.title)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "label_position": "low"})
    grid = {"visible": True, "line": {"color": "#e3e8ef"}}
    chart.set_x_axis({**_ends(frame["score"].head(rows), sheet.system), "major_gridlines": grid})
    chart.set_size({"width": 760, "height": 120 + 24 * rows})
    return chart


def _ends(scores: pd.Series, system: IndicatorSystem) -> dict[str, float]:
    """From 0 to full marks; an end that scores lie beyond is left to the spreadsheet program."""
    ends = {"min": 0.0} if not (scores < 0).any() else {}
    return ends if (scores > system.full_marks).any() else ends | {"max": system.full_marks}
