"""排名 Ranking: every unit's place, what it is made of, and the files to take away."""

from __future__ import annotations

import streamlit as st

from ui.components import print_view
from ui.components.charts import chart
from ui.components.first_steps import empty_state
from ui.components.navigation import open_unit
from ui.components.page_header import page_header
from ui.components.ranking_chart import ranking_rows
from ui.components.search import search_field
from ui.components.status_line import status_line
from ui.frame.choices import choice_id
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey, view_key
from ui.ranking.files import ranking_downloads
from ui.ranking.table import choose_columns, choose_grade, printed_table, ranking_table
from ui.ranking.view import whole_chart


def page() -> None:
    """Show the page."""
    key = view_key()
    if key is None or key.sheet.system.grades:
        page_header(t("Ranking"), t("Every unit's score, rank and grade, and what it is compared with."))
    else:
        page_header(t("Ranking"), t("Every unit's score and rank, and what it is compared with."))
    if key is None:
        empty_state()
        return
    if ranking_rows(key).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    on_paper = print_view.print_view()
    with print_view.body(on_paper):
        if on_paper:
            st.caption(escape(print_view.basis(key, key.group_title)))
        status_line(key)
        with st.container(border=True):
            _chart(key, on_paper)
        _table(key, on_paper)


def _table(key: ViewKey, on_paper: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="screen_only_ranking_tools"):
        words = search_field(t("Search by name or code"), "ranking_search")
        grade = choose_grade(key.sheet)
        every = not on_paper and choose_columns()
        ranking_downloads(key)
    if on_paper:
        printed_table(key, words, grade)
    else:
        ranking_table(key, words, grade, every)


def _chart(key: ViewKey, on_paper: bool) -> None:
    ranking = whole_chart(key, choice_id("unit"), on_paper)
    open_unit(chart(ranking.figure, ranking.alt, "ranking_chart", on_select=True))
    if ranking.count < ranking.total:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=ranking.count, all=ranking.total))
    print_view.hint(t("Click a point to open the unit."), "ranking")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
