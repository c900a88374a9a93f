"""What those hear who cannot see a chart or a table."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from tests.app import PAGES, App
from ui.components import alts

# As Streamlit's messages call them: charts, tables to work with, tables to read.
KINDS = ("plotly_chart", "arrow_data_frame", "arrow_table")


def test_the_highest_and_the_lowest_are_named() -> None:
    assert (
        alts.ends("得分率", ["甲", "乙", "丙"], [0.5, 0.913, math.nan], "zh") == "得分率：最高“乙”91.3%，最低“甲”50.0%"
    )


@pytest.mark.parametrize(
    ("figures", "said"),
    [([0.5, 0.5], "得分率：均为50.0%"), ([0.25, math.nan], "得分率：均为25.0%"), ([math.nan] * 2, "得分率")],
)
def test_there_may_be_nothing_to_tell_apart(figures: list[float], said: str) -> None:
    assert alts.ends("得分率", ["甲", "乙"], figures, "zh") == said


def test_grades_are_counted_over_all_groups() -> None:
    rows = pd.DataFrame({"grade_title": ["优秀", "良好", "优秀"], "units": [2, 3, 1]})
    assert alts.grades(rows, "zh").endswith("：优秀 3，良好 3")


def test_a_year_without_a_score_is_a_dash() -> None:
    assert alts.by_period("总分", ["2024", "2025"], [math.nan, 90.5], 2, "zh") == "总分：2024年 —，2025年 90.50"


def test_moves_are_counted() -> None:
    assert alts.moves("名次", pd.Series([2.0, -1.0, 0.0, math.nan, 3.0]), "zh") == "名次：上升2个，下降1个，不变1个"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_chart_and_table_has_words_of_its_own(filled: App, page: str, lang: str) -> None:
    filled.open(page, lang=lang)
    shown = [element for kind in KINDS for element in filled.at.get(kind)]
    assert [element.proto for element in shown if not element.proto.alt] == []
    charts = [element.proto.alt for element in shown if element.type == "plotly_chart"]
    assert len(set(charts)) == len(charts)
    if page in ("overview", "ranking", "gaps", "unit"):
        assert charts
        assert all(any(letter.isdigit() for letter in said) for said in charts), "a finding has a figure"
