"""总览 Overview: a period at a glance."""

from __future__ import annotations

import streamlit as st

from ui.components import formats, print_view
from ui.components.first_steps import empty_state
from ui.components.page_header import page_header, sentences
from ui.components.status_line import status_line
from ui.frame.choices import choice_id
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.view_key import ViewKey, view_key
from ui.overview import parts
from ui.overview.cards import period_cards
from ui.overview.view import overview_view


def page() -> None:
    """Show the page."""
    key = view_key()
    if key is None:
        page_header(t("Overview"))
        empty_state()
        return
    page_header(t("Overview"), print_view.basis(key, key.group_title))
    on_paper = print_view.print_view()
    with print_view.body(on_paper):
        status_line(key)
        _overview(key, on_paper)


def _overview(key: ViewKey, on_paper: bool) -> None:
    view = overview_view(key, choice_id("unit"), on_paper)
    period_cards(view.overview, formats.places(key.sheet))
    if not view.overview.submitted:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        parts.missing(view)
        return
    if not view.is_scored:
        st.info(t("Nothing applies to any unit of this group, so there are no scores."), icon=":material/block:")
        parts.missing(view)
        return
    sentences(t("Findings"), view.findings)
    parts.results(view, on_paper)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
