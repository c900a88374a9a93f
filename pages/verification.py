"""核查 Verification: what to check first, self beside verified, inspectors' figures, who changed what."""

from __future__ import annotations

import streamlit as st

from scoring.engine import ScoreSheet
from ui.components import parts
from ui.frame import state
from ui.frame.actor import ask_name
from ui.frame.direct import through_the_app
from ui.frame.language import lang, t
from ui.verification import checking


def page() -> None:
    """Show the page."""
    year = state.period()
    sheet = state.sheet(year)
    parts.page_header(t("Verification"), t("Check what units report; what an inspector finds counts, with its reason."))
    if year is None or sheet is None:
        parts.empty_state()
        return
    views = {
        "risk": t("By risk"),
        "unit": t("One unit"),
        "indicator": t("One indicator"),
        "inspectors": t("Inspectors' figures"),
        "history": t("History"),
    }
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with right:
        ask_name()
    with left:
        view = state.choice(
            t("View"),
            list(views),
            "check",
            shown=views.__getitem__,
            widget=st.segmented_control,
            required=True,
            label_visibility="collapsed",
        )
    checking.saved_note()
    {"risk": _by_risk, "unit": _one_unit, "indicator": _one_indicator, "inspectors": _inspectors, "history": _history}[
        view or "risk"
    ](year, sheet)


def _by_risk(year: int, sheet: ScoreSheet) -> None:
    selected = checking.work_table(year, sheet, state.group())
    if selected is not None:
        unit, indicator = selected
        checking.entry_grid(year, sheet, [unit], [indicator], "risk")


def _one_unit(year: int, sheet: ScoreSheet) -> None:
    unit = checking.choose_unit(sheet)
    if unit:
        items = [i.id for i in sheet.system.unit_reported()]
        checking.entry_grid(year, sheet, [unit], items, "unit")


def _one_indicator(year: int, sheet: ScoreSheet) -> None:
    items = {i.id: i.title.get(lang()) for i in sheet.system.items.values()}
    indicator = state.choice(t("Indicator"), list(items), "indicator", shown=lambda i: f"{i} {items[i]}")
    units = checking.units_of(sheet, state.group())
    checking.entry_grid(year, sheet, units, [indicator] if indicator else [], "indicator")


def _inspectors(year: int, sheet: ScoreSheet) -> None:
    items = [i.id for i in sheet.system.items.values() if i.reported_by == "inspector"]
    if not items:
        st.info(t("This system asks inspectors for no figures of their own."))
        return
    unit = checking.choose_unit(sheet)
    if unit:
        checking.entry_grid(year, sheet, [unit], items, "inspectors")


def _history(year: int, sheet: ScoreSheet) -> None:
    checking.history(year, sheet)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
