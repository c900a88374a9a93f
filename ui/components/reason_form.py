"""A decision that needs a reason.

Tested in tests/ui/intake/test_waiting.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.components.actions import carry_out


def reason_form(
    key: str, number: int, do: Callable[..., None], *subject: Any, label: str, button: str, missing: str
) -> None:
    """A field for the reason and a button, which does something to a subject for that reason.

    Args:
        key, number: of what is decided on, and which one.
        do: is given what the form was shown with, and the reason.
        missing: what is said where the button is pressed without a reason.
    """
    field = f"{key}_reason_{number}"
    with st.form(f"{key}_{number}", border=False):
        reason = st.text_input(label, max_chars=200, key=field).strip()
        is_sent = st.form_submit_button(
            button, key=f"{key}_button_{number}", on_click=_do_with_reason, args=(field, do, *subject)
        )
    if is_sent and not reason:
        st.error(missing)


def _do_with_reason(field: str, do: Callable[..., None], *subject: Any) -> None:
    if reason := str(st.session_state.get(field) or "").strip():
        carry_out(do, *subject, reason)
