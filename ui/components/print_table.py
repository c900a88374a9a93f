"""Tables that are read and printed whole: text wraps, nothing scrolls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from scoring.numbers import plain
from scoring.words import COLUMNS, label
from ui.components.parts import escape
from ui.components.written_table import written
from ui.frame.language import lang

_WIDTHS = {"indicator": "5em", "title": "9em", "counted": "7em", "rule": "10em", "why": "10em"}  # all fit on A4


def printable(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    alt: str,
    decimals: Mapping[str, int] | None = None,
    made: dict[str, Any] | None = None,
    key: str = "",
) -> None:
    """Show a frame as a table of text.

    Args:
        frame: text is taken as plain text, figures are shown on the right, NaN as blank.
        names: column headings that are not the glossary's.
        alt: what the table holds, for those who cannot see it.
        decimals: of columns of figures that have not two.
        made: where the finished table is kept, for as long as the figures are; None makes it anew.
        key: under which it is kept there; by default its `alt`.
    """
    kept, name = {} if made is None else made, key or alt
    if name not in kept:
        kept[name] = _table(frame, names, decimals or {})
    st.table(kept[name], border="horizontal", alt=alt or None)


def _table(frame: pd.DataFrame, names: Mapping[str, str], decimals: Mapping[str, int]) -> Any:
    headings = {c: label(c, lang()) for c in frame.columns if c in COLUMNS} | dict(names)
    shown = frame.map(lambda cell: escape(cell) if isinstance(cell, str) else cell)
    figures = [c for c in frame.columns if pd.api.types.is_numeric_dtype(frame[c])]
    writing = {headings.get(c, c): partial(_WRITTEN.get(c, _plain), places=decimals.get(c, 2)) for c in figures}
    widths = ["3.6em" if c in figures else _WIDTHS.get(c, "6em") for c in frame.columns]
    by_column = [{"selector": f"td.col{n}", "props": [("min-width", width)]} for n, width in enumerate(widths)]
    return written(shown.rename(columns=headings), writing, by_column)


def _plain(value: float, places: int) -> str:
    return "" if pd.isna(value) else plain(value, places)


def _signed(value: float, places: int) -> str:
    if pd.isna(value) or float(plain(abs(value), places)) == 0:
        return _plain(value, places)
    return f"{'+' if value > 0 else '−'}{plain(abs(value), places)}"


def _if_any(value: float, places: int) -> str:
    """Blank where there is nothing, so that what is there stands out."""
    return "" if value == 0 else _plain(value, places)


# How columns are written that are not plain figures: the rest are changes.
_WRITTEN = {"lost": _if_any} | dict.fromkeys(("points", "gain", "to_best", "to_median", "to_full"), _signed)
