"""Putting a draft into force."""

from __future__ import annotations

from tests.app import App
from tests.pages.test_system import draft
from tests.small_period import SYSTEM
from ui.frame import stores


def test_an_own_system_makes_the_period(app: App) -> None:
    draft(app, SYSTEM)
    assert "小体系" in app.texts
    app.at.text_input(key="actor_name").set_value("李主任")
    app.run().click("draft_save")
    assert stores.store().periods() == ["2025"]
    assert "接下来上传单位名单" in app.texts
    app.open("overview")
    assert "2025年还没有单位报送" in app.texts
