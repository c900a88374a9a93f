"""Who is at work: by their account once there are any, else by a name that is kept for the session."""

from __future__ import annotations

import streamlit as st

from scoring.access import Account, Actor
from scoring.services import accounts, installation, sign_in
from ui.frame.assets import SESSION_HEADER, came_by_the_door
from ui.frame.language import t

_KEY = "actor_name"


class SignedOut(Exception):
    """Nobody is signed in here any more, though there are accounts."""


class NoDoor(Exception):
    """There are accounts, but the app runs without the front door, which alone can ask who comes."""


def account() -> Account | None:
    """Whose session this is, asked anew each time; None while there are no accounts.

    Raises:
        SignedOut: the session has ended.
        NoDoor: nobody can sign in.
    """
    store = installation.store()
    if not accounts.exist(store):
        return None
    if not came_by_the_door():
        raise NoDoor
    viewer = sign_in.viewer(store, _session())
    if viewer is None or viewer.must_change:
        raise SignedOut
    return viewer.account


def _session() -> str:
    """The digest of the session that the door has let in."""
    return st.context.headers.get(SESSION_HEADER) or ""


def actor() -> Actor:
    """Who acts in this session. Raises SignedOut and NoDoor."""
    own = account()
    if own is not None:
        return Actor.of(own)
    return Actor.local(str(st.session_state.get(_KEY) or "").strip()[:40])


def ask_name() -> None:
    """The field for the name, where nobody has an account."""
    if account() is None:
        st.text_input(
            t("Your name"), key=_KEY, max_chars=40, persist_state="session", help=t("Kept with everything you enter.")
        )
