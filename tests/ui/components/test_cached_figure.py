"""Figures that are made once and shown often."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from scoring import charts
from ui.components.cached_figure import CachedFigure


def test_it_hands_out_its_content_without_copying() -> None:
    figure = charts.grade_distribution(
        pd.DataFrame(columns=["group", "group_title", "grade", "grade_title", "units"]), {}
    )
    cached = CachedFigure(figure)
    assert cached.to_dict() == figure.to_dict()
    assert cached.to_dict() is cached.to_dict()


def test_a_larger_figure_is_made_once_and_leaves_the_usual_one_alone() -> None:
    cached = CachedFigure(go.Figure(go.Bar(x=[1, 2], y=[3, 4]), {"height": 300}))
    usual, larger = cached.to_dict(), cached.scaled(2)
    assert larger.to_dict()["layout"]["height"] == 600
    assert larger.to_dict()["data"] == usual["data"]
    assert larger.to_dict() is cached.scaled(2).to_dict()
    assert cached.scaled(1) is cached
    assert usual["layout"]["height"] == cached.to_dict()["layout"]["height"] == 300
