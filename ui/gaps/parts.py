"""The parts of 差距: the heat map with its ways down, and the indicators with who lost marks on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from scoring.analysis.indicator_losses import Losers
from scoring.charts import display_width
from scoring.words import label
from ui.components import links, parts, print_view
from ui.components.print_table import printable
from ui.frame import state
from ui.frame.language import lang, t
from ui.frame.state import Asked
from ui.gaps import view as gaps_view

EVERY = ""
MOST_BUTTONS, MOST_LETTERS = 7, 90  # what is more, or longer, is chosen from a list


def heat_map(asked: Asked, on_paper: bool) -> None:
    """Units against the parts of the system; a unit's cell leads to the unit, a mean to what is inside its part."""
    with st.container(key="screen_only_parts"):
        section = _section(asked)
        measure = _measure(asked, section) if section else EVERY
    if not section:
        state.put_in_url("measure", EVERY)
    view = gaps_view.heat_view(asked, section, measure, state.chosen("unit"), on_paper)
    # A new chart for each state: what was clicked on one means nothing on another.
    key = f"gaps_heat_{section}_{measure}_{state.in_url('indicator')}"
    points = parts.chart(view.figure, view.said, key, on_select=True)
    st.markdown(parts.escape(view.said))
    for note in view.notes:
        st.caption(note)
    print_view.hint(_what_a_click_does(section, measure), "heat")
    _follow(points, section, measure)


def _section(asked: Asked) -> str:
    titles = {EVERY: t("All sections")} | {s.id: s.title.get(lang()) for s in asked.sheet.system.sections}
    return _part(t("Section"), titles, "section", remembered=True)


def _measure(asked: Asked, section: str) -> str:
    inside = next(s for s in asked.sheet.system.sections if s.id == section)
    titles = {EVERY: t("All measures")} | {m.id: m.title.get(lang()) for m in inside.measures}
    return _part(t("Measure"), titles, "measure", remembered=False)


def _part(name: str, titles: dict[str, str], key: str, *, remembered: bool) -> str:
    """The selector of a part: buttons for a few, a list to search for many."""
    few: dict[str, Any] = {"widget": st.segmented_control, "required": True, "label_visibility": "collapsed"}
    fit = len(titles) <= MOST_BUTTONS and sum(map(display_width, titles.values())) <= MOST_LETTERS
    settings = few if fit else {}
    return state.choice(name, list(titles), key, shown=titles.__getitem__, remembered=remembered, **settings) or EVERY


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
            parts.go_to("unit", unit=str(unit))
        level = "indicator" if measure else "measure" if section else "section"
        if state.in_url(level) != part:
            state.put_in_url(level, str(part))
            st.rerun()


def pareto(asked: Asked, on_paper: bool) -> None:
    """Lost marks by indicator; a bar or the list leads to who lost them."""
    rows = gaps_view.lost_rows(asked)
    if rows.empty:
        st.success(t("No marks were lost."))
        return
    with st.container(key="screen_only_indicator"):
        indicator = _indicator(asked)
    view = gaps_view.pareto_view(asked, indicator)
    points = parts.chart(view.figure, view.alt, f"gaps_pareto_{indicator}", on_select=True)
    if view.shown < view.all:
        counts = {"count": view.shown, "all": view.all, "share": view.said}
        st.caption(t("The first {count} of {all} indicators with lost marks: {share}.", **counts))
    print_view.hint(t("Click a bar to see who lost marks there."), "pareto")
    for point in points:
        if point["customdata"][0] != indicator:
            state.put_in_url("indicator", str(point["customdata"][0]))
            st.rerun()
    if indicator:
        _losers(asked, indicator, on_paper)


def _indicator(asked: Asked) -> str:
    """The indicator to look into; any can be chosen, those with lost marks come first."""
    lost = list(gaps_view.lost_rows(asked)["indicator"])
    titles = {i.id: f"{i.id}  {i.title.get(lang())}" for i in asked.sheet.system.indicators.values()}
    ordered = [EVERY, *lost, *(i for i in titles if i not in set(lost))]
    named = {EVERY: t("None chosen")} | titles
    question = t("Who lost marks on the indicator")
    picked = state.choice(question, ordered, "indicator", shown=named.__getitem__, remembered=False)
    return picked or EVERY


def _losers(asked: Asked, indicator: str, on_paper: bool) -> None:
    view = gaps_view.losers_view(asked, indicator)
    found = view.found
    st.subheader(parts.escape(f"{found.indicator} {found.title}"), anchor=False)
    st.caption(parts.escape(f"{found.section_title}  {found.rule}"))
    st.markdown(parts.escape(view.said))
    if found.rows.empty:
        return
    if on_paper:
        columns = ["name", "lost", "earned", "marks", "value", "why"]
        decimals = dict.fromkeys(("lost", "earned", "marks"), view.mark_places)
        printable(found.rows[columns], {"value": label("field_value", lang())}, view.said, decimals)
    else:
        _losers_table(found, view.said, view.mark_places)
    if len(found.rows) < found.losing:
        st.caption(t("The first {count:,} of {all:,} units.", count=len(found.rows), all=found.losing))


def _losers_table(found: Losers, said: str, places: int) -> None:
    c, marks = st.column_config, f"%.{places}f"
    columns = {
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        "lost": c.NumberColumn(label("lost", lang()), format=marks, width="small"),
        "earned": c.NumberColumn(label("earned", lang()), format=marks, width="small"),
        "marks": c.NumberColumn(label("marks", lang()), format=marks, width="small"),
        "value": c.TextColumn(label("field_value", lang())),
        "why": c.TextColumn(label("why", lang()), width="large"),
    }
    height = links.height_for(len(found.rows), most=12)
    table = found.rows[list(columns)]
    chosen = parts.table(table, f"gaps_losers_{found.indicator}", columns, select=True, height=height, alt=said)
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if chosen is not None:
        parts.go_to("unit", unit=str(found.rows["unit"].iloc[chosen]))
