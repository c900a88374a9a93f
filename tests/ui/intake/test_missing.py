"""Who has not reported."""

from __future__ import annotations

from tests.app import App
from tests.pages.test_intake import GOOD


def test_who_is_missing_is_listed(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    missing = ready.table("unit", "name", "group")
    assert list(missing["unit"]) == ["U02", "U03"]
    assert list(missing["group"]) == ["甲组", "乙组"]
