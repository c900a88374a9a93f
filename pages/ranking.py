"""排名 Ranking: every unit's place, what it is made of, and the files to take away."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.ranking import ends, found, ranking
from scoring.engine import ScoreSheet
from scoring.reports.ranked import ranked_csv, ranked_workbook
from ui import links, parts, shown, state
from ui.direct import through_the_app
from ui.left_out import left_out_problems
from ui.ranking_table import place, ranking_table, search
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
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = search()
        _downloads(sheet, before, year)
    ranking_table(sheet, found(frame, words), before is not None)


def _chart(sheet: ScoreSheet, frame: pd.DataFrame) -> None:
    few, mean = ends(frame), frame["score"].mean()
    titles, about = shown.grade_titles(sheet), shown.group_title(sheet)
    figure = charts.ranking_lollipop(few, mean, titles, lang(), about, place())
    alt = t("Scores of {count} units around the mean {mean}", count=len(few), mean=shown.score(mean))
    links.open_unit(parts.chart(figure, alt, "ranking_chart", on_select=True))
    if len(few) < len(frame):
        st.caption(t("The first and last {count} of {all} units.", count=len(few), all=len(frame)))


def _downloads(sheet: ScoreSheet, before: ScoreSheet | None, year: int) -> None:
    spoken = lang()

    def book() -> bytes:
        return ranked_workbook(sheet, before, left_out_problems(year), spoken)

    table = partial(ranked_csv, sheet, before, spoken)
    parts.download(t("Ranked workbook (xlsx)"), book, f"ranking_{year}.xlsx", "ranking_xlsx", XLSX)
    parts.download(t("Ranking (csv)"), table, f"ranking_{year}.csv", "ranking_csv", "text/csv")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
