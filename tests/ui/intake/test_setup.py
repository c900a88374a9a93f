"""The list of a period's units, taken over from a file."""

from __future__ import annotations

import pytest

from scoring.workbook import limits
from tests.app import App
from tests.pages.test_intake import GOOD
from tests.small_period import ROSTER, SYSTEM
from ui.frame import stores


def test_a_list_of_units_is_taken_over(app: App) -> None:
    from scoring.system import load_system_text

    stores.store().add_system(load_system_text(SYSTEM), "test")
    app.open("intake")
    next(z for z in app.at.file_uploader if z.key == "roster_file").upload("units.csv", ROSTER.encode())
    app.run()
    app.click("roster_save")
    assert list(stores.store().units("2025")["unit"]) == ["U01", "U02", "U03"]


def test_a_list_with_an_unknown_group_is_refused(ready: App) -> None:
    ready.open("intake")
    wrong = ROSTER + "U09,某处,丙组\n"
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", wrong.encode())
    ready.run()
    assert "未采用" in ready.texts
    assert "U09" not in set(stores.store().units("2025")["unit"])


def test_a_shorter_list_is_not_said_to_be_the_same(ready: App) -> None:
    ready.open("intake")
    shorter = "".join(ROSTER.splitlines(keepends=True)[:-1])
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", shorter.encode())
    ready.run()
    assert "新名单中没有" in ready.texts
    assert "没有变化。" in ready.texts
    assert "与现有名单一致" not in ready.texts


def test_what_a_list_changes_is_shown_before_it_counts_and_who_loses_a_report(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    shorter = "单位编码,单位名称,单位分组\nU02,人事处,a\nU03,研究中心,b\n"
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", shorter.encode())
    ready.run()
    shown = ready.table("change", "before")
    assert shown[["change", "unit", "report"]].to_numpy().tolist() == [
        ["新名单中没有", "U01", "已计入"],
        ["有变动", "U03", ""],
    ]
    assert list(stores.store().roster("2025")["name"]) == ["办公室", "人事处", "研究院"]  # nothing yet
    ready.at.checkbox(key="roster_leave").set_value(True)
    ready.run()
    assert "不再计入：U01 办公室" in ready.texts
    ready.click("roster_save")
    assert list(stores.store().roster("2025")["name"]) == ["人事处", "研究中心"]
    assert stores.store().submitted("2025") == []


def test_a_list_that_overfills_the_period_is_refused_in_words(ready: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.open("intake")
    more = ROSTER + "U04,后勤处,a\n"
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", more.encode())
    ready.run()
    monkeypatch.setattr(limits, "PERIOD_UNITS", 3)
    ready.click("roster_save")
    assert "本期将有 4 个单位，超过 3 个的上限，名单未采用" in ready.texts
    assert len(stores.store().roster("2025")) == 3
