"""`token`: made by command, its secret printed once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.services import tokens
from scoring.store import open_store


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAOPING_LANG", "KAOPING_DATA", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run `token ...` on a new store; gives the exit code and what was said on both streams."""
    open_store(tmp_path).close()

    def _run(*arguments: str) -> tuple[int, str, str]:
        code = main(["token", *arguments, "--data", str(tmp_path)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return _run


def lets_in(folder: Path, secret: str) -> bool:
    store = open_store(folder)
    try:
        return tokens.actor_of(store, secret) is not None
    finally:
        store.close()


def test_the_secret_alone_goes_to_standard_output(run, tmp_path: Path) -> None:
    code, out, err = run("add", "市政务平台", "--role", "leader")
    assert code == 0
    assert lets_in(tmp_path, out.rstrip("\n"))
    assert err.startswith("令牌 1，有效期至 ")
    assert out.strip() not in run("list")[1] + run("list", "--json")[1]


def test_what_there_is_and_what_was_revoked(run, tmp_path: Path) -> None:
    made = json.loads(
        run("add", "核查", "--role", "inspector", "--write", "--group", "g1", "--days", "30", "--json")[1]
    )
    assert set(made) == {"id", "secret", "expires"}
    assert lets_in(tmp_path, made["secret"])
    rows = [line.split() for line in run("list")[1].splitlines()]
    assert rows[0] == ["编号", "用途", "角色", "限定范围", "权限", "有效期至", "建立人"]
    assert rows[1][:5] == ["1", "核查", "核查人员", "g1", "读写"]
    assert run("revoke", "1") == (0, "令牌 1 已作废。\n", "")
    assert not lets_in(tmp_path, made["secret"])
    assert run("list")[1].splitlines()[1].endswith("已作废")
    listed = json.loads(run("list", "--json")[1])["tokens"]
    assert [(one["is_revoked"], one["is_in_force"], one["may_write"]) for one in listed] == [(True, False, True)]


def test_mistakes_are_told(run) -> None:
    code, out, err = run("add", "a", "--role", "unit", "--days", "400", "--lang", "en")
    assert (code, out) == (1, "")
    assert [line.rpartition("[")[2] for line in err.splitlines()] == ["account_without_unit]", "token_unusable]"]
    assert json.loads(run("revoke", "7", "--json")[1])["problems"][0]["code"] == "token_unknown"
    assert run("list", "--lang", "en") == (0, "There are no tokens.\n", "")


@pytest.mark.parametrize("command", ["add", "list", "revoke"])
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", command, "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("Example: python -m scoring token", "--data", "--json", "--lang"):
        assert words in shown
