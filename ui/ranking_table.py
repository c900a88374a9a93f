"""The ranking as a table: search, columns, a row leads to its unit."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ranking import section_column
from scoring.charts import grade_colours
from scoring.engine import ScoreSheet
from scoring.terms import label
from ui import links, parts, shown, state
from ui.texts import lang, t


def place() -> str:
    """The rank that counts here: within the group when one is chosen."""
    return "rank" if state.group() is None else "group_rank"


def search() -> str:
    """The field for words to look for; they live in the URL."""
    words = st.text_input(
        t("Search by name or code"),
        st.query_params.get("q", ""),
        key="ranking_search",
        icon=":material/search:",
        max_chars=60,
    )
    links.keep_in_url("q", words)
    return words


def ranking_table(sheet: ScoreSheet, rows: pd.DataFrame, changes: bool) -> None:
    """The rows of `analysis.ranking`, as they stand.

    Args:
        changes: whether there is a period before, so that ranks can have changed.
    """
    columns = _columns(sheet, changes)
    badges = rows["grade_title"].map(lambda title: [title] if title else [])
    chosen = parts.table(
        rows[list(columns)].assign(grade_title=badges),
        "ranking_table",
        columns,
        select=True,
        height=links.height_for(len(rows)),
        alt=t("Ranking"),
    )
    st.caption(t("Select a row to open the unit. A change of rank counts places gained since the period before."))
    if chosen is not None:
        parts.go_to("unit", unit=rows["unit"].iloc[chosen])


def _columns(sheet: ScoreSheet, changes: bool) -> dict[str, Any]:
    """The table's columns, in order: where a unit stands, then what it is made of."""
    c, other = st.column_config, "group_rank" if place() == "rank" else "rank"
    change = {"rank_change": _number("rank_change", "%+d")} if changes else {}
    return {
        place(): _number(place(), "%d", pinned=True),
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        other: _number(other, "%d"),
        "score": _number("score"),
        "grade_title": _grades(sheet),
        **change,
        "gap_to_mean": _number("gap_to_mean", "%+.2f"),
        **_rates(sheet),
        "gap_to_first": _number("gap_to_first", "%+.2f"),
        **{name: _number(name) for name in ("base", "bonus", "deduction")},
        "veto_titles": c.TextColumn(label("vetoes", lang())),
        **{name: _number(name) for name in ("self_score", "verification_cut")},
    }


def _number(name: str, form: str = "%.2f", **settings: Any) -> Any:
    return st.column_config.NumberColumn(label(name, lang()), format=form, **settings)


def _grades(sheet: ScoreSheet) -> Any:
    titles = shown.grade_titles(sheet)
    colours = grade_colours(list(titles))
    return st.column_config.MultiselectColumn(
        label("grade", lang()), options=list(titles.values()), color=[colours[grade] for grade in titles]
    )


def _rates(sheet: ScoreSheet) -> dict[str, Any]:
    bar = st.column_config.ProgressColumn
    return {
        section_column(s.id): bar(s.title.get(lang()), format="percent", min_value=0, max_value=1, color="#1B7FC0")
        for s in sheet.system.sections
    }
