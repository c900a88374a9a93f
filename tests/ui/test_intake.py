"""Files dropped on the page 报送: what counts, what is refused and why, what happens twice."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import App, workbook
from ui import state

GOOD = ("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10))
BROKEN = ("U02.xlsx", workbook("U02", "人事处", "a", "八次", 12, 10))


def problems(app: App) -> pd.DataFrame:
    return app.table("message", "hint")


def files(app: App) -> pd.DataFrame:
    return app.table("file", "结果")


def test_a_good_workbook_counts_at_once(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    assert list(files(ready)["结果"]) == ["通过"]
    sheet = state.sheet(2025)
    assert sheet is not None
    assert sheet.totals["score"].to_list() == [90.0]


def test_a_broken_one_is_refused_with_each_cell_and_the_good_one_counts(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    assert dict(zip(files(ready)["file"], files(ready)["结果"], strict=True)) == {
        "U01.xlsx": "通过",
        "U02.xlsx": "未通过",
    }
    found = problems(ready)
    assert set(found["file"]) == {"U02.xlsx"}
    assert set(found["indicator"]) == {"M01-1", "M01-2"}
    assert found["cell"].str.fullmatch(r"[A-Z]+\d+").all()
    assert (found["message"] != "").all()
    assert (found["hint"] != "").all()
    assert state.store().submitted(2025) == ["U01"]


def test_the_result_stays_until_the_next_batch(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    ready.run()
    assert len(files(ready)) == 2
    ready.upload(("U02.xlsx", workbook("U02", "人事处", "a", 5, 5, 10)))
    assert list(files(ready)["file"]) == ["U02.xlsx"]
    assert sorted(state.store().submitted(2025)) == ["U01", "U02"]


def test_the_same_file_twice_is_one_version(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    version = state.store().version()
    ready.upload(GOOD)
    assert list(files(ready)["结果"]) == ["与已有版本相同"]
    assert list(files(ready)["版本"]) == [1]
    assert state.sheet(2025) is not None
    assert state.store().version() >= version


def test_a_later_file_is_a_new_version_and_replaces_the_figures(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    ready.upload(("U01b.xlsx", workbook("U01", "办公室", "a", 10, 10, 10)))
    assert list(files(ready)["版本"]) == [2]
    sheet = state.sheet(2025)
    assert sheet is not None
    assert sheet.totals["score"].to_list() == [100.0]


def test_two_files_of_one_unit_in_a_batch_are_both_refused(ready: App) -> None:
    ready.open("intake").upload(GOOD, ("again.xlsx", workbook("U01", "办公室", "a", 9, 10, 10)))
    assert "通过" not in list(files(ready)["结果"])
    assert state.store().submitted(2025) == []


def test_a_file_of_another_year_is_refused(ready: App) -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD[1]))
    for row in book["基本信息"].iter_rows():
        if row[0].value == "考核年度":
            row[1].value = 2019
    buffer = io.BytesIO()
    book.save(buffer)
    ready.open("intake").upload(("old.xlsx", buffer.getvalue()))
    assert list(files(ready)["结果"]) == ["未通过"]
    assert "2019" in " ".join(problems(ready)["message"])


def test_what_cannot_be_read_is_told_and_kept(ready: App) -> None:
    ready.open("intake").upload(("U01.xlsx", b"not a workbook at all"))
    assert list(files(ready)["结果"]) == ["未通过"]
    assert len(problems(ready)) == 1
    assert len(state.store().submissions(2025)) == 1


def test_who_is_missing_is_listed(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    missing = ready.table("unit", "name", "group")
    assert list(missing["unit"]) == ["U02", "U03"]
    assert list(missing["group"]) == ["甲组", "乙组"]


def test_a_unit_that_is_not_on_the_list_counts_and_is_pointed_out(ready: App) -> None:
    ready.open("intake").upload(GOOD, ("U10.xlsx", workbook("U10", "新处室", "a", 5, 5, 10)))
    assert "U10" in next(w.value for w in ready.at.warning)
    assert sorted(state.store().submitted(2025)) == ["U01", "U10"]


def _first_file() -> None:
    from ui import state, submissions

    submissions._one(state.store().submissions(2025).iloc[0])


def test_a_file_is_taken_back_with_a_reason(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    at = AppTest.from_function(_first_file, default_timeout=60).run()
    at.button[0].click().run()
    assert state.store().submitted(2025) == ["U01"]
    at.text_input[0].set_value("报错年度")
    at.button[0].click().run()
    assert not at.exception
    assert state.store().submitted(2025) == []
    assert list(state.store().submissions(2025)["withdrawn"]) == ["报错年度"]
