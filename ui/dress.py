"""The stylesheets of ours that the browser loads beside Streamlit's.

All of it is fixed text of the program; nothing of a file or a person ever goes in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
STYLES = ("print.css",)


def dress() -> None:
    """Put our stylesheets on the page."""
    st.html(_styles())


@cache
def _styles() -> str:
    return f"<style>{''.join((ASSETS / name).read_text(encoding='utf-8') for name in STYLES)}</style>"
