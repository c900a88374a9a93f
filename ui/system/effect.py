"""What a change of the system does to scores, ranks and grades: in words, as a chart, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.effect import changes, effect, effect_sentence, moved
from scoring.engine import ScoreSheet
from scoring.words import label
from ui.components import alts, formats, links, parts, signed_columns
from ui.frame import state
from ui.frame.language import lang, t

MOST_MOVES = 24  # in the chart; the table holds them all


def show(before: ScoreSheet, after: ScoreSheet, key: str) -> None:
    """The effect on the units of the chosen group."""
    group = state.group()
    known = group if group in before.system.groups and group in after.system.groups else None
    rows, places = effect(before, after, known, lang()), formats.places(after)
    with st.container(border=True):
        st.subheader(t("What moves"), anchor=False)
        st.markdown(parts.escape(effect_sentence(rows, lang(), places)))
        changed = moved(rows)
        if len(changed):
            _chart(changed, key)
    if changes(rows).any():
        _table(rows, key, places)


def _chart(changed: pd.DataFrame, key: str) -> None:
    largest = changed["rank_change"].abs().nlargest(MOST_MOVES).index
    few = changed.loc[sorted(largest)]
    if len(few) < len(changed):
        st.caption(t("The {count:,} largest moves of {all:,}.", count=len(few), all=len(changed)))
    figure = charts.rank_moves(few, lang())
    if (few["rank_change"].fillna(0) != 0).any():
        alt = alts.moves(t("Changes of rank"), changed["rank_change"])
        links.open_unit(parts.chart(figure, alt, f"{key}_moves", on_select=True))


def _table(rows: pd.DataFrame, key: str, places: int) -> None:
    c, points = st.column_config, f"%.{places}f"
    columns = {
        "unit": None,
        "group_title": None,
        **{n: c.NumberColumn(_label(n), format=points) for n in ("score_before", "score_after")},
        **{n: signed_columns.column(_label(n)) for n in ("score_change", "rank_change")},
    }
    table = signed_columns.signed(rows, {"score_change": places, "rank_change": 0})
    height = links.height_for(len(rows))
    chosen = parts.table(table, f"{key}_table", columns, select=True, height=height, alt=t("What moves"))
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if chosen is not None:
        parts.go_to("unit", unit=str(rows["unit"].iloc[chosen]))
    listed = rows.rename(columns={"group_title": "group"})
    parts.download_table(t("Download this table"), listed, "effect.csv", f"{key}_csv")


def _label(name: str) -> str:
    return label(name, lang())
