"""`audit`: whether everything stored is what was written, and the seal that is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.cli import audit
from scoring.store import open_store
from tests.databases import Database, Databases
from tests.store.made import PERIOD, every_row, unit_frame, with_period


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAOPING_LANG", "KAOPING_DATA", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a row in every table."""
    every_row(with_period(open_store(tmp_path / "data"))).close()
    return tmp_path / "data"


def behind(data: Path, *statements: str) -> None:
    database = Database(f"sqlite:///{data / 'kaoping.db'}")
    database.unlock()
    database.execute(*statements)


def test_all_is_whole(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept" / "seal.json"
    assert main(["audit", "seal", "--data", str(data), "-o", str(kept)]) == 0
    assert main(["audit", "seal", "--data", str(data)]) == 0
    assert capsys.readouterr().out == kept.read_text(encoding="utf-8")
    store = open_store(data)
    store.add_units(PERIOD, unit_frame("U09"), "a")
    store.close()
    assert main(["audit", "verify", "--data", str(data), "--against", str(kept)]) == 0
    said = capsys.readouterr().out
    assert "全部数据与写入时一致" in said
    assert "与留存的第 17 条记录的存证码相符" in said
    assert main(["audit", "verify", "--data", str(data), "--lang", "en"]) == 0
    assert "Everything stored is as it was written, to record 18." in capsys.readouterr().out


def test_what_was_done_is_said_with_exit_code_1(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    behind(data, "UPDATE facts SET value = 9 WHERE source = 'verified'", "DELETE FROM withdrawals")
    assert main(["audit", "verify", "--data", str(data)]) == 1
    said = capsys.readouterr()
    assert "核查数据（单位编码 U01、指标 M01-1）：存入后被改动（第 5 条记录，" in said.err
    assert "撤回标记（单位编码 U01、文件 U01.xlsx、版本 2）：曾经存入，现已缺失" in said.err
    assert "一致" not in said.out
    assert main(["audit", "verify", "--data", str(data), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert not answer["whole"]
    assert [(one["kind"], one["record"], one["table"]) for one in answer["findings"]] == [
        ("changed", 5, "facts"),
        ("missing", 6, "withdrawals"),
    ]
    assert answer["findings"][0]["row"] == {"unit": "U01", "indicator": "M01-1", "field": "value", "source": "verified"}


def test_a_write_cut_off_shows_against_a_kept_seal(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "seal.json")
    assert main(["audit", "seal", "--data", str(data), "-o", kept]) == 0
    of_the_last = ("visibility", "seals", "audit")
    behind(data, *(f"DELETE FROM {table} WHERE seq = 17" for table in of_the_last))
    assert main(["audit", "verify", "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "--data", str(data), "--against", kept]) == 1
    assert "现有记录不到第 17 条" in capsys.readouterr().err


def test_more_lines_than_anybody_reads(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_MOST_LINES", 1)
    behind(data, "UPDATE facts SET value = 9", "DELETE FROM withdrawals")
    assert main(["audit", "verify", "--data", str(data)]) == 1
    assert "另有 4 处" in capsys.readouterr().err


def test_what_an_earlier_version_wrote_is_proved_since_it_was_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Path(__file__).resolve().parents[1] / "store" / "kept" / "kaoping-0.2.0.db"
    (tmp_path / "kaoping.db").write_bytes(kept.read_bytes())
    assert main(["audit", "verify", "--data", str(tmp_path)]) == 0
    assert "此前有无改动无法判断" in capsys.readouterr().out


def test_where_it_cannot_run(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--data", str(tmp_path / "mistyped")]) == 2
    assert "此处没有数据" in capsys.readouterr().err
    assert not (tmp_path / "mistyped").exists()
    other = tmp_path / "other.json"
    assert main(["audit", "verify", "--data", str(data), "--against", str(other)]) == 2
    other.write_bytes(b"\xff")
    assert main(["audit", "verify", "--data", str(data), "--against", str(other)]) == 2
    assert "没有存证码" in capsys.readouterr().err
    open_store(tmp_path / "empty").close()
    assert main(["audit", "seal", "--data", str(tmp_path / "empty")]) == 2
    assert main(["audit", "verify", "--data", str(tmp_path / "empty")]) == 0
    (data / "kaoping.db").write_bytes(b"SQLite format 3\0" + b"\0" * 5000)
    capsys.readouterr()
    assert main(["audit", "verify", "--data", str(data)]) == 2
    assert "数据库文件已损坏" in capsys.readouterr().err


def test_the_database_of_the_environment(
    postgresql_databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = postgresql_databases.make()
    with_period(database.open())
    monkeypatch.setenv("DATABASE_URL", database.url)
    assert main(["audit", "verify", "--lang", "en"]) == 0
    assert "to record 1" in capsys.readouterr().out
