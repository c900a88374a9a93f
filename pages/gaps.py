"""差距 Gaps: where marks are lost, by section, by indicator, and against the group."""

from __future__ import annotations

import streamlit as st

from ui.components import formats, parts, print_view
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.gaps import parts as gaps_parts
from ui.gaps import view
from ui.gaps.distance_table import distance_table


def page() -> None:
    """Show the page."""
    asked = state.asked()
    parts.page_header(t("Gaps"), t("Where marks are lost: by section, by indicator, and against the group's best."))
    if asked is None:
        parts.empty_state()
        return
    if view.distance_rows(asked).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    on_paper = print_view.print_view()
    with print_view.body(on_paper):
        st.caption(parts.escape(print_view.basis(asked, formats.group_title(asked.sheet))))
        parts.sentences(t("Findings"), view.told(asked))
        with st.container(border=True):
            gaps_parts.heat_map(asked, on_paper)
        with st.container(border=True):
            gaps_parts.pareto(asked, on_paper)
        with st.container(border=True):
            distance_table(asked, on_paper)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
