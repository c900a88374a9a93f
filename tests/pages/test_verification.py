"""The page 核查: the list by risk, entering a value with its reason, the effect, taking it back."""

from __future__ import annotations

from pathlib import Path

from scoring.services.proving import seal_text
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.app import App
from tests.databases import Database
from tests.small_period import ROSTER, SYSTEM, workbook
from ui.frame import stores


def type_in(app: App, key_part: str, row: int, **cells: str) -> None:
    """Type into a row of the grid whose key holds `key_part`."""
    key = next(str(e.key) for e in app.at.data_editor if key_part in str(e.key))
    app.at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    app.run()


def score(unit: str) -> float:
    sheet = stores.sheet("2025")
    assert sheet is not None
    return float(sheet.totals.set_index("unit")["score"][unit])


def named(app: App) -> App:
    app.at.text_input(key="actor_name").set_value("王检查")
    return app.run()


def test_the_work_list_begins_with_the_largest_risk(filled: App) -> None:
    filled.open("verification")
    work = filled.table("risk")
    # M01-1: U01 has 0.8, median 0.65: 40 x (0.15 + 1, no evidence) = 46 marks.
    assert list(work[["name", "indicator"]].iloc[0]) == ["办公室", "M01-1"]
    assert round(float(work["risk"].iloc[0]), 6) == 46.0


def test_a_verified_value_counts_and_shows_what_it_changed(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4", reason="台账只有4次")
    preview = filled.table("new_score")
    assert list(preview[["score", "new_score"]].iloc[0]) == [90.0, 70.0]
    filled.click("unit_save")
    assert score("U01") == 70.0
    assert "已保存" in filled.texts
    sheet = stores.sheet("2025")
    assert sheet is not None
    assert sheet.totals.set_index("unit")["self_score"]["U01"] == 90.0


def test_a_missing_reason_is_a_calm_hint_and_a_mistake_only_when_saving_is_tried(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4")
    assert not filled.at.error
    assert not filled.at.warning
    assert "还需补填理由：U01 M01-1" in filled.texts.replace("\\", "")
    filled.click("unit_save")
    assert "有错误时不会保存" in filled.at.error[0].value
    assert score("U01") == 90.0


def test_characters_that_hide_are_shown_in_the_grid_and_stored_as_they_were(filled: App) -> None:
    roster = ROSTER.replace("办公室", "办公\u202e室")
    stores.store().add_units("2025", read_roster("units.csv", roster.encode(), stores.system("2025"))[0], "test")
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4", reason="台\u200b账")
    filled.click("unit_save").open("verification", check="unit", unit="U01")
    grid = next(e.value for e in filled.at.data_editor if "grid_unit" in str(e.key))
    assert (grid["name"][0], grid["reason"][0]) == ("办公\ufffd室", "台\ufffd账")
    assert stores.store().verifications("2025")["text"].tolist() == ["台\u200b账"]


def test_one_reason_is_enough_for_an_indicator(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    key = next(str(e.key) for e in filled.at.data_editor if "grid_unit" in str(e.key))
    typed = {1: {"verified": "4"}, 2: {"verified": "5", "reason": "现场查看"}}
    filled.at.session_state[key] = {"edited_rows": typed, "added_rows": [], "deleted_rows": []}
    filled.run().click("unit_save")
    kept = stores.store().verifications("2025")
    assert set(kept["text"]) == {"现场查看"}
    assert score("U01") == 80.0  # 8/10 of 50, and 4/5 of 50


def test_as_reported_is_one_click(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    filled.click("unit_as_reported")
    kept = stores.store().verifications("2025")
    assert sorted(zip(kept["indicator"], kept["field"], kept["value"], strict=True)) == [
        ("M01-1", "value", 8.0),
        ("M01-2", "done", 10.0),
        ("M01-2", "due", 10.0),
    ]
    assert set(kept["text"]) == {"与自评一致"}
    assert score("U01") == 90.0
    assert "unit_as_reported" not in {b.key for b in filled.at.button}


def test_a_ticked_indicator_is_saved_as_reported(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 2, as_reported=True)
    filled.click("unit_save")
    assert set(stores.store().verifications("2025")["indicator"]) == {"M01-2"}


def test_what_was_cleared_is_blank(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified=None, reason=None)
    assert not [b for b in filled.at.button if b.key == "unit_save"]
    assert next(e for e in filled.at.data_editor if "grid_unit" in str(e.key)).proto.placeholder == ""


def test_an_unreadable_value_is_told_in_words(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="大概四次", reason="台账")
    assert "大概四次" in " ".join(filled.table("message", "hint")["message"])


def test_done_above_due_is_judged_on_both_sources_together(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 1, verified="11", reason="多报一项")
    assert "有错误时不会保存" in filled.texts


def test_without_a_name_nothing_can_be_saved(filled: App) -> None:
    filled.open("verification", check="unit", unit="U01")
    type_in(filled, "grid_unit", 0, verified="4", reason="台账只有4次")
    assert filled.at.button(key="unit_save").disabled


def test_an_adjustment_counts_once_it_has_a_reason(filled: App) -> None:
    named(filled.open("verification", check="inspectors", unit="U02"))
    type_in(filled, "grid_inspectors", 0, verified="2", reason="表扬文件两份")
    filled.click("inspectors_save")
    assert score("U02") == 52.0


def test_a_verified_value_can_be_taken_back_and_stays_in_the_history(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4", reason="台账只有4次")
    filled.click("unit_save")
    filled.open("verification", check="unit", unit="U01")
    type_in(filled, "grid_unit", 0, verified="", reason="补来台账")
    filled.click("unit_save")
    assert score("U01") == 90.0
    history = filled.open("verification", check="history").table("at", "verified")
    assert len(history) == 2
    assert set(history["by"]) == {"王检查"}


def test_what_was_done_to_the_data_is_told(filled: App, tmp_path: Path) -> None:
    filled.open("verification", check="history")
    filled.click("prove")
    assert "全部数据与写入时一致" in filled.at.success[0].value
    kept = seal_text(stores.store().newest_seal())
    filled.at.text_input(key="kept_seal").set_value(kept)
    filled.click("prove")
    assert "相符" in filled.at.success[1].value
    database = Database(f"sqlite:///{tmp_path / 'kaoping.db'}")
    database.unlock()
    database.execute("UPDATE facts SET value = 99, file = '<b>x</b>' WHERE unit = 'U02' AND indicator = 'M01-1'")
    filled.click("prove")
    assert [e.value for e in filled.at.success] == []
    assert "自评数据（单位编码 U02" in filled.at.error[0].value
    assert r"\<b\>x" not in filled.at.error[0].value  # which row it is says the seal, not the row
    assert "<b>" not in filled.at.error[0].value
    assert "存入后被改动" in filled.at.error[0].value
    filled.at.text_input(key="kept_seal").set_value("x")
    filled.click("prove")
    assert "这不是存证码" in filled.at.error[0].value


def test_one_indicator_across_units(filled: App) -> None:
    named(filled.open("verification", check="indicator", indicator="M01-1"))
    type_in(filled, "grid_indicator", 1, verified="10", reason="漏报")
    filled.click("indicator_save")
    assert score("U02") == 75.0


def test_panel_scores_of_all_units_are_pasted_as_a_block(app: App) -> None:
    panel = (
        "{id: M01-3, title: 评议, marks: 10, facts: rating, raters: 2, rule: {kind: rating}, reported_by: inspector}"
    )
    system = load_system_text(
        SYSTEM.replace("rule: {kind: share}}\n", "rule: {kind: share}}\n          - " + panel + "\n")
    )
    stores.store().add_system(system, "test")
    stores.store().add_units("2025", read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    app.open("intake").upload(("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)))
    named(app.open("verification", check="panel"))
    assert "全部单位共 6 格，还缺 6 格；其中 3 个单位一格未录" in app.texts
    key = next(str(e.key) for e in app.at.data_editor if "grid_panel" in str(e.key))
    block = {0: {"r1": "90", "r2": "８０"}, 1: {"r1": "70"}, 2: {"r1": "101"}}
    app.at.session_state[key] = {"edited_rows": block, "added_rows": [], "deleted_rows": []}
    app.run()
    assert "还缺 2 格" in app.texts
    wrong = app.table("message", "hint")
    assert wrong[["unit", "cell"]].to_numpy().tolist() == [["U03", "评分1"]]
    app.at.session_state[key] = {"edited_rows": block | {2: {"r1": "100"}}, "added_rows": [], "deleted_rows": []}
    app.run().click("panel_save")
    facts = stores.store().facts("2025")
    panel_facts = facts[facts["indicator"] == "M01-3"]
    assert panel_facts[["unit", "field", "value"]].to_numpy().tolist() == [
        ["U01", "r1", 90.0],
        ["U01", "r2", 80.0],
        ["U02", "r1", 70.0],
        ["U03", "r1", 100.0],
    ]
