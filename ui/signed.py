"""Columns of changes in tables: +1.23, −1.23 and 0.00, which still sort as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from scoring.numbers import plain

MOST_STYLED = 100  # rows; writing every cell out is slow, a longer table says -1.23 and +0.00


def signed(frame: pd.DataFrame, decimals: Mapping[str, int]) -> Any:
    """A frame whose columns of changes are written with a sign, to be given to a table.

    Args:
        decimals: how many each column of changes has; such columns need `column` as their configuration.
    """
    if len(frame) > MOST_STYLED:
        return frame
    style = frame.style
    for name, places in decimals.items():
        style = style.format(lambda value, places=places: _written(value, places), subset=[name])
    return style


def column(label: str, decimals: int, rows: int, **settings: Any) -> Any:
    """The configuration of a column of changes in a table of so many rows."""
    form = f"%+.{decimals}f" if rows > MOST_STYLED else None
    return st.column_config.NumberColumn(label, format=form, **settings)


def _written(value: float, places: int) -> str:
    if pd.isna(value):
        return "—"
    figure = plain(abs(value), places)
    return figure if float(figure) == 0 else f"{'+' if value > 0 else '−'}{figure}"
