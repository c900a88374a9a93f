"""The words of the screens: English in the code, Chinese in the gettext catalogue.

The catalogue is read once, with Babel, straight from the .po file, so nothing has to be compiled.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from babel.messages.pofile import read_po

from scoring.terms import LANGS, Lang

DEFAULT_LANG: Lang = "zh"
LANG_KEY = "lang"  # in the session, the URL and the cookie
CATALOGUE = Path(__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "kaoping.po"


def lang() -> Lang:
    """The language of this session."""
    chosen = st.session_state.get(LANG_KEY, DEFAULT_LANG)
    return chosen if chosen in LANGS else DEFAULT_LANG


def t(msgid: str, **params: Any) -> str:
    """A text of the screens in the session's language.

    Args:
        msgid: the English text, with parameters in braces.
        params: what to put in the braces.
    """
    words = msgid if lang() == "en" else translations().get(msgid, msgid)
    return words.format(**params) if params else words


@cache
def translations() -> dict[str, str]:
    """English text -> Chinese text, of the whole catalogue."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
