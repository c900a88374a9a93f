"""Download buttons: any file, and a table as CSV.

Tested in tests/ui/intake/test_outcomes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from scoring.reports.csv_export import csv_bytes
from scoring.words import COLUMNS, Lang, label, visible
from ui.frame.language import lang

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP, CSV, YAML = "application/zip", "text/csv", "text/yaml"


def download(
    text: str,
    data: bytes | Callable[[], bytes],
    file_name: str,
    key: str,
    mime: str = "application/octet-stream",
    **settings: Any,
) -> None:
    """A download button; a function as `data` is called when it is clicked.

    Args:
        text: Markdown. file_name: plain text, which may be a name that somebody gave.
    """
    st.download_button(
        text, data, visible(file_name), mime, key=key, on_click="ignore", icon=":material/download:", **settings
    )


def download_table(text: str, frame: pd.DataFrame | Callable[[], pd.DataFrame], file_name: str, key: str) -> None:
    """A frame as CSV that opens in spreadsheet programs, with labels as its header; made when it is clicked.

    Args:
        frame: one that is not changed any more, or a function that makes it and asks no session.
    """
    spoken = lang()
    download(text, lambda: _csv(frame() if callable(frame) else frame, spoken), file_name, key, CSV)


def _csv(frame: pd.DataFrame, lang: Lang) -> bytes:
    return csv_bytes(frame.rename(columns={c: label(c, lang) for c in frame.columns if c in COLUMNS}))
