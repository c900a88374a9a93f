"""What administrators bring: the indicator system of a period, and the list of its units."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from scoring.problems import has_errors
from scoring.services import rosters
from scoring.words import label
from ui.components.markdown import escape
from ui.components.navigation import go_to
from ui.components.problem_list import problems_table
from ui.components.tables import table
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn


def roster_upload(year: int, key: str) -> None:
    """Take a units.csv for a period: every mistake by row, or the list as read and a button that keeps it."""
    header = {name: label(name) for name in ("unit", "name", "group")}  # stands in the file in Chinese
    st.caption(t("A CSV with the columns {unit}, {name} and {group}; a group's name or id will do.", **header))
    file = st.file_uploader(t("List of units (units.csv)"), "csv", key=f"{key}_file")
    if file is not None:
        _take_roster(file, year, key)


def _take_roster(file: UploadedFile, year: int, key: str) -> None:
    units, problems = rosters.read(stores.store(), year, file.name, file.getvalue())
    problems_table(problems, f"{key}_problems")
    if has_errors(problems):
        st.error(t("The list of units has mistakes and was not taken over."))
        return
    table(units, f"{key}_units", height=240)
    if st.button(
        tn("Keep this unit for {year}", "Keep these {count:,} units for {year}", len(units), year=year),
        type="primary",
        key=f"{key}_save",
    ):
        rosters.add(stores.store(), year, units, actor())
        st.rerun()


def setup_view(year: int) -> None:
    """The period's list of units, and the way to a new indicator system."""
    units, system = st.columns(2)
    with units.container(border=True, height="stretch"):
        st.subheader(t("Units"), anchor=False)
        roster_upload(year, "roster")
    with system.container(border=True, height="stretch"):
        st.subheader(t("Indicator system"), anchor=False)
        st.markdown(escape(f"{year}  {stores.system(year).title.get(lang())}"))
        st.caption(t("A new file is checked, compared and put into force on the page of the indicator system."))
        if st.button(t("Check a new file"), key="intake_system", icon=":material/account_tree:"):
            go_to("system", tool="check")
