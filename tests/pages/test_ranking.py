"""排名: what stands there, what a link to it restores."""

from __future__ import annotations

from tests.app import App


def test_the_ranking_is_filtered_by_what_the_link_says(filled: App) -> None:
    filled.open("ranking", grade="fail")
    assert filled.table("name")["name"].tolist() == ["人事处"]
    filled.open("ranking", q="办公")
    assert filled.table("name")["name"].tolist() == ["办公室"]
    filled.open("ranking", grade="good", q="人事")
    assert "没有符合条件的单位" in filled.texts
    filled.open("ranking")  # from the menu: nothing is left of the filter
    assert len(filled.table("name")) == 2


def test_the_table_says_changes_with_a_sign_and_sorts_them_as_numbers(two_years: App) -> None:
    two_years.open("ranking", period="2025")
    assert two_years.table("rank_change")["rank_change"].tolist() == [1, -1]
    assert "名次变化与2024年相比" in two_years.texts
