"""A decision that needs a reason.

Tested in tests/ui/intake/test_waiting.py.
"""

from __future__ import annotations

import streamlit as st


def reason_form(key: str, number: int, *, label: str, button: str, missing: str) -> str:
    """A field for the reason and a button; returns the reason once it is pressed, '' before.

    Args:
        key, number: of what is decided on, and which one.
        missing: what is said where the button is pressed without a reason.
    """
    with st.form(f"{key}_{number}", border=False):
        reason = st.text_input(label, max_chars=200, key=f"{key}_reason_{number}").strip()
        is_sent = st.form_submit_button(button, key=f"{key}_button_{number}")
    if is_sent and not reason:
        st.error(missing)
    return reason if is_sent else ""
