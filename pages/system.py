"""指标体系 System: the tree with marks, a new file checked, versions compared, changes tried, oddities found."""

from __future__ import annotations

import streamlit as st

from ui.components import parts
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import lang, t
from ui.system import check, difference, files, lint, tree, try_out


def page() -> None:
    """Show the page."""
    year = state.period()
    system = files.in_force(year)
    parts.page_header(t("Indicator system"), f"{system.year}  {system.title.get(lang())}")
    if year is None:
        st.info(t("There is no period yet; this is the system that comes with the program."), icon=":material/info:")
    view = _view()
    if view == "check":
        check.show(year)
    elif view == "diff":
        difference.show()
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
    system = files.choose(year)
    if view == "tree":
        tree.show(system)
    elif view == "lint":
        lint.show(year, system)
    elif year is None:
        parts.empty_state()
    elif view == "try":
        try_out.what_if_view(year, system)
    else:
        try_out.back_test_view(system)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
