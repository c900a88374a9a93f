"""How far long work has come, as a bar.

Tested in tests/ui/components/test_first_steps.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.services.receiving import Progress
from ui.frame.markdown import escape


def progress_bar(label: str) -> Progress:
    """A bar, as the function that long work gives its share (0..1) and the file at hand."""
    bar = st.progress(0.0, label)

    def show(share: float, file: str) -> None:
        bar.progress(min(share, 1.0), f"{label}  {escape(file)}")

    return show
