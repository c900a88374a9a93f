"""Tables whose figures are written out beforehand: once, and not at every rerun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from scoring.numbers import plain

Write = Callable[[Any], str]
MOST_CELLS = 200_000  # of a larger frame Streamlit shows no style


def written(frame: pd.DataFrame, writing: Mapping[str, Write], looks: Sequence[Mapping[str, Any]] = ()) -> Any:
    """A frame for `st.dataframe` or `st.table`, some of whose columns are written in a way of their own.

    What is shown is worked out here; a `Styler` does so for every cell whenever it is shown, which for a table of a
    thousand rows takes longer than all the rest of its page. Columns still sort by their values.

    Args:
        frame: of unique columns; its index is not kept.
        writing: column -> how one of its values is written.
        looks: table styles, as `Styler.set_table_styles` takes them.

    Returns:
        A `Styler`, not to be changed any more; the bare frame where that is larger than Streamlit styles.
    """
    bare = frame.reset_index(drop=True)
    if bare.size > MOST_CELLS:
        return bare
    figures = {name: _figure for name in bare.columns if pd.api.types.is_float_dtype(bare[name])}
    told = bare.astype(str)
    for name, write in {**figures, **writing}.items():
        told[name] = [write(value) for value in bare[name]]
    style = bare.style
    # The three things Streamlit asks of a style and its frame, answered without working them out again.
    style._compute = lambda: style
    style._translate = lambda *_: {"table_styles": [dict(look) for look in looks]}
    object.__setattr__(bare, "astype", lambda *_, **__: told)
    return style


def _figure(value: float) -> str:
    """A figure of a column that is not written in a way of its own."""
    return "" if pd.isna(value) else plain(value)
