"""The parts of 总览: the ranking, grades beside sections, the gaps, and who is missing.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components import formats, navigation, print_view
from ui.components.charts import chart
from ui.components.markdown import escape
from ui.components.page_header import sentences
from ui.frame.language import lang, t
from ui.overview.view import OverviewView


def results(view: OverviewView, on_paper: bool) -> None:
    """The ranking beside grades and sections, the gaps beside who is missing."""
    wide, narrow = print_view.beside(on_paper)
    with narrow:
        _grades_and_sections(view, on_paper)
    with wide.container(border=True, height="stretch"):
        _ranking(view)
    wide, narrow = print_view.beside(on_paper or not view.overview.missing)
    with wide:
        sentences(t("The widest gaps"), view.gaps or [t("No marks were lost.")])
    with narrow:
        missing(view)


def _ranking(view: OverviewView) -> None:
    ranking = view.ranking
    navigation.open_unit(chart(ranking.figure, ranking.alt, "overview_ranking", on_select=True))
    if ranking.count < ranking.total:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=ranking.count, all=ranking.total))
    print_view.hint(t("Click a point to open the unit."), "ranking")


def _grades_and_sections(view: OverviewView, on_paper: bool) -> None:
    if view.grades is None:
        _sections(view, st.container(border=True))
        return
    above, below = print_view.short_pair(on_paper)
    with above:
        navigation.open_grade(chart(view.grades, view.grades_alt, "overview_grades", on_select=True))
    _sections(view, below)


def _sections(view: OverviewView, place: DeltaGenerator) -> None:
    with place:
        navigation.open_section(chart(view.sections, view.sections_alt, "overview_sections", on_select=True))
        print_view.hint(t("Click a bar to see its units, a section to see its gaps."), "sections")


def missing(view: OverviewView) -> None:
    """The units that have not reported; nothing where all have."""
    units = view.overview.missing
    if not units:
        return
    with st.container(border=True, height="stretch"):
        st.markdown(t("{title} ({count:,})", title=f"**{t('Not reported yet')}**", count=len(units)))
        st.markdown(escape(formats.names(units, lang())))
        if st.button(t("Go to intake"), key="overview_intake", type="tertiary", icon=":material/upload_file:"):
            navigation.go_to("intake")
