"""The language of this session, and the words of the screens in it.

Only what is made anew at every run may ask the session: a view that is kept takes its language from its key, and its
words by `scoring.words.gettext`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from scoring.words import LANGS, Lang, gettext, ngettext

DEFAULT_LANG: Lang = "zh"
LANG_KEY = "lang"  # in the session and the URL
LANG_COOKIE = "kaoping_lang"  # what page.js keeps for the next visit


def lang() -> Lang:
    """The language of this session."""
    chosen = st.session_state.get(LANG_KEY, DEFAULT_LANG)
    return chosen if chosen in LANGS else DEFAULT_LANG


def t(msgid: str, **params: Any) -> str:
    """`gettext` in the session's language."""
    return gettext(lang(), msgid, **params)


def tn(one: str, many: str, count: int, **params: Any) -> str:
    """`ngettext` in the session's language."""
    return ngettext(lang(), one, many, count, **params)
