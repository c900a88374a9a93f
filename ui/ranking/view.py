"""What the table of 排名 shows, made once for each state of the store, choice, language and search.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.common import rank_column
from scoring.analysis.ranking import matching, section_column
from scoring.charts import cut, display_width, grade_colours
from scoring.words import Lang, gettext, joined, label
from ui.components import formats
from ui.components.print_table import PrintTable, print_table
from ui.components.ranking_chart import RankingChart, ranking_chart, ranking_rows
from ui.components.signed_columns import signed_column, signed_table
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey

MOST_IN_CHART, MOST_IN_PRINT = 40, 30
LETTERS = 18  # Latin letters of a name, half as many Chinese characters: what is longer loses its middle
_CHANGES = ("gap_to_mean", "gap_to_first")  # in points; the rank's is in places
_ROOM = 846  # px: what a table has at 1280 beside the menu
_TICK, _PLACE, _NAME, _SCORE, _MOVE = 33, 42, 136, 62, 52  # px: the box to tick, and columns
_LETTER, _CELL, _CHIP = 7, 16, 30  # px: a letter of a heading, the padding of a cell, that of a grade's
_WITH_DECIMAL, _LEAST, _WIDEST = 54, 44, 90  # px: of a column of rates


@dataclass(frozen=True)
class RankingTable:
    """The rows that fit, the same as a table shows them, and its columns. Frames are not to be changed in place."""

    rows: pd.DataFrame
    table: Any
    columns: dict[str, Any]


def whole_chart(key: ViewKey, unit: str = "", on_paper: bool = False) -> RankingChart:
    """The chart of 排名; the unit that was looked at last is marked, and in view however long the ranking is."""
    return ranking_chart(key, MOST_IN_PRINT if on_paper else MOST_IN_CHART, unit)


@version_cache(maxsize=32)
def table_view(key: ViewKey, words: str, grade: str | None, every: bool = False) -> RankingTable:
    """The table of 排名.

    Args:
        words: to look for in names and codes.
        grade: whose units to show, '' for those without one; None for all.
        every: whether to show every column, also those that do not fit a small screen.
    """
    rows, columns = (
        matching(ranking_rows(key), words, grade),
        _main_columns(key) | (_more_columns(key) if every else {}),
    )
    badges = rows["grade_title"].map(lambda title: [title] if title else [])
    names = rows["name"].map(lambda name: cut(name, LETTERS // 2))
    table = rows.assign(grade_title=badges, name=names)[list(columns)]
    rates = [section_column(s.id) for s in key.sheet.system.sections]
    table[rates] = table[rates] * 100
    decimals = {name: formats.places(key.sheet) for name in _CHANGES if name in columns}
    decimals |= {"rank_change": 0} if "rank_change" in columns else {}
    return RankingTable(rows, signed_table(table.reset_index(drop=True), decimals), columns)


@version_cache(maxsize=8)
def printed_ranking(key: ViewKey, words: str, grade: str | None) -> PrintTable:
    """The main columns as a table of the print view, with names in full."""
    rows, lang = matching(ranking_rows(key), words, grade), key.lang
    columns = [name for name in _main_columns(key) if name in rows]
    sections = {section_column(s.id): s.id for s in key.sheet.system.sections}
    percents = {name: rows[name] * 100 for name in sections}
    places = {"score": formats.places(key.sheet), **dict.fromkeys(("rank_change", "rank", "group_rank"), 0)}
    names = {"grade_title": label("grade", lang), "rank_change": gettext(lang, "Moved"), **sections}
    return print_table(rows[columns].assign(**percents), lang, names, places | dict.fromkeys(sections, 1))


def section_legend(key: ViewKey) -> str:
    """Which section each id is."""
    return joined([f"{s.id} {s.title.get(key.lang)}" for s in key.sheet.system.sections], key.lang)


def has_short_titles(key: ViewKey) -> bool:
    """Whether all sections' titles have room over their columns; else their ids stand there."""
    longest = max((display_width(s.title.get(key.lang)) for s in key.sheet.system.sections), default=0)
    return longest * _LETTER + _CELL <= _section_width(key)


def _section_width(key: ViewKey) -> int:
    """What is left for each section, in px; so many that they would not be read go on beside the screen."""
    others = _TICK + _PLACE + _NAME + _score_width(key) + _grade_width(key) + (_MOVE if key.previous else 0)
    return max(_LEAST, min(_WIDEST, (_ROOM - others) // max(1, len(key.sheet.system.sections))))


def _score_width(key: ViewKey) -> int:
    return _SCORE + _LETTER * max(0, formats.places(key.sheet) - 2)


def _grade_width(key: ViewKey) -> int:
    titles = formats.grade_titles(key.sheet, key.lang).values()
    return min(110, max(map(display_width, titles)) * _LETTER + _CHIP) if titles else 0


def _main_columns(key: ViewKey) -> dict[str, Any]:
    """What decides, in order: where a unit stands, and its sections. All of it fits at 1280 px."""
    text, places, lang = st.column_config.TextColumn, formats.places(key.sheet), key.lang
    place = rank_column(key.sheet, key.group)
    change = signed_column(gettext(lang, "Moved"), width=_MOVE, help=label("rank_change", lang))
    short = gettext(lang, "Rank")
    return {
        place: st.column_config.NumberColumn(short, format="%.0f", pinned=True, width=_PLACE, help=label(place, lang)),
        "name": text(label("name", lang), pinned=True, width=_NAME),
        "score": _number("score", places, lang, width=_score_width(key)),
        **({"grade_title": _grades(key)} if key.sheet.system.grades else {}),
        **({"rank_change": change} if key.previous is not None else {}),
        **_rates(key),
    }


def _more_columns(key: ViewKey) -> dict[str, Any]:
    """What else is known of a unit."""
    text, places, lang = st.column_config.TextColumn, formats.places(key.sheet), key.lang
    other = {"group_rank": "rank", "rank": "group_rank"}[rank_column(key.sheet, key.group)]
    return {
        "group_title": text(label("group", lang)),
        **({other: _number(other, 0, lang)} if key.sheet.system.overall_rank else {}),
        "gap_to_mean": _change("gap_to_mean", lang),
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
        label("grade", key.lang),
        width=_grade_width(key),
        options=list(titles.values()),
        color=[colours[grade] for grade in titles],
    )


def _rates(key: ViewKey) -> dict[str, Any]:
    width, titled = _section_width(key), has_short_titles(key)
    figure = "%.1f%%" if width >= _WITH_DECIMAL else "%.0f%%"
    number = st.column_config.NumberColumn
    titles = {s.id: s.title.get(key.lang) for s in key.sheet.system.sections}
    return {
        section_column(s): number(title if titled else s, format=figure, width=width, help=title)
        for s, title in titles.items()
    }
