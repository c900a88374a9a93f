"""Charts of one unit: from full marks to the score, against its group, through the years."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from scoring.charts.dumbbell import End, dumbbell
from scoring.charts.look import (
    BAD,
    GOOD,
    GREY,
    MAIN,
    figure,
    padded,
    row_height,
    rows_axis,
    safe,
    signed,
    titled,
    wrapped,
)
from scoring.charts.words import word
from scoring.numbers import plain


def waterfall_chart(frame: pd.DataFrame, lang: str = "zh", about: str = "") -> go.Figure:
    """The steps from full marks to the score as floating bars; levels are diamonds.

    Args:
        frame: kind, title, points, level, as in `analysis.waterfall`.
    """
    labels = [wrapped(title) for title in frame["title"]]
    is_level = frame["kind"].isin(["scale", "base", "score"])
    changes = frame[~is_level]
    colours = [GOOD if points > 0 else BAD for points in changes["points"]]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": changes["points"].tolist(),
        "base": (changes["level"] - changes["points"]).tolist(),
        "y": changes.index.tolist(),
        "marker": {"color": colours, "line": {"width": 0}},
        "text": [signed(points) for points in changes["points"]],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": list(zip(safe(changes["title"]), changes["level"], strict=True)),
        "hovertemplate": "%{customdata[0]} %{text}<br>→ %{customdata[1]:.2f}<extra></extra>",
        "showlegend": False,
    }
    levels = frame[is_level]
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": levels["level"].tolist(),
        "y": levels.index.tolist(),
        "marker": {"color": MAIN, "size": 14, "symbol": "diamond"},
        "text": [f"<b>{plain(level, 2)}</b>" for level in levels["level"]],
        "textposition": "middle left",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "customdata": safe(levels["title"]),
        "hovertemplate": "%{customdata} %{x:.2f}<extra></extra>",
        "showlegend": False,
    }
    return figure(
        [_links(frame), bars, marks],
        titled("waterfall", about, lang),
        word("points", lang),
        row_height(labels, 30) + 100,
        xaxis={"range": padded(frame["level"].tolist(), 0.16, 2), "zeroline": False},
        yaxis=rows_axis(labels),
    )


def _links(frame: pd.DataFrame) -> dict[str, Any]:
    """Thin lines that carry each level down to the next step, as one trace."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, level in enumerate(frame["level"].tolist()[:-1]):
        x += [level, level, None]
        y += [row, row + 1, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": GREY, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def against_group(frame: pd.DataFrame, name: str, lang: str = "zh", about: str = "") -> go.Figure:
    """A unit's section rates beside its group's median and best.

    Args:
        frame: title, rate, median, best (0..1), as in `analysis.gaps.distance`.
        name: the unit's, for the legend.
    """
    ends = [
        End("rate", name, MAIN, "circle"),
        End("median", word("median", lang), GREY, "circle-open"),
        End("best", word("best", lang), GOOD, "diamond-open"),
    ]
    return dumbbell(frame, ends, titled("against", about, lang), lang)


def history_line(frame: pd.DataFrame, lang: str = "zh", about: str = "") -> go.Figure:
    """A unit's score year by year, each with its rank.

    Args:
        frame: year, score, rank, ranked, grade_title, as in `analysis.unit.history`.
    """
    ranks = [
        "" if math.isnan(rank) else f"{plain(rank)} / {ranked}"
        for rank, ranked in zip(frame["rank"], frame["ranked"], strict=True)
    ]
    shown = [
        f"<b>{plain(score, 2)}</b><br>{rank}" if not math.isnan(score) else ""
        for score, rank in zip(frame["score"], ranks, strict=True)
    ]
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [str(year) for year in frame["year"]],
        "y": frame["score"].tolist(),
        "text": shown,
        "textposition": "top center",
        "cliponaxis": False,
        "line": {"color": MAIN, "width": 3},
        "marker": {"size": 10, "color": MAIN},
        "customdata": list(zip(ranks, safe(frame["grade_title"]), strict=True)),
        "hovertemplate": f"%{{x}}　{word('score', lang)} %{{y:.2f}}<br>"
        f"{word('rank', lang)} %{{customdata[0]}}　%{{customdata[1]}}<extra></extra>",
        "showlegend": False,
    }
    return figure(
        [line],
        titled("history", about, lang),
        word("points", lang),
        300,
        xaxis={"type": "category", "showgrid": False, "range": [-0.5, len(frame) - 0.5]},
        yaxis={
            "range": padded(frame["score"].tolist(), 0.45, 4),
            "automargin": True,
            "zeroline": False,
        },
    )
