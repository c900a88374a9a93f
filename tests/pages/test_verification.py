"""The page 核查: the list by risk, entering a value with its reason, the effect, taking it back."""

from __future__ import annotations

from tests.app import App
from ui.frame import stores


def type_in(app: App, key_part: str, row: int, **cells: str) -> None:
    """Type into a row of the grid whose key holds `key_part`."""
    key = next(str(e.key) for e in app.at.data_editor if key_part in str(e.key))
    app.at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    app.run()


def score(unit: str) -> float:
    sheet = stores.sheet(2025)
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
    sheet = stores.sheet(2025)
    assert sheet is not None
    assert sheet.totals.set_index("unit")["self_score"]["U01"] == 90.0


def test_a_value_without_a_reason_is_not_saved(filled: App) -> None:
    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4")
    assert "有错误时不会保存" in filled.texts
    assert not [b for b in filled.at.button if b.key == "unit_save"]
    assert score("U01") == 90.0


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


def test_one_indicator_across_units(filled: App) -> None:
    named(filled.open("verification", check="indicator", indicator="M01-1"))
    type_in(filled, "grid_indicator", 1, verified="10", reason="漏报")
    filled.click("indicator_save")
    assert score("U02") == 75.0
