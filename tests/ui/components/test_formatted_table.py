"""What Streamlit asks of a pandas style, answered beforehand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from ui.components import formatted_table as module
from ui.components.formatted_table import formatted_table

FRAME = pd.DataFrame({"name": ["甲", "乙"], "rate": [0.5, float("nan")], "count": [1, 20]}, index=[7, 7])
FORMATS = {"rate": lambda value: "—" if pd.isna(value) else f"{value:.0%}"}


def test_the_versions_whose_insides_are_known() -> None:
    """`formatted_table` answers for private parts of pandas' Styler, in the way this Streamlit asks for them."""
    checked = {"pandas": "3.1.1", "streamlit": "1.67.0"}
    assert {"pandas": pd.__version__, "streamlit": st.__version__} == checked, (
        "Look whether streamlit/elements/lib/pandas_styler_utils.py still asks a Styler for `_compute`, `_translate`,"
        " `uuid`, `caption` and its frame's `astype` alone, and whether pandas' Styler still has them; then name the"
        " new versions here."
    )
    assert all(callable(getattr(Styler, name)) for name in ("_compute", "_translate"))


def marshalled(table: Any) -> tuple[ArrowData, pd.DataFrame]:
    """What Streamlit sends, and the texts in it."""
    proto = ArrowData()
    marshall_styler(proto, table, "id")
    return proto, convert_arrow_bytes_to_pandas_df(proto.styler.display_values)


def test_cells_are_written_as_asked_and_keep_their_values() -> None:
    table = formatted_table(FRAME, FORMATS)
    assert isinstance(table, Styler)
    assert table.data["rate"].dtype == "float64"  # type: ignore[attr-defined]
    _, texts = marshalled(table)
    assert texts.to_dict("list") == {"name": ["甲", "乙"], "rate": ["50%", "—"], "count": ["1", "20"]}
    assert marshalled(table)[1].equals(texts), "the same again at the next run"


def test_it_says_what_pandas_would_say() -> None:
    """The same frame through pandas' own, slower way."""
    style = FRAME.reset_index(drop=True).style.format(FORMATS)
    assert marshalled(style)[1].equals(marshalled(formatted_table(FRAME, FORMATS))[1])


def test_other_figures_are_plain_and_blank_where_there_is_none() -> None:
    frame = pd.DataFrame({"value": [2.0, 1.60, float("nan")]})
    assert marshalled(formatted_table(frame, {}))[1]["value"].tolist() == ["2", "1.6", ""]


def test_styles_of_the_table_come_along() -> None:
    proto, _ = marshalled(formatted_table(FRAME, {}, [{"selector": "td.col0", "props": [("min-width", "5em")]}]))
    assert "td.col0 { min-width: 5em }" in proto.styler.styles


def test_a_frame_larger_than_streamlit_styles_stays_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CELLS", 5)
    assert isinstance(formatted_table(FRAME, FORMATS), pd.DataFrame)
