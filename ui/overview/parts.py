"""The parts of 总览: the ranking, grades beside sections, the gaps, and who is missing.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

import streamlit as st

from ui.components import formats, navigation, print_view
from ui.components.charts import chart, show_chart
from ui.components.page_header import sentences
from ui.components.ranking_chart import RankingChart
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.overview.view import OverviewView

_LIST = ":material/leaderboard:"


def results(view: OverviewView, on_paper: bool) -> None:
    """Scores, grades and sections as they fit beside each other, then the gaps beside who is missing."""
    if on_paper:
        _on_paper(view)
    elif view.arrangement == "stacked" or not view.has_sections:
        _scores(view)
        _grades(view)
        if view.has_sections:
            _sections(view)
    else:
        wide, narrow = print_view.beside(on_paper)
        with wide:
            _scores(view)
        with wide if view.arrangement == "left" else narrow:
            _grades(view)
        with narrow:
            _sections(view)
    wide, narrow = print_view.beside(on_paper or not view.overview.missing)
    with wide:
        if view.has_sections:
            sentences(t("The widest gaps"), view.gaps or [t("No marks were lost.")])
    with narrow:
        missing(view)


def _on_paper(view: OverviewView) -> None:
    """Grades and sections side by side, then the scores."""
    if not view.has_sections:
        _grades(view)
    elif view.grades is None:
        _sections(view)
    else:
        left, right = print_view.short_pair(on_paper=True)
        with left:
            _grades_chart(view)
        with right:
            _sections_chart(view)
    _scores(view)


def _scores(view: OverviewView) -> None:
    """How many units have which score where there are many, else every unit's."""
    if view.distribution is not None:
        with st.container(border=True, height="stretch"):
            show_chart(view.distribution)
            with st.container(key="screen_only_distribution"):
                if st.button(t("Go to the ranking"), key="overview_to_ranking", type="tertiary", icon=_LIST):
                    navigation.go_to("ranking")
    if view.ranking is not None:
        with st.container(border=True, height="stretch"):
            _ranking(view.ranking)


def _ranking(ranking: RankingChart) -> None:
    navigation.open_unit(chart(ranking.figure, ranking.alt, "overview_ranking", on_select=True))
    if ranking.count < ranking.total:
        st.caption(t("The first and last {count:,} of {all:,} units.", count=ranking.count, all=ranking.total))
    print_view.hint(t("Click a point to open the unit."), "ranking")


def _grades(view: OverviewView) -> None:
    if view.grades is not None:
        with st.container(border=True):
            _grades_chart(view)


def _grades_chart(view: OverviewView) -> None:
    navigation.open_grade(chart(view.grades, view.grades_alt, "overview_grades", on_select=True))


def _sections(view: OverviewView) -> None:
    with st.container(border=True, height="stretch"):
        _sections_chart(view)


def _sections_chart(view: OverviewView) -> None:
    navigation.open_section(chart(view.sections, view.sections_alt, "overview_sections", on_select=True))
    has_grades = view.grades is not None
    every = t("Click a bar to see its units, a section to see its gaps.")
    print_view.hint(every if has_grades else t("Click a section to see its gaps."), "sections")


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
