"""The ranking as a table: search, columns, a row leads to its unit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ranking import found, section_column
from scoring.charts import grade_colours
from scoring.engine import ScoreSheet
from scoring.words import label
from ui.components import formats, links, parts, signed_columns
from ui.components.period_view import rows
from ui.frame import state
from ui.frame.language import lang, t
from ui.frame.state import Asked

EVERY_GRADE = ""
_SEARCH = "ranking_search"
_CHANGES = ("gap_to_mean", "gap_to_first", "verification_cut")  # in points; the rank's is in places


def search() -> str:
    """The field for words to look for; they live in the URL."""
    st.session_state[_SEARCH] = state.in_url("q")
    return st.text_input(
        t("Search by name or code"),
        key=_SEARCH,
        icon=":material/search:",
        max_chars=60,
        on_change=lambda: state.put_in_url("q", st.session_state[_SEARCH]),
    )


def choose_grade(sheet: ScoreSheet) -> str | None:
    """The grade whose units are asked for ('' for those without one); None for all."""
    titles = {EVERY_GRADE: t("All grades")} | formats.grade_titles(sheet)
    if (sheet.totals["grade"] == "").any():
        titles[links.NO_GRADE] = t("No grade")
    if len(titles) < 3:  # nothing to choose between
        return None
    chosen = state.choice(t("Grade"), list(titles), "grade", shown=titles.__getitem__, remembered=False, width=180)
    return None if chosen == EVERY_GRADE else "" if chosen == links.NO_GRADE else chosen


def ranking_table(asked: Asked, words: str, grade: str | None) -> None:
    """The ranking's units that the words and the grade leave."""
    shown_rows, table, columns = _prepared(asked, words, grade)
    if shown_rows.empty:
        st.info(t("No unit fits."), icon=":material/search_off:")
        return
    height = links.height_for(len(shown_rows))
    chosen = parts.table(table, "ranking_table", columns, select=True, height=height, alt=t("Ranking"))
    before = asked.previous
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if before is not None:
        st.caption(t("Changes of rank are places gained since {year}.", year=before.system.year))
    if chosen is not None:
        parts.go_to("unit", unit=shown_rows["unit"].iloc[chosen])


@lru_cache(maxsize=32)
def _prepared(asked: Asked, words: str, grade: str | None) -> tuple[pd.DataFrame, Any, dict[str, Any]]:
    """The rows, the same as the table shows them, and its columns."""
    fitting = found(rows(asked), words, grade)
    columns = _columns(asked)
    badges = fitting["grade_title"].map(lambda title: [title] if title else [])
    places = formats.places(asked.sheet)
    table = fitting[list(columns)].assign(grade_title=badges)
    rates = [section_column(s.id) for s in asked.sheet.system.sections]
    table[rates] = table[rates] * 100
    decimals = dict.fromkeys(_CHANGES, places) | ({"rank_change": 0} if "rank_change" in columns else {})
    return fitting, signed_columns.signed(table.reset_index(drop=True), decimals), columns


def _columns(asked: Asked) -> dict[str, Any]:
    """The table's columns, in order: where a unit stands, then what it is made of."""
    c, places = st.column_config, formats.places(asked.sheet)
    place, other = ("rank", "group_rank") if asked.group is None else ("group_rank", "rank")
    change = {"rank_change": _change("rank_change")} if asked.previous is not None else {}
    return {
        place: _number(place, 0, pinned=True),
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        other: _number(other, 0),
        "score": _number("score", places),
        "grade_title": _grades(asked.sheet),
        **change,
        "gap_to_mean": _change("gap_to_mean"),
        **_rates(asked.sheet),
        "gap_to_first": _change("gap_to_first"),
        **{name: _number(name, places) for name in ("base", "bonus", "deduction")},
        "veto_titles": c.TextColumn(label("vetoes", lang())),
        "self_score": _number("self_score", places),
        "verification_cut": _change("verification_cut"),
    }


def _number(name: str, places: int, **settings: Any) -> Any:
    return st.column_config.NumberColumn(label(name, lang()), format=f"%.{places}f", **settings)


def _change(name: str) -> Any:
    return signed_columns.column(label(name, lang()))


def _grades(sheet: ScoreSheet) -> Any:
    titles = formats.grade_titles(sheet)
    colours = grade_colours(list(titles))
    return st.column_config.MultiselectColumn(
        label("grade", lang()), options=list(titles.values()), color=[colours[grade] for grade in titles]
    )


def _rates(sheet: ScoreSheet) -> dict[str, Any]:
    bar = st.column_config.ProgressColumn
    return {
        section_column(s.id): bar(s.title.get(lang()), format="%.1f%%", min_value=0, max_value=100, color="#1B7FC0")
        for s in sheet.system.sections
    }
