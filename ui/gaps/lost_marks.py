"""Lost marks by indicator or measure, and who lost them.

Tested in tests/pages/test_gaps.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from scoring.words import label
from ui.components import print_view
from ui.components.charts import chart
from ui.components.navigation import go_to
from ui.components.print_table import show_print_table
from ui.components.tables import height_for, table
from ui.frame.choices import choice, in_url, put_in_url, switch
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.gaps.view import LosersView, ParetoView, Part, has_awaited, losers_view, lost_rows, pareto_view, printed_losers

NONE = INDICATORS = ""
MEASURES = "measure"


def lost_marks(key: ViewKey, on_paper: bool) -> None:
    """Lost marks of the part that the heat map shows, by indicator or measure; a bar leads further in."""
    part = _part()
    if lost_rows(key, part).empty:
        if has_awaited(key, part):
            st.info(t("No marks were lost so far; figures are still awaited here."), icon=":material/hourglass_empty:")
        else:
            st.success(t("No marks were lost."))
        return
    indicator = NONE
    if not part.by_measure:
        with st.container(key="screen_only_indicator"):
            indicator = _indicator(key, part)
    view = pareto_view(key, indicator, part)
    points = chart(view.figure, view.alt, f"gaps_pareto_{'_'.join(map(str, part))}_{indicator}", on_select=True)
    if view.count < view.total:
        _count(view, part)
    if view.note:
        st.caption(escape(view.note))
    of_measures, of_indicators = (
        t("Click a bar to see the measure's indicators."),
        t("Click a bar to see who lost marks there."),
    )
    print_view.hint(of_measures if part.by_measure else of_indicators, "pareto")
    _follow(points, part, indicator)
    if indicator:
        _losers(key, indicator, on_paper)


def _part() -> Part:
    """What the heat map has chosen, and whether measures are ranked, for which there have to be several."""
    section, measure = in_url("section"), in_url("measure")
    if measure:
        return Part(section, measure)
    with st.container(key="screen_only_level"):
        titles = {INDICATORS: t("By indicator"), MEASURES: t("By measure")}
        return Part(section, "", switch(t("What is ranked"), titles, "level") == MEASURES)


def _count(view: ParetoView, part: Part) -> None:
    counts = {"count": view.count, "all": view.total, "share": view.share}
    if part.by_measure:
        st.caption(t("The first {count} of {all} measures with lost marks: {share}.", **counts))
    else:
        st.caption(t("The first {count} of {all} indicators with lost marks: {share}.", **counts))


def _follow(points: Sequence[dict[str, Any]], part: Part, indicator: str) -> None:
    """Go where a bar leads: `customdata` begins with the id of what it shows."""
    for point in points:
        found = str(point["customdata"][0])
        if part.by_measure:
            put_in_url("section", str(point["customdata"][4]))
            put_in_url("measure", found)
            put_in_url("level", INDICATORS)
            st.rerun()
        if found != indicator:
            put_in_url("indicator", found)
            st.rerun()


def _indicator(key: ViewKey, part: Part) -> str:
    """The indicator to look into; any can be chosen, those with lost marks come first."""
    lost = list(lost_rows(key, part)["indicator"])
    titles = {i.id: f"{i.id}  {i.title.get(lang())}" for i in key.sheet.system.indicators.values()}
    ordered = [NONE, *lost, *(i for i in titles if i not in set(lost))]
    named = {NONE: t("None chosen")} | titles
    question = t("Who lost marks on the indicator")
    return choice(question, ordered, "indicator", label_of=named.__getitem__, remembered=False) or NONE


def _losers(key: ViewKey, indicator: str, on_paper: bool) -> None:
    view = losers_view(key, indicator)
    losers = view.losers
    st.subheader(escape(f"{losers.indicator} {losers.title}"), anchor=False)
    st.caption(escape(f"{losers.section_title}  {losers.rule}"))
    st.markdown(escape(view.sentence))
    if losers.rows.empty:
        return
    if on_paper:
        show_print_table(printed_losers(key, indicator), view.sentence)
    else:
        _losers_table(view)
    if len(losers.rows) < losers.losing:
        st.caption(t("The first {count:,} of {all:,} units.", count=len(losers.rows), all=losers.losing))


def _losers_table(view: LosersView) -> None:
    text, number, marks = st.column_config.TextColumn, st.column_config.NumberColumn, f"%.{view.mark_places}f"
    columns = {
        "name": text(label("name", lang()), pinned=True),
        "group_title": text(label("group", lang())),
        "lost": number(view.lost_label, format=marks, width="small"),
        "earned": number(label("earned", lang()), format=marks, width="small"),
        "marks": number(label("marks", lang()), format=marks, width="small"),
        "value": text(label("field_value", lang())),
        "why": text(label("why", lang()), width="large"),
    }
    rows, key = view.losers.rows, f"gaps_losers_{view.losers.indicator}"
    height = height_for(len(rows), most=12)
    row = table(rows[list(columns)], key, columns, select=True, height=height, alt=view.sentence)
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if row is not None:
        go_to("unit", unit=str(rows["unit"].iloc[row]))
