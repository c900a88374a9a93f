"""The parts of 趋势: what it compares with, its charts, and those that moved most.

Tested in tests/pages/test_trend.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.analysis.trend import ADJUSTED, VETO_LIFTED, VETOED
from scoring.numbers import plain
from scoring.period import name_beside, period_name, to_compare_with
from scoring.words import label
from ui.components import navigation
from ui.components.charts import chart
from ui.components.signed_columns import signed_column, signed_table
from ui.components.tables import table
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.view_key import ViewKey
from ui.trend.view import TrendView


def choose_first(key: ViewKey) -> str | None:
    """The period to compare with, of the same kind: that of the year before at first; None where there is none."""
    periods = to_compare_with((sheet.system.period.id for sheet in key.earlier), key.period)
    if len(periods) < 2:
        return next(iter(periods), None)
    labels = {one: t("vs. {period}", period=name_beside(one, key.period)) for one in periods}
    first = choice(
        t("Compare with"), periods, "from", label_of=labels.__getitem__, widget=st.segmented_control, required=True
    )
    return periods[0] if first is None else first


def charts(view: TrendView) -> None:
    """Ranks, sections and scores; side by side where there is room."""
    if view.is_wide:
        _ranks(view, st.container())
        left, right = st.columns(2)
    else:
        wide, narrow = st.columns([3, 2])
        _ranks(view, wide)
        left = right = narrow
    with left.container(border=True, height="stretch"):
        navigation.open_section(chart(view.sections, view.sections_alt, "trend_sections", on_select=True))
        st.caption(t("Click a section to see its gaps."))
    with right.container(border=True, height="stretch"):
        navigation.open_unit(chart(view.strip, view.strip_alt, "trend_strip", on_select=True))


def _ranks(view: TrendView, place: DeltaGenerator) -> None:
    if view.slope is None:
        return
    with place.container(border=True, height="stretch"):
        navigation.open_unit(chart(view.slope, view.slope_alt, "trend_slope", on_select=True))
        if view.count < view.total:
            st.caption(t("The {count:,} of {all:,} units that moved most.", count=view.count, all=view.total))
        st.caption(t("Click a point to open the unit."))


def movers(view: TrendView) -> None:
    """Those that moved most, one table below the other where both would have to scroll."""
    with st.grid(2, min_column_width=440):
        _movers_table(t("Gained most places"), view.gained, "trend_gained", view.places)
        _movers_table(t("Lost most places"), view.lost, "trend_lost", view.places)


def _movers_table(title: str, rows: pd.DataFrame, key: str, places: int) -> None:
    """A card with those that moved most; a row leads to its unit."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        if rows.empty:
            st.caption(t("No unit."))
            return
        text = st.column_config.TextColumn
        columns = {
            "name": text(label("name", lang())),
            "places": text(label("rank", lang()), alignment="right", width=80),
            "rank_change": signed_column(label("rank_change", lang()), width=80),
            "score_change": signed_column(t("Change of score"), width=80),
            "cause_title": text(t("Mainly by")),
        }
        formatted = signed_table(_with_words(rows)[list(columns)], {"rank_change": 0, "score_change": places})
        row = table(formatted, key, columns, select=True, height="content", alt=title)
        if row is not None:
            navigation.go_to("unit", unit=rows["unit"].iloc[row])


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """With `places` (14 → 7), and a cause that is no section in words."""
    before, now = (rows[name].map(plain) for name in ("rank_before", "rank"))
    causes = rows["cause"].map(
        {VETOED: t("A veto"), VETO_LIFTED: t("No longer vetoed"), ADJUSTED: t("Bonus and deduction")}
    )
    return rows.assign(places=before + " → " + now, cause_title=causes.fillna(rows["cause_title"]))


def only_period(period: str) -> None:
    """What stands on the page of the earliest period."""
    st.info(
        t(
            "{period} is the earliest of its kind with scores, so there is nothing to compare it with.",
            period=period_name(period),
        ),
        icon=":material/event_busy:",
    )
    st.markdown(t("Choose a later period on the left, or add an earlier one: its system, its units and their reports."))
    if st.button(t("Go to intake"), key="trend_intake", type="primary"):
        navigation.go_to("intake")
