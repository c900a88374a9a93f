"""What is loaded is taken out of the collector's sight once a process."""

from __future__ import annotations

import gc

import pytest

from ui.frame.gc_freeze import freeze


def test_it_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: calls.append("collect"))
    monkeypatch.setattr(gc, "freeze", lambda: calls.append("freeze"))
    freeze.cache_clear()
    freeze()
    freeze()
    assert calls == ["collect", "freeze"]
