"""The tick of a table stays with what it was set on."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import pandas as pd
    import streamlit as st

    from ui.components.selection import keep_selection
    from ui.components.tables import table

    names = st.session_state.get("names", ["a", "b", "c"])
    keep_selection("list", names)
    row = table(pd.DataFrame({"file": names}), "list", select=True)
    st.text("-" if row is None else names[row])


def tick(at: AppTest, row: int) -> None:
    at.session_state["list"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    at.run()


def test_it_goes_with_its_row_and_ends_with_it() -> None:
    at = AppTest.from_function(page).run()
    tick(at, 1)
    assert at.text[0].value == "b"
    for names, chosen in ((["new", "a", "b", "c"], "b"), (["b"], "b"), (["x", "b"], "b"), (["x", "c"], "-")):
        at.session_state["names"] = names
        assert at.run().text[0].value == chosen
    assert not at.exception


def test_a_row_that_is_ticked_on_the_old_screen_is_the_one_that_was_meant() -> None:
    at = AppTest.from_function(page).run()
    at.session_state["names"] = ["new", "a", "b", "c"]
    tick(at, 0)
    assert at.text[0].value == "a"
