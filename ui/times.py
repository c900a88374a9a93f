"""Times as the person at the screen reads them."""

from __future__ import annotations

import pandas as pd
import streamlit as st


def local_times(utc: pd.Series) -> pd.Series:
    """UTC times (ISO 8601) as '2025-03-31 14:05' in the browser's time zone."""
    return (
        pd.to_datetime(utc, utc=True, format="ISO8601")
        .dt.tz_convert(st.context.timezone or "UTC")
        .dt.strftime("%Y-%m-%d %H:%M")
    )
