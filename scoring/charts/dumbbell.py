"""Rates side by side on a line."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scoring.charts.look import (
    LEGEND,
    figure,
    padded,
    row_height,
    rows_axis,
    safe,
    stems,
    wrapped,
)
from scoring.charts.words import word
from scoring.numbers import plain


def dumbbell(frame: pd.DataFrame, ends: Sequence[tuple[str, str, str, str, bool]], title: str, lang: str) -> go.Figure:
    """Rates of one row side by side on a line.

    Args:
        frame: `title` and a column per end, 0..1.
        ends: column, name, colour, symbol and whether its figure is written beside it.
    """
    labels = [wrapped(name) for name in frame["title"]]
    columns = [column for column, *_ in ends]
    line = stems(frame[columns].min(axis=1).tolist(), frame[columns].max(axis=1).tolist(), 3)
    dots = [_rate_dots(frame, columns, *end) for end in ends]
    low = padded(frame[columns].to_numpy(float).ravel().tolist(), 0.18, 0.03)
    return figure(
        [line, *dots],
        title,
        word("rates", lang),
        row_height(labels, 38) + 84 + LEGEND,
        xaxis={"range": [low[0], min(low[1], 1.06)], "tickformat": ".0%", "zeroline": False},
        yaxis=rows_axis(labels),
    )


def _rate_dots(
    frame: pd.DataFrame,
    columns: list[str],
    column: str,
    name: str,
    colour: str,
    symbol: str,
    told: bool,
) -> dict[str, Any]:
    others = frame[[c for c in columns if c != column]].max(axis=1)
    shown = html.escape(name, quote=False)
    ahead = (frame[column] >= others) | others.isna()
    return {
        "type": "scatter",
        "mode": "markers+text" if told else "markers",
        "x": frame[column].tolist(),
        "y": list(range(len(frame))),
        "name": shown,
        "marker": {
            "color": colour,
            "size": 13,
            "symbol": symbol,
            "line": {"width": 2, "color": colour},
        },
        "text": [_percent(rate) for rate in frame[column]] if told else None,
        "textposition": np.where(ahead, "middle right", "middle left").tolist(),
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": safe(frame["title"]),
        "hovertemplate": f"%{{customdata}}<br>{shown} %{{x:.2%}}<extra></extra>",
    }


def _percent(rate: float) -> str:
    return "" if math.isnan(rate) else f"{plain(rate * 100, 1)}%"
