"""A large file to take away: begun by a button, followed while everybody else goes on, then downloaded."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any, NamedTuple

import streamlit as st

from scoring.services import exports
from scoring.services.exports import Export, Shared
from ui.components.downloads import download
from ui.frame.language import t
from ui.frame.markdown import escape

_STEP = 1.0  # seconds between two looks at how far it has come
_WIDTH = 320  # px, of what says how far it has come
_PERSON = "export_person"


class _Asked(NamedTuple):
    """What a session asked for, and what the page called it then."""

    export: Export
    text: str


def offer_export(text: str, export: Export, file_name: str, key: str, mime: str, **settings: Any) -> None:
    """Offer a file that takes long: it is made when it is asked for, once for all who ask for the same.

    Args:
        text: what the file is. export: what is made now; an earlier state of the same is followed first.
        settings: of the buttons.
    """
    asked = st.session_state.get(_slot(key, export))
    shared = None if asked is None else exports.state_of(asked.export)
    now = _Asked(export, text)
    if asked is None or shared is None:
        _begin_button(t("Make: {what}", what=text), now, key, **settings)
    elif shared.job.state == "done":
        _finished(asked, shared, now, file_name, key, mime, **settings)
    elif shared.job.over.is_set():
        words = t("{what} could not be made; nothing that is stored is touched. Please try again.", what=escape(text))
        st.error(words)
        _begin_button(t("Make it anew"), now, key, **settings)
    else:
        with st.container(width=_WIDTH):
            _follow(asked, key)


def _begin_button(text: str, now: _Asked, key: str, **settings: Any) -> None:
    if st.button(text, key=f"{key}_make", icon=":material/inventory_2:", **settings):
        st.session_state[_slot(key, now.export)] = now
        exports.ask(now.export, _person())
        st.rerun()


def _finished(asked: _Asked, shared: Shared, now: _Asked, file_name: str, key: str, mime: str, **settings: Any) -> None:
    """The file, and a way to a newer one where the store has changed since."""
    text = asked.text
    download(text, shared.path.read_bytes, file_name, key, mime, **settings)
    if asked.export != now.export:
        st.caption(t("What is stored has changed since this file was made."))
        _begin_button(t("Make it anew"), now, key, **settings)


@st.fragment(run_every=_STEP)
def _follow(asked: _Asked, key: str) -> None:
    """How far it has come, and a way to stop it; the page is made anew when it is over."""
    shared = exports.state_of(asked.export)
    if shared is None or shared.job.over.is_set():
        st.rerun()
        return
    waits = shared.job.state == "waiting"
    words = t("Waiting for other files to be made") if waits else t("Making: {what}", what=asked.text)
    st.progress(min(1.0, shared.job.share), f"{escape(words)}  {escape(shared.job.at)}")
    if st.button(t("Stop making it"), key=f"{key}_stop", icon=":material/stop_circle:"):
        exports.leave(asked.export, _person())
        st.session_state.pop(_slot(key, asked.export), None)
        st.rerun()


def _slot(key: str, export: Export) -> str:
    """Where the session holds what it asked for: a place for each file, whatever state of the store it is made of."""
    parts = [str(value) for name, value in asdict(export).items() if name != "version"]
    return "_".join(["export", key, *parts])


def _person() -> str:
    """This session, among those that wait for a file."""
    return str(st.session_state.setdefault(_PERSON, uuid.uuid4().hex))
