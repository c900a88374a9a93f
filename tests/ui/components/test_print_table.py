"""Tables that are read and printed whole."""

from __future__ import annotations

import pandas as pd
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from scoring.words import label
from ui.components.print_table import print_table

NAN = float("nan")


def texts(frame: pd.DataFrame, lang: str, **settings: object) -> dict[str, list[str]]:
    proto = ArrowData()
    marshall_styler(proto, print_table(frame, lang, **settings), "id")  # type: ignore[arg-type]
    found: dict[str, list[str]] = convert_arrow_bytes_to_pandas_df(proto.styler.display_values).to_dict("list")
    return found


def test_headings_are_the_glossarys_or_given() -> None:
    frame = pd.DataFrame({"title": ["学习"], "counted": [3.0]})
    assert list(texts(frame, "zh", names={"counted": "自报"})) == [label("title", "zh"), "自报"]
    assert list(texts(frame, "en", names={"counted": "Reported"})) == [label("title", "en"), "Reported"]


def test_figures_have_their_decimals_and_changes_their_sign() -> None:
    frame = pd.DataFrame({"earned": [1.5, NAN], "gain": [0.25, 0.0], "to_best": [-1.25, NAN], "lost": [0.0, 2.0]})
    columns = list(texts(frame, "zh", decimals={"earned": 1}).values())
    assert columns == [["1.5", ""], ["+0.25", "0.00"], ["−1.25", ""], ["", "2.00"]]


def test_text_of_a_file_is_text() -> None:
    assert texts(pd.DataFrame({"why": ["**x**"]}), "zh") == {label("why", "zh"): [r"\*\*x\*\*"]}
