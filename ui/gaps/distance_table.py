"""How far every unit is from its group's best, its median and full marks; a row leads to the unit.

Tested in tests/pages/test_gaps.py.
"""

from __future__ import annotations

import streamlit as st

from ui.components.navigation import go_to
from ui.components.print_table import show_print_table
from ui.components.tables import height_for, table
from ui.frame.language import t
from ui.frame.view_key import ViewKey
from ui.gaps.view import distance_rows, distance_view, printed_distances


def distance_table(key: ViewKey, on_paper: bool) -> None:
    """The table, of the chosen group or of all units."""
    title = t("Distance to the best, the median and full marks")
    st.markdown(f"**{title}**")
    if on_paper:
        show_print_table(printed_distances(key), title)
        st.caption(t("Each unit is compared with its own group."))
        return
    view, rows = distance_view(key), distance_rows(key)
    height = height_for(len(rows))
    row = table(view.table, "gaps_distances", view.columns, select=True, height=height, alt=title)
    st.caption(t("Each unit is compared with its own group."))
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if row is not None:
        go_to("unit", unit=str(rows["unit"].iloc[row]))
