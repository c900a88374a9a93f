"""核查 Verification: what to check first, self beside verified, inspectors' figures, who changed what."""

from __future__ import annotations

import streamlit as st

from scoring.engine import ScoreSheet
from ui.components.first_steps import empty_state
from ui.components.page_header import page_header
from ui.components.status_line import status_line
from ui.frame import stores
from ui.frame.actor import ask_name
from ui.frame.choices import switch
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.periods import period
from ui.frame.view_key import view_key
from ui.verification.choose import choose_indicator, choose_unit, units_of_group
from ui.verification.entry_grid import entry_grid
from ui.verification.history import history
from ui.verification.panel_grid import panel_view
from ui.verification.work_list import kept_open, work_table


def page() -> None:
    """Show the page."""
    year = period()
    sheet = stores.sheet(year)
    page_header(t("Verification"), t("Check what units report; what an inspector finds counts, with its reason."))
    if year is None or sheet is None:
        empty_state()
        return
    if key := view_key():
        status_line(key)
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
    show(year, sheet)


def _by_risk(year: int, sheet: ScoreSheet) -> None:
    selected = kept_open(work_table(year, sheet), sheet)
    if selected is not None:
        unit, indicator = selected
        entry_grid(year, sheet, [unit], [indicator], "risk")


def _one_unit(year: int, sheet: ScoreSheet) -> None:
    if unit := choose_unit(sheet):
        entry_grid(year, sheet, [unit], [i.id for i in sheet.system.unit_reported()], "unit")


def _one_indicator(year: int, sheet: ScoreSheet) -> None:
    indicator = choose_indicator(sheet)
    entry_grid(year, sheet, units_of_group(sheet), [indicator] if indicator else [], "indicator")


def _inspectors(year: int, sheet: ScoreSheet) -> None:
    items = [i.id for i in sheet.system.items.values() if i.reported_by == "inspector"]
    if not items:
        st.info(t("This system asks inspectors for no figures of their own."))
    elif unit := choose_unit(sheet):
        entry_grid(year, sheet, [unit], items, "inspectors")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
