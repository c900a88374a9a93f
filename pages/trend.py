"""趋势 Trend: what changed between periods."""

from __future__ import annotations

import streamlit as st

from ui.components.first_steps import empty_state
from ui.components.page_header import page_header, sentences
from ui.components.status_line import status_line
from ui.frame.choices import choice_id
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.view_key import view_key
from ui.trend import parts
from ui.trend.view import TrendView, trend_view


def page() -> None:
    """Show the page."""
    key = view_key()
    page_header(t("Trend"), t("How ranks, scores and sections changed from one period to another."))
    if key is None:
        empty_state()
        return
    status_line(key)
    first = parts.choose_first(key)
    if first is None:
        parts.only_period(key.period)
        return
    _trend(trend_view(key, first, choice_id("unit")))


def _trend(view: TrendView) -> None:
    if view.slope is None:
        st.info(t("No unit has a rank in both periods."), icon=":material/link_off:")
    else:
        sentences(t("Findings"), view.findings)
        parts.charts(view)
        parts.movers(view)
    for sentence in view.basis:
        st.caption(escape(sentence))


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
