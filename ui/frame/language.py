"""The words of the screens: English in the code, Chinese in the gettext catalogue.

The catalogue is read once, with Babel, straight from the .po file, so nothing has to be compiled.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from babel.messages.pofile import read_po

from scoring.words import LANGS, Lang

DEFAULT_LANG: Lang = "zh"
LANG_KEY = "lang"  # in the session and the URL
LANG_COOKIE = "kaoping_lang"  # what page.js keeps for the next visit
CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "zh_CN" / "LC_MESSAGES" / "kaoping.po"


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


def tn(one: str, many: str, count: int, **params: Any) -> str:
    """A text that counts; English says `one` of a single thing, Chinese has the one form of `many`.

    Args:
        one: the English text for a count of 1.
        many: the English text for all other counts, which the catalogue translates.
        count: how many; goes into the braces as `count`.
        params: what else to put in the braces.
    """
    if lang() == "en" and count == 1:
        return one.format(count=count, **params)
    return t(many, count=count, **params)


@cache
def translations() -> dict[str, str]:
    """English text -> Chinese text, of the whole catalogue."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
