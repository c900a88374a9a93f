"""What a change of the system does to scores, ranks and grades: in words, as a chart, as a table.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.effect import changes, effect, effect_sentence, moves
from scoring.engine import ScoreSheet
from scoring.words import label
from ui.components import alts, formats
from ui.components.charts import chart
from ui.components.downloads import download_table
from ui.components.navigation import go_to, open_unit
from ui.components.signed_columns import signed_column, signed_table
from ui.components.status_line import status_line
from ui.components.tables import height_for, table
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.periods import group
from ui.frame.view_key import view_key

MOST_MOVES = 24  # in the chart; the table holds them all


def show(period: str, before: ScoreSheet, after: ScoreSheet, key: str) -> None:
    """The effect on the units of the chosen group, by the facts of a period, and how final those are."""
    chosen = group()
    in_both = chosen if chosen in before.system.groups and chosen in after.system.groups else None
    if facts := view_key(period):
        status_line(facts._replace(group=in_both))
    rows, places = effect(before, after, in_both, lang()), formats.places(after)
    with st.container(border=True):
        st.subheader(t("What changes"), anchor=False)
        st.markdown(escape(effect_sentence(rows, lang(), places)))
        changed = moves(rows)
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
        alt = alts.moves(t("Changes of rank"), changed["rank_change"], lang())
        open_unit(chart(figure, alt, f"{key}_moves", on_select=True))


def _table(rows: pd.DataFrame, key: str, places: int) -> None:
    c, points = st.column_config, f"%.{places}f"
    columns = {
        "unit": None,
        "group_title": None,
        **{n: c.NumberColumn(label(n, lang()), format=points) for n in ("score_before", "score_after")},
        **{n: signed_column(label(n, lang())) for n in ("score_change", "rank_change")},
    }
    formatted = signed_table(rows, {"score_change": places, "rank_change": 0})
    height = height_for(len(rows))
    row = table(formatted, f"{key}_table", columns, select=True, height=height, alt=t("What changes"))
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if row is not None:
        go_to("unit", unit=str(rows["unit"].iloc[row]))
    labelled = rows.rename(columns={"group_title": "group"})
    download_table(t("Download this table"), labelled, "effect.csv", f"{key}_csv")
