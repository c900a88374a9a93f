"""The sidebar: the language, and the period and group that every page shows."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.terms import LANGS, Lang
from ui import state
from ui.texts import DEFAULT_LANG, LANG_KEY, lang

_NAMES = {"zh": "中文", "en": "English"}
_TAGS = {"zh": "zh-CN", "en": "en"}
_COOKIE = "kaoping_lang"
_REMEMBER = """<script>
document.documentElement.lang = "{tag}";
document.cookie = "{cookie}={chosen}; path=/; max-age=31536000; SameSite=Lax";
{history}
</script>"""
# Back leads to the page before, as that was left. Streamlit makes an entry in the browser's history for every
# change of the address, and for a click that leads to another page it first writes the other page's choices into
# the address of this one. So: on the same page the entry is replaced, and put right again when a page follows.
_HISTORY = """
if (!window.kaopingHistory) {
  window.kaopingHistory = true;
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  let left = null;
  history.pushState = (state, title, url) => {
    if (new URL(url, location.href).pathname === location.pathname) {
      left = { url: location.href, at: performance.now() };
      return replace(state, title, url);
    }
    if (left && performance.now() - left.at < 500) replace(history.state, "", left.url);
    left = null;
    return push(state, title, url);
  };
}
"""


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
            stored=st.context.cookies.get(_COOKIE, ""),
        )
        _remember(lang())


def _remember(chosen: Lang) -> None:
    """Keep the language for the next visit, and tell it to the browser (fonts, hyphens, screen readers)."""
    script = _REMEMBER.format(tag=_TAGS[chosen], cookie=_COOKIE, chosen=chosen, history=_HISTORY)
    st.html(script, unsafe_allow_javascript=True)


def period_and_group(place: DeltaGenerator) -> None:
    """The selectors of period and group, as far as there is something to choose."""
    with place:
        state.choose_period()
        state.choose_group()
