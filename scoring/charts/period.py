"""Charts of all units: scores, grades, sections."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scoring.charts.dumbbell import End, dumbbell
from scoring.charts.look import (
    DARK_INK,
    GREY,
    INK,
    LEGEND,
    MAIN,
    figure,
    grade_colours,
    padded,
    row_height,
    rows_axis,
    safe,
    stems,
    titled,
    wrapped,
)
from scoring.charts.words import word
from scoring.numbers import plain


def ranking_lollipop(
    frame: pd.DataFrame,
    mean: float,
    grades: Mapping[str, str],
    lang: str = "zh",
    about: str = "",
    place: str = "rank",
) -> go.Figure:
    """Every unit's score as a dot, its stem reaching to the mean, coloured by grade.

    Args:
        frame: columns of `analysis.ranking`, in the order to show; those without a score
            are left out.
        mean: in points, the line the stems start from.
        grades: grade id -> title, best first.
        about: what the units are, for the title.
        place: the column shown before each name, `rank` or `group_rank`.
    """
    frame = frame[frame["score"].notna()].reset_index(drop=True)
    colours = grade_colours(list(grades))
    labels = _placed_names(frame, place)
    to_mean = stems([mean] * len(frame), frame["score"].tolist())
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [mean, mean],
        "y": [-0.6, len(frame) - 0.4],
        "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "name": f"{word('mean', lang)} {plain(mean, 2)}" if len(frame) else word("mean", lang),
        "hoverinfo": "skip",
    }
    dots = [
        _grade_dots(frame[frame["grade"] == grade], grade_title, colours[grade], lang)
        for grade, grade_title in {**grades, "": word("no_grade", lang)}.items()
        if (frame["grade"] == grade).any()
    ]
    return figure(
        [to_mean, line, *dots],
        titled("ranking", about, lang),
        word("points", lang),
        row_height(labels) + 84 + LEGEND,
        xaxis={"range": padded([*frame["score"], mean], 0.14, 2.5), "zeroline": False},
        yaxis=rows_axis(labels),
        clickmode="event+select",
    )


def _placed_names(frame: pd.DataFrame, place: str) -> list[str]:
    names = [wrapped(name, 10) for name in frame["name"]]
    numbers = ["–" if math.isnan(rank) else plain(rank) for rank in frame[place]]
    return [f"{name}  <b>{number}</b>" for name, number in zip(names, numbers, strict=True)]


def _grade_dots(rows: pd.DataFrame, title: str, colour: str, lang: str) -> dict[str, Any]:
    above = rows["gap_to_mean"] >= 0
    hover = (
        "<b>%{customdata[1]}</b><br>总分 %{x:.2f}　与平均分 %{customdata[2]:+.2f}<br>" + title
        if lang == "zh"
        else "<b>%{customdata[1]}</b><br>Score %{x:.2f}, to the mean %{customdata[2]:+.2f}<br>" + title
    )
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rows["score"].tolist(),
        "y": rows.index.tolist(),
        "name": html.escape(title, quote=False),
        "marker": {"color": colour, "size": 13, "line": {"width": 0}},
        "text": [plain(score, 2) for score in rows["score"]],
        "textposition": np.where(above, "middle right", "middle left").tolist(),
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": list(zip(rows["unit"], safe(rows["name"]), rows["gap_to_mean"], strict=True)),
        "hovertemplate": hover + "<extra></extra>",
    }


def grade_distribution(frame: pd.DataFrame, grades: Mapping[str, str], lang: str = "zh", about: str = "") -> go.Figure:
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
        titled("grades", about, lang),
        word("units", lang),
        row_height(labels, 46) + 84 + LEGEND,
        barmode="stack",
        xaxis={"visible": False},
        yaxis=rows_axis(labels),
    )


def _grade_bar(rows: pd.DataFrame, colour: str, lang: str) -> dict[str, Any]:
    title = html.escape(rows["grade_title"].iloc[0], quote=False)
    ink = INK if colour in DARK_INK else "#FFFFFF"
    each = "%{customdata}：" + title + " %{x}个单位" if lang == "zh" else "%{customdata}: %{x} " + title
    return {
        "type": "bar",
        "orientation": "h",
        "x": rows["units"].tolist(),
        "y": list(range(len(rows))),
        "name": title,
        "marker": {"color": colour, "line": {"width": 0}},
        "text": [str(count) if count else "" for count in rows["units"]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink, "size": 14},
        "customdata": safe(rows["group_title"]),
        "hovertemplate": each + "<extra></extra>",
    }


def section_rates(
    frame: pd.DataFrame, year: int, previous_year: int | None, lang: str = "zh", about: str = ""
) -> go.Figure:
    """Mean rate of every section, this period against the last.

    Args:
        frame: title, rate, previous (0..1), as in `analysis.overview`.
        previous_year: None where there is no earlier period.
    """
    ends = [End("rate", str(year), MAIN, "circle")]
    if previous_year is not None:
        ends.append(End("previous", str(previous_year), GREY, "circle-open"))
    return dumbbell(frame, ends, titled("sections", about, lang), lang)
