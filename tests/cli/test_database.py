"""The command about the database: sound or not, in words, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scoring.cli.app import run
from scoring.store import open_store


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KAOPING_DATA", str(tmp_path / "data"))
    open_store(tmp_path / "data").close()
    return tmp_path / "data"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(["check-database", *arguments], "kaoping")
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out + captured.err


def test_a_sound_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == (0, "数据库完好：0 个考核期，0 次变更记录。\n")
    assert said(capsys, "--lang", "en") == (0, "The database is sound: 0 periods, 0 changes.\n")


def test_one_that_was_cut_in_half(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "kaoping.db"
    os.truncate(path, path.stat().st_size // 2)
    code, words = said(capsys)
    assert code == 2
    assert words.startswith("数据库文件已损坏，其中的数据可能不全（SQLITE_CORRUPT）。")


def test_one_that_cannot_be_reached(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:9/nowhere")
    code, words = said(capsys, "--lang", "en")
    assert code == 2
    assert words.startswith("The database cannot be reached")
    assert "secret" not in words
    monkeypatch.setenv("DATABASE_URL", "mysql://nobody:secret@h/d")
    code, words = said(capsys, "--lang", "en")
    assert code == 2
    assert words.startswith("DATABASE_URL is no address of a database that can be used (mysql).")


def test_none_is_made_where_the_folder_was_mistyped(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = data.parent / "dta"
    monkeypatch.setenv("KAOPING_DATA", str(wrong))
    code, words = said(capsys)
    assert code == 2
    assert words.startswith("此处没有数据")
    assert not wrong.exists()
