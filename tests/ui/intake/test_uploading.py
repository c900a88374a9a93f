"""Files dropped: what is refused at once."""

from __future__ import annotations

import pytest

from tests.app import App
from tests.pages.test_intake import BROKEN, GOOD
from ui.frame import stores
from ui.intake import uploading


def test_more_than_can_be_handed_in_is_said_and_nothing_is_taken(ready: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "UPLOAD_FILES", 1)
    ready.open("intake").upload(GOOD, BROKEN)
    assert "2 个文件" in next(e.value for e in ready.at.error)
    assert stores.store().submissions("2025").empty
