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
_NARROW = ("indicator",)  # columns whose text must not break
_WIDE = ("rule", "why")


def printable(frame: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Show a frame as a table of text.

    Args:
        frame: text is taken as plain text, figures are shown with two decimals, NaN as blank.
        names: column headings that are not the glossary's.
    """
    headings = {c: label(c, lang()) for c in frame.columns if c in COLUMNS} | dict(names)
    cells = {c: [_cell(value, c in _SIGNED) for value in frame[c]] for c in frame.columns}
    shown = pd.DataFrame(cells).rename(columns=headings)
    style = shown.style
    for column in frame.columns:
        figures = pd.api.types.is_numeric_dtype(frame[column])
        style = style.set_properties(subset=[headings.get(column, column)], **_look(column, figures))
    st.table(style, border="horizontal")


def _look(column: str, figures: bool) -> dict[str, str]:
    if figures:
        return {"text-align": "right", "white-space": "nowrap", "min-width": "4.5em"}
    if column in _NARROW:
        return {"white-space": "nowrap"}
    return {"min-width": "14em"} if column in _WIDE else {"min-width": "8em"}


def _cell(value: object, signed: bool) -> str:
    if isinstance(value, str):
        return escape(value)
    number = float(value)  # type: ignore[arg-type]
    if pd.isna(number):
        return ""
    figure = plain(abs(number), 2)
    sign = "−" if number < 0 else "+" if signed else ""
    return f"{sign}{figure}" if float(figure) else figure
