"""单位 Unit: one unit's result on one page, to read and to print."""

from __future__ import annotations

import streamlit as st

from ui.components import print_view
from ui.components.first_steps import empty_state
from ui.components.page_header import page_header, sentences
from ui.components.status_line import status_line
from ui.components.times import this_day
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.view_key import ViewKey, view_key
from ui.unit import parts, tables
from ui.unit.cards import unit_cards
from ui.unit.view import unit_view


def page() -> None:
    """Show the page."""
    key = view_key(of_own_unit=True)
    if key is None:
        page_header(t("Unit"))
        empty_state()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="screen_only_unit"):
        unit = parts.choose_unit(key)
        if unit is None:
            parts.not_in_period(key)
            return
        on_paper = print_view.print_view()
    if unit in set(key.missing["unit"]):
        parts.no_report(key, unit)
        return
    with print_view.body(on_paper):
        _unit(key, unit, on_paper)


def _unit(key: ViewKey, unit: str, on_paper: bool) -> None:
    view = unit_view(key, unit, this_day())
    own = view.card
    page_header(own.name, print_view.basis(key, own.group_title, own.unit))
    if key.compares:
        status_line(key._replace(group=None))
    else:
        st.caption(t("Not published yet: your own result so far, without a comparison with other units."))
    unit_cards(own, view.places, view.is_graded, compares=key.compares)
    sentences(t("Findings"), view.findings)
    parts.charts(view, on_paper)
    tables.ways_up(view.ways)
    parts.later_charts(view)
    tables.results(key, unit, view, choosing=not on_paper)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
