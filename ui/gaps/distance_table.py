"""How far every unit is from its group's best, its median and full marks; a row leads to the unit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from scoring.numbers import half_up
from scoring.words import label
from ui.components import formats, links, parts, signed_columns
from ui.components.print_table import printable
from ui.frame.language import lang, t
from ui.frame.state import Asked
from ui.gaps.view import distance_rows

_DISTANCES = ("to_best", "to_median", "to_full")


def distance_table(asked: Asked, on_paper: bool) -> None:
    """The table, of the chosen group or of all units."""
    title = t("Distance to the best, the median and full marks")
    st.markdown(f"**{title}**")
    rows, places = distance_rows(asked), formats.places(asked.sheet)
    if on_paper:
        _on_paper(rows, places, title)
        return
    table, columns = _prepared(asked)
    height = links.height_for(len(rows))
    chosen = parts.table(table, "gaps_distances", columns, select=True, height=height, alt=title)
    st.caption(t("Each unit is compared with its own group."))
    st.caption(t("Tick the box at the start of a row to open the unit."))
    if chosen is not None:
        parts.go_to("unit", unit=str(rows["unit"].iloc[chosen]))


def _on_paper(rows: pd.DataFrame, places: int, title: str) -> None:
    names = {"group_title": label("group", lang())} | dict(zip(_DISTANCES, _distance_names(), strict=True))
    figures = ["score", *_DISTANCES]
    printable(rows[["name", "group_title", *figures]], names, title, dict.fromkeys(figures, places))
    st.caption(t("Each unit is compared with its own group."))


def _distance_names() -> tuple[str, str, str]:
    return t("To group's best"), t("To group's median"), t("To full marks")


@lru_cache(maxsize=16)
def _prepared(asked: Asked) -> tuple[Any, dict[str, Any]]:
    """The table as it is shown, and its columns."""
    places = formats.places(asked.sheet)
    columns = _columns(places)
    rows = distance_rows(asked)[list(columns)]
    figures = rows.select_dtypes("number").columns
    # A table would round by the binary figure; everywhere else 85.595 is 85.60.
    rows = rows.assign(**{name: half_up(rows[name], places) for name in figures})
    return signed_columns.signed(rows, dict.fromkeys(_DISTANCES, places)), columns


def _columns(places: int) -> dict[str, Any]:
    c, points = st.column_config, f"%.{places}f"
    return {
        "name": c.TextColumn(label("name", lang()), pinned=True),
        "group_title": c.TextColumn(label("group", lang())),
        "score": c.NumberColumn(label("score", lang()), format=points),
        **{name: signed_columns.column(title) for name, title in zip(_DISTANCES, _distance_names(), strict=True)},
        "group_best": c.NumberColumn(t("Group's best"), format=points),
        "group_median": c.NumberColumn(t("Group's median"), format=points),
    }
