"""Tables some of whose columns are written in a way of their own: worked out once, and not at every rerun.

A number's format is a matter of `st.column_config`; what that cannot say (a real minus sign, a zero without a sign)
is said by a pandas `Styler`, whose insides are answered for here and nowhere else. That what Streamlit asks of them
is still the same is tested, by the versions of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from scoring.numbers import plain
from ui.components.visible_cells import visible_cells

Format = Callable[[Any], str]
MOST_CELLS = 200_000  # of a larger frame Streamlit shows no style


def formatted_table(
    frame: pd.DataFrame, formats: Mapping[str, Format], styles: Sequence[Mapping[str, Any]] = ()
) -> Styler | pd.DataFrame:
    """A frame for `st.dataframe` or `st.table`; its columns still sort by their values.

    What is shown is worked out here; a `Styler` does so for every cell whenever it is shown, which for a table of a
    thousand rows takes longer than all the rest of its page.

    Args:
        frame: of unique columns; its index is not kept.
        formats: column -> how one of its values is written.
        styles: table styles, as `Styler.set_table_styles` takes them.

    Returns:
        A `Styler`, not to be changed any more; the bare frame where that is larger than Streamlit styles.
    """
    bare = visible_cells(frame.reset_index(drop=True))
    if bare.size > MOST_CELLS:
        return bare
    figures = {name: _figure for name in bare.columns if pd.api.types.is_float_dtype(bare[name])}
    texts = bare.astype(str)
    for name, format_ in {**figures, **formats}.items():
        texts[name] = [format_(value) for value in bare[name]]
    style = bare.style
    # The three things Streamlit asks of a style and its frame, answered without working them out again.
    style._compute = lambda: style
    style._translate = lambda *_: {"table_styles": [dict(one) for one in styles]}
    object.__setattr__(bare, "astype", lambda *_, **__: texts)
    return style


def _figure(value: float) -> str:
    """A figure of a column that is not written in a way of its own."""
    return "" if pd.isna(value) else plain(value)
