"""Charts of all units: scores, grades, sections. Tested in tests/charts/test_charts.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from scoring.charts.dumbbell import End, dumbbell
from scoring.charts.palette import GREY, MAIN, grade_colours, ink
from scoring.charts.style import (
    LEGEND,
    display_width,
    figure,
    least_room,
    padded,
    plotly_text,
    row_height,
    rows_axis,
    safe,
    stems,
    titled,
    wrapped,
)
from scoring.numbers import plain, signed
from scoring.period import period_name
from scoring.words import Lang, gettext, label

_MOST_BESIDE = 12  # Latin letters, or half as many Chinese characters
_FIGURE_SPACE = "\u2007"  # as wide as a figure


def ranking_lollipop(
    frame: pd.DataFrame,
    mean: float,
    grades: Mapping[str, str],
    lang: Lang = "zh",
    about: str = "",
    place: str = "rank",
    decimals: int = 2,
    chosen: str = "",
) -> go.Figure:
    """Every unit's score as a dot, its stem reaching to the mean, coloured by grade.

    Scores and grades stand on the right, where they meet neither names nor each other, however narrow the screen.

    Args:
        frame: columns of `analysis.ranking`, in the order to show; those without a score are left out. Where its
            `position` (see `analysis.ranking.ends`) jumps, an empty row says so.
        mean: in points, the line the stems start from.
        grades: grade id -> title, best first.
        about: what the units are, for the title.
        place: the column shown before each name, `rank` or `group_rank`.
        decimals: of every score.
        chosen: the code of a unit to mark.
    """
    frame = frame[frame["score"].notna()].reset_index(drop=True)
    colours = grade_colours(list(grades))
    rows, labels = _placed_rows(frame, place, chosen)
    frame = frame.assign(row=rows)
    axis, lines = rows_axis(labels), stems([mean] * len(frame), frame["score"].tolist(), at=rows)
    every = {**grades, "": gettext(lang, "No grade")} if grades else {"": ""}
    dots = [
        _grade_dots(frame[frame["grade"] == grade], title, colours[grade] if grades else MAIN, lang, decimals)
        for grade, title in every.items()
        if (frame["grade"] == grade).any()
    ]
    return figure(
        [lines | {"yaxis": "y2"}, _mean_line(mean if len(frame) else None, len(labels), lang, decimals), *dots],
        titled(gettext(lang, "Scores against the mean"), about, lang),
        gettext(lang, "In points"),
        row_height(labels) + 84 + LEGEND,
        xaxis={"range": padded([*frame["score"], mean], 0.06, least_room(frame["score"], 0.01)), "zeroline": False},
        yaxis=axis,
        yaxis2=_score_words(frame, grades, decimals) | {"range": axis["range"]},
        clickmode="event+select",
    )


def _mean_line(mean: float | None, rows: int, lang: Lang, decimals: int) -> dict[str, Any]:
    """A line down all rows; of no units, only its name in the legend."""
    name = gettext(lang, "Mean")
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [mean, mean],
        "y": [-0.6, rows - 0.4],
        "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "name": name if mean is None else f"{name} {plain(mean, decimals)}",
        "hoverinfo": "skip",
    }


def _score_words(frame: pd.DataFrame, grades: Mapping[str, str], decimals: int) -> dict[str, Any]:
    """An axis on the right that says the score and the grade of each row; a long grade is cut short."""
    scores = [plain(score, decimals) for score in frame["score"]]
    widest = max(map(len, scores), default=0)
    titles = [grades.get(grade, "") for grade in frame["grade"]]
    short = [name if display_width(name) <= _MOST_BESIDE else f"{name[: _MOST_BESIDE // 2]}…" for name in titles]
    words = [f"{score.rjust(widest, _FIGURE_SPACE)}  {grade}" for score, grade in zip(scores, safe(short), strict=True)]
    return {
        "overlaying": "y",
        "side": "right",
        "tickmode": "array",
        "tickvals": frame["row"].tolist(),
        "ticktext": [text.rstrip() for text in words],
        "tickfont": {"size": 12},
        "ticklabelstandoff": 6,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }


def _placed_rows(frame: pd.DataFrame, place: str, chosen: str) -> tuple[list[int], list[str]]:
    """The row of each unit, and a label for every row; a row of dots stands for units left out."""
    positions = frame["position"].tolist() if "position" in frame else list(range(len(frame)))
    rows: list[int] = []
    labels: list[str] = []
    for at, (unit, name, rank) in enumerate(zip(frame["unit"], frame["name"], frame[place], strict=True)):
        if at and positions[at] > positions[at - 1] + 1:
            labels.append("⋯")
        rows.append(len(labels))
        number = "–" if math.isnan(rank) else plain(rank)
        text = wrapped(name, 11, 2)
        labels.append(f"{f'▸ <b>{text}</b>' if unit == chosen else text}  <b>{number}</b>")
    return rows, labels


def _grade_dots(rows: pd.DataFrame, title: str, colour: str, lang: Lang, decimals: int) -> dict[str, Any]:
    scores = [plain(score, decimals) for score in rows["score"]]
    gaps = [signed(gap, decimals) for gap in rows["gap_to_mean"]]
    grade = plotly_text(title)
    hovers = [
        gettext(lang, "Score {score} points, {gap} to the mean", score=score, gap=gap)
        for score, gap in zip(scores, gaps, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["score"].tolist(),
        "y": rows["row"].tolist(),
        "name": grade,
        "showlegend": bool(title),
        "marker": {"color": colour, "size": 13, "line": {"width": 1.5, "color": GREY}},
        "cliponaxis": False,
        "customdata": list(zip(rows["unit"], safe(rows["name"]), strict=True)),
        "hovertext": [f"{hover}<br>{grade}" if grade else hover for hover in hovers],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{hovertext}<extra></extra>",
    }


def score_distribution(
    frame: pd.DataFrame,
    mean: float,
    grades: Mapping[str, str],
    lang: Lang = "zh",
    about: str = "",
    decimals: int = 2,
    height: float = 420,
) -> go.Figure:
    """How many units have a score in each range, a piece per grade, and where the mean is.

    Args:
        frame: low, high, grade, units, as in `analysis.distribution`.
        mean: in points. grades: grade id -> title, best first. decimals: of the mean.
    """
    colours = grade_colours(list(grades))
    every = {**grades, "": gettext(lang, "No grade")} if grades else {"": ""}
    bars = [
        _range_bars(frame[frame["grade"] == grade], title, colours[grade] if grades else MAIN, lang)
        for grade, title in every.items()
        if (frame["grade"] == grade).any()
    ]
    highest = int(frame.groupby("low")["units"].sum().max()) if len(frame) else 1
    line = {**_mean_line(mean, 1, lang, decimals), "y": [0, highest * 1.05]}
    return figure(
        [*bars, line],
        titled(gettext(lang, "Distribution of scores"), about, lang),
        gettext(lang, "Number of units"),
        height,
        barmode="stack",
        bargap=0.04,
        xaxis={"zeroline": False, "showgrid": False, "title": {"text": gettext(lang, "In points")}},
        yaxis={"rangemode": "tozero", "automargin": True, "tickformat": ",d"},
        margin={"l": 8, "r": 16, "t": 64, "b": 8 + LEGEND},
    )


def _range_bars(rows: pd.DataFrame, title: str, colour: str, lang: Lang) -> dict[str, Any]:
    name = plotly_text(title)
    hovers = [
        gettext(lang, "{low} to {high} points: {units}", low=plain(low), high=plain(high), units=f"{units:,}")
        for low, high, units in zip(rows["low"], rows["high"], rows["units"], strict=True)
    ]
    return {
        "type": "bar",
        "x": ((rows["low"] + rows["high"]) / 2).tolist(),
        "width": (rows["high"] - rows["low"]).tolist(),
        "y": rows["units"].tolist(),
        "name": name,
        "showlegend": bool(title),
        "marker": {"color": colour, "line": {"width": 1, "color": GREY}},
        "hovertext": [f"{hover}　{name}" if name else hover for hover in hovers],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def grade_distribution(frame: pd.DataFrame, grades: Mapping[str, str], lang: Lang = "zh", about: str = "") -> go.Figure:
    """How many units hold each grade: a bar per group, a piece per grade.

    Args:
        frame: group, group_title, grade, grade_title, units, as in `analysis.overview`.
        grades: grade id -> title, best first.
    """
    colours = grade_colours(list(grades))
    titles = frame.drop_duplicates("group")["group_title"].tolist()
    labels = [wrapped(title) for title in titles]
    bars = [
        _grade_bar(rows, colours.get(grade, GREY), lang)
        for grade, rows in ((g, frame[frame["grade"] == g]) for g in frame["grade"].unique())
    ]
    return figure(
        bars,
        titled(label("grade_distribution", lang), about, lang),
        gettext(lang, "Number of units"),
        row_height(labels, 46) + 84 + LEGEND,
        barmode="stack",
        xaxis={"visible": False},
        yaxis=rows_axis(labels),
        clickmode="event+select",
    )


def _grade_bar(rows: pd.DataFrame, colour: str, lang: Lang) -> dict[str, Any]:
    title = plotly_text(rows["grade_title"].iloc[0])
    # What Plotly puts in when the mouse is over a piece.
    hover = gettext(lang, "{group}: {units} {grade}", group="%{customdata[2]}", units="%{x}", grade=title)
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows["units"].tolist(),
        "y": list(range(len(rows))),
        "name": f"{title} {int(rows['units'].sum())}",
        "marker": {"color": colour, "line": {"width": 1, "color": GREY}},
        "text": [str(count) if count else "" for count in rows["units"]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink(colour), "size": 14},
        "customdata": list(zip(rows["grade"], rows["group"], safe(rows["group_title"]), strict=True)),
        "hovertemplate": f"{hover}<extra></extra>",
    }


def section_rates(
    frame: pd.DataFrame, period: str, previous: str | None, lang: Lang = "zh", about: str = ""
) -> go.Figure:
    """Mean rate of every section, this period against the last.

    Args:
        frame: title, rate, previous (0..1), as in `analysis.overview`.
        previous: None where there is no earlier period.
    """
    ends = [End("rate", period_name(period).get(lang), MAIN, "circle")]
    if previous is not None:
        ends.append(End("previous", period_name(previous).get(lang), GREY, "circle-open"))
    return dumbbell(frame, ends, titled(gettext(lang, "Mean rate by section"), about, lang), lang)
