"""Columns of changes in tables: +1.23, −1.23 and 0.00, which still sort as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from scoring.numbers import plain
from ui.components.written_table import written


def signed(frame: pd.DataFrame, decimals: Mapping[str, int]) -> Any:
    """A frame whose columns of changes are written with a sign, to be given to a table.

    Args:
        decimals: how many each column of changes has; such columns need `column` as their configuration.
    """
    return written(frame, {name: partial(_change, places=places) for name, places in decimals.items()})


def column(label: str, **settings: Any) -> Any:
    """The configuration of a column of changes: without a format, which would win over what is written."""
    return st.column_config.NumberColumn(label, **settings)


def _change(value: float, places: int) -> str:
    if pd.isna(value):
        return "—"
    figure = plain(abs(value), places)
    return figure if float(figure) == 0 else f"{'+' if value > 0 else '−'}{figure}"
