"""Who is at work: a name kept for the session and stored beside what they enter."""

from __future__ import annotations

import streamlit as st

from scoring.access import Actor
from ui.frame.language import t

_KEY = "actor_name"


def ask_name() -> None:
    """The field for the name."""
    st.text_input(
        t("Your name"), key=_KEY, max_chars=40, persist_state="session", help=t("Kept with everything you enter.")
    )


def actor() -> Actor:
    """Who acts in this session; their name without surrounding spaces, '' while none is given."""
    return Actor.local(str(st.session_state.get(_KEY) or "").strip()[:40])
