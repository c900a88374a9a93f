"""What 差距 shows, without a page."""

from __future__ import annotations

import pytest

from tests.app import App
from ui.frame import stores
from ui.frame.view_key import ViewKey
from ui.gaps import view as gaps_view


def test_the_unit_looked_at_stays_in_view(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ViewKey(stores.store_state(), "2025", None, "zh")
    cut = gaps_view.shortened
    monkeypatch.setattr(gaps_view, "shortened", lambda whole, keep: cut(whole, most=1, keep=keep))
    view = gaps_view.heat_view(key, "", "", "U02", False)
    assert list(view.figure.layout.yaxis.ticktext)[1:] == ["办公室", "▸ <b>人事处</b>"]
    assert gaps_view.heat_view(key, "", "", "", False).notes == ["共 2 个单位，图中为首尾 1 个。"]
