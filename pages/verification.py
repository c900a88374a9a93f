"""核查 Verification: what to check first, self beside verified, inspectors' figures, who changed what."""

from __future__ import annotations

import streamlit as st

from ui.components.actions import show_outcome
from ui.components.first_steps import empty_state
from ui.components.page_header import page_header
from ui.components.status_line import status_line
from ui.frame.actor import ask_name
from ui.frame.choices import switch
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.view_key import ViewKey, view_key
from ui.verification.choose import choose_indicator, choose_unit, units_of_page
from ui.verification.entry_grid import entry_grid
from ui.verification.history import history
from ui.verification.panel_grid import panel_view
from ui.verification.work_list import kept_open, work_table


def page() -> None:
    """Show the page."""
    page_header(t("Verification"), t("Check what units report; what an inspector finds counts, with its reason."))
    key = view_key()
    if key is None:
        empty_state()
        return
    status_line(key)
    show_outcome("verification")
    views = {
        "risk": (t("By risk"), _by_risk),
        "unit": (t("One unit"), _one_unit),
        "indicator": (t("One indicator"), _one_indicator),
        "panel": (t("All units at once"), panel_view),
        "inspectors": (t("Inspectors' figures"), _inspectors),
        "history": (t("History"), history),
    }
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with right:
        ask_name()
    with left:
        view = switch(t("View"), {name: label for name, (label, _) in views.items()}, "check")
    _, show = views[view]
    show(key)


def _by_risk(key: ViewKey) -> None:
    selected = kept_open(work_table(key), key.sheet)
    if selected is not None:
        unit, indicator = selected
        entry_grid(key, [unit], [indicator], "risk")


def _one_unit(key: ViewKey) -> None:
    if unit := choose_unit(key.sheet):
        entry_grid(key, [unit], [i.id for i in key.sheet.system.unit_reported()], "unit")


def _one_indicator(key: ViewKey) -> None:
    if indicator := choose_indicator(key.sheet):
        entry_grid(key, units_of_page(key.sheet), [indicator], "indicator")


def _inspectors(key: ViewKey) -> None:
    items = [i.id for i in key.sheet.system.reported_items.values() if i.reported_by == "inspector"]
    if not items:
        st.info(t("This system asks inspectors for no figures of their own."))
    elif unit := choose_unit(key.sheet):
        entry_grid(key, [unit], items, "inspectors")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
