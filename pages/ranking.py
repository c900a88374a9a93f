"""排名 Ranking: every unit's place, what it is made of, and the files to take away."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.ranking import ends, found, ranking, section_column
from scoring.engine import ScoreSheet
from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.terms import label
from ui import links, parts, shown, state
from ui.direct import through_the_app
from ui.texts import lang, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page() -> None:
    """Show the page."""
    year = state.period()
    sheet = state.sheet(year)
    parts.page_header(t("Ranking"), t("Every unit's score, rank and grade, and what it is compared with."))
    if year is None or sheet is None:
        parts.empty_state()
        return
    before = state.previous(year)
    frame = ranking(sheet, before, state.group(), lang())
    if frame.empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    with st.container(border=True):
        _chart(sheet, frame)
    _table(sheet, frame, before)
    _downloads(sheet, before, year)


def _chart(sheet: ScoreSheet, frame: pd.DataFrame) -> None:
    place = "rank" if state.group() is None else "group_rank"
    few, mean = ends(frame), frame["score"].mean()
    figure = charts.ranking_lollipop(few, mean, shown.grade_titles(sheet), lang(), shown.group_title(sheet), place)
    alt = t("Scores of {count} units around the mean {mean}", count=len(few), mean=shown.score(mean))
    links.open_unit(parts.chart(figure, alt, "ranking_chart", on_select=True))
    if len(few) < len(frame):
        st.caption(t("The first and last {count} of {all} units.", count=len(few), all=len(frame)))


def _table(sheet: ScoreSheet, frame: pd.DataFrame, before: ScoreSheet | None) -> None:
    words = st.text_input(
        t("Search by name or code"),
        st.query_params.get("q", ""),
        key="ranking_search",
        icon=":material/search:",
        max_chars=60,
    )
    links.keep_in_url("q", words)
    rows = found(frame, words)
    columns = _columns(sheet, before)
    chosen = parts.table(
        rows[list(columns)].assign(grade_title=rows["grade_title"].map(lambda title: [title])),
        "ranking_table",
        columns,
        select=True,
        alt=t("Ranking"),
    )
    st.caption(t("Select a row to open the unit. A change of rank counts places gained since the period before."))
    if chosen is not None:
        parts.go_to("unit", unit=rows["unit"].iloc[chosen])


def _columns(sheet: ScoreSheet, before: ScoreSheet | None) -> dict[str, Any]:
    """The table's columns, in order."""
    c, titles = st.column_config, list(shown.grade_titles(sheet).values())
    colours = list(charts.grade_colours(list(shown.grade_titles(sheet))).values())[:-1]
    points = {
        name: c.NumberColumn(label(name, lang()), format="%+.2f" if "gap" in name else "%.2f")
        for name in ("gap_to_mean", "gap_to_first", "base", "bonus", "deduction")
    }
    change = {"rank_change": c.NumberColumn(label("rank_change", lang()), format="%+d")} if before else {}
    return {
        "rank": c.NumberColumn(label("rank", lang()), format="%d", pinned=True, width=60),
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        "group_rank": c.NumberColumn(label("group_rank", lang()), format="%d"),
        "score": c.NumberColumn(label("score", lang()), format="%.2f"),
        "grade_title": c.MultiselectColumn(label("grade", lang()), options=titles, color=colours),
        **change,
        **points,
        "veto_titles": c.TextColumn(label("vetoes", lang())),
        "self_score": c.NumberColumn(label("self_score", lang()), format="%.2f"),
        "verification_cut": c.NumberColumn(label("verification_cut", lang()), format="%.2f"),
        **{
            section_column(s.id): c.ProgressColumn(
                s.title.get(lang()), format="percent", min_value=0, max_value=1, color="#0072B2"
            )
            for s in sheet.system.sections
        },
    }


def _downloads(sheet: ScoreSheet, before: ScoreSheet | None, year: int) -> None:
    book = partial(ranked_workbook, sheet, before, (), lang())
    with st.container(horizontal=True):
        parts.download(t("Ranked workbook (xlsx)"), book, f"ranking_{year}.xlsx", "ranking_xlsx", XLSX)
        table = partial(ranked_csv, sheet, before, lang())
        parts.download(t("Ranking (csv)"), table, f"ranking_{year}.csv", "ranking_csv", "text/csv")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
