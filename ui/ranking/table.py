"""The ranking as a table: search, grades, a row leads to its unit.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.engine import ScoreSheet
from ui.components import formats, tables
from ui.components.navigation import NO_GRADE, go_to
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.view_key import ViewKey
from ui.ranking.view import table_view

EVERY_GRADE = ""


def choose_grade(sheet: ScoreSheet) -> str | None:
    """The grade whose units are asked for ('' for those without one); None for all."""
    titles = {EVERY_GRADE: t("All grades")} | formats.grade_titles(sheet, lang())
    if (sheet.totals["grade"] == "").any():
        titles[NO_GRADE] = t("No grade")
    if len(titles) < 3:  # nothing to choose between
        return None
    grade = choice(t("Grade"), list(titles), "grade", label_of=titles.__getitem__, remembered=False, width=180)
    return None if grade == EVERY_GRADE else "" if grade == NO_GRADE else grade


def ranking_table(key: ViewKey, words: str, grade: str | None) -> None:
    """The ranking's units that the words and the grade leave."""
    view = table_view(key, words, grade)
    if view.rows.empty:
        st.info(t("No unit matches."), icon=":material/search_off:")
        return
    height = tables.height_for(len(view.rows))
    row = tables.table(view.table, "ranking_table", view.columns, select=True, height=height, alt=t("Ranking"))
    before = key.previous
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if before is not None:
        st.caption(t("Changes of rank are places gained since {year}.", year=before.system.year))
    if row is not None:
        go_to("unit", unit=view.rows["unit"].iloc[row])
