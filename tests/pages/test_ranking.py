"""排名: what stands there, what a link to it restores."""

from __future__ import annotations

from scoring.workbook import read_roster
from tests.app import App
from tests.small_period import ROSTER
from ui.frame import stores


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


def test_more_columns_come_when_asked_for(filled: App) -> None:
    filled.open("ranking")
    assert "self_score" not in filled.table("name")
    filled.open("ranking", columns="every")
    assert filled.table("name")["self_score"].tolist() == [90, 50]


def test_a_long_name_keeps_its_end(filled: App) -> None:
    renamed = ROSTER.replace("办公室", "某某省工程建设管理有限公司华东分公司").encode()
    stores.store().add_units("2025", read_roster("units.csv", renamed, stores.system("2025"))[0], "test")
    filled.open("ranking")
    assert filled.table("name")["name"][0] == "某某省工…东分公司"


def test_the_print_view_is_a_table_that_does_not_scroll(two_years: App) -> None:
    two_years.open("ranking", period="2025", print="1")
    assert not two_years.at.dataframe
    rows = two_years.at.table[0].value
    assert rows["单位名称"].tolist() == ["办公室", "人事处"]
    assert rows["S1"].tolist() == [90, 50]  # per cent
    assert "各板块为得分率（%）：S1" in two_years.texts
