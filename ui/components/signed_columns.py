"""Columns of changes in tables: +1.23, −1.23 and 0.00, which still sort as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from scoring.numbers import signed
from ui.components.formats import NOTHING
from ui.components.formatted_table import formatted_table


def signed_table(frame: pd.DataFrame, decimals: Mapping[str, int]) -> Styler | pd.DataFrame:
    """A frame whose columns of changes are written with a sign, to be given to a table.

    Args:
        decimals: how many each column of changes has; such columns need `signed_column` as their configuration.
    """
    return formatted_table(frame, {name: partial(_change, places=places) for name, places in decimals.items()})


def signed_column(label: str, **settings: Any) -> Any:
    """The configuration of a column of changes: without a format, which would win over what is written."""
    return st.column_config.NumberColumn(label, **settings)


def _change(value: float, places: int) -> str:
    return NOTHING if pd.isna(value) else signed(value, places)
