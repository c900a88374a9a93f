"""A large file to take away: begun by a button, followed while everybody else goes on, then downloaded."""

from __future__ import annotations

import uuid
from typing import Any

import streamlit as st

from scoring.services import exports
from scoring.services.exports import Export, Shared
from ui.components.downloads import download
from ui.components.markdown import escape
from ui.frame.language import t

_STEP = 1.0  # seconds between two looks at how far it has come
_WIDTH = 320  # px, of what says how far it has come
_PERSON = "export_person"


def offer_export(text: str, export: Export, file_name: str, key: str, mime: str, **settings: Any) -> None:
    """Offer a file that takes long: it is made when it is asked for, once for all who ask for the same.

    Args:
        text: what the file is. export: what is made now; what was asked for before is followed first.
        settings: of the buttons.
    """
    asked = st.session_state.get(_slot(key))
    shared = None if asked is None else exports.state_of(asked)
    if asked is None or shared is None:
        _begin_button(t("Make: {what}", what=text), export, key, **settings)
    elif shared.job.state == "done":
        _finished(text, asked, shared, export, file_name, key, mime, **settings)
    elif shared.job.over.is_set():
        st.error(t("{what} could not be made; nothing that is stored is touched. Please try again.", what=escape(text)))
        _begin_button(t("Make it anew"), export, key, **settings)
    else:
        with st.container(width=_WIDTH):
            _follow(text, asked, key)


def _begin_button(text: str, export: Export, key: str, **settings: Any) -> None:
    if st.button(text, key=f"{key}_make", icon=":material/inventory_2:", **settings):
        st.session_state[_slot(key)] = export
        exports.ask(export, _person())
        st.rerun()


def _finished(
    text: str, asked: Export, shared: Shared, export: Export, file_name: str, key: str, mime: str, **settings: Any
) -> None:
    """The file, and a way to a newer one where the store has changed since."""
    download(text, shared.path.read_bytes, file_name, key, mime, **settings)
    if asked != export:
        st.caption(t("What is stored has changed since this file was made."))
        _begin_button(t("Make it anew"), export, key, **settings)


@st.fragment(run_every=_STEP)
def _follow(text: str, asked: Export, key: str) -> None:
    """How far it has come, and a way to stop it; the page is made anew when it is over."""
    shared = exports.state_of(asked)
    if shared is None or shared.job.over.is_set():
        st.rerun()
        return
    waits = shared.job.state == "waiting"
    words = t("Waiting for other files to be made") if waits else t("Making: {what}", what=text)
    st.progress(min(1.0, shared.job.share), f"{escape(words)}  {escape(shared.job.at)}")
    if st.button(t("Stop making it"), key=f"{key}_stop", icon=":material/stop_circle:"):
        exports.leave(asked, _person())
        st.session_state.pop(_slot(key), None)
        st.rerun()


def _slot(key: str) -> str:
    """Where the session holds what it asked for."""
    return f"export_{key}"


def _person() -> str:
    """This session, among those that wait for a file."""
    return str(st.session_state.setdefault(_PERSON, uuid.uuid4().hex))
