"""Charts of several periods: ranks, sections, scores. Tested in tests/charts/test_charts.py."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scoring.charts.palette import BAD, GOOD, GREY, MAIN
from scoring.charts.style import LEGEND, cut, figure, padded, safe, titled
from scoring.numbers import percent, plain
from scoring.period import period_name
from scoring.words import Lang, gettext

_ROW = 28  # pixels between two units of a slope
_LINE = 22  # pixels that a section's label needs
_SLOPE_NAME, _SECTION_NAME = 11, 10  # Chinese characters of a name beside the lines


def rank_slope(
    frame: pd.DataFrame, ranks: pd.DataFrame, lang: Lang = "zh", about: str = "", chosen: str = ""
) -> go.Figure:
    """A line per unit from its rank in the first period to that in the last, one period beside the other.

    Units stand in the order of their ranks at equal distances, so that ties and long lists stay legible; the
    figures are the published ranks.

    Args:
        frame: unit, name, rank_change, as in `analysis.trend.changes`, the rows to show.
        ranks: index unit, a column per period, earliest first; NaN where a unit had no rank.
        chosen: the code of a unit to mark.
    """
    ranks = ranks.reindex(frame["unit"])
    levels = ranks.rank(method="first")
    periods = [period_name(period).get(lang) for period in ranks.columns]
    names = dict(zip(frame["unit"], frame["name"], strict=True))
    kinds = (
        (gettext(lang, "Rose"), frame["rank_change"] > 0, GOOD),
        (gettext(lang, "Fell"), frame["rank_change"] < 0, BAD),
        (gettext(lang, "Unchanged"), frame["rank_change"] == 0, GREY),
    )
    lines = [
        _paths(frame[which], levels, ranks, periods, name, colour, lang) for name, which, colour in kinds if which.any()
    ]
    span = {"visible": True, "range": [len(frame) + 0.7, 0.3], "showgrid": False, "zeroline": False}
    return figure(
        [*lines, _second_axis(periods[-1])],
        titled(gettext(lang, "How ranks changed"), about, lang),
        gettext(lang, "Ranks, the best on top"),
        max(4, len(frame)) * _ROW + 110 + LEGEND,
        xaxis={
            "type": "category",
            "categoryarray": periods,
            "categoryorder": "array",
            "side": "top",
            "showgrid": False,
            "range": [-0.06 * len(periods), len(periods) - 1 + 0.06 * len(periods)],
            "tickfont": {"size": 14},
        },
        yaxis=span | _names_beside(levels.iloc[:, 0], ranks.iloc[:, 0], names, chosen, before=True),
        yaxis2=span | _names_beside(levels.iloc[:, -1], ranks.iloc[:, -1], names, chosen) | _BESIDE,
        margin={"l": 8, "r": 8, "t": 90, "b": 8},
        clickmode="event+select",
    )


def _paths(
    rows: pd.DataFrame,
    levels: pd.DataFrame,
    ranks: pd.DataFrame,
    periods: list[str],
    name: str,
    colour: str,
    lang: Lang,
) -> dict[str, Any]:
    """The lines of the units that moved one way, as one trace with gaps between."""
    x: list[str | None] = []
    y: list[float | None] = []
    data: list[tuple[str, str, str]] = []
    for unit, title in zip(rows["unit"], safe(rows["name"]), strict=True):
        places = [_place(rank, period, lang) for rank, period in zip(ranks.loc[unit], periods, strict=True)]
        x += [*periods, None]
        y += [*(None if math.isnan(v) else v for v in levels.loc[unit]), None]
        data += [(unit, title, "　".join(places))] * (len(periods) + 1)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "name": name,
        "line": {"color": colour, "width": 2.5},
        "marker": {"color": colour, "size": 10},
        "connectgaps": False,
        "customdata": data,
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    }


def _place(rank: float, period: str, lang: Lang) -> str:
    if math.isnan(rank):
        return gettext(lang, "{period}: —", period=period)
    return gettext(lang, "{period}: {rank}", period=period, rank=plain(rank))


# An axis on the right, whose labels stand beside the ends of lines.
_BESIDE = {"overlaying": "y", "side": "right"}


def _second_axis(period: str) -> dict[str, Any]:
    """What makes Plotly draw the axis on the right."""
    return {"type": "scatter", "x": [period], "y": [None], "yaxis": "y2", "hoverinfo": "skip", "showlegend": False}


def _names_beside(
    levels: pd.Series, ranks: pd.Series, names: dict[str, str], chosen: str, before: bool = False
) -> dict[str, Any]:
    """Ranks and names as labels of an axis, for which Plotly makes as much room as they need."""
    known = levels.dropna()
    texts = []
    for unit in known.index:
        name, rank = safe([cut(names[str(unit)], _SLOPE_NAME)])[0], f"<b>{plain(ranks[unit])}</b>"
        name = f"<b>{name}</b>" if unit == chosen else name
        texts.append(f"{name} {rank}" if before else f"{rank} {name}")
    return _labels_at(known.tolist(), texts)


def _labels_at(places: Sequence[float], texts: Sequence[str]) -> dict[str, Any]:
    labels = {"tickmode": "array", "tickvals": list(places), "ticktext": list(texts), "tickfont": {"size": 13}}
    return labels | {"ticks": "", "automargin": True}


def section_trend(frame: pd.DataFrame, lang: Lang = "zh", about: str = "") -> go.Figure:
    """The mean rate of every section over the periods; the one that rose most and the one that fell most stand out.

    Args:
        frame: section, title, period, rate, as in `analysis.trend.section_lines`.
    """
    periods = [period_name(period).get(lang) for period in sorted(frame["period"].unique())]
    wide = frame.pivot(index="section", columns="period", values="rate").sort_index(axis=1)
    titles = frame.drop_duplicates("section").set_index("section")["title"]
    change = wide.iloc[:, -1] - wide.iloc[:, 0]
    colours = _section_colours(change)
    low, high = padded(frame["rate"].tolist(), 0.12, 0.03)
    height = max(340, len(wide) * _LINE + 120)
    places = _apart(wide.iloc[:, -1], (high - low) * _LINE / (height - 100))
    steps = max(1, len(periods) - 1)
    written = [place for place in places if place is not None]
    low, high = min([low, *written]), max([high, *written])
    lines = [
        _section_line(section, titles[section], wide.loc[section], periods, colours[section]) for section in wide.index
    ]
    ends = [
        (place, _end_label(titles[s], rate, colours[s] != GREY))
        for place, (s, rate) in zip(places, wide.iloc[:, -1].items(), strict=True)
        if place is not None
    ]
    span = {"range": [low, high], "zeroline": False, "tickformat": ".0%", "automargin": True}
    return figure(
        [*lines, _second_axis(periods[-1])],
        titled(gettext(lang, "How mean section rates changed"), about, lang),
        gettext(lang, "Share of marks earned, full marks are 100%"),
        height,
        xaxis={"type": "category", "showgrid": False, "range": [-0.1 * steps, 1.05 * steps]},
        yaxis=span,
        yaxis2=span | _labels_at([at for at, _ in ends], [text for _, text in ends]) | _BESIDE | {"showgrid": False},
        showlegend=False,
        clickmode="event+select",
    )


def _end_label(title: str, rate: float, stands_out: bool) -> str:
    name = safe([cut(title, _SECTION_NAME)])[0]
    return f"<b>{_percent(rate)}</b> {f'<b>{name}</b>' if stands_out else name}"


def _section_colours(change: pd.Series) -> dict[str, str]:
    known = change.dropna()
    colours = dict.fromkeys(map(str, change.index), GREY)
    if len(known) and known.max() > 0:
        colours[str(known.idxmax())] = GOOD
    if len(known) and known.min() < 0:
        colours[str(known.idxmin())] = BAD
    return colours


def _section_line(section: str, title: str, rates: pd.Series, periods: list[str], colour: str) -> dict[str, Any]:
    texts = [_percent(rate) for rate in rates]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": [None if math.isnan(rate) else rate for rate in rates],
        "line": {"color": colour, "width": 2 if colour == GREY else 3.5},
        "marker": {"color": colour, "size": 9},
        "customdata": [(section, safe([title])[0], text) for text in texts],
        "hovertemplate": "%{customdata[1]}<br>%{x}　%{customdata[2]}<extra></extra>",
    }


def _percent(rate: float) -> str:
    return "—" if math.isnan(rate) else percent(rate)


def _apart(values: pd.Series, least: float) -> list[float | None]:
    """Where to write labels so that none covers another: near their values, at least `least` apart."""
    order = values.dropna().sort_values().index
    placed: dict[Any, float] = {}
    floor = -math.inf
    for key in order:
        placed[key] = max(float(values[key]), floor)
        floor = placed[key] + least
    shift = float(np.mean([placed[k] - values[k] for k in order])) if len(order) else 0.0
    return [placed[key] - shift if key in placed else None for key in values.index]


def score_strip(
    frame: pd.DataFrame,
    means: Mapping[str, float],
    decimals: int = 2,
    lang: Lang = "zh",
    about: str = "",
    chosen: str = "",
) -> go.Figure:
    """Every unit's score as a dot in the row of its period, with the period's mean.

    Args:
        frame: unit, name, period, score, as in `analysis.trend.Trend.scores`.
        means: period -> mean score.
        chosen: the code of a unit to mark.
    """
    periods = sorted(means)
    rows = {period: at for at, period in enumerate(periods)}
    crowd = {
        **_strip_dots(frame, rows, decimals, lang),
        "name": gettext(lang, "A dot is a unit"),
        "marker": {"color": MAIN, "size": 12, "opacity": 0.55 if len(frame) < 200 else 0.2, "line": {"width": 0}},
    }
    own = frame[frame["unit"] == chosen]
    marked = [_strip_mark(own, rows, decimals, lang)] if len(own) else []
    return figure(
        [crowd, _strip_means(means, rows, decimals, lang), *marked],
        titled(gettext(lang, "Spread of scores by period"), about, lang),
        gettext(lang, "In points"),
        len(periods) * 74 + 100 + LEGEND,
        xaxis={"range": padded(frame["score"].tolist(), 0.05, 1e-6), "zeroline": False},
        yaxis={
            "tickmode": "array",
            "tickvals": list(rows.values()),
            "ticktext": [period_name(period).get(lang) for period in periods],
            "range": [-0.7, len(periods) - 0.4],
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
        clickmode="event+select",
    )


def _strip_means(means: Mapping[str, float], rows: dict[str, int], decimals: int, lang: Lang) -> dict[str, Any]:
    """The mean of every period as a stroke across its row."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [means[period] for period in rows],
        "y": list(rows.values()),
        "name": gettext(lang, "Mean"),
        "marker": {"symbol": "line-ns", "size": 26, "color": BAD, "line": {"width": 3, "color": BAD}},
        "text": [plain(means[period], decimals) for period in rows],
        "textposition": "top center",
        "hoverinfo": "skip",
    }


def _strip_mark(own: pd.DataFrame, rows: dict[str, int], decimals: int, lang: Lang) -> dict[str, Any]:
    return {
        **_strip_dots(own, rows, decimals, lang),
        "name": safe([str(own["name"].iloc[-1])])[0],
        "marker": {"symbol": "diamond", "color": GOOD, "size": 15, "line": {"width": 1.5, "color": "#FFFFFF"}},
    }


def _strip_dots(frame: pd.DataFrame, rows: dict[str, int], decimals: int, lang: Lang) -> dict[str, Any]:
    hovers = [
        gettext(lang, "{period}: {score} points", period=period_name(period), score=plain(score, decimals))
        for period, score in zip(frame["period"], frame["score"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": frame["score"].tolist(),
        "y": [rows[period] for period in frame["period"]],
        "customdata": list(zip(frame["unit"], safe(frame["name"]), hovers, strict=True)),
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    }
