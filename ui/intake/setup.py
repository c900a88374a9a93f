"""The indicator system of a period, and the way to a new one."""

from __future__ import annotations

import streamlit as st

from ui.components.navigation import go_to
from ui.frame import stores
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.periods import words_of


def setup_view(period: str) -> None:
    """The period's indicator system, and the way to a new one."""
    with st.container(border=True):
        st.subheader(t("Indicator system"), anchor=False)
        st.markdown(escape(f"{words_of(period)}  {stores.system(period).title.get(lang())}"))
        st.caption(t("A new file is checked, compared and put into force on the page of the indicator system."))
        if st.button(t("Check a new file"), key="intake_system", icon=":material/account_tree:"):
            go_to("system", tool="check")
