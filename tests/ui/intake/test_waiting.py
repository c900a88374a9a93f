"""The decision about a later version."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem
from scoring.workbook import limits
from tests.app import App
from tests.pages.test_intake import GOOD, LATER, score, waiting
from tests.small_period import workbook
from ui.components import tables
from ui.frame import stores


def test_a_waiting_file_is_turned_down_with_a_reason(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    ready.upload(LATER)
    (seq,) = waiting()

    def decide(seq: int) -> None:
        from ui.frame import stores
        from ui.intake import waiting

        waiting._one("2025", stores.store().submissions("2025").set_index("id", drop=False).loc[seq])

    at = AppTest.from_function(decide, args=(seq,), default_timeout=60).run()
    at.button(key=f"turn_down_button_{seq}").click().run()
    assert waiting() == [seq]
    at.text_input(key=f"turn_down_reason_{seq}").set_value("不是最终稿")
    at.button(key=f"turn_down_button_{seq}").click().run()
    assert not at.exception
    assert waiting() == []
    assert score() == 90.0
    assert list(stores.store().submissions("2025")["turned_down"]) == ["不是最终稿", ""]


HEAD = "单位编码,单位名称,单位分组,编号,字段,值\n"


def test_a_waiting_unit_has_its_name(ready: App) -> None:
    ready.open("intake").upload(("new.xlsx", workbook("U09", "新单位", "a", 8, 10, 10)))
    rows = ready.table("file", "unit", "at")
    assert rows["unit"].tolist() == ["U09 新单位"]


def test_of_a_table_of_strangers_a_browser_gets_the_first_rows_alone(
    ready: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 20)
    rows = "".join(f"S{n:03},单位,a,M01-1,value,3\n" for n in range(60))
    ready.open("intake").upload(("t.csv", f"{HEAD}{rows}".encode()))
    (seq,) = waiting()

    def decide(seq: int) -> None:
        from ui.frame import stores
        from ui.intake import waiting

        files = stores.store().submissions("2025").set_index("id", drop=False)
        waiting._one("2025", files.loc[seq])

    at = AppTest.from_function(decide, args=(seq,), default_timeout=60).run()
    assert not at.exception
    assert not at.warning  # of so many, a table
    assert [len(d.value) for d in at.dataframe] == [20, 20]
    assert any("60" in caption.value and "20" in caption.value for caption in at.caption)


def test_a_period_without_room_is_said_and_nothing_counts(ready: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.open("intake").upload(("new.xlsx", workbook("U09", "新单位", "a", 8, 10, 10)))
    (seq,) = waiting()
    ready.at.session_state["waiting"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    ready.run()
    monkeypatch.setattr(limits, "PERIOD_UNITS", 3)
    ready.click(f"confirm_{seq}")
    told = Problem("confirming_overfills", {"count": "4", "limit": "3"}).message()
    assert "确认后本期将有 4 个单位，超过 3 个的上限，所选文件均未确认" in told
    assert told in ready.texts
    assert "本文件" not in ready.texts  # which of several would it be?
    assert waiting() == [seq]


def test_a_stranger_that_has_been_listed_since_is_confirmed_with_the_others(ready: App) -> None:
    ready.open("intake").upload(("new.xlsx", workbook("U09", "新单位", "a", 8, 10, 10)))
    assert "confirm_all" not in {b.key for b in ready.at.button}
    stores.store().add_units("2025", pd.DataFrame([("U09", "新单位", "a")], columns=UNIT_COLUMNS), "test")
    ready.at.session_state["waiting"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    ready.run()
    assert "不在单位名单中" not in ready.texts.replace("或者单位不在名单中", "")
    ready.click("confirm_all")
    assert waiting() == []
    assert stores.store().submitted("2025") == ["U09"]
