"""Charts of an indicator system: where its marks are, what a change does to ranks, what decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from scoring.charts.palette import BAD, BRANCHES, GOOD, GREY, INK, MAIN
from scoring.charts.style import (
    LEGEND,
    cut,
    figure,
    padded,
    plotly_text,
    row_height,
    rows_axis,
    safe,
    stems,
    titled,
    wrapped,
)
from scoring.numbers import percent, plain
from scoring.words import Lang, gettext, label

_LINE = 19  # pixels that a line of text takes


def marks_tree(frame: pd.DataFrame, lang: Lang = "zh", about: str = "", *, in_shares: bool = False) -> go.Figure:
    """An icicle: what stands in what from left to right, as tall as its marks, or as its share of the total.

    Every part is a bar, so that it can be clicked; its id is its `customdata`.

    Args:
        frame: TREE_COLUMNS of `analysis.tree`, of at most three levels.
        about: whose marks they are, for the title.
        in_shares: whether weights say what each part is worth.
    """
    worths = [percent(share, 1) for share in frame["share"]] if in_shares else [_worth(m) for m in frame["marks"]]
    frame = frame.assign(worth=worths)
    levels = list(dict.fromkeys(frame["level"]))
    start = float(frame["start"].min()) if len(frame) else 0.0
    leaves = frame[frame["level"] == levels[-1]] if levels else frame
    total = float(leaves["room"].sum())
    least = float(leaves["room"].min()) if len(leaves) else 1.0
    scale = min(max(26 / least, 480 / max(total, 1e-9)), 2600 / max(total, 1e-9))
    traces = [_level(frame[frame["level"] == level], at, start, scale) for at, level in enumerate(levels)]
    return figure(
        traces,
        titled(
            gettext(lang, "Where the weight is") if in_shares else gettext(lang, "Where the marks are"), about, lang
        ),
        gettext(lang, "Share of the total") if in_shares else gettext(lang, "In marks"),
        total * scale + 84,
        barmode="overlay",
        bargap=0.02,
        showlegend=False,
        xaxis={"visible": False, "range": [-0.5, len(levels) - 0.5], "fixedrange": True},
        yaxis={"visible": False, "range": [total, 0], "fixedrange": True},
        clickmode="event+select",
    )


def _level(rows: pd.DataFrame, at: int, start: float, scale: float) -> dict[str, Any]:
    colours = [BRANCHES[int(number) % len(BRANCHES)] for number in rows["section"]]
    names = [f"{name} {title}" for name, title in zip(rows["id"], rows["title"], strict=True)]
    labels = [_label(*each) for each in zip(names, rows["worth"], rows["room"] * scale, strict=True)]
    return {
        "type": "bar",
        "x": [at] * len(rows),
        "y": rows["room"].tolist(),
        "base": (rows["start"] - start).tolist(),
        "marker": {"color": colours, "line": {"width": 1.5, "color": "#FFFFFF"}},
        "text": labels,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "textfont": {"color": INK, "size": 13},
        "customdata": rows["id"].tolist(),
        "hovertext": [f"{name}  {worth}" for name, worth in zip(safe(names), rows["worth"], strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _worth(marks: float) -> str:
    """Marks with two decimals; the small ones of a scale of 1 with four."""
    return plain(round(marks, 2 if marks >= 1 else 4))


def _label(name: str, worth: str, height: float) -> str:
    """A part's name with what it is worth, in one line or, where there is room, two."""
    lines = wrapped(name, 12).split("<br>")
    if height >= _LINE * (len(lines) + 1):
        return "<br>".join([*lines, f"<b>{worth}</b>"])
    return f"{plotly_text(cut(name, 10))}  <b>{worth}</b>"


def rank_moves(frame: pd.DataFrame, lang: Lang = "zh", about: str = "") -> go.Figure:
    """A row per unit whose rank moves, from its rank before to its rank after.

    Args:
        frame: rows of `analysis.effect` with both ranks; those that stay are left out.
    """
    known = frame[frame["rank_before"].notna() & frame["rank_after"].notna()]
    rows = known[known["rank_before"] != known["rank_after"]].reset_index(drop=True)
    labels = [wrapped(name) for name in rows["name"]]
    before, after = rows["rank_before"].tolist(), rows["rank_after"].tolist()
    low, high = padded([*before, *after], 0.1, 1.5)
    ups, downs = rows[rows["rank_change"] > 0], rows[rows["rank_change"] < 0]
    return figure(
        [
            stems(before, after, 3),
            _ends(rows, before, {"symbol": "circle-open", "color": GREY}, gettext(lang, "Before")),
            _ends(ups, ups["rank_after"].tolist(), {"symbol": "triangle-left", "color": GOOD}, gettext(lang, "Up")),
            _ends(
                downs,
                downs["rank_after"].tolist(),
                {"symbol": "triangle-right", "color": BAD},
                gettext(lang, "Down"),
            ),
        ],
        titled(gettext(lang, "Ranks before and after"), about, lang),
        gettext(lang, "Rank, the first on the left"),
        row_height(labels) + 84 + LEGEND,
        # Whole ranks, each once.
        xaxis={"range": [low, high], "zeroline": False, "tick0": 1, "dtick": max(1, math.ceil((high - low) / 10))},
        yaxis=rows_axis(labels),
        clickmode="event+select",
    )


def _ends(rows: pd.DataFrame, ranks: Sequence[float], marker: dict[str, Any], name: str) -> dict[str, Any]:
    hovers = [
        f"{plotly_text(unit)}<br>{plain(a)} → {plain(b)}"
        for unit, a, b in zip(rows["name"], rows["rank_before"], rows["rank_after"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(ranks),
        "y": rows.index.tolist(),
        "marker": marker | {"size": 13, "line": {"width": 2, "color": marker["color"]}},
        "name": name,
        "customdata": [[unit] for unit in rows["unit"]],
        "text": hovers,
        "hovertemplate": "%{text}<extra></extra>",
    }


def weight_shares(frame: pd.DataFrame, lang: Lang = "zh", about: str = "") -> go.Figure:
    """A row per section: its share of the marks and its share of the spread of totals.

    Args:
        frame: SHARE_COLUMNS of `analysis.weights`.
    """
    labels = [wrapped(name) for name in frame["title"]]
    marks, decides = frame["marks_share"].tolist(), frame["variance_share"].tolist()
    low, high = padded([*marks, *decides, 0.0], 0.12, 0.03)
    return figure(
        [
            stems(marks, decides, 3),
            _shares(marks, {"symbol": "line-ns-open", "color": GREY}, label("marks_share", lang)),
            _shares(decides, {"symbol": "circle", "color": MAIN}, gettext(lang, "Of the spread of totals"), texts=True),
        ],
        titled(gettext(lang, "Share of the marks and share of the spread"), about, lang),
        gettext(lang, "Share of the whole"),
        row_height(labels, 44) + 84 + LEGEND,
        xaxis={"range": [low, high], "tickformat": ".0%", "zeroline": True},
        yaxis=rows_axis(labels),
    )


def _shares(values: Sequence[float], marker: dict[str, Any], name: str, texts: bool = False) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text" if texts else "markers",
        "x": list(values),
        "y": list(range(len(values))),
        "marker": marker | {"size": 14, "line": {"width": 3, "color": marker["color"]}},
        "name": name,
        "text": [percent(value) for value in values],
        "textposition": "top center",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hovertemplate": f"{plotly_text(name)} %{{x:.1%}}<extra></extra>",
    }
