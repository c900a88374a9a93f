"""The tables of one unit's page, made to be read and printed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.analysis.unit import adjustments_table, by_section, lines_table
from scoring.analysis.ways_up import next_grade, next_grade_sentences, ways_up
from scoring.engine import ScoreSheet
from scoring.numbers import plain
from ui.parts import escape
from ui.printable import printable
from ui.texts import lang, t

MOST_WAYS = 8


def ways(sheet: ScoreSheet, unit: str) -> None:
    """What the next grade takes, and the indicators that give most back."""
    rows = ways_up(sheet, unit, lang())
    if rows.empty:
        return
    with st.container(border=True):
        _heading(t("The shortest way up"))
        above = next_grade(sheet, unit, lang())
        for sentence in next_grade_sentences(above, lang()):
            st.markdown(escape(sentence))
        names = {"gain": t("Points to gain"), "rule": t("What full marks take"), "why": t("How it stands")}
        most = max(MOST_WAYS, (above and above.ways) or 0)  # all that the sentence speaks of
        printable(rows.head(most)[["indicator", "title", "gain", "rule", "why"]], names)


def results(sheet: ScoreSheet, unit: str, facts: pd.DataFrame) -> None:
    """What was verified, every indicator by section, and what was added or taken off."""
    lines = lines_table(sheet, unit, facts, lang())
    _verified(lines)
    st.subheader(t("Every indicator"), anchor=False)
    columns = ["indicator", "title", "marks", "counted", "earned", "rule", "why"]
    for title, earned, marks, rows in by_section(lines):
        with st.container(border=True):
            _heading(title, t("{earned} of {marks} marks", earned=plain(earned, 2), marks=plain(marks)))
            printable(rows[columns], {"counted": t("Reported")})
    _adjustments(adjustments_table(sheet, unit, facts, lang()))


def _heading(title: str, beside: str = "") -> None:
    st.markdown(f"**{escape(title)}**  {escape(beside)}")


def _verified(lines: pd.DataFrame) -> None:
    checked = lines[lines["corrected"]]
    if checked.empty:
        return
    with st.container(border=True):
        _heading(t("Self-reported against verified"))
        columns = ["indicator", "title", "reported", "verified", "reason", "earned"]
        printable(checked[columns], {"reported": t("Self"), "verified": t("Verified")})


def _adjustments(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    with st.container(border=True):
        _heading(t("Bonus, deductions and vetoes"))
        printable(rows[["indicator", "title", "points", "rule", "why"]], {"points": t("Points")})
