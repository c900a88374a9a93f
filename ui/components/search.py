"""A field for words to look for.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import streamlit as st

from ui.frame.choices import in_url, put_in_url

_IN_URL = "q"


def search_field(label: str, key: str) -> str:
    """The field; what is typed lives in the URL, so that a link finds the same."""
    st.session_state[key] = in_url(_IN_URL)
    return st.text_input(
        label,
        key=key,
        icon=":material/search:",
        max_chars=60,
        on_change=lambda: put_in_url(_IN_URL, st.session_state[key]),
    )
