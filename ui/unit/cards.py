"""The figures of one unit in a row, and the vetoes that struck. Every change says what it compares with.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

import math

import streamlit as st

from scoring.analysis.unit_card import Card, rank_text
from scoring.words import label
from ui.components import formats
from ui.components.metrics import metric, metric_with_change
from ui.frame.language import lang, t
from ui.frame.markdown import escape


def unit_cards(own: Card, decimals: int = 2, graded: bool = True, *, compares: bool = True) -> None:
    """One unit's score, places and grade, its self score, how the grade came about, and the vetoes that struck.

    Args:
        graded: whether a grade is shown, and how it came about.
        compares: whether the unit's places are shown.
    """
    versus = t("vs. {period}", period=own.compared_with) if own.compared_with else None
    with st.grid(5, min_column_width=120):  # five on a sheet of A4
        change = formats.change(own.score_change, decimals)
        metric_with_change(label("score", lang()), formats.score(own.score, decimals), change, delta_description=versus)
        if compares:
            _places(own, versus)
        if graded:
            metric(label("grade", lang()), escape(own.grade_title) or formats.NOTHING)
        _self_score(own, decimals)
    if graded and own.grade_note:
        st.info(escape(own.grade_note), icon=":material/stairs:")
    for veto in own.vetoes:
        st.error(t("Veto: {title}", title=escape(veto)), icon=":material/gavel:")


def _places(own: Card, versus: str | None) -> None:
    """Its place among all, where there is one, and within its group."""
    change = formats.change(own.rank_change, 0)
    within = rank_text(own.group_rank, own.group_ranked)
    if own.overall_rank:
        rank = rank_text(own.rank, own.ranked)
        metric_with_change(label("rank", lang()), rank, change, delta_description=versus)
        metric(label("group_rank", lang()), within)
    else:
        metric_with_change(label("group_rank", lang()), within, change, delta_description=versus)


def _self_score(own: Card, decimals: int) -> None:
    """The self score, and what verification took off it: with the sign that it has in every table."""
    score, cut = formats.score(own.self_score, decimals), own.verification_cut
    is_cut = bool(cut) and not math.isnan(cut)
    words = f"{label('verification_cut', lang())} {formats.score(cut, decimals)}" if is_cut else None
    metric(label("self_score", lang()), score, words, delta_color="off", delta_arrow="off")
