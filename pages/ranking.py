"""排名 Ranking: every unit's place, what it is made of, and the files to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.services.finality import finality
from scoring.services.submissions import left_out_problems
from ui.components.charts import chart
from ui.components.downloads import CSV, XLSX, download
from ui.components.first_steps import empty_state
from ui.components.navigation import open_unit
from ui.components.page_header import page_header
from ui.components.ranking_chart import ranking_rows
from ui.components.search import search_field
from ui.components.status_line import status_line
from ui.frame import stores
from ui.frame.choices import choice_id
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.view_key import ViewKey, view_key
from ui.ranking.table import choose_grade, ranking_table
from ui.ranking.view import whole_chart


def page() -> None:
    """Show the page."""
    key = view_key()
    page_header(t("Ranking"), t("Every unit's score, rank and grade, and what it is compared with."))
    if key is None:
        empty_state()
        return
    if ranking_rows(key).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    status_line(key)
    with st.container(border=True):
        _chart(key)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = search_field(t("Search by name or code"), "ranking_search")
        grade = choose_grade(key.sheet)
        _downloads(key)
    ranking_table(key, words, grade)


def _chart(key: ViewKey) -> None:
    ranking = whole_chart(key, choice_id("unit"))
    open_unit(chart(ranking.figure, ranking.alt, "ranking_chart", on_select=True))
    if ranking.count < ranking.total:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=ranking.count, all=ranking.total))
    st.caption(t("Click a point to open the unit."))


def _downloads(key: ViewKey) -> None:
    def book() -> bytes:
        standing = finality(stores.store(), key.period, key.sheet)
        problems = left_out_problems(stores.store(), key.period)
        return ranked_workbook(key.sheet, key.previous, problems, key.lang, standing)

    table = partial(ranked_csv, key.sheet, key.previous, key.lang)
    download(t("Ranked workbook (xlsx)"), book, f"ranking_{key.period}.xlsx", "ranking_xlsx", XLSX)
    download(t("Ranking (csv)"), table, f"ranking_{key.period}.csv", "ranking_csv", CSV)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
