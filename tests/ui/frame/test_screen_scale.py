"""Figures for large screens."""

from __future__ import annotations

import re
from pathlib import Path

from ui.frame.screen_scale import STEPS, scaled

SCREEN = Path(__file__).resolve().parents[3] / "ui" / "assets" / "screen.css"


def test_lengths_in_pixels_grow_and_figures_stay() -> None:
    figure = {
        "data": [{"x": [1, 2], "y": [3, 4], "marker": {"size": 10, "opacity": 0.5}, "textfont": {"size": 12}}],
        "layout": {"height": 300, "margin": {"l": 8, "t": 64}, "xaxis": {"range": [0, 10], "automargin": True}},
    }
    large = scaled(figure, 2)
    assert large["data"][0] == {
        "x": [1, 2],
        "y": [3, 4],
        "marker": {"size": 20, "opacity": 0.5},
        "textfont": {"size": 24},
    }
    assert large["layout"] == {
        "height": 600,
        "margin": {"l": 16, "t": 128},
        "xaxis": {"range": [0, 10], "automargin": True},
    }
    assert figure["layout"]["height"] == 300  # what is shared by all stays as it was


def test_charts_grow_as_much_as_words_do() -> None:
    usual = 15  # px, baseFontSize of the theme
    said = re.findall(r"@media screen and \(min-width: (\d+)px\) \{ :root \{ font-size: (\d+)px", SCREEN.read_text())
    assert {int(width): round(int(size) / usual, 2) for width, size in said} == STEPS
