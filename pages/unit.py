"""单位 Unit: one unit's result on one page, to read and to print."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.gaps import distance
from scoring.analysis.unit import Card, adjustments_table, by_section, card, history, lines_table, shown_rank
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import next_grade, next_grade_sentences, ways_up
from scoring.engine import ScoreSheet
from scoring.numbers import plain
from scoring.terms import label
from ui import parts, shown, state
from ui.direct import through_the_app
from ui.printable import printable
from ui.texts import lang, t

MOST_WAYS = 8


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
    _cards(own)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        _waterfall(sheet, own)
    with right.container(border=True, height="stretch"):
        _against_group(sheet, own)
    _ways(sheet, unit)
    facts = state.store().facts(year)
    lines = lines_table(sheet, unit, facts, lang())
    _verified(lines)
    _lines(lines)
    _adjustments(adjustments_table(sheet, unit, facts, lang()))
    _history(unit)


def _choose(sheet: ScoreSheet) -> str:
    names = shown.units_by_code(sheet)
    chosen = state.choice(
        t("Unit"), list(names), "unit", shown=lambda code: f"{names[code]}  {code}", in_every_link=True
    )
    return str(chosen)


def _cards(own: Card) -> None:
    versus = t("vs. {year}", year=own.compared_with) if own.compared_with else None
    look = {"border": True, "height": "stretch"}
    with st.grid(5, min_column_width=170):
        st.metric(
            label("score", lang()),
            shown.score(own.score),
            shown.change(own.score_change),
            delta_description=versus,
            **look,
        )
        st.metric(
            label("rank", lang()),
            shown_rank(own.rank, own.ranked),
            shown.change(own.rank_change, 0),
            delta_description=versus,
            **look,
        )
        st.metric(label("group_rank", lang()), shown_rank(own.group_rank, own.group_ranked), **look)
        st.metric(label("grade", lang()), parts.escape(own.grade_title) or shown.NOTHING, **look)
        st.metric(
            label("self_score", lang()),
            shown.score(own.self_score),
            shown.change(-own.verification_cut),
            delta_description=t("by verification"),
            **look,
        )
    for veto in own.vetoes:
        st.error(t("Veto: {title}", title=parts.escape(veto)), icon=":material/gavel:")


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


def _ways(sheet: ScoreSheet, unit: str) -> None:
    ways = ways_up(sheet, unit, lang())
    if ways.empty:
        return
    with st.container(border=True):
        st.markdown(f"**{t('The shortest way up')}**")
        for sentence in next_grade_sentences(next_grade(sheet, unit, lang()), lang()):
            st.markdown(parts.escape(sentence))
        names = {"gain": t("Points to gain"), "rule": t("What full marks take"), "why": t("How it stands")}
        columns = ["indicator", "title", "gain", "rule", "why"]
        printable(ways.head(MOST_WAYS)[columns], names)


def _verified(lines: pd.DataFrame) -> None:
    checked = lines[lines["verified"] != ""]
    if checked.empty:
        return
    with st.container(border=True):
        st.markdown(f"**{t('Self-reported against verified')}**")
        columns = ["indicator", "title", "reported", "verified", "reason", "earned"]
        printable(checked[columns], {"reported": t("Self"), "verified": t("Verified")})


def _lines(lines: pd.DataFrame) -> None:
    st.subheader(t("Every indicator"), anchor=False)
    columns = ["indicator", "title", "marks", "reported", "earned", "rule", "why"]
    for title, earned, marks, rows in by_section(lines):
        with st.container(border=True):
            sums = t("{earned} of {marks} marks", earned=plain(earned, 2), marks=plain(marks))
            st.markdown(f"**{parts.escape(title)}**  {sums}")
            printable(rows[columns], {"reported": t("Reported")})


def _adjustments(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    with st.container(border=True):
        st.markdown(f"**{t('Bonus, deductions and vetoes')}**")
        columns = ["indicator", "title", "points", "rule", "why"]
        printable(rows[columns], {"points": t("Points")})


def _history(unit: str) -> None:
    sheets = [s for year in state.store().periods() if (s := state.sheet(year)) is not None]
    past = history(sheets, unit, lang())
    if len(past) > 1:
        with st.container(border=True):
            parts.chart(charts.history_line(past, lang()), t("Score by year"), "unit_history")


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
