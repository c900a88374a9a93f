"""Whether the data can be used, as it is asked at every start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scoring.services.health import log_faults, open_sound
from scoring.store import Store, StoreFault, open_store


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this installation."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KAOPING_DATA", str(tmp_path))
    return tmp_path


def test_sound_data_are_opened_without_a_word(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    open_store(here).close()
    caplog.clear()
    open_sound().close()
    log_faults()
    assert [record for record in caplog.records if record.name == "kaoping"] == []


def test_what_is_wrong_is_logged_in_words_of_both_languages(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    open_store(here).close()
    os.truncate(here / "kaoping.db", 20_000)
    log_faults()
    (record,) = (record for record in caplog.records if record.name == "kaoping")
    assert "数据库文件已损坏" in record.message
    assert "The database is damaged" in record.message
    assert record.exc_info is None


def test_a_store_that_is_not_sound_is_closed_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Store] = []

    def damaged(store: Store, *, whole: bool = False) -> None:
        raise StoreFault("database_damaged", "x")

    monkeypatch.setattr(Store, "check", damaged)
    monkeypatch.setattr(Store, "close", lambda store: closed.append(store))
    with pytest.raises(StoreFault):
        open_sound()
    assert len(closed) == 1
