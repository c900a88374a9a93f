"""A long list is shown a page at a time."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ui.components.paging import PAGE


def page() -> None:
    import streamlit as st

    from ui.components.paging import page_of

    st.text(str(page_of(st.session_state.get("count", 450), "page")))


@pytest.mark.parametrize(
    ("count", "number", "rows"),
    [
        (PAGE, 1, slice(0, PAGE)),
        (2 * PAGE + 50, 1, slice(0, PAGE)),
        (2 * PAGE + 50, 3, slice(2 * PAGE, 2 * PAGE + 50)),
    ],
)
def test_a_page_of_a_list(count: int, number: int, rows: slice) -> None:
    at = AppTest.from_function(page)
    at.session_state["count"] = count
    at.run()
    if number > 1:
        at.session_state["page"] = number
        at.run()
    assert at.text[0].value == str(rows)


def test_a_list_that_grows_shorter_shows_rows_that_are_there() -> None:
    at = AppTest.from_function(page).run()
    at.session_state["page"] = 3
    at.session_state["count"] = PAGE + 1
    at.run()
    assert not at.exception
    assert at.text[0].value in (str(slice(0, PAGE)), str(slice(PAGE, PAGE + 1)))
