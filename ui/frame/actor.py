"""Who is at work: a name kept for the session and stored beside what they enter."""

from __future__ import annotations

import streamlit as st

from ui.frame.language import t

_KEY = "person"


def ask_name() -> str:
    """The field for the name; returns what is in it, without surrounding spaces."""
    st.text_input(
        t("Your name"), key=_KEY, max_chars=40, persist_state="session", help=t("Kept with everything you enter.")
    )
    return name()


def name() -> str:
    """The name given in this session, or ''."""
    return str(st.session_state.get(_KEY) or "").strip()[:40]
