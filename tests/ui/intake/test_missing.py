"""Who has not reported."""

from __future__ import annotations

from tests.app import App
from tests.pages.test_intake import BROKEN, GOOD


def test_who_is_missing_is_listed(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    missing = ready.table("unit", "name", "group")
    assert list(missing["unit"]) == ["U02", "U03"]
    assert list(missing["group"]) == ["甲组", "乙组"]


def test_who_reported_with_errors_is_told_apart(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    missing = ready.table("unit", "state", "file")
    assert missing[["unit", "state"]].to_numpy().tolist() == [
        ["U02", "已报送，有错误、未计入"],
        ["U03", "尚未报送"],
    ]
