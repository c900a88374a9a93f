"""总览 Overview: a period at a glance."""

from __future__ import annotations

import streamlit as st

from ui import links, parts, shown, state
from ui.cards import period_cards
from ui.direct import through_the_app
from ui.period_view import OverviewView, overview_view
from ui.texts import lang, t


def page() -> None:
    """Show the page."""
    asked = state.asked()
    if asked is None:
        parts.page_header(t("Overview"))
        parts.empty_state()
        return
    sheet = asked.sheet
    parts.page_header(t("Overview"), f"{asked.year}  {sheet.system.title.get(lang())}  {shown.group_title(sheet)}")
    view = overview_view(asked, state.chosen("unit"))
    period_cards(view.found, shown.places(sheet))
    if not view.found.submitted:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        _missing(view)
        return
    parts.sentences(t("Findings"), [finding.text for finding in view.findings])
    wide, narrow = st.columns([3, 2])
    with wide.container(border=True, height="stretch"):
        _ranking(view)
    with narrow:
        _grades_and_sections(view)
    wide, narrow = st.columns([3, 2]) if view.found.missing else (st.container(), st.container())
    with wide:
        parts.sentences(t("The widest gaps"), view.gaps or [t("No marks were lost.")])
    with narrow:
        _missing(view)


def _ranking(view: OverviewView) -> None:
    links.open_unit(parts.chart(view.ladder.figure, view.ladder.alt, "overview_ranking", on_select=True))
    if view.ladder.shown < view.ladder.all:
        st.caption(t("The first and last {count} of {all} units.", count=view.ladder.shown, all=view.ladder.all))
    st.caption(t("Click a point to open the unit."))


def _grades_and_sections(view: OverviewView) -> None:
    with st.container(border=True):
        alt = t("How many units hold each grade")
        links.open_grade(parts.chart(view.grades, alt, "overview_grades", on_select=True))
    with st.container(border=True):
        alt = t("Mean rate of every section")
        links.open_section(parts.chart(view.sections, alt, "overview_sections", on_select=True))
        st.caption(t("Click a bar to see its units, a section to see its gaps."))


def _missing(view: OverviewView) -> None:
    missing = view.found.missing
    if not missing:
        return
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{t('Not reported yet')}** ({len(missing)})")
        st.markdown(parts.escape(shown.names(missing)))
        if st.button(t("Go to intake"), key="overview_intake", type="tertiary", icon=":material/upload_file:"):
            parts.go_to("intake")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
