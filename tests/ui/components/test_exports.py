"""A large file on a page: begun by a button, followed, stopped, and offered when it is there; two sessions share one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from scoring.facts import UNIT_COLUMNS
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
    shared = exports.state_of(Export("ranked", stores.store().url, state.version, "2025", "zh"))
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
    stores.store().record_batch("2025", [], "x")
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


def test_each_period_and_language_has_a_file_of_its_own(two_years: App) -> None:
    two_years.open("ranking", period="2025").click(f"{KEY}_make")
    of_2025 = next(iter(exports._shared.values()))
    assert of_2025.job.over.wait(SECONDS)
    two_years.open("ranking", period="2024")
    assert f"{KEY}_make" in keys(two_years)
    assert not downloads(two_years)
    two_years.open("ranking", period="2025", lang="en")
    assert not downloads(two_years)
    two_years.open("ranking", period="2025", lang="zh")
    assert len(downloads(two_years)) == 1


def downloads(app: App) -> list[str]:
    return [str(d.proto.id) for d in app.at.get("download_button") if KEY in str(d.proto.id)]


def test_a_file_keeps_the_name_it_was_asked_for_by(ready: App) -> None:
    ready.open("intake").click("template_all_make")
    (shared,) = exports._shared.values()
    assert shared.job.over.wait(SECONDS)
    more = pd.DataFrame([("U04", "后勤处", "a")], columns=UNIT_COLUMNS)
    stores.store().add_units("2025", more, "test")
    ready.run()
    labels = [str(d.proto.label) for d in ready.at.get("download_button") if "template_all" in str(d.proto.id)]
    assert len(labels) == 1
    assert "3" in labels[0]  # the file has three workbooks, whatever has been listed since
