"""趋势 Trend: what changed between periods."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components import links, parts
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.state import Asked
from ui.trend import view as trend_view
from ui.trend.view import TrendView


def page() -> None:
    """Show the page."""
    asked = state.asked()
    parts.page_header(t("Trend"), t("How ranks, scores and sections changed from one period to another."))
    if asked is None:
        parts.empty_state()
        return
    first = trend_view.choose_first(asked)
    if first is None:
        _one_period(asked)
        return
    view = trend_view.trend_view(asked, first, state.chosen("unit"))
    if view.slope is None:
        st.info(t("No unit has a rank in both periods."), icon=":material/link_off:")
        _basis(view)
        return
    parts.sentences(t("Findings"), [finding.text for finding in view.findings])
    if view.is_wide:
        _ranks(view, st.container())
        left, right = st.columns(2)
    else:
        wide, narrow = st.columns([3, 2])
        _ranks(view, wide)
        left = right = narrow
    with left.container(border=True, height="stretch"):
        links.open_section(parts.chart(view.sections, view.sections_alt, "trend_sections", on_select=True))
        st.caption(t("Click a section to see its gaps."))
    with right.container(border=True, height="stretch"):
        links.open_unit(parts.chart(view.strip, view.strip_alt, "trend_strip", on_select=True))
    with st.grid(2, min_column_width=440):  # one below the other where both would have to scroll
        trend_view.movers_table(t("Gained most places"), view.gained, "trend_gained", view.places)
        trend_view.movers_table(t("Lost most places"), view.lost, "trend_lost", view.places)
    _basis(view)


def _basis(view: TrendView) -> None:
    for sentence in view.basis:
        st.caption(parts.escape(sentence))


def _ranks(view: TrendView, place: DeltaGenerator) -> None:
    if view.slope is None:
        return
    with place.container(border=True, height="stretch"):
        links.open_unit(parts.chart(view.slope, view.slope_alt, "trend_slope", on_select=True))
        if view.shown < view.all:
            st.caption(t("The {count:,} of {all:,} units that moved most.", count=view.shown, all=view.all))
        st.caption(t("Click a point to open the unit."))


def _one_period(asked: Asked) -> None:
    st.info(
        t("{year} is the earliest period with scores, so there is nothing to compare it with.", year=asked.year),
        icon=":material/event_busy:",
    )
    st.markdown(
        t("Choose a later period on the left, or add an earlier year: its system, its units and their reports.")
    )
    if st.button(t("Go to intake"), key="trend_intake", type="primary"):
        parts.go_to("intake")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
