"""A large file on a page: begun by a button, followed, stopped, and offered when it is there; two sessions share one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring.services import exports
from scoring.services.exports import Export, Shared
from tests.app import App
from ui.frame import stores

SECONDS = 120  # a test waits at most
KEY = "ranking_xlsx"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything is large."""
    monkeypatch.setattr(exports, "LARGE", 0)
    yield
    exports.close_all()


def asked_for() -> Shared:
    state = stores.store_state()
    shared = exports.state_of(Export("ranked", stores.store().url, state.version, 2025, "zh"))
    assert shared is not None
    return shared


def keys(app: App) -> set[str]:
    names = [str(b.key) for b in [*app.at.button, *app.at.get("download_button")] if getattr(b, "key", None)]
    return {name for name in names if name.startswith(KEY)}


def test_a_large_workbook_is_made_aside_and_shared_by_two_sessions(filled: App) -> None:
    other = App()
    for session in (filled.open("ranking"), other.open("ranking")):
        session.click(f"{KEY}_make")
    shared = asked_for()
    assert len(shared.people) == 2
    assert shared.job.over.wait(SECONDS)
    assert shared.job.state == "done"
    for session in (filled, other):
        session.run()
        assert f"{KEY}_make" not in keys(session)
        assert any(KEY in str(d.proto.id) for d in session.at.get("download_button"))
    stores.store().record_batch(2025, [], "x")
    filled.run()
    assert f"{KEY}_make" in keys(filled)  # a newer one can be asked for
    assert "又有变动" in filled.texts


def test_it_can_be_stopped(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_MODULE", "tests.services.endless")
    filled.open("ranking").click(f"{KEY}_make")
    shared = asked_for()
    assert f"{KEY}_stop" in keys(filled)
    filled.click(f"{KEY}_stop")
    assert shared.job.state == "ended"
    assert f"{KEY}_make" in keys(filled)


def test_a_failure_is_said_and_it_can_be_tried_again(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_MODULE", "tests.services.no_such_program")
    filled.open("ranking").click(f"{KEY}_make")
    assert asked_for().job.over.wait(SECONDS)
    filled.run()
    assert "没有生成成功" in filled.texts
    monkeypatch.setattr(exports, "_MODULE", "scoring.services.export_process")
    filled.click(f"{KEY}_make")
    assert asked_for().job.over.wait(SECONDS)
    assert asked_for().job.state == "done"
