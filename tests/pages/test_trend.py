"""趋势: what stands there."""

from __future__ import annotations

from tests.app import App


def test_trend_compares_two_years(two_years: App) -> None:
    two_years.open("trend", period="2025")
    assert "较2024年，1个单位名次上升，1个下降，0个不变。" in two_years.texts
    assert [len(two_years.table("places"))] == [1]
    assert two_years.table("places")["places"].tolist() == ["2 → 1"]
    assert "名次比较2024年与2025年都有名次的2个单位。" in two_years.texts


def test_trend_of_one_year_says_what_to_do(filled: App) -> None:
    filled.open("trend")
    assert "没有可比较的上一期" in filled.texts
    assert filled.at.button(key="trend_intake")
