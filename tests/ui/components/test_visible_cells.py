"""Cells and headings of tables as a person reads them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui.components.visible_cells import visible_cells, visible_columns

TURNED, SEEN = "甲\u202e乙", "甲\ufffd乙"


def test_a_frame_of_plain_text_and_figures_is_not_even_copied() -> None:
    frame = pd.DataFrame({"name": ["（某某）办", None], "score": [1.5, float("nan")], "grades": [["优"], []]})
    assert visible_cells(frame) is frame


def test_hidden_characters_are_marked_in_cells_and_in_lists_of_them() -> None:
    frame = pd.DataFrame({"name": [TURNED, "丙", None], "grades": [["优"], [TURNED], []], "n": [1, 2, 3]})
    seen = visible_cells(frame)
    assert seen["name"].tolist()[:2] == [SEEN, "丙"]
    assert seen["grades"].tolist() == [["优"], [SEEN], []]
    assert frame["name"][0] == TURNED


def test_headings_are_plain_text_and_help_is_made_so() -> None:
    columns = {
        "a": TURNED,
        "b": None,
        "c": st.column_config.NumberColumn(TURNED, help="[名](http://x.example)"),
        "d": st.column_config.MultiselectColumn("d", options=[TURNED], color=["red"]),
    }
    seen = visible_columns(columns)
    assert (seen["a"], seen["b"], seen["c"]["label"]) == (SEEN, None, SEEN)
    assert seen["c"]["help"].startswith("\\[名\\](")
    assert seen["d"]["type_config"]["options"] == [{"value": SEEN, "color": "red"}]


def test_a_column_may_have_any_name() -> None:
    frame = pd.DataFrame({"self": [TURNED], "frame": [TURNED]})
    assert visible_cells(frame).to_numpy().tolist() == [[SEEN, SEEN]]
