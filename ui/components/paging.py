"""Long lists a page at a time: only what is looked at is sent to the browser."""

from __future__ import annotations

import streamlit as st

from ui.frame.language import t

PAGE = 200  # rows


def page_of(count: int, key: str) -> slice:
    """Which rows of a list to show; a long one gets numbers to turn its pages by."""
    if count <= PAGE:
        return slice(0, count)
    pages = -(-count // PAGE)
    numbers, words = st.columns([3, 2], vertical_alignment="center")
    with numbers:
        number = st.pagination(pages, key=key)
    first = (min(number, pages) - 1) * PAGE
    last = min(first + PAGE, count)
    words.caption(t("{first:,} to {last:,} of {count:,}", first=first + 1, last=last, count=count))
    return slice(first, last)
