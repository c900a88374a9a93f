"""差距 Gaps: where marks are lost, by section, by indicator, and against the group."""

from __future__ import annotations

import streamlit as st

from ui import gaps_parts, gaps_view, parts, printing, shown, state
from ui.direct import through_the_app
from ui.distance_table import distance_table
from ui.texts import t


def page() -> None:
    """Show the page."""
    asked = state.asked()
    parts.page_header(t("Gaps"), t("Where marks are lost: by section, by indicator, and against the group's best."))
    if asked is None:
        parts.empty_state()
        return
    if gaps_view.distance_rows(asked).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    on_paper = printing.print_view()
    with printing.body(on_paper):
        st.caption(parts.escape(printing.basis(asked, shown.group_title(asked.sheet))))
        parts.sentences(t("Findings"), gaps_view.told(asked))
        with st.container(border=True):
            gaps_parts.heat_map(asked, on_paper)
        with st.container(border=True):
            gaps_parts.pareto(asked, on_paper)
        with st.container(border=True):
            distance_table(asked, on_paper)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
