"""The ranking as a table: search, grades, a row leads to its unit.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.engine import ScoreSheet
from ui.components import formats, tables
from ui.components.navigation import NO_GRADE, go_to
from ui.components.print_table import show_print_table
from ui.frame.choices import choice, switch
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.ranking.view import has_short_titles, printed_ranking, section_legend, table_view

EVERY_GRADE = ""
MAIN, EVERY = "", "every"


def choose_grade(sheet: ScoreSheet) -> str | None:
    """The grade whose units are asked for ('' for those without one); None for all."""
    titles = {EVERY_GRADE: t("All grades")} | formats.grade_titles(sheet, lang())
    if (sheet.totals["grade"] == "").any():
        titles[NO_GRADE] = t("No grade")
    if len(titles) < 3:  # nothing to choose between
        return None
    grade = choice(t("Grade"), list(titles), "grade", label_of=titles.__getitem__, remembered=False, width=180)
    return None if grade == EVERY_GRADE else "" if grade == NO_GRADE else grade


def choose_columns() -> bool:
    """Whether every column is asked for, and not only those that decide."""
    return switch(t("Columns"), {MAIN: t("Main columns"), EVERY: t("All columns")}, "columns") == EVERY


def ranking_table(key: ViewKey, words: str, grade: str | None, every: bool) -> None:
    """The ranking's units that the words and the grade leave."""
    view = table_view(key, words, grade, every)
    if view.rows.empty:
        st.info(t("No unit matches."), icon=":material/search_off:")
        return
    height = tables.height_for(len(view.rows))
    row = tables.table(view.table, "ranking_table", view.columns, select=True, height=height, alt=t("Ranking"))
    if not has_short_titles(key):
        st.caption(escape(t("Sections: {list}", list=section_legend(key))))
    _changes_note(key)
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if row is not None:
        go_to("unit", unit=view.rows["unit"].iloc[row])


def printed_table(key: ViewKey, words: str, grade: str | None) -> None:
    """The same on paper: nothing scrolls, names are whole."""
    if table_view(key, words, grade).rows.empty:
        st.info(t("No unit matches."), icon=":material/search_off:")
        return
    show_print_table(printed_ranking(key, words, grade), t("Ranking"))
    st.caption(escape(t("Rates of sections in per cent: {list}", list=section_legend(key))))
    _changes_note(key)


def _changes_note(key: ViewKey) -> None:
    if key.previous is not None:
        st.caption(t("Changes of rank are places gained since {period}.", period=key.previous.system.period.name))
