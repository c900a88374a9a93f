"""The sidebar: the language, and the period and group that every page shows."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.words import LANGS
from ui.frame import state
from ui.frame.assets import tell
from ui.frame.language import DEFAULT_LANG, LANG_COOKIE, LANG_KEY, lang

_NAMES = {"zh": "中文", "en": "English"}


def language(place: DeltaGenerator) -> None:
    """The language switch; comes first in a run, since everything after it speaks the language chosen here."""
    with place:
        st.session_state[LANG_KEY] = state.choice(
            "语言 / Language",
            LANGS,
            "lang",
            default=DEFAULT_LANG,
            shown=_NAMES.__getitem__,
            widget=st.segmented_control,
            required=True,
            label_visibility="collapsed",
            stored=st.context.cookies.get(LANG_COOKIE, ""),
            in_every_link=True,
        )
        tell(lang())


def period_and_group(place: DeltaGenerator) -> None:
    """The selectors of period and group, as far as there is something to choose."""
    with place:
        state.choose_period()
        state.choose_group()
