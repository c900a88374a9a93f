"""What the table of 排名 shows, made once for each state of the store, choice, language and search.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ranking import matching, section_column
from scoring.charts import grade_colours
from scoring.words import Lang, label
from ui.components import formats
from ui.components.ranking_chart import RankingChart, ranking_chart, ranking_rows
from ui.components.signed_columns import signed_column, signed_table
from ui.frame.view_key import ViewKey

MOST_IN_CHART = 40
_CHANGES = ("gap_to_mean", "gap_to_first")  # in points; the rank's is in places


@dataclass(frozen=True)
class RankingTable:
    """The rows that fit, the same as a table shows them, and its columns. Frames are not to be changed in place."""

    rows: pd.DataFrame
    table: Any
    columns: dict[str, Any]


def whole_chart(key: ViewKey, unit: str = "") -> RankingChart:
    """The chart of 排名; the unit that was looked at last is marked, and in view however long the ranking is."""
    return ranking_chart(key, MOST_IN_CHART, unit)


@lru_cache(maxsize=32)
def table_view(key: ViewKey, words: str, grade: str | None) -> RankingTable:
    """The table of 排名.

    Args:
        words: to look for in names and codes.
        grade: whose units to show, '' for those without one; None for all.
    """
    rows, columns = matching(ranking_rows(key), words, grade), _columns(key)
    badges = rows["grade_title"].map(lambda title: [title] if title else [])
    table = rows[list(columns)].assign(grade_title=badges)
    rates = [section_column(s.id) for s in key.sheet.system.sections]
    table[rates] = table[rates] * 100
    decimals = dict.fromkeys(_CHANGES, formats.places(key.sheet))
    decimals |= {"rank_change": 0} if "rank_change" in columns else {}
    return RankingTable(rows, signed_table(table.reset_index(drop=True), decimals), columns)


def _columns(key: ViewKey) -> dict[str, Any]:
    """The table's columns, in order: where a unit stands, then what it is made of."""
    text, places, lang = st.column_config.TextColumn, formats.places(key.sheet), key.lang
    place, other = ("rank", "group_rank") if key.group is None else ("group_rank", "rank")
    change = {"rank_change": _change("rank_change", lang)} if key.previous is not None else {}
    return {
        place: _number(place, 0, lang, pinned=True),
        "name": text(label("name", lang), pinned=True),
        "group_title": text(label("group", lang)),
        other: _number(other, 0, lang),
        "score": _number("score", places, lang),
        "grade_title": _grades(key),
        **change,
        "gap_to_mean": _change("gap_to_mean", lang),
        **_rates(key),
        "gap_to_first": _change("gap_to_first", lang),
        **{name: _number(name, places, lang) for name in ("base", "bonus", "deduction")},
        "veto_titles": text(label("vetoes", lang)),
        "self_score": _number("self_score", places, lang),
        "verification_cut": _number("verification_cut", places, lang),
    }


def _number(name: str, places: int, lang: Lang, **settings: Any) -> Any:
    return st.column_config.NumberColumn(label(name, lang), format=f"%.{places}f", **settings)


def _change(name: str, lang: Lang) -> Any:
    return signed_column(label(name, lang))


def _grades(key: ViewKey) -> Any:
    titles = formats.grade_titles(key.sheet, key.lang)
    colours = grade_colours(list(titles))
    return st.column_config.MultiselectColumn(
        label("grade", key.lang), options=list(titles.values()), color=[colours[grade] for grade in titles]
    )


def _rates(key: ViewKey) -> dict[str, Any]:
    bar = st.column_config.ProgressColumn
    return {
        section_column(s.id): bar(s.title.get(key.lang), format="%.1f%%", min_value=0, max_value=100, color="#1B7FC0")
        for s in key.sheet.system.sections
    }
