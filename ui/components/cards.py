"""Rows of figures: of a period, and of one unit. Every change says what it compares with."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from scoring.analysis.overview import Overview
from scoring.analysis.unit_card import Card, rank_text
from scoring.words import label
from ui.components import formats, parts
from ui.frame.language import lang, t, tn

_metric = partial(st.metric, border=True, height="stretch")


def _changed(title: str, value: str, delta: str | int | None, *, more_is: str = "good", **settings: Any) -> None:
    """A figure with a change that is written with a real minus sign, which Streamlit does not take for one.

    Args:
        more_is: `good`, `bad` or `neither`; the change is coloured by it.
    """
    less = str(delta).startswith("−")
    colour: Any = "gray" if more_is == "neither" else "green" if less == (more_is == "bad") else "red"
    arrow: Any = "auto" if delta in (None, 0) else "down" if less else "up"
    _metric(title, value, delta, delta_color=colour if delta else "off", delta_arrow=arrow, **settings)


def period_cards(found: Overview, decimals: int) -> None:
    """How many units reported, their mean and spread, and how many were vetoed."""
    versus = t("vs. {year}", year=found.compared_with) if found.compared_units else None
    mean, spread = formats.score(found.mean, decimals), formats.score(found.spread, decimals)
    range_ = f"{formats.score(found.highest, decimals)} − {formats.score(found.lowest, decimals)}"
    vetoed = parts.escape(formats.names(list(found.vetoed["name"]))) or None
    with st.grid(4, min_column_width=150):
        _metric(t("Units that reported"), f"{found.submitted} / {found.expected}", icon=":material/inbox:")
        _changed(t("Mean score"), mean, formats.change(found.mean_change, decimals), delta_description=versus)
        _changed(
            t("Highest − lowest"),
            spread,
            formats.change(found.spread_change, decimals),
            more_is="bad",
            delta_description=versus,
            help=range_,
        )
        _metric(t("Vetoes"), len(found.vetoed), help=vetoed, icon=":material/gavel:")
    if found.compared_units:
        st.caption(
            tn(
                "Changes compare the one unit that has a score in both years.",
                "Changes compare the {count:,} units that have a score in both years.",
                found.compared_units,
            )
        )


def unit_cards(own: Card, decimals: int = 2) -> None:
    """One unit's score, places and grade, its self score, and the vetoes that struck."""
    versus = t("vs. {year}", year=own.compared_with) if own.compared_with else None
    score_change, rank_change = formats.change(own.score_change, decimals), formats.change(own.rank_change, 0)
    cut = formats.change(-own.verification_cut, decimals)
    with st.grid(5, min_column_width=120):  # five on a sheet of A4
        _changed(label("score", lang()), formats.score(own.score, decimals), score_change, delta_description=versus)
        _changed(label("rank", lang()), rank_text(own.rank, own.ranked), rank_change, delta_description=versus)
        _metric(label("group_rank", lang()), rank_text(own.group_rank, own.group_ranked))
        _metric(label("grade", lang()), parts.escape(own.grade_title) or formats.NOTHING)
        _changed(
            label("self_score", lang()),
            formats.score(own.self_score, decimals),
            cut,
            more_is="neither",
            delta_description=t("by verification"),
        )
    for veto in own.vetoes:
        st.error(t("Veto: {title}", title=parts.escape(veto)), icon=":material/gavel:")
