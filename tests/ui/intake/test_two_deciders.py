"""Two people on 报送 at once: each acts on what was on their screen, the later one is told."""

from __future__ import annotations

import pytest

from tests.app import App
from tests.ui.verification.test_two_inspectors import report
from ui.frame import stores


@pytest.fixture
def pair(ready: App) -> tuple[App, App]:
    """Two sessions; U01 and U02 have reported, and a later version of U01 waits."""
    for unit, version, sessions in (("U01", 1, 8), ("U02", 1, 5), ("U01", 2, 9)):
        hand_in(unit, version, sessions=sessions)
    return ready, App()


def hand_in(unit: str, version: int, **figures: float) -> int:
    return stores.store().save("2025", report(unit, version, **figures), "test", ask=True).id


def waiting() -> list[str]:
    kept = stores.store().submissions("2025")
    return kept.loc[kept["waits"], "unit"].tolist()


def under(app: App, name: str) -> App:
    app.open("intake").at.text_input(key="actor_name").set_value(name)
    return app.run()


def test_all_that_is_confirmed_was_on_the_screen(pair: tuple[App, App]) -> None:
    mine, _ = pair
    under(mine, "王收表")
    hand_in("U02", 2, sessions=6)  # since then
    mine.click("confirm_all")
    assert waiting() == ["U02"]
    assert "已确认 1 份" in mine.texts
    assert mine.open("intake", lang="en").at.button(key="confirm_all").label == "Confirm 1 later version"


def test_the_later_of_two_is_told_what_was_decided_and_by_whom(pair: tuple[App, App]) -> None:
    mine, other = pair
    under(mine, "王收表")
    under(other, "赵收表")
    (seq,) = [int(i) for i in stores.store().submissions("2025").query("waits")["id"]]
    stores.store().turn_down(seq, "不是最终稿", "李收表")
    mine.click("confirm_all")
    assert "《U01.xlsx》（第 2 版）已由李收表退回，理由：不是最终稿" in mine.texts.replace("\\", "")
    assert "已确认" not in mine.texts
    assert "confirm_all" not in {b.key for b in mine.at.button}
    other.click("confirm_all")
    assert "已由李收表退回" in other.texts
    assert stores.store().audit()["action"].tolist().count("confirm") == 0


def test_taking_back_acts_on_the_file_that_was_ticked_and_on_what_was_said_of_it(pair: tuple[App, App]) -> None:
    mine, _ = pair
    under(mine, "王收表").open("intake", list="received")
    files = stores.store().submissions("2025")
    place = int((files["unit"] == "U02").to_numpy().argmax())
    mine.at.session_state["submissions"] = {"selection": {"rows": [place], "columns": [], "cells": []}}
    mine.run()
    seq = int(files["id"].iloc[place])
    mine.at.text_input(key=f"withdraw_reason_{seq}").set_value("报错")
    later = hand_in("U02", 2, sessions=6)
    stores.store().confirm([later], "李收表")
    mine.click(f"withdraw_button_{seq}")
    assert stores.store().submissions("2025").set_index("id")["withdrawn"][seq] == ""
    assert "没有撤回：李收表有改动" in mine.texts
    assert f"withdraw_button_{seq}" in {b.key for b in mine.at.button}  # the tick has stayed with the file
