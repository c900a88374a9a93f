"""差距: what stands there, and what a link to it restores."""

from __future__ import annotations

import pytest

from scoring import charts
from tests.app import App
from ui.frame import stores
from ui.frame.view_key import ViewKey
from ui.gaps import view as gaps_view


def test_findings_in_words(filled: App) -> None:
    filled.open("gaps")
    # M01-1: 10 and 25 of 50 lost; M01-2: 0 and 25.
    assert "失分最多的是“学习次数”（M01-1），共失35.00分，占全部失分的58.3%" in filled.texts
    assert "离本组中位数最远的是人事处（甲组），低20.00分。" in filled.texts
    filled.open("gaps", lang="en")
    assert "人事处 (Group A), by 20.00." in filled.texts


def test_a_link_opens_a_section_a_measure_and_an_indicator(filled: App) -> None:
    filled.open("gaps", section="S1", measure="M01", indicator="M01-1")
    assert {filled.at.query_params[key] for key in ("section", "measure", "indicator")} == {"S1", "M01", "M01-1"}
    assert "适用的2个单位都失分，共失35.00分。" in filled.texts
    rows = filled.table("name", "value", "why")
    assert rows["name"].tolist() == ["人事处", "办公室"]
    assert rows["lost"].tolist() == [25, 10]


def test_without_a_section_no_measure_stays_in_the_link(filled: App) -> None:
    filled.open("gaps", measure="M01")
    assert "measure" not in filled.at.query_params


def test_a_group_that_has_not_reported_says_so(filled: App) -> None:
    filled.open("gaps", group="b")
    assert "本组还没有单位报送" in filled.texts


def test_an_indicator_that_does_not_exist_is_none(filled: App) -> None:
    filled.open("gaps", indicator="M99")
    assert "indicator" not in filled.at.query_params


def test_distances_are_signed_and_say_what_they_compare_with(filled: App) -> None:
    filled.open("gaps")
    rows = filled.table("to_best")
    assert rows["to_best"].tolist() == [0, -40]
    assert rows["to_median"].tolist() == [20, -20]
    assert "各单位均与本组比较。" in filled.texts


def test_the_print_view_has_tables_that_do_not_scroll(filled: App) -> None:
    filled.open("gaps", print="1", indicator="M01-1")
    assert not filled.at.dataframe
    assert len(filled.at.table) == 2
    assert filled.at.table[1].value.iloc[1].tolist()[-2:] == [-20.0, -50.0]
    filled.at.toggle(key="print_view").set_value(False)
    filled.run()
    assert "print" not in filled.at.query_params
    assert len(filled.at.dataframe) == 2


def test_a_rerun_draws_nothing_again(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.open("gaps")

    def drawn(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    for chart in ("heat_map", "pareto_chart"):
        monkeypatch.setattr(charts, chart, drawn)
    filled.run()


def test_bars_follow_the_chosen_section_and_measures_are_ranked_too(filled: App) -> None:
    state = stores.store_state()
    key = ViewKey(state, "2025", None, "zh")
    assert gaps_view.lost_rows(key, gaps_view.Part("S1")).equals(gaps_view.lost_rows(key))
    filled.open("gaps", section="S1", level="measure")
    assert "点击条形查看该措施的各项指标。" in filled.texts
    assert "学习次数" in gaps_view.pareto_view(key, "", gaps_view.Part("S1")).alt
    filled.open("gaps", section="S1", measure="M01", level="measure")  # inside one measure there is nothing to rank
    assert "点击条形查看哪些单位在该指标失分。" in filled.texts
