"""How far every unit is from its group's best, its median and full marks; a row leads to the unit."""

from __future__ import annotations

import streamlit as st

from scoring.analysis.gaps import distances
from scoring.engine import ScoreSheet
from scoring.terms import label
from ui import links, parts, state
from ui.texts import lang, t


def distance_table(sheet: ScoreSheet) -> None:
    """The table, of the chosen group or of all units."""
    st.markdown(f"**{t('Distance to the best, the median and full marks')}**")
    rows = distances(sheet, state.group(), lang())
    c = st.column_config
    columns = {
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        "score": c.NumberColumn(label("score", lang()), format="%.2f"),
        "to_best": c.NumberColumn(t("To group's best"), format="%+.2f"),
        "to_median": c.NumberColumn(t("To group's median"), format="%+.2f"),
        "to_full": c.NumberColumn(t("To full marks"), format="%+.2f"),
        "group_best": c.NumberColumn(t("Group's best"), format="%.2f"),
        "group_median": c.NumberColumn(t("Group's median"), format="%.2f"),
    }
    height = links.height_for(len(rows))
    chosen = parts.table(rows[list(columns)], "gaps_distances", columns, select=True, height=height)
    if chosen is not None:
        parts.go_to("unit", unit=rows["unit"].iloc[chosen])
