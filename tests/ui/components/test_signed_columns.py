"""Changes are written with a sign and sort as numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
from streamlit.dataframe_util import convert_anything_to_pandas_df, convert_arrow_bytes_to_pandas_df
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from ui.components.signed_columns import signed_table


def test_signed_columns_keep_their_numbers() -> None:
    frame = pd.DataFrame({"change": [1.5, -2.0, 0.0, float("nan")]})
    assert told(signed_table(frame, {"change": 1})) == ["+1.5", "−2.0", "0.0", "—"]
    long = pd.concat([frame] * 1_000)
    assert told(signed_table(long, {"change": 0}))[-4:] == ["+2", "−2", "0", "—"]


def told(style: Any) -> list[str]:
    """What a table shows in its column `change`, and that it sorts by the numbers behind."""
    proto = ArrowData()
    marshall_styler(proto, style, "id")
    assert pd.api.types.is_float_dtype(convert_anything_to_pandas_df(style)["change"])
    return convert_arrow_bytes_to_pandas_df(proto.styler.display_values)["change"].tolist()
