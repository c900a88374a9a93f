"""Tables to work with: sorted, searched, a row chosen, cells filled in.

All of a table is taken as plain text, its headings and their help too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from scoring.charts import display_width
from scoring.words import COLUMNS, label, visible
from ui.components.visible_cells import visible_cells, visible_columns
from ui.frame.language import lang, t
from ui.frame.screen_scale import pixels

_NAMES = {"name", "group_title", "group", "title", "section", "cause_title"}
_LONG, _LETTER, _WIDEST = 28, 7, 260  # Latin letters; px of one of them, and of a column of names
_ROW, _ROW_TO_FILL = 35, 33  # px
MOST_ROWS = 500  # sent to a browser of a table that may have any number


def table(
    frame: pd.DataFrame | Styler,
    key: str,
    columns: Mapping[str, Any] | None = None,
    *,
    select: bool = False,
    height: int | str = "auto",
    row_height: int | None = None,
    alt: str = "",
) -> int | None:
    """A table without its index; columns of the glossary get their label by themselves.

    Args:
        frame: of `formatted_table`, if some of its cells are written in a way of their own.
        columns: `st.column_config` by column, over the glossary's labels; None as a value hides one.
        select: whether a row can be clicked.
        row_height: of each row, in px; text wraps in rows of more than one line.

    Returns:
        The position of the selected row; None without one.
    """
    rows = frame.data if isinstance(frame, Styler) else frame  # type: ignore[attr-defined]
    labels: dict[str, Any] = {c: label(c, lang()) for c in rows.columns if c in COLUMNS}
    settings: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if select else {}
    event = st.dataframe(
        frame if isinstance(frame, Styler) else visible_cells(frame),
        key=key,
        hide_index=True,
        column_config=visible_columns(_narrowed(labels | dict(columns or {}), rows)),
        height=pixels(height) if isinstance(height, int) else height,  # type: ignore[arg-type]
        row_height=row_height,
        placeholder="—",
        alt=visible(alt) or None,
        **settings,
    )
    selected = cast(Any, event).selection.rows if select else []
    return int(selected[0]) if selected and selected[0] < len(rows) else None


def grid(frame: pd.DataFrame, key: str, columns: Mapping[str, Any], *, disabled: Sequence[str], most: int) -> None:
    """A table to be filled in; what is typed into it stands under its key in the session.

    Args:
        disabled: columns that are only read.
        most: rows beyond these scroll.
    """
    st.data_editor(
        visible_cells(frame),
        key=key,
        hide_index=True,
        disabled=disabled,
        column_config=visible_columns(columns),
        num_rows="fixed",
        height=pixels(_ROW_TO_FILL * (min(len(frame), most) + 1) + 2),
        placeholder="",  # what was cleared is blank
    )


def _narrowed(columns: dict[str, Any], rows: pd.DataFrame) -> dict[str, Any]:
    """Columns of names no wider than leaves room for the rest; a cell that is selected shows its name in full."""
    for name in _NAMES & set(rows.columns):
        config = columns.get(name, name)
        longest = display_width(max(map(str, rows[name]), key=len, default=""))
        if config is None or longest <= _LONG:
            continue
        settings = {"label": config} if isinstance(config, str) else config
        columns[name] = settings | {"width": settings.get("width") or pixels(min(longest * _LETTER, _WIDEST))}
    return columns


def first_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """As many rows as a browser is sent of a table that may have any number; see `how_many_more`."""
    return frame.head(MOST_ROWS)


def how_many_more(frame: pd.DataFrame | Sequence[object]) -> None:
    """Say below a table that not all rows are shown, if so."""
    if len(frame) > MOST_ROWS:
        st.caption(t("The first {shown:,} of {count:,} rows are shown.", shown=MOST_ROWS, count=len(frame)))


def height_for(rows: int, most: int = 20) -> int | str:
    """The height of a table: all of a short one, the first rows of a long one, which then scrolls."""
    return "content" if rows <= most else _ROW * (most + 1)
