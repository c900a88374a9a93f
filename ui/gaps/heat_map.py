"""The heat map of 差距: units against the parts of the system, with the ways down into them.

Tested in tests/pages/test_gaps.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from scoring.charts import display_width
from ui.components import print_view
from ui.components.charts import chart
from ui.components.navigation import go_to
from ui.frame.choices import choice, choice_id, in_url, put_in_url, switch
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.gaps.view import heat_view

EVERY = ""
MOST_BUTTONS, MOST_LETTERS = 7, 90  # what is more, or longer, is chosen from a list


def heat_map(key: ViewKey, on_paper: bool) -> None:
    """Units against the parts of the system; a unit's cell leads to the unit, a mean to what is inside its part."""
    with st.container(key="screen_only_parts"):
        section = _section(key)
        measure = _measure(key, section) if section else EVERY
    if not section:
        put_in_url("measure", EVERY)
    view = heat_view(key, section, measure, choice_id("unit"), on_paper)
    # A new chart for each state: what was clicked on one means nothing on another.
    chart_key = f"gaps_heat_{section}_{measure}_{in_url('indicator')}"
    points = chart(view.figure, view.sentence, chart_key, on_select=True)
    st.markdown(escape(view.sentence))
    for note in view.notes:
        st.caption(note)
    print_view.hint(_what_a_click_does(section, measure), "heat")
    _follow(points, section, measure)


def _section(key: ViewKey) -> str:
    titles = {EVERY: t("All sections")} | {s.id: s.title.get(lang()) for s in key.sheet.system.sections}
    return _choose_part(t("Section"), titles, "section", remembered=True)


def _measure(key: ViewKey, section: str) -> str:
    inside = next(s for s in key.sheet.system.sections if s.id == section)
    titles = {EVERY: t("All measures")} | {m.id: m.title.get(lang()) for m in inside.measures}
    return _choose_part(t("Measure"), titles, "measure", remembered=False)


def _choose_part(label: str, titles: dict[str, str], key: str, *, remembered: bool) -> str:
    """The selector of a part: buttons for a few, a list to search for many."""
    if len(titles) <= MOST_BUTTONS and sum(map(display_width, titles.values())) <= MOST_LETTERS:
        return switch(label, titles, key, remembered=remembered)
    return choice(label, list(titles), key, label_of=titles.__getitem__, remembered=remembered) or EVERY


def _what_a_click_does(section: str, measure: str) -> str:
    if measure:
        return t("Click a cell to open the unit, a mean to see who lost marks on the indicator.")
    if section:
        return t("Click a cell to open the unit, a mean to see the indicators of the measure.")
    return t("Click a cell to open the unit, a mean to see the measures of the section.")


def _follow(points: Sequence[dict[str, Any]], section: str, measure: str) -> None:
    """Go where a click leads: `customdata` is the unit, '' for the row of means, and the part."""
    for point in points:
        unit, part = point["customdata"][:2]
        if unit:
            go_to("unit", unit=str(unit))
        level = "indicator" if measure else "measure" if section else "section"
        if in_url(level) != part:
            put_in_url(level, str(part))
            st.rerun()
