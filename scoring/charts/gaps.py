"""Charts of what is lost: the heat map and the Pareto chart. Tested in tests/charts/test_charts.py."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scoring.analysis.heat import Heat
from scoring.charts.palette import BAD, GREY, HEAT, INK, MAIN
from scoring.charts.style import LEGEND, figure, row_height, rows_axis, safe, titled, wrapped
from scoring.numbers import Floats, percent, plain
from scoring.words import Lang, gettext, label

MEAN = ""  # stands for a unit's code in the row of means
_LETTER = 14  # px, a Chinese character of a column's title


def heat_map(
    heat: Heat,
    lang: Lang = "zh",
    about: str = "",
    chosen: str = "",
    opens: bool = False,
    width: int = 780,
    decimals: int = 2,
    row: float = 27,
) -> go.Figure:
    """Units against parts of the system: each cell coloured by its rate, with the figure in it; means on top.

    Args:
        heat: what `analysis.heat.heat` gives; its order is kept. Where its positions jump, an empty row says so.
        chosen: the code of a unit to mark.
        opens: whether the cells of the top row can be opened, which is marked.
        width: of all cells together where there is least room, in px; titles are wrapped to fit.
        decimals: of lost marks. row: height of one, in px, where its name takes one line.
    """
    rows, labels = _heat_rows(heat, chosen, lang)
    parts = _part_labels(heat, width)
    if opens:
        parts = [f"{part} ▾" for part in parts]
    rates = np.full((len(labels), len(parts)), np.nan)
    rates[rows] = heat.rate.to_numpy(float)
    rates[0] = [heat.mean[part] for part in heat.titles]
    lines = max((part.count("<br>") + 1 for part in parts), default=1)
    return figure(
        [_cells(rates), _cell_targets(heat, rows, lang, decimals)],
        titled(gettext(lang, "Rates by unit"), about, lang),
        gettext(lang, "Share of marks earned, full marks are 100%"),
        row_height(labels, row) + 84 + 17 * lines,
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


def _part_labels(heat: Heat, width: int) -> list[str]:
    """The parts' titles as they fit; with their ids where some are cut short, which may leave them all alike."""
    room = max(3, min(8, width // max(1, len(heat.titles)) // _LETTER))
    labels = [wrapped(title, room) for title in heat.titles.values()]
    if not any("…" in label for label in labels):
        return labels
    return [f"<b>{part}</b><br>{label}" for part, label in zip(safe(heat.titles), labels, strict=True)]


def _heat_rows(heat: Heat, chosen: str, lang: Lang) -> tuple[list[int], list[str]]:
    """The row of each unit, and a label for every row: the means first, dots for units left out."""
    rows: list[int] = []
    labels = [f"<b>{label('mean_rate', lang)}</b>"]
    for at, (code, name) in enumerate(heat.names.items()):
        if at and heat.positions[at] > heat.positions[at - 1] + 1:
            labels.append("⋯")
        rows.append(len(labels))
        text = wrapped(name, 11, 2)
        labels.append(f"▸ <b>{text}</b>" if code == chosen else text)
    return rows, labels


def _cells(rates: Floats) -> dict[str, Any]:
    texts = [["" if math.isnan(rate) else percent(rate, 0) for rate in row] for row in np.round(rates, 2)]
    known = rates[np.isfinite(rates)]
    return {
        "type": "heatmap",
        "z": rates.tolist(),
        "text": texts,
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


def _cell_targets(heat: Heat, rows: list[int], lang: Lang, decimals: int) -> dict[str, Any]:
    """Unseen points over the cells: a heat map itself takes no clicks. Their `customdata` is unit and part."""
    codes, names, parts = list(heat.names), safe(heat.names.values()), list(heat.titles)
    titles = safe(heat.titles.values())
    rates, lost = heat.rate.to_numpy(float), heat.lost.to_numpy(float)
    cells = [
        (MEAN, part, 0, column, _mean_hover(heat, part, title, lang))
        for column, (part, title) in _numbered(parts, titles)
    ]
    cells += [
        (
            codes[r],
            part,
            row,
            column,
            f"<b>{names[r]}</b><br>{title}<br>"
            + _cell_figures(rates[r, column], lost[r, column], heat.in_points, lang, decimals),
        )
        for r, row in enumerate(rows)
        for column, (part, title) in _numbered(parts, titles)
    ]
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [column for _, _, _, column, _ in cells],
        "y": [row for _, _, row, _, _ in cells],
        "marker": {"size": 26, "symbol": "square", "opacity": 0},
        "selected": unseen,
        "unselected": unseen,
        "customdata": [[unit, part] for unit, part, *_ in cells],
        "hovertext": [hover for *_, hover in cells],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _numbered(parts: Sequence[str], titles: Sequence[str]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(zip(parts, titles, strict=True)))


def _mean_hover(heat: Heat, part: str, title: str, lang: Lang) -> str:
    mean = heat.mean[part]
    figures = label("na", lang) if math.isnan(mean) else percent(mean, 2)
    return f"<b>{label('mean_rate', lang)}</b><br>{title}<br>{figures}"


def lost_label(in_points: bool, lang: Lang) -> str:
    """What losses are called: in marks, or in points of the total."""
    return gettext(lang, "Lost (of the total)") if in_points else label("lost", lang)


def _cell_figures(rate: float, lost: float, in_points: bool, lang: Lang, decimals: int) -> str:
    if math.isnan(rate):
        return label("na", lang)
    return f"{label('rate', lang)} {percent(rate, 2)}　{lost_label(in_points, lang)} {plain(lost, decimals)}"


def pareto_chart(
    frame: pd.DataFrame,
    lang: Lang = "zh",
    about: str = "",
    chosen: str = "",
    decimals: int = 2,
    in_points: bool = False,
) -> go.Figure:
    """Lost marks by indicator as bars, most on top, with the share they add up to beside them.

    Args:
        frame: indicator, title, lost, share, cumulative, units, as in
            `analysis.gaps.pareto`; the rows to show.
        chosen: the id of an indicator to mark; the others are paler.
        decimals: of what is lost.
        in_points: whether it is in points of the total, and not in marks.
    """
    labels = [
        f"▸ <b>{wrapped(title, 12)}</b>" if indicator == chosen else wrapped(title, 12)
        for indicator, title in zip(frame["indicator"], frame["title"], strict=True)
    ]
    quiet = {"showgrid": False, "zeroline": False, "showticklabels": False}
    return figure(
        [_lost_bars(frame, chosen, decimals, in_points, lang), _cumulative_line(frame, lang)],
        titled(gettext(lang, "Where marks are lost"), about, lang),
        gettext(lang, "In points of the total") if in_points else gettext(lang, "In marks"),
        row_height(labels, 30) + 74 + LEGEND,
        xaxis={"domain": [0, 0.66], "range": [0, frame["lost"].max() * 1.12], "zeroline": False, **quiet},
        xaxis2={"domain": [0.72, 1], "range": [0, 1.3], **quiet},
        yaxis=rows_axis(labels),
        clickmode="event+select",
    )


def _lost_bars(frame: pd.DataFrame, chosen: str, decimals: int, in_points: bool, lang: Lang) -> dict[str, Any]:
    is_chosen = frame["indicator"] == chosen
    paler = 0.45 if is_chosen.any() else 0.85
    # What Plotly puts in when the mouse is over a bar.
    figures = {"lost": f"%{{x:.{decimals}f}}", "share": "%{customdata[2]:.1%}", "units": "%{customdata[3]}"}
    if in_points:
        hover = gettext(lang, "{lost} points of the total lost, {share}, units: {units}", **figures)
    else:
        hover = gettext(lang, "{lost} marks lost, {share}, units: {units}", **figures)
    same = {"marker": {"opacity": 1}}  # a click marks by itself what the page shows; the rest need not fade
    return {
        "type": "bar",
        "orientation": "h",
        "x": frame["lost"].tolist(),
        "y": list(range(len(frame))),
        "name": lost_label(in_points, lang),
        "marker": {"color": BAD, "opacity": [1 if here else paler for here in is_chosen], "line": {"width": 0}},
        "text": [plain(lost, decimals) for lost in frame["lost"]],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": _pareto_data(frame),
        "selected": same,
        "unselected": same,
        "hovertemplate": f"%{{customdata[0]}} %{{customdata[1]}}<br>{hover}<extra></extra>",
    }


def _cumulative_line(frame: pd.DataFrame, lang: Lang) -> dict[str, Any]:
    name = gettext(lang, "Cumulative share")
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": frame["cumulative"].tolist(),
        "y": list(range(len(frame))),
        "xaxis": "x2",
        "name": name,
        "line": {"color": GREY, "width": 1.5},
        "marker": {"size": 7, "color": MAIN},
        "text": [f"\u2002{percent(share, 0)}" for share in np.round(frame["cumulative"], 2)],  # clear of the line
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": _pareto_data(frame),
        "hovertemplate": f"{name} %{{x:.1%}}<extra></extra>",
    }


def _pareto_data(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """What a click leads to, and what is written where the mouse is: id, title, share, units, the section's id."""
    columns = (frame["indicator"], safe(frame["title"]), frame["share"], frame["units"], frame["section"])
    return list(zip(*columns, strict=True))
