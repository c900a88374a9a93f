"""The figures of a period in a row. Every change says what it compares with.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.analysis.overview import Overview
from ui.components import formats
from ui.components.metrics import metric, metric_with_change
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape


def period_cards(overview: Overview, decimals: int) -> None:
    """How many units reported, their mean and spread, and how many were vetoed."""
    versus = t("vs. {period}", period=overview.compared_with) if overview.compared_units else None
    mean, spread = formats.score(overview.mean, decimals), formats.score(overview.spread, decimals)
    range_ = f"{formats.score(overview.highest, decimals)} − {formats.score(overview.lowest, decimals)}"
    vetoed = escape(formats.names(list(overview.vetoed["name"]), lang())) or None
    with st.grid(4, min_column_width=150):
        metric(t("Units that reported"), f"{overview.submitted} / {overview.expected}", icon=":material/inbox:")
        change = formats.change(overview.mean_change, decimals)
        metric_with_change(t("Mean score"), mean, change, delta_description=versus)
        change = formats.change(overview.spread_change, decimals)
        title = t("Highest − lowest")
        metric_with_change(title, spread, change, more_is="bad", delta_description=versus, help=range_)
        metric(t("Vetoes"), len(overview.vetoed), help=vetoed, icon=":material/gavel:")
    if overview.compared_units:
        st.caption(
            tn(
                "Changes compare the one unit that has a score in both periods.",
                "Changes compare the {count:,} units that have a score in both periods.",
                overview.compared_units,
            )
        )
