"""Rows of figures: of a period, and of one unit. Every change says what it compares with."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.analysis.overview import Overview
from scoring.analysis.unit import Card, shown_rank
from scoring.terms import label
from ui import parts, shown
from ui.texts import lang, t

_metric = partial(st.metric, border=True, height="stretch")


def period_cards(found: Overview) -> None:
    """How many units reported, their mean and spread, and how many were vetoed."""
    versus = t("vs. {year}", year=found.compared_with) if found.compared_units else None
    mean, spread = shown.score(found.mean), shown.score(found.spread)
    reported = f"{found.submitted} / {found.expected}"
    range_ = f"{shown.score(found.highest)} − {shown.score(found.lowest)}"
    vetoed = ", ".join(parts.escape(name) for name in found.vetoed["name"]) or None
    with st.grid(4, min_column_width=190):
        _metric(t("Units that reported"), reported, icon=":material/inbox:")
        _metric(t("Mean score"), mean, shown.change(found.mean_change), delta_description=versus)
        _metric(
            t("Highest − lowest"),
            spread,
            shown.change(found.spread_change),
            delta_color="inverse",
            delta_description=versus,
            help=range_,
        )
        _metric(t("Vetoes"), len(found.vetoed), help=vetoed, icon=":material/gavel:")
    if found.compared_units:
        st.caption(t("Changes compare the {count} units that have a score in both years.", count=found.compared_units))


def unit_cards(own: Card) -> None:
    """One unit's score, places and grade, its self score, and the vetoes that struck."""
    versus = t("vs. {year}", year=own.compared_with) if own.compared_with else None
    score_change, rank_change = shown.change(own.score_change), shown.change(own.rank_change, 0)
    cut = shown.change(-own.verification_cut)
    with st.grid(5, min_column_width=130):
        _metric(label("score", lang()), shown.score(own.score), score_change, delta_description=versus)
        _metric(label("rank", lang()), shown_rank(own.rank, own.ranked), rank_change, delta_description=versus)
        _metric(label("group_rank", lang()), shown_rank(own.group_rank, own.group_ranked))
        _metric(label("grade", lang()), parts.escape(own.grade_title) or shown.NOTHING)
        _metric(
            label("self_score", lang()),
            shown.score(own.self_score),
            cut,
            delta_color="off",
            delta_description=t("by verification"),
        )
    for veto in own.vetoes:
        st.error(t("Veto: {title}", title=parts.escape(veto)), icon=":material/gavel:")
