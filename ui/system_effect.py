"""What a change of the system does to scores, ranks and grades: in words, as a chart, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.effect import effect, effect_sentence, moved
from scoring.engine import ScoreSheet
from scoring.terms import label
from ui import links, parts, state
from ui.texts import lang, t

MOST_MOVES = 24  # in the chart; the table holds them all


def show(before: ScoreSheet, after: ScoreSheet, key: str) -> None:
    """The effect on the units of the chosen group."""
    group = state.group()
    known = group if group in before.system.groups and group in after.system.groups else None
    rows = effect(before, after, known, lang())
    with st.container(border=True):
        st.subheader(t("What moves"), anchor=False)
        st.markdown(parts.escape(effect_sentence(rows, lang())))
        changed = moved(rows)
        if len(changed):
            _chart(changed, key)
    _table(rows, key)


def _chart(changed: pd.DataFrame, key: str) -> None:
    largest = changed["rank_change"].abs().nlargest(MOST_MOVES).index
    few = changed.loc[sorted(largest)]
    if len(few) < len(changed):
        st.caption(t("The {count} largest moves of {all}.", count=len(few), all=len(changed)))
    figure = charts.rank_moves(few, lang())
    if (few["rank_change"].fillna(0) != 0).any():
        alt = t("Ranks of {count} units before and after", count=len(few))
        links.open_unit(parts.chart(figure, alt, f"{key}_moves", on_select=True))


def _table(rows: pd.DataFrame, key: str) -> None:
    c = st.column_config
    columns = {
        "unit": None,
        "group_title": None,
        **{n: c.NumberColumn(_label(n), format="%.2f") for n in ("score_before", "score_after")},
        "score_change": c.NumberColumn(_label("score_change"), format="%+.2f"),
        "rank_change": c.NumberColumn(_label("rank_change"), format="%+d"),
    }
    parts.table(rows, f"{key}_table", columns, height=links.height_for(len(rows)), alt=t("What moves"))
    shown = rows.rename(columns={"group_title": "group"})
    parts.download_table(t("Download this table"), shown, "effect.csv", f"{key}_csv")


def _label(name: str) -> str:
    return label(name, lang())
