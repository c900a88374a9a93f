"""What several pages show: headers, charts, tables, lists of mistakes, downloads, the way to start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from scoring.errors import Problem, problem_frame
from scoring.terms import COLUMNS, SEVERITIES, label
from ui import state
from ui.exports import csv_bytes
from ui.texts import lang, t

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|$:~!&])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
CHART_BUTTONS = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}


def escape(text: str) -> str:
    """Text from a file or a person, safe inside Markdown: nothing in it is fetched, styled or linked."""
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda m: m[1] + (m[2] + "\u2060" if m[2].isdigit() else "\\" + m[2]), escaped)


def page_header(title: str, caption: str = "") -> None:
    """The title of a page, with a line that says what it holds; both are taken as plain text."""
    st.title(escape(title), anchor=False)
    if caption:
        st.caption(escape(caption))


def sentences(title: str, told: Sequence[str]) -> None:
    """A card with sentences; nothing where there are none. They are taken as plain text."""
    if told:
        with st.container(border=True, height="stretch"):
            st.markdown("\n".join([f"**{title}**\n", *(f"- {escape(sentence)}" for sentence in told)]))


def chart(figure: Any, alt: str, key: str, on_select: bool = False) -> list[dict[str, Any]]:
    """A Plotly figure over the whole width.

    Args:
        alt: what the chart shows, for those who cannot see it.
        on_select: whether clicking a point reruns the page.

    Returns:
        The selected points (`x`, `y`, `customdata` ...); empty without `on_select`.
    """
    chosen = st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        on_select="rerun" if on_select else "ignore",
        selection_mode="points",
        config=CHART_BUTTONS,
    )
    return list(cast(Any, chosen).selection.points) if on_select else []


def table(
    frame: pd.DataFrame | Styler,
    key: str,
    columns: Mapping[str, Any] | None = None,
    *,
    select: bool = False,
    height: int | str = "auto",
    alt: str = "",
) -> int | None:
    """A table without its index; columns of the glossary get their label by themselves.

    Args:
        frame: with a style, if some of its cells are written in a way of their own.
        columns: `st.column_config` by column, over the glossary's labels; None as a value hides one.
        select: whether a row can be clicked.

    Returns:
        The position of the selected row; None without one.
    """
    rows_shown = frame.data if isinstance(frame, Styler) else frame  # type: ignore[attr-defined]
    labels: dict[str, Any] = {c: label(c, lang()) for c in rows_shown.columns if c in COLUMNS}
    settings: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if select else {}
    shown = st.dataframe(
        frame,
        key=key,
        hide_index=True,
        column_config=labels | dict(columns or {}),
        height=height,  # type: ignore[arg-type]
        placeholder="—",
        alt=alt or None,
        **settings,
    )
    rows = cast(Any, shown).selection.rows if select else []
    return int(rows[0]) if rows and rows[0] < len(rows_shown) else None


# --- downloads -----------------------------------------------------------------------------------


def download(
    label_: str,
    data: bytes | Callable[[], bytes],
    file_name: str,
    key: str,
    mime: str = "application/octet-stream",
    **settings: Any,
) -> None:
    """A download button; a function as `data` is called when it is clicked."""
    st.download_button(
        label_, data, file_name, mime, key=key, on_click="ignore", icon=":material/download:", **settings
    )


def download_table(label_: str, frame: pd.DataFrame, file_name: str, key: str) -> None:
    """A frame as CSV that opens in spreadsheet programs, with labels as its header."""
    labelled = frame.rename(columns={c: label(c, lang()) for c in frame.columns if c in COLUMNS})
    download(label_, csv_bytes(labelled), file_name, key, "text/csv")


# --- mistakes ------------------------------------------------------------------------------------


def problems_table(problems: Iterable[Problem], key: str, hidden: Sequence[str] = ("code",)) -> None:
    """Every mistake with its place, what is wrong and what to do, and the list as a download.

    Args:
        hidden: columns of the problems not to show; those that are blank throughout are not shown either.
    """
    told = list(problems)
    if not told:
        return
    frame = problem_frame(told, lang())
    if any(p.line for p in told):  # of a YAML file
        frame.insert(1, t("Line"), [p.line for p in told])
    frame["severity"] = frame["severity"].map({code: words.get(lang()) for code, words in SEVERITIES.items()})
    filled = [c for c in frame.columns if c not in hidden and (frame[c] != "").any()]
    wide = {"message": st.column_config.TextColumn(width="large"), "hint": st.column_config.TextColumn(width="large")}
    for column, config in wide.items():
        config["label"] = label(column, lang())
    table(frame[filled], key, wide)
    download_table(t("Download this list"), frame, "problems.csv", f"{key}_csv")


def following(label_: str) -> Callable[[float, str], None]:
    """A progress bar, as the function that long work tells its share (0..1) and the file at hand."""
    bar = st.progress(0.0, label_)

    def told(share: float, file: str) -> None:
        bar.progress(min(share, 1.0), f"{label_}  {escape(file)}")

    return told


# --- ways on -------------------------------------------------------------------------------------


def go_to(page: str, **query: str) -> None:
    """Open another page, e.g. `go_to("unit", unit="U03")`; the period and group stay as they are."""
    st.switch_page(st.Page(_nothing, url_path=page, title=page), query_params=state.shared_choices() | query)


def _nothing() -> None:
    """Stands for a page that app.py has registered under the same path."""


def empty_state() -> None:
    """What a page shows while there are no scores: how to start, or that nothing has been reported yet."""
    from ui.start import first_steps  # it reads workbooks, which most pages never need

    if state.period() is None:
        first_steps()
        return
    st.info(t("No unit has reported for {year} yet.", year=state.period()), icon=":material/inbox:")
    if st.button(t("Go to intake"), key="go_to_intake", type="primary"):
        go_to("intake")
