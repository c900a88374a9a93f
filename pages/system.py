"""指标体系 System: the tree with marks, a new file checked, versions compared, changes tried, oddities found."""

from __future__ import annotations

import streamlit as st

from ui.components.first_steps import empty_state
from ui.components.page_header import page_header
from ui.frame.actor import actor
from ui.frame.choices import switch
from ui.frame.direct import through_the_app
from ui.frame.language import lang, t
from ui.frame.periods import period
from ui.system import back_test, check, difference, files, lint, tree, what_if


def page() -> None:
    """Show the page."""
    chosen = period()
    system = files.in_force(chosen)
    page_header(t("Indicator system"), f"{system.period.words(lang())}  {system.title.get(lang())}")
    if chosen is None:
        st.info(t("There is no period yet; this is the system that comes with the program."), icon=":material/info:")
    who = actor()
    labels = {"tree": t("Indicators and marks")}
    if "add_system" in who.may:
        labels |= {"check": t("Check a new file")}
    if who.scope.units is None:  # the rest says what others earn, or is for who makes systems
        labels |= {"diff": t("Differences"), "try": t("What if"), "back": t("Back-test"), "lint": t("Weak spots")}
    view = switch(t("View"), labels, "tool")
    if view == "check":
        check.show(chosen)
    elif view == "diff":
        difference.show(chosen)
    else:
        _of_one_file(view, chosen)


def _of_one_file(view: str, chosen: str | None) -> None:
    """The views that show the file in force, or the draft."""
    system = files.choose(chosen)
    if view == "tree":
        tree.show(system)
    elif view == "lint":
        lint.show(chosen, system)
    elif chosen is None:
        empty_state()
    elif view == "try":
        what_if.show(chosen, system)
    else:
        back_test.show(system)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
