"""The print view of a page: as wide as a sheet, nothing that scrolls.

Containers whose key begins with `screen_only` are left out on paper by the stylesheet.

Tested in tests/pages/test_gaps.py.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components.times import today
from ui.frame.choices import in_url, put_in_url
from ui.frame.language import t
from ui.frame.screen_scale import pixels
from ui.frame.view_key import ViewKey

SHEET = 700  # px: what A4 upright holds between margins of 12 mm
_IN_URL = "print"
_KEY = "print_view"


def print_view() -> bool:
    """The switch of the print view, which lives in the URL; returns whether it is on."""
    st.session_state[_KEY] = in_url(_IN_URL) == "1"
    with st.container(key="screen_only_print"):
        on = st.toggle(t("Print view"), key=_KEY, on_change=_keep, help=t("One column as wide as an A4 page."))
    return bool(on)


def _keep() -> None:
    put_in_url(_IN_URL, "1" if st.session_state[_KEY] else "")


def body(on_paper: bool) -> DeltaGenerator:
    """What holds the page: the whole width, or that of a sheet."""
    return st.container(width=pixels(SHEET)) if on_paper else st.container()


def pair(on_paper: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two cards: side by side, or one under the other on a sheet."""
    if on_paper:
        return st.container(border=True), st.container(border=True)
    left, right = st.columns(2)
    return left.container(border=True, height="stretch"), right.container(border=True, height="stretch")


def short_pair(on_paper: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two cards of little height: one under the other, or side by side on a sheet, to spare paper."""
    if not on_paper:
        return st.container(border=True), st.container(border=True)
    with st.container(key="side_by_side"):
        left, right = st.columns(2)
    return left.container(border=True, height="stretch"), right.container(border=True, height="stretch")


def beside(on_paper: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """A wide part and a narrow one: side by side, or on a sheet the narrow one above the wide one."""
    if on_paper:
        above, below = st.container(), st.container()
        return below, above
    wide, narrow = st.columns([3, 2])
    return wide, narrow


def hint(text: str, key: str) -> None:
    """What can be clicked; not to be printed."""
    with st.container(key=f"screen_only_{key}"):
        st.caption(text)


def basis(key: ViewKey, *about: str) -> str:
    """What a sheet is of, in a line: the period, the system, whom it is about, and the day it was made."""
    parts = [
        key.sheet.system.period.words(key.lang),
        key.sheet.system.title.get(key.lang),
        *about,
        t("As of {date}", date=today()),
    ]
    return "  ".join(part for part in parts if part)
