"""单位 Unit: one unit's result on one page, to read and to print."""

from __future__ import annotations

import streamlit as st

from scoring import charts
from scoring.analysis.gaps import distance
from scoring.analysis.unit import Card, card, history
from scoring.analysis.waterfall import waterfall
from scoring.engine import ScoreSheet
from ui import parts, shown, state, unit_tables
from ui.cards import unit_cards
from ui.direct import through_the_app
from ui.texts import lang, t


def page() -> None:
    """Show the page."""
    year = state.period()
    sheet = state.sheet(year)
    if year is None or sheet is None:
        parts.page_header(t("Unit"))
        parts.empty_state()
        return
    unit = _choose(sheet)
    own = card(sheet, unit, state.previous(year), lang())
    parts.page_header(own.name, f"{year}  {sheet.system.title.get(lang())}  {own.group_title}  {unit}")
    unit_cards(own)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        _waterfall(sheet, own)
    with right.container(border=True, height="stretch"):
        _against_group(sheet, own)
    unit_tables.ways(sheet, unit)
    unit_tables.results(sheet, unit, state.store().facts(year))
    _history(unit)


def _choose(sheet: ScoreSheet) -> str:
    names = shown.units_by_code(sheet)
    label = t("Unit")
    return str(
        state.choice(label, list(names), "unit", shown=lambda code: f"{names[code]}  {code}", in_every_link=True)
    )


def _waterfall(sheet: ScoreSheet, own: Card) -> None:
    steps = waterfall(sheet, own.unit, lang())
    if steps.empty:
        st.info(t("Nothing applies to this unit, so it has no score."))
        return
    alt = t("From {scale} to {score}", scale=shown.score(own.scale), score=shown.score(own.score))
    parts.chart(charts.waterfall_chart(steps, lang()), alt, "unit_waterfall")


def _against_group(sheet: ScoreSheet, own: Card) -> None:
    rates = distance(sheet, own.unit, lang())
    figure = charts.against_group(rates, own.name, lang())
    parts.chart(figure, t("Section rates of {unit} and its group", unit=own.name), "unit_group")


def _history(unit: str) -> None:
    sheets = [s for year in state.store().periods() if (s := state.sheet(year)) is not None]
    past = history(sheets, unit, lang())
    if len(past) > 1:
        with st.container(border=True):
            parts.chart(charts.history_line(past, lang()), t("Score by year"), "unit_history")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
