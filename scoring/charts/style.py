"""The look all charts share: colours, names, axes, and the figure they are put in.

Tested in tests/charts/test_charts.py.
"""

from __future__ import annotations

import html
import math
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from scoring.charts.palette import GREY
from scoring.words import Lang, gettext, visible

FONT = "Kaoping Sans, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif"


def plotly_text(words: str) -> str:
    """A text without anything that Plotly would take for a tag, an entity or a placeholder, or that hides."""
    return _without_tags(visible(words))


def _without_tags(words: str) -> str:
    return html.escape(words, quote=False).replace("%{", "&#37;{")


def wrapped(name: str, width: int = 9, most: int = 3) -> str:
    """A name in at most `most` lines of `width` Chinese characters (twice as many Latin ones), for Plotly.

    Escaped. What is longer loses its middle.
    """
    name = visible(name)  # while it is whole: what joins two characters is no mistake between them
    lines = _lines(name, width)
    room = width * most
    while len(lines) > most:  # words of Latin letters do not fill their lines
        lines, room = _lines(cut(name, room), width), room - 1
    return "<br>".join(map(_without_tags, lines))


def _lines(name: str, width: int) -> list[str]:
    if name.isascii() or (" " in name and display_width(name) < 1.3 * len(name)):
        return textwrap.wrap(name, width * 2) or [""]
    count = max(1, math.ceil(display_width(name) / (2 * width)))
    size = math.ceil(len(name) / count)
    return [name[at : at + size] for at in range(0, len(name), size)] or [""]


def cut(name: str, most: int) -> str:
    """A name of at most `most` Chinese characters (twice as many Latin ones).

    The middle goes: names of offices often differ only in their last characters.
    """
    if display_width(name) <= 2 * most:
        return name
    end = _within(name[::-1], most - 1)[::-1]  # half of the room; the ellipsis takes a character
    return f"{_within(name, 2 * most - 2 - display_width(end)).rstrip()}…{end.lstrip()}"


def _within(text: str, room: int) -> str:
    """As much of the beginning as fits into so many Latin letters."""
    kept = ""
    for character in text:
        if display_width(kept + character) > room:
            break
        kept += character
    return kept


def display_width(text: str) -> int:
    """How wide a text is, in Latin letters; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def safe(names: Iterable[str]) -> list[str]:
    """Names as `plotly_text`."""
    return [plotly_text(name) for name in names]


def figure(traces: list[dict[str, Any]], title: str, note: str, height: float, **layout: Any) -> go.Figure:
    """A figure with the look all of ours share; `layout` goes on top of it."""
    look: dict[str, Any] = {
        "title": {
            "text": title,
            "subtitle": {"text": note, "font": {"size": 12}},
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 6, "l": 2},
        },
        "font": {"family": FONT, "size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "height": round(height),
        "margin": {"l": 8, "r": 16, "t": 64, "b": 8},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "hoverlabel": {"align": "left"},
        "bargap": 0.35,
    }
    return go.Figure({"data": traces, "layout": look | layout})


LEGEND = 40  # height that a legend below the chart takes


def rows_axis(labels: Sequence[str]) -> dict[str, Any]:
    """A vertical axis with a row per label, the first on top.

    Rows are numbered from 0, so that names may repeat.
    """
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [len(labels) - 0.4, -0.6],
        "tickfont": {"size": 13},
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "ticklabelstandoff": 8,
    }


def row_height(labels: Sequence[str], one_line: float = 28) -> float:
    """Height of all the rows: enough for the label with most lines."""
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return len(labels) * max(one_line, 6 + 18 * lines if lines > 1 else 0)


def padded(values: Sequence[float], share: float, least: float) -> list[float]:
    """The range of some values with room on both sides."""
    known = [v for v in values if not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = max((high - low) * share, least)
    return [low - room, high + room]


def least_room(values: Iterable[float], share: float) -> float:
    """A share of the largest of some values: room beside points that are all nearly the same, whatever the scale."""
    largest = max((abs(v) for v in values if not math.isnan(v)), default=0.0)
    return share * largest if largest > 0 else 1.0


def stems(
    starts: Sequence[float], ends: Sequence[float], width: float = 2, at: Sequence[int] | None = None
) -> dict[str, Any]:
    """A horizontal line per row, as one trace with gaps between; `at` gives the rows, else they are 0, 1, 2..."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, start, end in zip(range(len(starts)) if at is None else at, starts, ends, strict=True):
        x += [start, end, None]
        y += [row, row, None]
    line = {"color": GREY, "width": width}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": line,
        "opacity": 0.55,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def titled(title: str, about: str, lang: Lang) -> str:
    """A chart's title, with what it is about in front; '' for nothing in particular."""
    if not about:
        return title
    return gettext(lang, "{about}: {title}", about=plotly_text(about), title=title)
