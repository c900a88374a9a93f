"""The sidebar: the language, and the period and group that every page shows.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.services.accounts import ROLE_WORDS
from scoring.words import LANGUAGES, visible
from ui.frame import periods
from ui.frame.actor import account, actor
from ui.frame.assets import announce_language, door_link
from ui.frame.choices import switch
from ui.frame.language import DEFAULT_LANG, LANG_COOKIE, LANG_KEY, lang, t


def choose_language(place: DeltaGenerator) -> None:
    """The language switch; comes first in a run, since everything after it speaks the language chosen here."""
    with place:
        st.session_state[LANG_KEY] = switch(
            "语言 / Language",
            {code: language.name for code, language in LANGUAGES.items()},
            "lang",
            default=DEFAULT_LANG,
            stored=st.context.cookies.get(LANG_COOKIE, ""),
            in_every_link=True,
        )
        announce_language(lang())


def period_and_group(place: DeltaGenerator) -> None:
    """The selectors of period and group, as far as there is something to choose."""
    with place:
        periods.choose_period()
        if actor().scope.units is None:  # who sees one unit alone has no groups to compare
            periods.choose_group()


def whoami(place: DeltaGenerator) -> None:
    """Who is signed in, with the way to their account; that nobody need be, where there are no accounts."""
    own = account()
    with place:
        if own is None:
            st.caption(t("Used on this machine; no account is needed."))
            return
        st.text(visible(f"{own.name} · {ROLE_WORDS[own.role].get(lang())}"))
        door_link("/account", t("Account and sign out"))
