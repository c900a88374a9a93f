"""Two inspectors at once, each in a session of their own on one database: nothing typed is lost, nothing is overwritten."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.system import load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.app import App
from tests.databases import KINDS, Databases
from tests.pages.test_verification import type_in
from tests.small_period import ROSTER, SYSTEM
from ui.frame import stores

PANEL = "{id: M01-3, title: 评议, marks: 10, facts: rating, raters: 2, rule: {kind: rating}, reported_by: inspector}"
WITH_PANEL = SYSTEM.replace("rule: {kind: share}}\n", "rule: {kind: share}}\n          - " + PANEL + "\n")
NAMES = {"U01": "办公室", "U02": "人事处"}


def report(unit: str, version: int, **figures: float) -> Submission:
    """A workbook of a unit: `sessions` of M01-1, `done` and `due` of M01-2."""
    places = {"sessions": ("M01-1", "value"), "done": ("M01-2", "done"), "due": ("M01-2", "due")}
    places["count"] = ("M01-2", "value")  # where it is of another kind
    rows = tuple((unit, *places[name], value, "self", "", "", "", "") for name, value in figures.items())
    content = f"{unit}-{version}".encode()
    return Submission(f"{unit}.xlsx", "workbook", content, ((unit, NAMES.get(unit, unit), "a"),), rows, (), (unit,))


def hand_in(unit: str, version: int, by: str = "李收表", **figures: float) -> None:
    """Let a unit's workbook count, a later one once it is confirmed."""
    saved = stores.store().save("2025", report(unit, version, **figures), "test", ask=True)
    if saved.waiting:
        stores.store().confirm([saved.id], by)


@pytest.fixture(params=["sqlite"])
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[App, App]:
    """Two sessions on one database in which U01 (90 of 100) and U02 (50) have reported: 王检查's and 赵检查's."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    monkeypatch.setenv("DATABASE_URL", databases.make().url)
    kept, system = stores.store(), load_system_text(WITH_PANEL)
    kept.add_system(system, "test")
    kept.add_units("2025", read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    hand_in("U01", 1, sessions=8, done=10, due=10)
    hand_in("U02", 1, sessions=5, done=5, due=10)
    return App(), App()


def at_unit(app: App, name: str, check: str = "unit", **query: str) -> App:
    """The app on 核查, under a name."""
    app.open("verification", check=check, **(query or {"unit": "U01"}))
    app.at.text_input(key="actor_name").set_value(name)
    return app.run()


def shown(app: App) -> pd.DataFrame:
    """The grid as its reader sees it: what it was given, with what is typed in it."""
    editor = next(e for e in app.at.data_editor if str(e.key).startswith("grid_"))
    seen = editor.value.copy()
    for row, cells in app.at.session_state[str(editor.key)]["edited_rows"].items():
        for column, value in cells.items():
            seen.loc[row, column] = value
    return seen


def buttons(app: App) -> set[str]:
    return {str(b.key) for b in app.at.button}


def save_as(app: App, name: str, row: int, **cells: str) -> None:
    """Another inspector's whole way, in a session of their own."""
    at_unit(app, name)
    type_in(app, "grid_unit", row, **cells)
    app.click("unit_save")


def given() -> dict[tuple[str, str, str], tuple[float, str]]:
    """What inspectors have given: unit, indicator, field -> value and reason."""
    facts = stores.store().facts("2025")
    rows = facts[facts["source"] == "verified"]
    keys = zip(rows["unit"], rows["indicator"], rows["field"], strict=True)
    return dict(zip(keys, zip(rows["value"], rows["text"], strict=True), strict=True))


VALUE, DONE, DUE = ("U01", "M01-1", "value"), ("U01", "M01-2", "done"), ("U01", "M01-2", "due")


def test_what_is_typed_stays_while_others_change_other_figures(pair: tuple[App, App]) -> None:
    mine, other = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 0, verified="4")
    save_as(other, "赵检查", 1, verified="9", reason="少一项")
    hand_in("U01", 2, sessions=8, done=10, due=12)
    mine.run()
    assert "unit_0_mine" not in buttons(mine)  # nothing to ask
    assert shown(mine)["verified"].tolist() == ["4", "9", ""]  # typed; what stands now beneath it
    assert shown(mine)["self"].tolist() == ["8", "10", "12"]
    type_in(mine, "grid_unit", 0, verified="4", reason="台账只有4次")
    mine.click("unit_save")
    assert given() == {VALUE: (4.0, "台账只有4次"), DONE: (9.0, "少一项")}
    assert not mine.at.session_state["verification_drafts"]["2025"]


@pytest.mark.parametrize("pair", KINDS, indirect=True)
def test_where_both_edit_one_figure_the_later_one_decides(pair: tuple[App, App]) -> None:
    mine, other = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 0, verified="4", reason="台账只有4次")
    save_as(other, "赵检查", 0, verified="5", reason="查到5次")
    mine.click("unit_save")  # on a screen that knows nothing of it
    assert given() == {VALUE: (5.0, "查到5次")}
    words = mine.texts.replace("\\", "")
    assert "核查值：这一项已被赵检查改动：核查由空白变为“5（查到5次）”" in words
    assert "您填的：核查值 4（台账只有4次）" in words
    assert "unit_save" not in buttons(mine)
    mine.click("unit_0_mine").click("unit_save")
    assert given() == {VALUE: (4.0, "台账只有4次")}
    assert stores.store().verifications("2025")["by"].tolist() == ["王检查", "赵检查"]


def test_what_was_saved_in_ones_own_other_window_is_not_called_anothers(pair: tuple[App, App]) -> None:
    mine, again = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 0, verified="4", reason="台账只有4次")
    save_as(again, "王检查", 0, verified="5", reason="查到5次")
    mine.run()
    assert "已被您在另一个窗口改动" in mine.texts
    assert "他人" not in mine.texts


def test_taking_what_stands_gives_up_that_figure_alone(pair: tuple[App, App]) -> None:
    mine, other = pair
    at_unit(mine, "王检查")
    type_in(mine, "grid_unit", 0, verified="4", reason="台账只有4次")
    type_in(mine, "grid_unit", 1, verified="8", reason="少两项")
    save_as(other, "赵检查", 0, verified="5", reason="查到5次")
    mine.run()
    assert "unit_save" in buttons(mine)  # for the other indicator
    mine.click("unit_0_theirs")
    assert shown(mine)["verified"].tolist() == ["5", "8", ""]
    mine.click("unit_save")
    assert given() == {VALUE: (5.0, "查到5次"), DONE: (8.0, "少两项")}


def test_a_new_workbook_asks_about_the_figures_that_it_changes(pair: tuple[App, App]) -> None:
    mine, _ = pair
    at_unit(mine, "王检查")
    type_in(mine, "grid_unit", 0, verified="4", reason="台账只有4次")
    hand_in("U01", 2, sessions=6, done=10, due=10)
    mine.run()
    assert "已被李收表改动：自评由“8”变为“6”" in mine.texts.replace("\\", "")
    mine.click("unit_0_mine").click("unit_save")
    assert given() == {VALUE: (4.0, "台账只有4次")}


def test_a_reason_for_an_indicator_is_not_put_to_what_others_gave_meanwhile(pair: tuple[App, App]) -> None:
    mine, other = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 1, verified="9", reason="少一项")
    save_as(other, "赵检查", 2, verified="12", reason="应有12项")
    mine.click("unit_save")
    assert given() == {DUE: (12.0, "应有12项")}
    assert "核查由空白变为“12（应有12项）”" in mine.texts.replace("\\", "")


def test_what_is_typed_of_one_unit_is_there_after_a_look_at_another(pair: tuple[App, App]) -> None:
    mine, _ = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 0, verified="4", reason="台账只有4次")
    mine.open("verification", check="unit", unit="U02")
    assert "其他处已填未保存：U01 M01-1" in mine.texts.replace("\\", "")
    assert "unit_save" not in buttons(mine)  # it saves what is on the screen
    mine.open("verification", check="indicator", indicator="M01-1")
    assert shown(mine)["verified"].tolist() == ["4", ""]
    mine.click("indicator_save")
    assert given() == {VALUE: (4.0, "台账只有4次")}


def test_what_is_typed_in_a_figure_that_a_new_system_drops_is_listed_and_holds_nothing_up(
    pair: tuple[App, App],
) -> None:
    mine, _ = pair
    type_in(at_unit(mine, "王检查"), "grid_unit", 1, verified="9", reason="少一项")
    count = WITH_PANEL.replace("facts: ratio, rule: {kind: share}", "facts: count, rule: {kind: target, target: 10}")
    stores.store().add_system(load_system_text(count), "李")
    hand_in("U01", 2, sessions=8, count=6)
    mine.run()
    words = mine.texts.replace("\\", "")
    assert "现行指标体系不再填报：U01 M01-2 完成数 9（少一项）" in words
    assert "其他处已填" not in words
    assert "2" in mine.at.button(key="unit_as_reported").label
    mine.click("unit_discard_gone")
    assert not mine.at.session_state["verification_drafts"]["2025"]


def test_a_block_of_panel_scores_asks_only_about_the_unit_that_moved(pair: tuple[App, App]) -> None:
    mine, other = pair
    at_unit(mine, "王检查", "panel", period="2025")
    key = next(str(e.key) for e in mine.at.data_editor if "grid_panel" in str(e.key))
    block = {0: {"r1": "90", "r2": "80"}, 1: {"r1": "70", "r2": "60"}, 2: {"r1": "50"}}
    mine.at.session_state[key] = {"edited_rows": block, "added_rows": [], "deleted_rows": []}
    mine.run()
    at_unit(other, "赵检查", "panel", period="2025")
    type_in(other, "grid_panel", 1, r1="75")
    other.click("panel_save")
    mine.click("panel_save")  # keeps what nobody else has touched
    assert {(unit, field): value for (unit, _, field), (value, _) in given().items()} == {
        ("U01", "r1"): 90.0,
        ("U01", "r2"): 80.0,
        ("U02", "r1"): 75.0,
        ("U03", "r1"): 50.0,
    }
    mine.click("panel_0_theirs").click("panel_save")
    assert given()["U02", "M01-3", "r1"][0] == 75.0
    assert given()["U02", "M01-3", "r2"][0] == 60.0  # typed where nobody else had


def test_an_adjustment_that_others_gave_is_not_overwritten(pair: tuple[App, App]) -> None:
    mine, other = pair
    at_unit(mine, "王检查", "inspectors", unit="U02")
    figure = shown(mine)["indicator"].tolist().index("B1")
    type_in(mine, "grid_inspectors", figure, verified="2", reason="表扬文件两份")
    at_unit(other, "赵检查", "inspectors", unit="U02")
    type_in(other, "grid_inspectors", figure, verified="1", reason="表扬文件一份")
    other.click("inspectors_save")
    mine.click("inspectors_save")
    assert given()["U02", "B1", "value"] == (1.0, "表扬文件一份")
    assert "inspectors_0_mine" in buttons(mine)


def test_confirming_all_confirms_what_was_on_the_screen(pair: tuple[App, App]) -> None:
    mine, _ = pair
    hand_in("U02", 2, sessions=5)  # reports one result now
    at_unit(mine, "王检查", unit="U02")
    assert "1" in mine.at.button(key="unit_as_reported").label
    hand_in("U02", 3, sessions=5, done=5, due=10)
    mine.click("unit_as_reported")
    assert set(given()) == {("U02", "M01-1", "value")}


def test_confirming_all_leaves_out_what_has_changed_and_says_so(pair: tuple[App, App]) -> None:
    mine, other = pair
    at_unit(mine, "王检查")
    save_as(other, "赵检查", 0, verified="5", reason="查到5次")
    mine.click("unit_as_reported")
    assert given() == {VALUE: (5.0, "查到5次"), DONE: (10.0, "与自评一致"), DUE: (10.0, "与自评一致")}
    words = mine.texts.replace("\\", "")
    assert "已确认 1 项与自评一致" in words
    assert "已被赵检查改动" in words
