"""The head of a page: its title, what its link asks for in vain, and findings in sentences.

Tested in tests/ui/frame/test_choices.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.charts import cut
from ui.frame.choices import missed
from ui.frame.language import t
from ui.frame.markdown import escape


def page_header(title: str, caption: str = "") -> None:
    """The title of a page, with a line that says what it holds; both are taken as plain text."""
    st.title(escape(title), anchor=False)
    if caption:
        st.caption(escape(caption))


def warn_of_missed_choices(place: DeltaGenerator) -> None:
    """Say, once, what the link to this page asks for and the period does not have."""
    choices = missed()
    if not choices:
        return
    with place.container():
        for one in choices:
            words = {"what": one.label, "asked": cut(one.wanted, 20), "instead": one.instead}
            escaped = {name: escape(text) for name, text in words.items()}
            st.warning(
                t("{what}: “{asked}” is not there; “{instead}” is shown.", **escaped), icon=":material/link_off:"
            )


def sentences(title: str, texts: Sequence[str]) -> None:
    """A card with sentences; nothing where there are none. They are taken as plain text."""
    if texts:
        with st.container(border=True, height="stretch"):
            st.markdown("\n".join([f"**{title}**\n", *(f"- {escape(text)}" for text in texts)]))
