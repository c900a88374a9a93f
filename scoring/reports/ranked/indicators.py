"""The sheets made from every unit's every indicator: 指标得分, 失分, 不适用. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import pandas as pd
from xlsxwriter import Workbook

from scoring.reports.ranked.lines import indicator_columns, unit_columns
from scoring.reports.worksheet import BAR, Column, add_table
from scoring.words import Lang, label, text

_INDICATORS, _LOST = text("指标得分", "Indicators"), text("失分", "Lost marks")
_NOT_APPLICABLE = text("不适用", "Not applicable")


def add_indicators(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    """Add the sheet of all lines, each with why it earned what it did; none without units.

    Args:
        lines: what `line_rows` gives.
    """
    if lines.empty:
        return
    columns = [
        *unit_columns(lang),
        *indicator_columns(lang),
        Column("marks", label("marks", lang), "score", 8),
        Column("earned", label("earned", lang), "score", 8),
        Column("rate", label("rate", lang), "rate", 9, BAR, 1),
        Column("state", label("state", lang), width=9),
        Column("why", label("why", lang), "long", 60),
    ]
    add_table(workbook, _INDICATORS.get(lang), lines, columns, freeze=2)


def add_lost(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    """Add the sheet of the indicators, those on which most marks are lost first; none without lines that apply."""
    rows = _lost_rows(lines)
    if rows.empty:
        return
    columns = [
        *indicator_columns(lang),
        Column("marks", label("marks", lang), "score", 8),
        Column("units", label("units", lang), "whole", 8),
        Column("mean_earned", label("mean_earned", lang), "score", 10),
        Column("mean_rate", label("mean_rate", lang), "rate", 11, BAR, 1),
        Column("lost_total", label("lost_total", lang), "score", 11, bar="#f2b8a0"),
        Column("lost_share", label("lost_share", lang), "rate", 11),
    ]
    add_table(workbook, _LOST.get(lang), rows, columns, freeze=3)


def _lost_rows(lines: pd.DataFrame) -> pd.DataFrame:
    """A row an indicator, over the units to which it applies and that have been scored on it."""
    applicable = lines[~lines["not_applicable"] & ~lines["awaited"]]
    frame = (
        applicable.groupby(["indicator", "section", "title"], sort=False)
        .agg(
            units=("unit", "size"),
            mean_earned=("earned", "mean"),
            mean_rate=("rate", "mean"),
            lost_total=("lost", "sum"),
        )
        .reset_index()
    )
    frame["marks"] = frame["indicator"].map(lines.groupby("indicator")["marks"].max())
    whole = frame["lost_total"].sum()
    frame["lost_share"] = frame["lost_total"] / whole if whole > 0 else 0.0
    return frame.sort_values(["lost_total", "indicator"], ascending=[False, True])


def add_not_applicable(workbook: Workbook, lines: pd.DataFrame, lang: Lang) -> None:
    """Add the sheet of the lines that did not apply, each with the reason; none where all did."""
    rows = lines[lines["not_applicable"]]
    if rows.empty:
        return
    columns = [*unit_columns(lang), *indicator_columns(lang), Column("why", label("why", lang), "long", 60)]
    add_table(workbook, _NOT_APPLICABLE.get(lang), rows, columns, freeze=2)
