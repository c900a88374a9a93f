"""How final the scores of a page are, in a line that every page with scores begins with.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.analysis.finality import Finality, finality_sentence
from scoring.services.finality import finality
from ui.frame.markdown import escape
from ui.frame.stores import facts, store
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey


@version_cache(maxsize=32)
def finality_view(key: ViewKey) -> Finality:
    """How final the scores are that a page shows."""
    return finality(store(), key.period, key.sheet, key.group, facts(key.period, key.store))


def status_line(key: ViewKey) -> None:
    """Provisional or complete, who has reported, and what is waited for."""
    standing = finality_view(key)
    colour = "orange" if standing.is_provisional else "green"
    sentence = finality_sentence(standing, key.lang)
    st.markdown(f":{colour}-badge[{escape(standing.word.get(key.lang))}] {escape(sentence)}")
