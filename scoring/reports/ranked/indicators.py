"""The sheets made from every unit's every indicator: 指标得分, 失分, 不适用. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import pandas as pd
from xlsxwriter import Workbook

from scoring.engine import ScoreSheet
from scoring.reports.progress import Progress, silent
from scoring.reports.ranked.lines import indicator_columns, line_blocks, unit_columns
from scoring.reports.worksheet import BAR, Column, TableSheet, add_table
from scoring.words import Lang, Text, label, text

_INDICATORS, _LOST = text("指标得分", "Indicators"), text("失分", "Lost marks")
_NOT_APPLICABLE = text("不适用", "Not applicable")
ROWS_OF_SHEET = 1_000_000  # a spreadsheet program reads 1,048,576


def add_indicators(workbook: Workbook, sheet: ScoreSheet, lang: Lang, progress: Progress = silent) -> None:
    """Add the sheet of all lines, each with why it earned what it did; none without units.

    A sheet that is full goes on in another one.
    """
    every = _LongTable(workbook, _INDICATORS, _line_columns(lang), lang)
    for rows in line_blocks(sheet, lang):
        every.add(rows)
        progress(min(1.0, every.rows / max(1, len(sheet.lines))), _INDICATORS.get(lang))
    every.close()


def _line_columns(lang: Lang) -> list[Column]:
    return [
        *unit_columns(lang),
        *indicator_columns(lang),
        Column("marks", label("marks", lang), "score", 8),
        Column("earned", label("earned", lang), "score", 8),
        Column("rate", label("rate", lang), "rate", 9, BAR, 1),
        Column("state", label("state", lang), width=9),
        Column("why", label("why", lang), "long", 60),
    ]


class _LongTable:
    """A table of any length: sheets, each begun when it is needed, whose rows do not stay in memory."""

    def __init__(self, workbook: Workbook, name: Text, columns: list[Column], lang: Lang) -> None:
        self._workbook, self._name, self._columns = workbook, name.get(lang), columns
        self._table: TableSheet | None = None
        self._sheets, self._room, self.rows = 0, 0, 0

    def add(self, frame: pd.DataFrame) -> None:
        """Write more rows."""
        if frame.empty:
            return
        if self._table is None or len(frame) > self._room:
            self.close()
            self._sheets, self._room = self._sheets + 1, ROWS_OF_SHEET
            name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
            self._table = TableSheet(self._workbook, name, self._columns, freeze=2, streamed=True)
        self._table.add(frame)
        self._room -= len(frame)
        self.rows += len(frame)

    def close(self) -> None:
        """End the sheet at hand."""
        if self._table is not None:
            self._table.close()
            self._table = None


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
    """A row an indicator that is worth marks, over the units to which it applies and for which it counts."""
    applicable = lines[~lines["not_applicable"] & lines["counts"] & (lines["marks"] > 0)]
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


def add_not_applicable(workbook: Workbook, sheet: ScoreSheet, lang: Lang) -> None:
    """Add the sheet of the lines that did not apply, each with the reason; none where all did."""
    if not (sheet.lines["state"] == "not_applicable").any():
        return
    columns = [*unit_columns(lang), *indicator_columns(lang), Column("why", label("why", lang), "long", 60)]
    table = _LongTable(workbook, _NOT_APPLICABLE, columns, lang)
    for rows in line_blocks(sheet, lang, "not_applicable"):
        table.add(rows)
    table.close()
