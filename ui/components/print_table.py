"""Tables that are read and printed whole: text wraps, nothing scrolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from scoring.numbers import plain, signed
from scoring.words import COLUMNS, Lang, label, visible
from ui.components.formatted_table import formatted_table
from ui.frame.markdown import escape

PrintTable: TypeAlias = Styler | pd.DataFrame
_WIDTHS = {"indicator": "5em", "title": "8em", "counted": "6.5em", "rule": "9em", "why": "10em"}  # all fit on A4
_NUMBER_WIDTH, _TEXT_WIDTH = "3.6em", "6em"


def print_table(
    frame: pd.DataFrame,
    lang: Lang,
    names: Mapping[str, str] | None = None,
    decimals: Mapping[str, int | None] | None = None,
    pale: Sequence[int] = (),
) -> PrintTable:
    """A frame as a table of text, to be shown by `show_print_table`.

    Args:
        frame: text is taken as plain text, figures are shown on the right, NaN as blank.
        names: column headings that are not the glossary's.
        decimals: of columns of figures that have not two; None for as many as each has.
        pale: the numbers of rows that do not count; what they are not counted for has to be said in them too.
    """
    labels = {c: label(c, lang) for c in frame.columns if c in COLUMNS} | dict(names or {})
    headings = {c: escape(words) for c, words in labels.items()}
    numbers = [c for c in frame.columns if pd.api.types.is_numeric_dtype(frame[c])]
    formats = {headings.get(c, c): partial(_FORMATS.get(c, _plain), places=(decimals or {}).get(c, 2)) for c in numbers}
    widths = [_NUMBER_WIDTH if c in numbers else _WIDTHS.get(c, _TEXT_WIDTH) for c in frame.columns]
    styles = [{"selector": f"td.col{n}", "props": [("min-width", width)]} for n, width in enumerate(widths)]
    styles += [{"selector": f"td.row{n}", "props": [("opacity", "0.6")]} for n in pale]
    escaped = frame.map(lambda cell: escape(cell) if isinstance(cell, str) else cell)
    return formatted_table(escaped.rename(columns=headings), formats, styles)


def show_print_table(table: PrintTable, alt: str) -> None:
    """Show a finished table.

    Args:
        alt: what it holds, for those who cannot see it.
    """
    st.table(table, border="horizontal", alt=visible(alt) or None)


def _plain(value: float, places: int | None) -> str:
    return "" if pd.isna(value) else plain(value, places)


def _signed(value: float, places: int | None) -> str:
    return "" if pd.isna(value) else signed(value, places)


def _if_any(value: float, places: int | None) -> str:
    """Blank where there is nothing, so that what is there stands out."""
    return "" if value == 0 else _plain(value, places)


# How columns are written that are not plain figures: the rest are changes.
_CHANGES = ("points", "gain", "to_best", "to_median", "to_full", "rank_change")
_FORMATS = {"lost": _if_any} | dict.fromkeys(_CHANGES, _signed)
