"""What a person sees when something breaks: what is known, no more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.store import Store
from tests.app import APP, App
from tests.pages.test_intake import GOOD


def _failing_page() -> None:
    from ui.frame.errors import guard

    def broken() -> None:
        raise RuntimeError("secret detail")

    guard(broken)()


def _stopping_page() -> None:
    import streamlit as st

    from ui.frame.errors import guard

    def stopped() -> None:
        st.write("before")
        st.stop()

    guard(stopped)()
    st.write("after")


def test_an_unexpected_error_is_told_by_number_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    at = AppTest.from_function(_failing_page).run()
    assert not at.exception
    told = at.error[0].value
    assert "secret" not in told
    assert "Traceback" not in told
    number = told.split("：")[-1]
    assert number in caplog.text
    assert "secret detail" in caplog.text


def test_streamlits_own_control_flow_passes_through() -> None:
    at = AppTest.from_function(_stopping_page).run()
    assert [m.value for m in at.markdown] == ["before"]
    assert not at.error


def _locked_page() -> None:
    from scoring.services.batches import BatchFault
    from scoring.store import StoreFault
    from ui.frame.errors import guard

    def locked() -> None:
        raise BatchFault(StoreFault("database_locked", "SQLITE_BUSY", "secret detail"), 3, ())

    guard(locked)()


def test_a_fault_of_the_store_is_told_in_words_and_nothing_is_said_of_what_is_stored() -> None:
    at = AppTest.from_function(_locked_page).run()
    (told,) = (e.value for e in at.error)
    assert told.startswith("没有完成。数据库一直被别的程序占用，等候后仍未轮到（SQLITE_BUSY）。请稍后再做一次。")
    assert "secret" not in told


def test_a_database_that_was_cut_in_half_is_said_once_and_nothing_else(ready: App, tmp_path: Path) -> None:
    ready.open("intake").upload(GOOD)
    path = tmp_path / "kaoping.db"
    os.truncate(path, path.stat().st_size // 2)
    for at in (ready.at, AppTest.from_file(APP, default_timeout=60)):
        at.run()
        assert not at.exception
        (told,) = (e.value for e in at.error)
        assert told.startswith("没有完成。数据库文件已损坏，其中的数据可能不全（SQLITE_CORRUPT）。请停止使用")
        assert "没有丢失" not in told


def test_the_database_is_checked_when_the_pages_begin(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bool] = []
    monkeypatch.setattr(Store, "check", lambda store, *, whole=False: checked.append(whole))
    app.open()
    app.open("intake")
    assert checked == [False]
