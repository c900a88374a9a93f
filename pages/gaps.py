"""差距 Gaps: where marks are lost, by section, by indicator, and against the group."""

from __future__ import annotations

import streamlit as st

from scoring import charts
from scoring.analysis.gaps import (
    distances,
    gap_sentences,
    heat,
    heat_sentence,
    pareto,
    shortened,
    widest,
)
from scoring.engine import ScoreSheet
from ui import links, parts, shown, state
from ui.direct import through_the_app
from ui.distance_table import distance_table
from ui.texts import lang, t

EVERY_SECTION = ""
MOST_INDICATORS = 15


def page() -> None:
    """Show the page."""
    year = state.period()
    sheet = state.sheet(year)
    parts.page_header(t("Gaps"), t("Where marks are lost: by section, by indicator, and against the group's best."))
    if year is None or sheet is None:
        parts.empty_state()
        return
    if pareto(sheet, state.group()).empty and distances(sheet, state.group()).empty:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        return
    with st.container(border=True):
        _heat(sheet)
    with st.container(border=True):
        _pareto(sheet)
    with st.container(border=True):
        distance_table(sheet)


def _heat(sheet: ScoreSheet) -> None:
    titles = {EVERY_SECTION: t("All sections")} | {s.id: s.title.get(lang()) for s in sheet.system.sections}
    section = state.choice(
        t("Section"),
        list(titles),
        "section",
        shown=titles.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )
    whole = heat(sheet, state.group(), section or None, lang())
    few = shortened(whole)
    figure = charts.heat_map(few, lang(), titles[section] if section else shown.group_title(sheet))
    chosen = parts.chart(figure, heat_sentence(whole, lang()), "gaps_heat", on_select=True)
    links.open_unit(chosen)
    st.text(heat_sentence(whole, lang()))
    if len(few.names) < len(whole.names):
        counts = {"count": len(few.names), "all": len(whole.names)}
        st.caption(t("The first and last {count} of {all} units.", **counts))
    st.caption(t("Choose a section to see its measures; click a cell to open the unit."))


def _pareto(sheet: ScoreSheet) -> None:
    rows = pareto(sheet, state.group(), lang())
    if rows.empty:
        st.success(t("No marks were lost."))
        return
    figure = charts.pareto_chart(rows.head(MOST_INDICATORS), lang(), shown.group_title(sheet))
    sentences = gap_sentences(widest(sheet, state.group(), lang()), lang())
    parts.chart(figure, sentences[0], "gaps_pareto")
    if len(rows) > MOST_INDICATORS:
        st.caption(t("The first {count} of {all} indicators with lost marks.", count=MOST_INDICATORS, all=len(rows)))


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
