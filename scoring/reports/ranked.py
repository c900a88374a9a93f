"""The ranked results as a workbook and as CSV."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
from xlsxwriter import Workbook

from scoring.analysis.common import total_decimals
from scoring.analysis.ranking import ranking
from scoring.engine import ScoreSheet
from scoring.problems import Problem, problem_frame
from scoring.reports.csv_export import csv_bytes
from scoring.reports.worksheet import Column, add_table, for_print, new_workbook
from scoring.system import IndicatorSystem
from scoring.words import STATES, Lang, label

_BAR = "#9ec5e8"


def ranked_workbook(
    sheet: ScoreSheet, previous: ScoreSheet | None = None, problems: Sequence[Problem] = (), lang: Lang = "zh"
) -> bytes:
    """The whole result as an .xlsx: ranking, sections, every indicator, lost marks, what did not apply,
    problems of files left out, and the system it was scored with.

    Args:
        previous: the period before, for changes of rank.
        problems: of files that were left out.
    """
    target = io.BytesIO()
    workbook = new_workbook(target)
    _ranking_sheet(workbook, sheet, previous, lang)
    _sections_sheet(workbook, sheet, lang)
    lines = _lines(sheet, lang)
    _indicator_sheet(workbook, lines, lang)
    _lost_sheet(workbook, lines, lang)
    _not_applicable_sheet(workbook, lines, lang)
    _adjustments_sheet(workbook, sheet, lang)
    _problems_sheet(workbook, problems, lang)
    _system_sheet(workbook, sheet, lang)
    workbook.close()
    return target.getvalue()


def ranked_csv(sheet: ScoreSheet, previous: ScoreSheet | None = None, lang: Lang = "zh") -> bytes:
    """The ranking as CSV (UTF-8 with BOM, as Excel expects); text that looks like a formula is prefixed with '."""
    columns = _ranking_columns(sheet.system, previous, lang)
    shown = ranking(sheet, previous, lang=lang)[[c.key for c in columns]].copy()
    whole = [c.key for c in columns if c.kind in ("whole", "signed_whole")]
    headings = {c.key: c.heading for c in columns}
    decimals = {c.heading: c.decimals for c in columns if c.kind in ("score", "signed")}
    return csv_bytes(shown.astype(dict.fromkeys(whole, "Int64")).rename(columns=headings), decimals)


def _ranking_columns(system: IndicatorSystem, previous: ScoreSheet | None, lang: Lang) -> list[Column]:
    places = total_decimals(system)
    change = [Column("rank_change", label("rank_change", lang), "signed_whole", 9)] if previous is not None else []
    return [
        Column("rank", label("rank", lang), "whole", 7),
        Column("group_rank", label("group_rank", lang), "whole", 9),
        Column("unit", label("unit", lang), "text", 11),
        Column("name", label("name", lang), "text", 24),
        Column("group_title", label("group", lang), "text", 13),
        Column("score", label("score", lang), "score", 11, _BAR, system.scale, decimals=places),
        Column("grade_title", label("grade", lang), "text", 9),
        *change,
        Column("gap_to_mean", label("gap_to_mean", lang), "signed", 12, decimals=places),
        Column("gap_to_first", label("gap_to_first", lang), "signed", 12, decimals=places),
        Column("base", label("base", lang), "score", 10, decimals=places),
        Column("bonus", label("bonus", lang), "score", 8, decimals=places),
        Column("deduction", label("deduction", lang), "score", 8, decimals=places),
        Column("veto_titles", label("vetoes", lang), "text", 16),
        Column("self_score", label("self_score", lang), "score", 11, decimals=places),
        Column("verification_cut", label("verification_cut", lang), "signed", 9, decimals=places),
    ]


def _ranking_sheet(workbook: Workbook, sheet: ScoreSheet, previous: ScoreSheet | None, lang: Lang) -> None:
    name = "排名" if lang == "zh" else "Ranking"
    columns = _ranking_columns(sheet.system, previous, lang)
    frame = ranking(sheet, previous, lang=lang)
    add_table(workbook, name, frame, columns, freeze=4)
    if frame.empty:
        return
    rows = min(len(frame), 40)
    keys = [c.key for c in columns]
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": label("score", lang),
            "categories": [name, 1, keys.index("name"), rows, keys.index("name")],
            "values": [name, 1, keys.index("score"), rows, keys.index("score")],
            "fill": {"color": "#2b6cb0"},
            "gap": 40,
            "data_labels": {
                "value": True,
                "num_format": f"0.{'0' * total_decimals(sheet.system)}",
                "font": {"size": 8},
            },
        }
    )
    title = sheet.system.title.get(lang)
    chart.set_title(
        {
            "name": f"{sheet.system.year} {title}：总分" if lang == "zh" else f"{sheet.system.year} {title}: score",
            "name_font": {"size": 12},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis(
        {"min": 0, "max": sheet.system.scale, "major_gridlines": {"visible": True, "line": {"color": "#e3e8ef"}}}
    )
    chart.set_size({"width": 760, "height": 120 + 24 * rows})
    chart_name = "图表" if lang == "zh" else "Chart"
    chart_sheet = workbook.add_worksheet(chart_name)
    chart_sheet.insert_chart(0, 0, chart, {"description": "ranking by score"})
    chart_sheet.hide_gridlines(2)
    for_print(chart_sheet, chart_name, landscape=False)


def _named(sheet: ScoreSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with units' names, in the order of the ranking."""
    totals = sheet.totals.set_index("unit")
    units = frame["unit"].astype(str)
    place = units.map(totals["rank"]).fillna(float("inf"))
    named = frame.assign(unit=units, name=units.map(totals["name"]), _place=place)
    return named.sort_values(["_place", "unit"], kind="stable").drop(columns="_place")


def _sections_sheet(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    wide = sheet.sections.pivot(index="unit", columns="section")
    frame = pd.DataFrame({"unit": wide.index.astype(str)})
    columns = [Column("unit", label("unit", lang), width=11), Column("name", label("name", lang), width=24)]
    for section in sheet.system.sections:
        for part, kind, bar in (("earned", "score", None), ("marks", "score", None), ("rate", "rate", _BAR)):
            key = f"{section.id} {part}"
            frame[key] = wide[part, section.id].to_numpy() if len(wide) else []
            heading = f"{section.title.get(lang)} {label(part, lang)}"
            columns.append(Column(key, heading, kind, 11, bar))  # type: ignore[arg-type]
    add_table(workbook, "板块" if lang == "zh" else "Sections", _named(sheet, frame), columns, freeze=2)


def _lines(sheet: ScoreSheet, lang: Lang) -> pd.DataFrame:
    """Every unit's every indicator with titles and why, in the order of the ranking."""
    placed = {p.indicator.id: p for p in sheet.system.placed}
    lines = sheet.lines.assign(why=sheet.whys(lang))
    ids = lines["indicator"].astype(str)
    lines = lines.assign(
        indicator=ids,
        section=ids.map({i: p.section.title.get(lang) for i, p in placed.items()}),
        title=ids.map({i: p.indicator.title.get(lang) for i, p in placed.items()}),
        lost=lines["marks"] - lines["earned"],
        state=lines["state"].astype(str).map({s: words.get(lang) for s, words in STATES.items()}),
        not_applicable=lines["state"] == "not_applicable",
    )
    return _named(sheet, lines)


def _line_columns(lang: Lang) -> list[Column]:
    return [
        Column("unit", label("unit", lang), width=11),
        Column("name", label("name", lang), width=24),
        Column("section", label("section", lang), width=14),
        Column("indicator", label("indicator", lang), width=9),
        Column("title", label("title", lang), "long", 28),
    ]


def _indicator_sheet(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    columns = [
        *_line_columns(lang),
        Column("marks", label("marks", lang), "score", 8),
        Column("earned", label("earned", lang), "score", 8),
        Column("rate", label("rate", lang), "rate", 9, _BAR, 1),
        Column("state", label("state", lang), width=9),
        Column("why", label("why", lang), "long", 60),
    ]
    add_table(workbook, "指标得分" if lang == "zh" else "Indicators", lines, columns, freeze=2)


def _lost_sheet(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    counted = lines[~lines["not_applicable"]]
    grouped = counted.groupby(["indicator", "section", "title"], sort=False)
    frame = grouped.agg(
        units=("unit", "size"), mean_earned=("earned", "mean"), mean_rate=("rate", "mean"), lost_total=("lost", "sum")
    ).reset_index()
    frame["marks"] = frame["indicator"].map(lines.groupby("indicator")["marks"].max())
    whole = frame["lost_total"].sum()
    frame["lost_share"] = frame["lost_total"] / whole if whole > 0 else 0.0
    columns = [
        *_line_columns(lang)[2:],
        Column("marks", label("marks", lang), "score", 8),
        Column("units", label("units", lang), "whole", 8),
        Column("mean_earned", label("mean_earned", lang), "score", 10),
        Column("mean_rate", label("mean_rate", lang), "rate", 11, _BAR, 1),
        Column("lost_total", label("lost_total", lang), "score", 11, bar="#f2b8a0"),
        Column("lost_share", label("lost_share", lang), "rate", 11),
    ]
    ordered = frame.sort_values(["lost_total", "indicator"], ascending=[False, True])
    add_table(workbook, "失分" if lang == "zh" else "Lost marks", ordered, columns, freeze=3)


def _not_applicable_sheet(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    columns = [*_line_columns(lang), Column("why", label("why", lang), "long", 60)]
    add_table(
        workbook, "不适用" if lang == "zh" else "Not applicable", lines[lines["not_applicable"]], columns, freeze=2
    )


def _adjustments_sheet(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    happened = sheet.adjustments[sheet.adjustments["state"] == "scored"]
    titles = {a.id: a.title.get(lang) for a in sheet.system.adjustments}
    why = [sheet.why(u, i, lang) for u, i in zip(happened["unit"], happened["indicator"], strict=True)]
    ids = happened["indicator"].astype(str)
    frame = _named(sheet, happened.assign(indicator=ids, title=ids.map(titles), why=why))
    columns = [
        *[c for c in _line_columns(lang) if c.key != "section"],
        Column("points", "加减分" if lang == "zh" else "Points", "signed", 9),
        Column("why", label("why", lang), "long", 50),
    ]
    add_table(workbook, "加减分与否决" if lang == "zh" else "Adjustments", frame, columns, freeze=2)


def _problems_sheet(workbook: Workbook, problems: Sequence[Problem], lang: Lang) -> None:
    frame = problem_frame(problems, lang)
    widths = {"file": 24, "sheet": 12, "cell": 9, "unit": 11, "indicator": 9, "code": 18, "message": 50, "hint": 50}
    columns = [
        Column(key, label(key, lang), "long" if key in ("message", "hint") else "text", w) for key, w in widths.items()
    ]
    add_table(workbook, "问题" if lang == "zh" else "Problems", frame, columns)


def _system_sheet(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    system = sheet.system
    facts = [
        ("指标体系" if lang == "zh" else "Indicator system", system.title.get(lang)),
        ("编号" if lang == "zh" else "Id", system.id),
        (label("year", lang), str(system.year)),
        ("指标体系摘要" if lang == "zh" else "Digest of the system", system.digest),
        (label("units", lang), str(len(sheet.units))),
    ]
    heads = pd.DataFrame(facts, columns=["title", "rule"]).assign(indicator="", section="", marks=None)
    rules = [
        {"indicator": p.indicator.id, "section": p.section.title.get(lang), "title": p.indicator.title.get(lang)}
        | {"marks": max(p.indicator.marks_for(g) for g in system.groups), "rule": system.rule_text(p.indicator, lang)}
        for p in system.placed
    ] + [
        {"indicator": a.id, "section": "", "title": a.title.get(lang), "marks": None, "rule": system.rule_text(a, lang)}
        for a in system.adjustments
    ]
    columns = [
        *_line_columns(lang)[2:],
        Column("marks", label("marks", lang), "score", 8),
        Column("rule", label("rule", lang), "long", 80),
    ]
    frame = pd.concat([heads.astype({"marks": float}), pd.DataFrame(rules).astype({"marks": float})])
    add_table(workbook, "指标体系" if lang == "zh" else "System", frame, columns, freeze=3)
