"""总览 Overview: a period at a glance."""

from __future__ import annotations

import streamlit as st

from scoring import charts
from scoring.analysis.gaps import gap_sentences
from scoring.analysis.overview import Overview, overview
from scoring.analysis.ranking import ends, ranking
from scoring.engine import ScoreSheet
from ui import links, parts, shown, state
from ui.cards import period_cards
from ui.direct import through_the_app
from ui.ranking_table import place
from ui.texts import lang, t

MOST_UNITS = 24  # of a long ranking; the page 排名 shows more


def page() -> None:
    """Show the page."""
    year = state.period()
    sheet = state.sheet(year)
    parts.page_header(t("Overview"), "" if sheet is None else f"{year}  {sheet.system.title.get(lang())}")
    if year is None or sheet is None:
        parts.empty_state()
        return
    before = state.previous(year)
    found = overview(sheet, before, state.missing(year), state.group(), lang())
    period_cards(found)
    if not found.submitted:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        _missing(found)
        return
    wide, narrow = st.columns([3, 2])
    with wide.container(border=True, height="stretch"):
        _ranking(sheet, before, found)
    with narrow:
        _grades_and_sections(sheet, found)
    wide, narrow = st.columns([3, 2]) if found.missing else (st.container(), st.container())
    with wide.container(border=True, height="stretch"):
        _gaps(found)
    with narrow:
        _missing(found)


def _ranking(sheet: ScoreSheet, before: ScoreSheet | None, found: Overview) -> None:
    frame = ends(ranking(sheet, before, state.group(), lang()), MOST_UNITS)
    titles, about = shown.grade_titles(sheet), shown.group_title(sheet)
    figure = charts.ranking_lollipop(frame, found.mean, titles, lang(), about, place())
    figures = {name: shown.score(getattr(found, name)) for name in ("lowest", "highest", "mean")}
    alt = t("Scores of {count} units from {lowest} to {highest}, mean {mean}", count=found.submitted, **figures)
    links.open_unit(parts.chart(figure, alt, "overview_ranking", on_select=True))
    if len(frame) < found.submitted:
        st.caption(t("The first and last {count} of {all} units.", count=len(frame), all=found.submitted))
    st.caption(t("Click a point to open the unit."))


def _grades_and_sections(sheet: ScoreSheet, found: Overview) -> None:
    about, year = shown.group_title(sheet), sheet.system.year
    with st.container(border=True):
        grades = charts.grade_distribution(found.grades, shown.grade_titles(sheet), lang(), about)
        parts.chart(grades, t("How many units hold each grade"), "overview_grades")
    with st.container(border=True):
        rates = charts.section_rates(found.sections, year, found.compared_with, lang(), about)
        parts.chart(rates, t("Mean rate of every section"), "overview_sections")


def _gaps(found: Overview) -> None:
    st.markdown(f"**{t('The widest gaps')}**")
    for sentence in gap_sentences(found.gaps, lang()) or [t("No marks were lost.")]:
        st.markdown(parts.escape(sentence))


def _missing(found: Overview) -> None:
    if found.missing:
        with st.container(border=True, height="stretch"):
            st.markdown(f"**{t('Not reported yet')}** ({len(found.missing)})")
            st.markdown(parts.escape(t(", ").join(found.missing)))


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
