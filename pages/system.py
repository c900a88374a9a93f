"""指标体系 System: the tree with marks, a new file checked, versions compared, changes tried, oddities found."""

from __future__ import annotations

import streamlit as st

from ui import parts, state, system_check, system_diff, system_files, system_lint, system_tree, system_try
from ui.direct import through_the_app
from ui.texts import lang, t


def page() -> None:
    """Show the page."""
    year = state.period()
    system = system_files.in_force(year)
    parts.page_header(t("Indicator system"), f"{system.year}  {system.title.get(lang())}")
    if year is None:
        st.info(t("There is no period yet; this is the system that comes with the program."), icon=":material/info:")
    view = _view()
    if view == "check":
        system_check.show(year)
    elif view == "diff":
        system_diff.show()
    else:
        _of_one_file(view, year)


def _view() -> str:
    views = {
        "tree": t("Indicators and marks"),
        "check": t("Check a new file"),
        "diff": t("Differences"),
        "try": t("What if"),
        "back": t("Back-test"),
        "lint": t("Weak spots"),
    }
    chosen = state.choice(
        t("View"),
        list(views),
        "tool",
        shown=views.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )
    return chosen or "tree"


def _of_one_file(view: str, year: int | None) -> None:
    """The views that show the file in force, or the draft."""
    system = system_files.choose(year)
    if view == "tree":
        system_tree.show(system)
    elif view == "lint":
        system_lint.show(year, system)
    elif year is None:
        parts.empty_state()
    elif view == "try":
        system_try.what_if_view(year, system)
    else:
        system_try.back_test_view(system)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
