"""总览 Overview: a period at a glance."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components import alts, formats, links, parts, print_view
from ui.components.cards import period_cards
from ui.components.period_view import OverviewView, overview_view
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.state import Asked


def page() -> None:
    """Show the page."""
    asked = state.asked()
    if asked is None:
        parts.page_header(t("Overview"))
        parts.empty_state()
        return
    sheet = asked.sheet
    parts.page_header(t("Overview"), print_view.basis(asked, formats.group_title(sheet)))
    on_paper = print_view.print_view()
    with print_view.body(on_paper):
        _overview(asked, overview_view(asked, state.chosen("unit"), on_paper), on_paper)


def _overview(asked: Asked, view: OverviewView, on_paper: bool) -> None:
    period_cards(view.found, formats.places(asked.sheet))
    if not view.found.submitted:
        st.info(t("No unit of this group has reported yet."), icon=":material/inbox:")
        _missing(view)
        return
    if not view.is_scored:
        st.info(t("Nothing applies to any unit of this group, so there are no scores."), icon=":material/block:")
        _missing(view)
        return
    parts.sentences(t("Findings"), [finding.text for finding in view.findings])
    wide, narrow = print_view.beside(on_paper)
    with narrow:
        _grades_and_sections(view, on_paper)
    with wide.container(border=True, height="stretch"):
        _ranking(view)
    wide, narrow = print_view.beside(on_paper or not view.found.missing)
    with wide:
        parts.sentences(t("The widest gaps"), view.gaps or [t("No marks were lost.")])
    with narrow:
        _missing(view)


def _ranking(view: OverviewView) -> None:
    links.open_unit(parts.chart(view.ladder.figure, view.ladder.alt, "overview_ranking", on_select=True))
    if view.ladder.shown < view.ladder.all:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=view.ladder.shown, all=view.ladder.all))
    print_view.hint(t("Click a point to open the unit."), "ranking")


def _grades_and_sections(view: OverviewView, on_paper: bool) -> None:
    if view.grades is None:
        _sections(view, st.container(border=True))
        return
    above, below = print_view.short_pair(on_paper)
    with above:
        links.open_grade(parts.chart(view.grades, alts.grades(view.found.grades), "overview_grades", on_select=True))
    _sections(view, below)


def _sections(view: OverviewView, place: DeltaGenerator) -> None:
    with place:
        rates = view.found.sections
        alt = alts.ends(t("Mean rate of every section"), rates["title"], rates["rate"])
        links.open_section(parts.chart(view.sections, alt, "overview_sections", on_select=True))
        print_view.hint(t("Click a bar to see its units, a section to see its gaps."), "sections")


def _missing(view: OverviewView) -> None:
    missing = view.found.missing
    if not missing:
        return
    with st.container(border=True, height="stretch"):
        st.markdown(t("{title} ({count:,})", title=f"**{t('Not reported yet')}**", count=len(missing)))
        st.markdown(parts.escape(formats.names(missing)))
        if st.button(t("Go to intake"), key="overview_intake", type="tertiary", icon=":material/upload_file:"):
            parts.go_to("intake")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
