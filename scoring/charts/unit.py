"""Charts of one unit: from full marks to the score, against its group, through the periods.

Tested in tests/charts/test_charts.py.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from scoring.charts.dumbbell import End, dumbbell
from scoring.charts.palette import BAD, GOOD, GREY, MAIN
from scoring.charts.style import LEGEND, figure, least_room, padded, row_height, rows_axis, safe, titled, wrapped
from scoring.numbers import plain, signed
from scoring.period import period_name
from scoring.words import Lang, gettext, label


def waterfall_chart(frame: pd.DataFrame, lang: Lang = "zh", about: str = "", decimals: int = 2) -> go.Figure:
    """The steps from full marks to the score as floating bars; levels are diamonds.

    Args:
        frame: kind, title, points, level, as in `analysis.waterfall`.
        decimals: of every figure.
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
        "text": [signed(points, decimals) for points in changes["points"]],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": list(zip(safe(changes["title"]), changes["level"], strict=True)),
        "hovertemplate": f"%{{customdata[0]}} %{{text}}<br>→ %{{customdata[1]:.{decimals}f}}<extra></extra>",
        "showlegend": False,
    }
    levels = frame[is_level]
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": levels["level"].tolist(),
        "y": levels.index.tolist(),
        "marker": {"color": MAIN, "size": 14, "symbol": "diamond"},
        "text": [f"<b>{plain(level, decimals)}</b>" for level in levels["level"]],
        "textposition": "middle left",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "customdata": safe(levels["title"]),
        "hovertemplate": f"%{{customdata}} %{{x:.{decimals}f}}<extra></extra>",
        "showlegend": False,
    }
    return figure(
        [_links(frame), bars, marks],
        titled(_waterfall_title(frame, lang), about, lang),
        gettext(lang, "In points"),
        row_height(labels, 30) + 100,
        xaxis={"range": padded(frame["level"].tolist(), 0.16, least_room(frame["level"], 0.02)), "zeroline": False},
        yaxis=rows_axis(labels),
    )


def _waterfall_title(frame: pd.DataFrame, lang: Lang) -> str:
    if frame.empty or (frame["kind"] == "section").any():
        return gettext(lang, "From full marks to the score")
    return gettext(lang, "From the points to start with to the score")


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


def against_group(frame: pd.DataFrame, name: str, lang: Lang = "zh", about: str = "", alone: bool = False) -> go.Figure:
    """A unit's section rates beside its group's median and best.

    Args:
        frame: section, title, rate, median, best (0..1), as in `analysis.gaps.distance`.
        name: the unit's, for the legend.
        alone: whether there is no other unit to compare with: then only its own rates are shown.
    """
    own = End("rate", name, MAIN, "circle")
    group = [
        End("median", label("median_rate", lang), GREY, "circle-open"),
        End("best", label("best_rate", lang), GOOD, "diamond-open"),
    ]
    if alone:
        return dumbbell(frame, [own], titled(gettext(lang, "Rate by section"), about, lang), lang)
    return dumbbell(frame, [own, *group], titled(gettext(lang, "Against the group"), about, lang), lang)


def history_line(frame: pd.DataFrame, lang: Lang = "zh", about: str = "", decimals: int = 2) -> go.Figure:
    """A unit's score period by period, each with its rank, above or below its group's median.

    Args:
        frame: period, score, median, rank, ranked, grade_title, as in `analysis.unit.history`.
        decimals: of a score.
    """
    ranks = [
        "" if math.isnan(rank) else f"{plain(rank)} / {ranked}"
        for rank, ranked in zip(frame["rank"], frame["ranked"], strict=True)
    ]
    texts = [
        "" if math.isnan(score) else f"<b>{plain(score, decimals)}</b><br>{rank}"
        for score, rank in zip(frame["score"], ranks, strict=True)
    ]
    periods = [period_name(period).get(lang) for period in frame["period"]]
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": periods,
        "y": frame["score"].tolist(),
        "text": texts,
        # on the side away from the median's line
        "textposition": [
            "bottom center" if score < median else "top center"
            for score, median in zip(frame["score"], frame["median"], strict=True)
        ],
        "cliponaxis": False,
        "line": {"color": MAIN, "width": 3},
        "marker": {"size": 10, "color": MAIN},
        "name": label("score", lang),
        "customdata": list(zip(ranks, safe(frame["grade_title"]), strict=True)),
        "hovertemplate": f"%{{x}}　{label('score', lang)} %{{y:.{decimals}f}}<br>"
        f"{label('rank', lang)} %{{customdata[0]}}　%{{customdata[1]}}<extra></extra>",
    }
    known = [*frame["score"], *frame["median"]]
    return figure(
        [_median_line(periods, frame["median"].tolist(), lang, decimals), line],
        titled(gettext(lang, "Score by period"), about, lang),
        gettext(lang, "In points"),
        300 + LEGEND,
        xaxis={"type": "category", "showgrid": False, "range": [-0.5, len(frame) - 0.5]},
        yaxis={
            "range": padded(known, 0.45, least_room(known, 0.04)),
            "automargin": True,
            "zeroline": False,
        },
    )


def _median_line(periods: list[str], median: list[float], lang: Lang, decimals: int) -> dict[str, Any]:
    name = label("median_rate", lang)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": median,
        "line": {"color": GREY, "width": 2, "dash": "dot"},
        "marker": {"size": 7, "color": GREY, "symbol": "circle-open"},
        "name": name,
        "hovertemplate": f"%{{x}}　{name} %{{y:.{decimals}f}}<extra></extra>",
    }
