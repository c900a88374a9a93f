"""Days and times as the person at the screen reads them: in their language, in the time zone of their browser."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st
from babel.dates import format_datetime

from scoring.words import day_words
from ui.frame.language import lang, t


def local_times(utc: pd.Series) -> pd.Series:
    """UTC times (ISO 8601) to the minute, as times of the browser's time zone; `time_column` shows them."""
    zone = st.context.timezone or "UTC"
    return pd.to_datetime(utc, utc=True, format="ISO8601").dt.tz_convert(zone).dt.tz_localize(None).dt.floor("min")


def time_column(label: str) -> object:
    """The configuration of a column of `local_times`, which stay times there, so that the table sorts by them."""
    return st.column_config.DatetimeColumn(label, format=t("D MMM YYYY, HH:mm"), width=160)


def time_words(local: dt.datetime) -> str:
    """One of `local_times` in words: 2026年11月23日 14:05, 23 Nov 2026, 14:05."""
    return format_datetime(local, t("d MMM y, HH:mm"), locale=lang())


def this_day() -> dt.date:
    """This day on the server."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def today() -> str:
    """This day on the server, in words."""
    return day_words(this_day(), lang())
