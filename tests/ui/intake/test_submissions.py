"""Taking a file back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.app import App
from tests.pages.test_intake import GOOD
from ui.frame import stores


def _take_back(at: AppTest) -> None:
    next(b for b in at.button if str(b.key).startswith("withdraw_button")).click().run()


def _first_file() -> None:
    from ui.frame import stores
    from ui.intake import submissions

    submissions._one("2025", stores.store().submissions("2025").iloc[0])


def test_a_file_is_taken_back_with_a_reason(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    at = AppTest.from_function(_first_file, default_timeout=60).run()
    _take_back(at)
    assert stores.store().submitted("2025") == ["U01"]
    at.text_input[0].set_value("报错年度")
    _take_back(at)
    assert not at.exception
    assert stores.store().submitted("2025") == []
    assert list(stores.store().submissions("2025")["withdrawn"]) == ["报错年度"]
