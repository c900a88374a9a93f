"""Tables that are read and printed whole: text wraps, nothing scrolls."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from scoring.numbers import plain
from scoring.terms import COLUMNS, label
from ui.parts import escape
from ui.texts import lang

_SIGNED = ("points", "gain")  # columns that are changes
_WIDTHS = {"indicator": "5em", "title": "9em", "counted": "7em", "rule": "10em", "why": "10em"}  # all fit on A4


def printable(frame: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Show a frame as a table of text.

    Args:
        frame: text is taken as plain text, figures are shown with two decimals, NaN as blank.
        names: column headings that are not the glossary's.
    """
    headings = {c: label(c, lang()) for c in frame.columns if c in COLUMNS} | dict(names)
    shown = frame.map(lambda cell: escape(cell) if isinstance(cell, str) else cell)
    style = shown.rename(columns=headings).reset_index(drop=True).style
    for column in frame.columns:
        here = [headings.get(column, column)]
        if pd.api.types.is_numeric_dtype(frame[column]):
            style = style.format(_signed if column in _SIGNED else _plain, subset=here)
        width = "3.6em" if pd.api.types.is_numeric_dtype(frame[column]) else _WIDTHS.get(column, "6em")
        style = style.set_properties(subset=here, **{"min-width": width})
    st.table(style, border="horizontal")


def _plain(value: float) -> str:
    return "" if pd.isna(value) else plain(value, 2)


def _signed(value: float) -> str:
    if pd.isna(value) or plain(abs(value), 2) == "0.00":
        return _plain(value)
    return f"{'+' if value > 0 else '−'}{plain(abs(value), 2)}"
