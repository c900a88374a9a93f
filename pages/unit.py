"""单位 Unit: one unit's result on one page, to read and to print."""

from __future__ import annotations

import streamlit as st

from ui.components import formats, parts, print_view
from ui.components.cards import unit_cards
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.state import Asked
from ui.unit import tables
from ui.unit.view import UnitView, unit_view


def page() -> None:
    """Show the page."""
    asked = state.asked()
    if asked is None:
        parts.page_header(t("Unit"))
        parts.empty_state()
        return
    missing = state.missing(asked.year)
    with st.container(horizontal=True, vertical_alignment="bottom", key="screen_only_unit"):
        unit = _choose(asked)
        on_paper = print_view.print_view()
    if unit in set(missing["unit"]):
        tables.no_report(missing, unit, asked.year)
        return
    with print_view.body(on_paper):
        _unit(asked, unit_view(asked, unit), on_paper)


def _unit(asked: Asked, view: UnitView, on_paper: bool) -> None:
    own = view.card
    parts.page_header(own.name, print_view.basis(asked, own.group_title, own.unit))
    unit_cards(view.card, view.places)
    parts.sentences(t("Findings"), view.told)
    left, right = print_view.pair(on_paper)
    with left:
        _waterfall(view)
    with right:
        parts.chart(view.against, view.against_alt, "unit_group")
        if view.alone:
            st.caption(t("No other unit of the group has a score to compare with."))
    tables.ways(view)
    if view.history is not None:
        with st.container(border=True):
            parts.chart(view.history, view.history_alt, "unit_history")
    tables.results(view, choosing=not on_paper)


def _choose(asked: Asked) -> str:
    """The unit looked at: any of the period, also one that has not reported."""
    missing = state.missing(asked.year)
    names = formats.units_by_code(asked.sheet)
    blank = dict(zip(missing["unit"], missing["name"], strict=True))
    called = {code: f"{name}  {code}" for code, name in names.items()}
    called |= {code: f"{name}  {code}  {t('not reported')}" for code, name in blank.items()}
    picked = state.choice(t("Unit"), list(called), "unit", shown=called.__getitem__, in_every_link=True)
    return str(picked)


def _waterfall(view: UnitView) -> None:
    if view.waterfall is None:
        st.info(t("Nothing applies to this unit, so it has no score."))
        return
    own, places = view.card, view.places
    figures = {"scale": formats.score(own.scale, places), "score": formats.score(own.score, places)}
    parts.chart(view.waterfall, t("From {scale} to {score}", **figures), "unit_waterfall")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
