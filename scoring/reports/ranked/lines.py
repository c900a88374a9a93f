"""Every unit's every indicator, and the columns that several sheets begin with.

Tested in tests/reports/test_ranked.py.
"""

from __future__ import annotations

import pandas as pd

from scoring.engine import ScoreSheet
from scoring.reports.worksheet import Column
from scoring.words import STATES, Lang, label


def line_rows(sheet: ScoreSheet, lang: Lang) -> pd.DataFrame:
    """Every unit's every indicator with titles and why, in the order of the ranking."""
    placed = {p.indicator.id: p for p in sheet.system.placed}
    lines = sheet.lines.assign(why=sheet.whys(lang))
    ids = lines["indicator"].astype(str)
    lines = lines.assign(
        indicator=ids,
        section=ids.map({i: p.section.title.get(lang) for i, p in placed.items()}),
        title=ids.map({i: p.indicator.title.get(lang) for i, p in placed.items()}),
        lost=(lines["marks"] - lines["earned"]).mask(lines["state"] == "awaited", 0.0),
        state=lines["state"].astype(str).map({s: words.get(lang) for s, words in STATES.items()}),
        not_applicable=lines["state"] == "not_applicable",
        awaited=lines["state"] == "awaited",
    )
    return by_rank(sheet, lines)


def by_rank(sheet: ScoreSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with units' names, in the order of the ranking."""
    totals = sheet.totals.set_index("unit")
    units = frame["unit"].astype(str)
    place = units.map(totals["rank"]).fillna(float("inf"))
    named = frame.assign(unit=units, name=units.map(totals["name"]), _place=place)
    return named.sort_values(["_place", "unit"], kind="stable").drop(columns="_place")


def unit_columns(lang: Lang) -> list[Column]:
    """Whose row it is."""
    return [Column("unit", label("unit", lang), width=11), Column("name", label("name", lang), width=24)]


def indicator_columns(lang: Lang) -> list[Column]:
    """Which indicator the row is about."""
    return [
        Column("section", label("section", lang), width=14),
        Column("indicator", label("indicator", lang), width=9),
        Column("title", label("title", lang), "long", 28),
    ]
