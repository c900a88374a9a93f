"""What 核查 shows is made once for each state of the store, and found again."""

from __future__ import annotations

import pytest

from tests.app import App
from tests.pages.test_verification import named, type_in
from tests.ui.verification.test_two_inspectors import report
from ui.components import paging
from ui.frame import stores
from ui.frame.view_key import ViewKey
from ui.verification import view, work_list


@pytest.fixture
def reported(ready: App) -> App:
    """Two of three units have reported."""
    for unit, sessions in (("U01", 8), ("U02", 5)):
        stores.store().save("2025", report(unit, 1, sessions=sessions, done=5, due=10), "test")
    return ready


def key(group: str | None = None) -> ViewKey:
    return ViewKey(stores.store_state(), "2025", group, "zh")


def test_facts_are_read_once_for_each_state_of_the_store(reported: App) -> None:
    assert stores.facts("2025") is stores.facts("2025")
    before, facts = stores.store_state(), stores.facts("2025")
    stores.store().save("2025", report("U03", 1, sessions=1), "test")
    assert len(stores.facts("2025")) == len(facts) + 1
    assert stores.facts("2025", before).equals(facts)  # as it was then, whatever has come since


def test_views_are_of_what_they_are_asked_for(reported: App) -> None:
    assert view.work_view(key()) is view.work_view(key())
    assert set(view.work_view(key())["unit"]) == {"U01", "U02"}
    assert view.work_view(key("b")).empty
    rows = view.ledger_view(key(), ("U02",), ("M01-2",))
    assert rows[["unit", "field", "self"]].to_numpy().tolist() == [["U02", "done", "5"], ["U02", "due", "10"]]
    assert view.open_view(key(), ("U02",), ("M01-1", "M01-2")) == (("U02", "M01-1"), ("U02", "M01-2"))


def test_a_long_work_list_is_sent_in_pages_and_can_be_searched(reported: App, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (paging, work_list):
        monkeypatch.setattr(module, "PAGE", 3)
    reported.open("verification", check="risk")
    first = reported.table("risk")
    assert len(first) == 3
    assert "第 1—3 项，共 4 项" in reported.texts
    reported.at.session_state["work_page"] = 2
    assert len(reported.run().table("risk")) == 1
    reported.at.text_input(key="work_search").set_value(" 人事 ")
    assert set(reported.run().table("risk")["name"]) == {"人事处"}
    assert "项，共" not in reported.texts


def test_what_is_open_stays_open_while_rows_move(reported: App) -> None:
    named(reported.open("verification", check="risk"))
    reported.at.session_state["work_list"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    reported.run()
    opened = reported.at.subheader[-1].value
    type_in(reported, "grid_risk", 0, verified="4", reason="台账只有4次")
    reported.click("risk_save")
    assert reported.at.subheader[-1].value == opened  # the row is now the last of the list
    assert stores.store().verifications("2025")["value"].tolist() == [4.0]
