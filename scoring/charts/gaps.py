"""Charts of what is lost: the heat map and the Pareto chart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scoring.analysis.gaps import Heat
from scoring.charts.look import (
    BAD,
    HEAT,
    INK,
    LEGEND,
    MAIN,
    figure,
    row_height,
    rows_axis,
    safe,
    titled,
    wrapped,
)
from scoring.charts.words import word
from scoring.numbers import plain


def heat_map(heat: Heat, lang: str = "zh", about: str = "") -> go.Figure:
    """Units against sections (or measures): each cell coloured by its rate, with the figure in it.

    Args:
        heat: what `analysis.gaps.heat` gives; its order is kept.
    """
    labels = [wrapped(name, 10) for name in heat.names.values()]
    parts = [wrapped(title, 8) for title in heat.titles.values()]
    rates = heat.rate.to_numpy(float)
    shown = [["" if math.isnan(v) else f"{plain(v * 100)}%" for v in row] for row in np.round(rates, 2)]
    known = rates[np.isfinite(rates)]
    cells = {
        "type": "heatmap",
        "z": rates.tolist(),
        "text": shown,
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": INK},
        "colorscale": HEAT,
        "zmin": min(0.5, float(known.min())) if len(known) else 0.0,
        "zmax": 1,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverinfo": "skip",
    }
    lines = max((part.count("<br>") + 1 for part in parts), default=1)
    return figure(
        [cells, _cell_targets(heat, lang)],
        titled("heat", about, lang),
        word("rates", lang),
        row_height(labels, 27) + 84 + 17 * lines,
        xaxis={
            "tickmode": "array",
            "tickvals": list(range(len(parts))),
            "ticktext": parts,
            "side": "top",
            "tickangle": 0,
            "range": [-0.5, len(parts) - 0.5],
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
        },
        yaxis=rows_axis(labels) | {"range": [len(labels) - 0.5, -0.5]},
        margin={"l": 8, "r": 16, "t": 70 + 17 * lines, "b": 8},
        clickmode="event+select",
    )


def _cell_targets(heat: Heat, lang: str) -> dict[str, Any]:
    """Unseen points over the cells: a heat map itself takes no clicks."""
    codes, names, parts = list(heat.names), safe(list(heat.names.values())), list(heat.titles)
    titles = safe(list(heat.titles.values()))
    cells = [(row, column) for row in range(len(codes)) for column in range(len(parts))]
    rates, lost = heat.rate.to_numpy(float), heat.lost.to_numpy(float)
    said = "得分率" if lang == "zh" else "rate"
    lost_word, absent = word("lost", lang), "不适用" if lang == "zh" else "not applicable"
    hover = [
        f"<b>{names[r]}</b><br>{titles[c]}<br>"
        + (
            absent
            if math.isnan(rates[r, c])
            else f"{said} {plain(rates[r, c] * 100, 2)}%　{lost_word} {plain(lost[r, c], 2)}"
        )
        for r, c in cells
    ]
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [c for _, c in cells],
        "y": [r for r, _ in cells],
        "marker": {"size": 26, "symbol": "square", "opacity": 0},
        "selected": unseen,
        "unselected": unseen,
        "customdata": [[codes[r], parts[c]] for r, c in cells],
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
    }


def pareto_chart(frame: pd.DataFrame, lang: str = "zh", about: str = "") -> go.Figure:
    """Lost marks by indicator as bars, most on top, with the share they add up to as a line.

    Args:
        frame: indicator, title, lost, share, cumulative, units, as in
            `analysis.gaps.pareto`; the rows to show.
    """
    figures = zip(frame["title"], frame["lost"], strict=True)
    labels = [f"{wrapped(title, 10)}  <b>{plain(lost, 2)}</b>" for title, lost in figures]
    rows = list(range(len(frame)))
    zh = "失 %{x:.2f}，占 %{customdata[2]:.1%}，涉及 %{customdata[3]} 个单位"
    en = "%{x:.2f} lost, %{customdata[2]:.1%}, by %{customdata[3]} units"
    hover = "%{customdata[0]} %{customdata[1]}<br>" + (zh if lang == "zh" else en)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": frame["lost"].tolist(),
        "y": rows,
        "name": word("lost", lang),
        "marker": {"color": BAD, "opacity": 0.85, "line": {"width": 0}},
        "customdata": list(zip(frame["indicator"], safe(frame["title"]), frame["share"], frame["units"], strict=True)),
        "hovertemplate": hover + "<extra></extra>",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": frame["cumulative"].tolist(),
        "y": rows,
        "xaxis": "x2",
        "name": word("cumulative", lang),
        "line": {"color": MAIN, "width": 2},
        "marker": {"size": 7},
        "hovertemplate": word("cumulative", lang) + " %{x:.1%}<extra></extra>",
    }
    return figure(
        [bars, line],
        titled("pareto", about, lang),
        word("marks", lang),
        row_height(labels, 30) + 110 + LEGEND,
        xaxis={"range": [0, frame["lost"].max() * 1.04], "zeroline": False},
        xaxis2={
            "overlaying": "x",
            "side": "top",
            "range": [0, 1.04],
            "tickmode": "array",
            "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
            "tickformat": ".0%",
            "showgrid": False,
            "zeroline": False,
        },
        yaxis=rows_axis(labels),
        margin={"l": 8, "r": 16, "t": 84, "b": 8},
    )
