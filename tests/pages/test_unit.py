"""单位: one unit's page, with every state a unit can be in."""

from __future__ import annotations

import pytest

from scoring import charts
from tests.app import App
from tests.small_period import workbook
from ui.frame.choices import choice_id


def test_what_matters_stands_on_top(filled: App) -> None:
    filled.open("unit", unit="U02")
    # The other unit has 90: this one is 20 below the median of the two.
    assert "总分低于本组中位数（70.00分）20.00分。" in filled.texts
    assert "距“良好”（80分）还差30.00分。" in filled.texts
    assert "本组前一名是第1名办公室（90.00分），相差40.00分，补齐下列前2项即可追平。" in filled.texts
    filled.open("unit", unit="U02", lang="en")
    assert ".00 short of Good (80)." in filled.texts


def test_score_rank_and_grade(filled: App) -> None:
    filled.open("unit", unit="U02")
    assert [metric.value for metric in filled.at.metric] == ["50.00", "2 / 2", "2 / 2", "不合格", "50.00"]


def test_a_unit_without_a_report_can_be_chosen(filled: App) -> None:
    filled.open("unit", unit="U03")
    assert "研究院尚未报送2025年数据。" in filled.texts
    assert filled.at.button(key="unit_intake")
    assert not filled.at.metric


def test_a_unit_alone_in_its_group(filled: App) -> None:
    filled.open("intake").upload(("U03.xlsx", workbook("U03", "研究院", "b", 10, 1, 2)))
    filled.open("unit", unit="U03")
    assert "本组没有其他有总分的单位可比较。" in filled.texts


def test_everything_unanswered(filled: App) -> None:
    filled.open("intake").upload(("U03.xlsx", workbook("U03", "研究院", "b", None, None, None)))
    filled.open("unit", unit="U03")
    assert "适用的2项指标全部未填报。" in filled.texts


def test_only_indicators_with_lost_marks_on_request(filled: App) -> None:
    filled.open("unit", unit="U01")
    every = filled.at.table[-1].value
    assert every.iloc[:, 0].tolist() == ["M01-1", "M01-2"]
    filled.open("unit", unit="U01", lines="lost")  # 10 of 10 done
    assert filled.at.table[-1].value.iloc[:, 0].tolist() == ["M01-1"]
    filled.open("unit", unit="U01", lines="lost", print="1")  # a print holds all
    assert filled.at.table[-1].value.iloc[:, 0].tolist() == ["M01-1", "M01-2"]


def test_text_of_a_file_is_text(filled: App) -> None:
    name = "**<b>研究院</b>** [x](https://example.org)"
    filled.open("intake").upload(("U03.xlsx", workbook("U03", name, "b", 10, 1, 2)))
    filled.open("unit", unit="U03")
    assert "](http" not in filled.texts


def test_a_rerun_makes_nothing_again(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.open("unit", unit="U01")

    def drawn(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    for chart in ("waterfall_chart", "against_group", "history_line"):
        monkeypatch.setattr(charts, chart, drawn)
    filled.run()
    filled.open("unit", unit="U01", group="a")  # the group changes nothing about one unit


def test_a_link_keeps_its_unit(filled: App) -> None:
    filled.open("unit")
    assert filled.at.query_params["unit"] == "U01"
    assert choice_id("unit") in ("", "U01")
