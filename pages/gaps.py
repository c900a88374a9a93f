"""差距 Gaps: where marks are lost, by section, by indicator, and against the group."""

from __future__ import annotations

import streamlit as st

from ui.components import print_view
from ui.components.first_steps import empty_state
from ui.components.page_header import page_header, sentences
from ui.components.status_line import status_line
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.view_key import view_key
from ui.gaps.distance_table import distance_table
from ui.gaps.heat_map import heat_map
from ui.gaps.lost_marks import lost_marks
from ui.gaps.view import distance_rows, gap_findings


def page() -> None:
    """Show the page."""
    key = view_key()
    page_header(t("Gaps"), t("Where marks are lost: by section, by indicator, and against the group's best."))
    if key is None:
        empty_state()
        return
    if distance_rows(key).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    on_paper = print_view.print_view()
    with print_view.body(on_paper):
        status_line(key)
        st.caption(escape(print_view.basis(key, key.group_title)))
        sentences(t("Findings"), gap_findings(key))
        for part in (heat_map, lost_marks, distance_table) if key.sheet.system.sections else (distance_table,):
            with st.container(border=True):
                part(key, on_paper)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
