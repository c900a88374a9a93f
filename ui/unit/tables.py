"""The tables of one unit's page, made to be read and printed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.analysis.unit_lines import by_section
from scoring.numbers import plain
from ui.components import parts
from ui.components.print_table import printable
from ui.frame import state
from ui.frame.language import t
from ui.unit.view import UnitView

EVERY, LOST = "", "lost"


def ways(view: UnitView) -> None:
    """What the next grade and place take, and the indicators that give most back."""
    found = view.ways
    if found.rows.empty and not found.goals:
        return
    with st.container(border=True):
        _heading(t("The shortest way up"))
        for sentence in found.goals:
            st.markdown(parts.escape(sentence))
        if found.rows.empty:
            return
        names = {"gain": t("Points to gain"), "rule": t("What full marks take"), "why": t("How it stands")}
        printable(
            found.rows[["indicator", "title", "gain", "rule", "why"]],
            names,
            t("The shortest way up"),
            {"gain": view.places},
            view.tables,
        )
        if len(found.rows) < found.all:
            st.caption(t("The first {count} of {all} that give points back.", count=len(found.rows), all=found.all))


def results(view: UnitView, choosing: bool) -> None:
    """What was verified, every indicator by section, and what was added or taken off.

    Args:
        choosing: whether it can be chosen which indicators to show.
    """
    _verified(view)
    st.subheader(t("Every indicator"), anchor=False)
    only_lost = choosing and _choose_lines()
    places = view.mark_places
    columns = ["indicator", "title", "marks", "counted", "earned", "lost", "rule", "why"]
    for title, earned, marks, rows in by_section(view.lines):
        shown_rows = rows[rows["lost"] > 0] if only_lost else rows
        with st.container(border=True):
            figures = {"earned": plain(earned, places), "marks": plain(marks, places)}
            _heading(title, t("{earned} of {marks} marks", **figures))
            if shown_rows.empty:
                st.caption(t("No marks were lost."))
                continue
            key = f"{rows['indicator'].iloc[0]} {only_lost}"  # titles of sections may be alike
            decimals = dict.fromkeys(("marks", "earned", "lost"), places)
            printable(shown_rows[columns], {"counted": t("Reported")}, title, decimals, view.tables, key)
    _adjustments(view)


def _choose_lines() -> bool:
    """Whether only indicators with lost marks are asked for."""
    named = {EVERY: t("All indicators"), LOST: t("Only with lost marks")}
    picked = state.choice(
        t("Indicators shown"),
        list(named),
        "lines",
        shown=named.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )
    return picked == LOST


def _heading(title: str, beside: str = "") -> None:
    st.markdown(f"**{parts.escape(title)}**  {parts.escape(beside)}")


def _verified(view: UnitView) -> None:
    checked = view.lines[view.lines["corrected"]]
    if checked.empty:
        return
    with st.container(border=True):
        _heading(t("Self-reported against verified"))
        columns = ["indicator", "title", "reported", "verified", "reason", "earned"]
        names = {"reported": t("Self"), "verified": t("Verified")}
        decimals = {"earned": view.mark_places}
        printable(checked[columns], names, t("Self-reported against verified"), decimals, view.tables)


def _adjustments(view: UnitView) -> None:
    if view.adjustments.empty:
        return
    with st.container(border=True):
        _heading(t("Bonus, deductions and vetoes"))
        rows = view.adjustments[["indicator", "title", "points", "rule", "why"]]
        titled = t("Bonus, deductions and vetoes")
        printable(rows, {"points": t("Points")}, titled, {"points": view.places}, view.tables)


def no_report(names: pd.DataFrame, unit: str, year: int) -> None:
    """What stands on the page of a unit that has not reported."""
    name = str(names.loc[names["unit"] == unit, "name"].iloc[0])
    parts.page_header(name, f"{year}  {unit}")
    st.info(t("{unit} has not reported for {year} yet.", unit=parts.escape(name), year=year), icon=":material/inbox:")
    if st.button(t("Go to intake"), key="unit_intake", type="primary"):
        parts.go_to("intake")
