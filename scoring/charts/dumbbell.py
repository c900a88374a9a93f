"""Rates side by side on a line. Tested in tests/charts/test_charts.py."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from scoring.charts.style import LEGEND, figure, padded, plotly_text, row_height, rows_axis, safe, stems, wrapped
from scoring.numbers import percent
from scoring.words import Lang, gettext


class End(NamedTuple):
    """One of the rates on a line: its column, what it is called, and its look."""

    column: str
    name: str
    colour: str
    symbol: str


def dumbbell(frame: pd.DataFrame, ends: Sequence[End], title: str, lang: Lang) -> go.Figure:
    """A line per row that joins its rates; the figure of the first end is written above it.

    Args:
        frame: `section` (its id, what a click leads to), `title` and a column per end, 0..1.
        ends: the one that matters most first.
    """
    labels = [wrapped(name) for name in frame["title"]]
    rates = frame[[end.column for end in ends]]
    line = stems(rates.min(axis=1).tolist(), rates.max(axis=1).tolist(), 3)
    dots = [_dots(frame, end, rank) for rank, end in enumerate(ends)]
    low, high = padded(rates.to_numpy(float).ravel().tolist(), 0.12, 0.03)
    if rates.max(axis=None) <= 1:
        high = min(high, 1.04)
    return figure(
        [line, *reversed(dots)],  # what comes later is drawn on top
        title,
        gettext(lang, "Share of marks earned, full marks are 100%"),
        row_height(labels, 44) + 84 + LEGEND,
        xaxis={"range": [low, high], "tickformat": ".0%", "zeroline": False},
        yaxis=rows_axis(labels),
        clickmode="event+select",
    )


def _dots(frame: pd.DataFrame, end: End, rank: int) -> dict[str, Any]:
    name = plotly_text(end.name)
    return {
        "type": "scatter",
        "mode": "markers" if rank else "markers+text",
        "x": frame[end.column].tolist(),
        "y": list(range(len(frame))),
        "name": name,
        "legendrank": rank + 1,
        "marker": {"color": end.colour, "size": 13, "symbol": end.symbol, "line": {"width": 2, "color": end.colour}},
        "text": ["" if math.isnan(rate) else percent(rate) for rate in frame[end.column]],
        "textposition": "top center",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": list(zip(frame["section"], safe(frame["title"]), strict=True)),
        "hovertemplate": f"%{{customdata[1]}}<br>{name} %{{x:.1%}}<extra></extra>",
    }
