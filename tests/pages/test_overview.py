"""总览, 排名 and 趋势: what stands there, what is kept, and what is not done again."""

from __future__ import annotations

import pytest

from scoring import charts
from scoring.system import load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.app import App
from tests.small_period import ROSTER, SYSTEM, workbook
from ui.frame import stores
from ui.frame.view_key import ViewKey
from ui.ranking.view import whole_chart


def test_findings_stand_on_the_overview(two_years: App) -> None:
    two_years.open("overview", period="2025")
    assert "办公室以90.00分居首，领先第二名（人事处）40.00分。" in two_years.texts
    assert "较2024年，名次上升最多的是办公室，升1位（第2名到第1名）" in two_years.texts
    two_years.open("overview", period="2025", lang="en")
    assert "办公室 leads with 90.00, 40.00 ahead of 人事处." in two_years.texts


def test_missing_units_lead_to_intake(filled: App) -> None:
    filled.open("overview")
    assert "研究院" in filled.texts
    assert filled.at.button(key="overview_intake")


def test_a_rerun_makes_nothing_again(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.open("overview")

    def drawn(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(charts, "ranking_lollipop", drawn)
    monkeypatch.setattr(charts, "section_rates", drawn)
    filled.run()


def test_what_is_kept_is_made_anew_once_the_store_changes(filled: App) -> None:
    filled.open("overview")
    assert "办公室以90.00分居首" in filled.texts
    renamed = ROSTER.replace("办公室", "办公厅").encode()
    stores.store().add_units("2025", read_roster("units.csv", renamed, stores.system("2025"))[0], "test")
    filled.open("overview")
    assert "办公厅以90.00分居首" in filled.texts


def test_scores_are_shown_as_the_system_rounds_them(ready: App) -> None:
    text = SYSTEM.replace("format: 1", "format: 1\nscale: 1\nrounding: {indicator: 4, total: 4}")
    stores.store().add_system(load_system_text(text), "test")
    ready.open("intake").upload(("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)))
    ready.open("overview")
    assert "0.9000" in [metric.value for metric in ready.at.metric]
    key = ViewKey(stores.store_state(), "2025", None, "zh")
    assert whole_chart(key).figure.layout.yaxis2.ticktext[0].split()[0] == "0.9000"


def test_units_to_which_nothing_applies_have_no_charts(ready: App) -> None:
    kept = stores.store()
    kept.add_system(
        load_system_text(
            SYSTEM.replace("rule: {kind: share}", "rule: {kind: share}, may_not_apply: true").replace(
                "rule: {kind: target, target: 10}", "rule: {kind: target, target: 10}, may_not_apply: true"
            )
        ),
        "test",
    )
    rows = tuple(("U01", i, "na", float("nan"), "self", "不涉及", "x.csv", "", "") for i in ("M01-1", "M01-2"))
    kept.save("2025", Submission("x.csv", "table", b"x", (("U01", "办公室", "a"),), rows, (), ("U01",)), "test")
    ready.open()
    assert "没有适用的指标" in ready.texts
    assert "未失分" not in ready.texts
    assert not ready.at.get("plotly_chart")


def test_marks_of_a_small_scale_are_shown_as_the_system_rounds_them(ready: App) -> None:
    fine = SYSTEM.replace("marks: 50", "marks: 0.5").replace(
        "groups:", "scale: 1\nrounding: {indicator: 4, total: 4}\ngroups:", 1
    )
    fine = fine.replace("at_least: 80", "at_least: 0.8")
    stores.store().add_system(load_system_text(fine), "test")
    ready.open("intake").upload(("U01.xlsx", workbook("U01", "办公室", "a", 7, 1, 3)))
    ready.open("unit", unit="U01")
    assert "得 0.5167 分" in ready.texts  # 7/10 x 0.5 + 1/3 x 0.5
