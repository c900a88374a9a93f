"""Mistakes, each with its place, what is wrong and what to do.

Tested in tests/pages/test_intake.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.charts import display_width
from scoring.problems import Problem, problem_frame
from scoring.words import SEVERITIES, Lang, gettext, label
from ui.components import tables
from ui.components.downloads import download_table
from ui.frame.language import lang, t

# px; all columns fit beside each other on a screen of 1280
_WIDTHS = {
    "severity": 68,
    "file": 130,
    "sheet": 90,
    "cell": 60,
    "unit": 70,
    "indicator": 75,
    "message": 215,
    "hint": 207,
}
_LINE = 28  # Latin letters in a line of `message`
_WRAPPING = 66  # px, the height of rows from which on Streamlit wraps their text


def problems_table(problems: Iterable[Problem], key: str, hidden: Sequence[str] = ("code",)) -> None:
    """The list of mistakes and its download; nothing where there are none.

    Args:
        hidden: columns of the problems to leave out; those that are blank throughout are left out too.
    """
    rows = list(problems)
    if not rows:
        return
    frame, spoken = _frame(rows[: tables.MOST_ROWS], lang()), lang()
    # Its file says which unit it is of; what was typed on a screen has no file.
    says_unit = (frame["file"] != "").all() and frame.groupby("file")["unit"].nunique().max() < 2
    left_out = {*hidden, *(["unit"] if says_unit else [])}
    filled = [c for c in frame.columns if c not in left_out and (frame[c] != "").any()]
    text = st.column_config.TextColumn
    columns = {name: text(label(name, lang()), width=px) for name, px in _WIDTHS.items() if name in filled}
    tables.table(frame[filled], key, columns, alt=t("Mistakes"), **_heights(frame))
    tables.how_many_more(rows)
    download_table(t("Download this list"), lambda: _frame(rows, spoken), "problems.csv", f"{key}_csv")


def _frame(problems: list[Problem], lang: Lang) -> pd.DataFrame:
    frame = problem_frame(problems, lang)
    if any(p.line for p in problems):  # of a YAML file
        frame.insert(1, gettext(lang, "Line"), [p.line for p in problems])
    frame["severity"] = frame["severity"].map({code: words.get(lang) for code, words in SEVERITIES.items()})
    return frame


def _heights(frame: pd.DataFrame) -> dict[str, Any]:
    """Rows that wrap where a text is longer than a line."""
    if max(map(display_width, [*frame["message"], *frame["hint"]])) <= _LINE:
        return {}
    return {"row_height": _WRAPPING, "height": 40 + _WRAPPING * min(len(frame), 8)}
