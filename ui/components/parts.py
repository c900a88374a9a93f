"""What several pages show: headers, charts, tables, lists of mistakes, downloads, the way to start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.delta_generator import DeltaGenerator

from scoring.charts import cut, display_width
from scoring.problems import Problem, problem_frame
from scoring.reports.csv_export import csv_bytes
from scoring.words import COLUMNS, SEVERITIES, label
from ui.components.cached_figure import Drawn
from ui.frame import state
from ui.frame.language import lang, t
from ui.frame.screen_scale import factor, pixels

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|$:~!&])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
_NAMES = {"name", "group_title", "group", "title", "section", "cause_title"}
_LONG, _LETTER, _WIDEST = 28, 7, 260  # Latin letters; px of one of them, and of a column of names
# px; all columns of a list of mistakes fit beside each other on a screen of 1280
_PROBLEM_WIDTHS = {"severity": 60, "file": 130, "sheet": 90, "cell": 60, "indicator": 75, "message": 215, "hint": 215}
_PROBLEM_LINE = 28  # Latin letters in a line of `message`
_WRAPPING = 66  # px, the height of rows from which on Streamlit wraps their text
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


def say_what_is_not_there(place: DeltaGenerator) -> None:
    """Tell, once, what the link to this page asks for and the period does not have."""
    if not (missed := state.not_there()):
        return
    with place.container():
        for what, asked, instead in missed:
            given = {"what": escape(what), "asked": escape(cut(asked, 20)), "instead": escape(instead)}
            st.warning(t("{what}: “{asked}” is not there; “{instead}” is shown.", **given), icon=":material/link_off:")


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
        figure if isinstance(figure, Drawn) or factor() == 1 else Drawn(figure),
        key=key,
        alt=alt or None,
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
    row_height: int | None = None,
    alt: str = "",
) -> int | None:
    """A table without its index; columns of the glossary get their label by themselves.

    Args:
        frame: with a style, if some of its cells are written in a way of their own.
        columns: `st.column_config` by column, over the glossary's labels; None as a value hides one.
        select: whether a row can be clicked.
        row_height: of each row, in px; text wraps in rows of more than one line.

    Returns:
        The position of the selected row; None without one.
    """
    rows_shown = frame.data if isinstance(frame, Styler) else frame  # type: ignore[attr-defined]
    labels: dict[str, Any] = {c: label(c, lang()) for c in rows_shown.columns if c in COLUMNS}
    configured = _narrowed(labels | dict(columns or {}), rows_shown)
    settings: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if select else {}
    shown = st.dataframe(
        frame,
        key=key,
        hide_index=True,
        column_config=configured,
        height=pixels(height) if isinstance(height, int) else height,  # type: ignore[arg-type]
        row_height=row_height,
        placeholder="—",
        alt=alt or None,
        **settings,
    )
    rows = cast(Any, shown).selection.rows if select else []
    return int(rows[0]) if rows and rows[0] < len(rows_shown) else None


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
    left_out = {*hidden, *(["unit"] if frame.groupby("file")["unit"].nunique().max() < 2 else [])}  # its file says it
    filled = [c for c in frame.columns if c not in left_out and (frame[c] != "").any()]
    text = st.column_config.TextColumn
    columns = {name: text(label(name, lang()), width=px) for name, px in _PROBLEM_WIDTHS.items() if name in filled}
    is_long = max(map(display_width, [*frame["message"], *frame["hint"]])) > _PROBLEM_LINE
    rows: dict[str, Any] = {"row_height": _WRAPPING, "height": 40 + _WRAPPING * min(len(frame), 8)} if is_long else {}
    table(frame[filled], key, columns, alt=t("Mistakes"), **rows)
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
    from ui.components.first_steps import first_steps  # it reads workbooks, which most pages never need

    if state.period() is None:
        first_steps()
        return
    st.info(t("No unit has reported for {year} yet.", year=state.period()), icon=":material/inbox:")
    if st.button(t("Go to intake"), key="go_to_intake", type="primary"):
        go_to("intake")
