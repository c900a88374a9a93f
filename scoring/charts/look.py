"""The look all charts share: colours, names, axes, and the figure they are put in."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from scoring.charts.words import word
from scoring.numbers import plain

FONT = "Kaoping Sans, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif"
# Best to worst, told apart with every common kind of colour blindness (after Okabe and Ito); the
# middle ones are for systems with more grades than four.
_GRADES = ["#0B4F8A", "#0072B2", "#56B4E9", "#9FB3C2", "#E69F00", "#D55E00", "#8C2D04"]
_GRADES_USED = {
    1: [1],
    2: [1, 5],
    3: [1, 4, 5],
    4: [1, 2, 4, 5],
    5: [1, 2, 3, 4, 5],
    6: [0, 1, 2, 4, 5, 6],
}
DARK_INK = {"#56B4E9", "#9FB3C2", "#E69F00"}  # colours on which dark text reads better than white
# Strong enough on white and on a dark page alike.
MAIN, GOOD, BAD, GREY = "#1B7FC0", "#1F8F88", "#D55E00", "#8A94A0"
# Dark text reads well on all of it, so a cell needs no ink of its own.
HEAT = [[0, "#E58A5C"], [0.35, "#F3C49C"], [0.65, "#F4F1EA"], [0.85, "#BCD9EA"], [1, "#79B4DB"]]
INK = "#1F2A37"


def grade_colours(grades: Sequence[str]) -> dict[str, str]:
    """Grade id -> colour, for grades given best first; '' (no grade) is grey."""
    used = _GRADES_USED.get(len(grades), range(len(_GRADES)))
    chosen = [_GRADES[at] for at in used]
    last = len(chosen) - 1
    spread = [chosen[round(at * last / max(1, len(grades) - 1))] for at in range(len(grades))]
    return dict(zip(grades, spread, strict=True)) | {"": GREY}


def wrapped(name: str, width: int = 9) -> str:
    """A name in lines of at most `width` Chinese characters (twice as many Latin ones), for Plotly.

    Escaped. At most three lines; what is longer ends in an ellipsis.
    """
    if name.isascii():
        lines = textwrap.wrap(name, width * 2) or [""]
    else:
        count = max(1, math.ceil(len(name) / width))
        size = math.ceil(len(name) / count)
        lines = [name[at : at + size] for at in range(0, len(name), size)] or [""]
    if len(lines) > 3:
        lines = [*lines[:2], lines[2][: width - 1] + "…"]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def safe(names: Iterable[str]) -> list[str]:
    """Names without anything Plotly would take for a tag."""
    return [html.escape(name, quote=False) for name in names]


def figure(traces: list[dict[str, Any]], title: str, note: str, height: float, **layout: Any) -> go.Figure:
    """A figure with the look all of ours share; `layout` goes on top of it."""
    look: dict[str, Any] = {
        "title": {
            "text": title,
            "subtitle": {"text": note, "font": {"size": 12, "color": GREY}},
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
    return len(labels) * max(one_line, 6 + 18 * lines)


def padded(values: Sequence[float], share: float, least: float) -> list[float]:
    """The range of some values with room on both sides."""
    known = [v for v in values if not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = max((high - low) * share, least)
    return [low - room, high + room]


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


def titled(key: str, about: str, lang: str) -> str:
    subject = word(key, lang)
    if not about:
        return subject
    name = html.escape(about, quote=False)
    return f"{name}：{subject}" if lang == "zh" else f"{name}: {subject}"


def signed(points: float, decimals: int = 2) -> str:
    """+1.23, −1.23, 0.00."""
    figure = plain(abs(points), decimals)
    return figure if float(figure) == 0 else f"{'+' if points > 0 else '−'}{figure}"
