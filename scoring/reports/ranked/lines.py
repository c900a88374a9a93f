"""Every unit's every indicator, and the columns that several sheets begin with.

Tested in tests/reports/test_ranked.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scoring.analysis.common import listing_order, lost_marks
from scoring.engine import ScoreSheet
from scoring.reports.worksheet import Column
from scoring.words import STATES, Lang, label

_BLOCK = 50  # units whose lines are made at a time


def line_rows(sheet: ScoreSheet, lang: Lang) -> pd.DataFrame:
    """Every unit's every indicator with its titles, in the order of the ranking, without the sentences why.

    `lost`: marks that are lost, never less than 0. `counts`: neither awaited nor left for another by its part.
    """
    counts = ~sheet.line_arrays.awaited & sheet.line_arrays.taken
    lines = sheet.lines.assign(lost=np.maximum(lost_marks(sheet), 0.0).T.ravel(), counts=counts.T.ravel())
    return by_rank(sheet, _with_titles(sheet, lines, lang))


def line_blocks(sheet: ScoreSheet, lang: Lang, state: str | None = None) -> Iterator[pd.DataFrame]:
    """`line_rows` with why, some units at a time, so that the sentences of all never stand in memory together.

    Args:
        state: of the lines that are wanted; None for all.
    """
    order = by_rank(sheet, sheet.units.assign(position=range(len(sheet.units))))["position"].to_numpy()
    of_unit = np.arange(len(sheet.system.indicators))
    wanted = np.ones(len(sheet.lines), bool) if state is None else (sheet.lines["state"] == state).to_numpy()
    for first in range(0, len(order), _BLOCK):
        rows = (order[first : first + _BLOCK, None] * len(of_unit) + of_unit).ravel()
        block = _with_titles(sheet, sheet.lines.iloc[rows[wanted[rows]]].reset_index(drop=True), lang)
        why = [sheet.why(unit, item, lang) for unit, item in zip(block["unit"], block["indicator"], strict=True)]
        names = block["unit"].map(dict(zip(sheet.units["unit"], sheet.units["name"], strict=True)))
        yield block.assign(name=names, why=pd.Series(why, dtype=object))


def _with_titles(sheet: ScoreSheet, lines: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    placed = {p.indicator.id: p for p in sheet.system.placed}
    ids = lines["indicator"].astype(str)
    return lines.assign(
        unit=lines["unit"].astype(str),
        indicator=ids,
        section=ids.map({i: p.section.title.get(lang) for i, p in placed.items()}),
        title=ids.map({i: p.indicator.title.get(lang) for i, p in placed.items()}),
        state=lines["state"].astype(str).map({s: words.get(lang) for s, words in STATES.items()}),
        not_applicable=lines["state"] == "not_applicable",
    )


def by_rank(sheet: ScoreSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with units' names, in the order of the ranking."""
    totals = sheet.totals.set_index("unit")
    units = frame["unit"].astype(str)
    place = units.map({unit: place for place, unit in enumerate(sheet.units["unit"].iloc[listing_order(sheet)])})
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
