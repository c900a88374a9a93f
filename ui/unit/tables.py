"""The tables of one unit's page, made to be read and printed.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

import streamlit as st

from ui.components.print_table import PrintTable, show_print_table
from ui.frame.choices import switch
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.unit.view import SectionTable, UnitView, Ways, section_tables

EVERY, LOST = "", "lost"


def ways_up(ways: Ways) -> None:
    """What the next grade and place take, what can still be done for them, and what is settled this period."""
    if ways.table is None and ways.late is None and not ways.goals:
        return
    with st.container(border=True):
        _heading(t("The shortest way up"))
        for sentence in ways.goals:
            st.markdown(escape(sentence))
        _ways(t("Can still be done or reported"), ways.table, ways.count, ways.total)
        _ways(t("Settled this period: for the next one"), ways.late, ways.late_count, ways.late_total)


def _ways(title: str, table: PrintTable | None, count: int, total: int) -> None:
    if table is None:
        return
    _heading(title)
    show_print_table(table, title)
    if count < total:
        st.caption(t("The first {count} of {all} that give points back.", count=count, all=total))


def results(key: ViewKey, unit: str, view: UnitView, choosing: bool) -> None:
    """What was verified, every indicator by section, and what was added or taken off.

    Args:
        choosing: whether it can be chosen which indicators to show.
    """
    _card(view.verified, t("Self-reported against verified"))
    if key.sheet.system.sections:
        st.subheader(t("Every indicator"), anchor=False)
    only_lost = bool(key.sheet.system.sections) and choosing and _choose_lines() == LOST
    for section in section_tables(key, unit, only_lost):
        if choosing:
            _folded(section, only_lost)
        else:
            with st.container(border=True):
                _section(section)
    _card(view.adjustments, t("Bonus, deductions and vetoes"))


def _choose_lines() -> str:
    return switch(t("Indicators shown"), {EVERY: t("All indicators"), LOST: t("Only with lost marks")}, "lines")


def _folded(section: SectionTable, is_open: bool) -> None:
    """A section under its heading, to be opened; what it earned stands there already."""
    with st.expander(f"**{escape(section.title)}**  {escape(section.earned)}", expanded=is_open):
        _indicators(section)


def _section(section: SectionTable) -> None:
    _heading(section.title, section.earned)
    _indicators(section)


def _indicators(section: SectionTable) -> None:
    for note in section.notes:
        st.markdown(escape(note))
    if section.table is None:
        st.caption(t("No marks were lost."))
    else:
        show_print_table(section.table, section.title)


def _card(table: PrintTable | None, title: str) -> None:
    if table is None:
        return
    with st.container(border=True):
        _heading(title)
        show_print_table(table, title)


def _heading(title: str, beside: str = "") -> None:
    st.markdown(f"**{escape(title)}**  {escape(beside)}")
