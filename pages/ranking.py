"""排名 Ranking: every unit's place, what it is made of, and the files to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.services.submissions import left_out_problems
from ui.components import links, parts
from ui.components.period_view import ranking_ladder, rows
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.state import Asked
from ui.ranking.table import choose_grade, ranking_table, search

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page() -> None:
    """Show the page."""
    asked = state.asked()
    parts.page_header(t("Ranking"), t("Every unit's score, rank and grade, and what it is compared with."))
    if asked is None:
        parts.empty_state()
        return
    if rows(asked).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    with st.container(border=True):
        _chart(asked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = search()
        grade = choose_grade(asked.sheet)
        _downloads(asked)
    ranking_table(asked, words, grade)


def _chart(asked: Asked) -> None:
    ladder = ranking_ladder(asked, state.chosen("unit"))
    links.open_unit(parts.chart(ladder.figure, ladder.alt, "ranking_chart", on_select=True))
    if ladder.shown < ladder.all:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=ladder.shown, all=ladder.all))
    st.caption(t("Click a point to open the unit."))


def _downloads(asked: Asked) -> None:
    def book() -> bytes:
        return ranked_workbook(asked.sheet, asked.previous, left_out_problems(state.store(), asked.year), asked.lang)

    table = partial(ranked_csv, asked.sheet, asked.previous, asked.lang)
    parts.download(t("Ranked workbook (xlsx)"), book, f"ranking_{asked.year}.xlsx", "ranking_xlsx", XLSX)
    parts.download(t("Ranking (csv)"), table, f"ranking_{asked.year}.csv", "ranking_csv", "text/csv")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
