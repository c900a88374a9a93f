"""`user`: accounts by command, among them the first administrator."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.cli import user, whoever
from scoring.services import sign_in
from scoring.services.sign_in import SignedIn
from scoring.store import open_store
from tests.passwords import BETTER, GOOD

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAOPING_LANG", "KAOPING_DATA", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run `user ...` with a line on standard input; gives the exit code and what was said on both streams."""

    def _run(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        code = main(["user", *arguments, "--data", str(data)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return _run


@pytest.fixture
def boss(run):
    assert run("add", "boss", "--role", "admin", "--name", "张主任", given=f"{GOOD}\n")[0] == 0
    return run


def enters(data: Path, password: str, login: str = "boss") -> bool:
    store = open_store(data)
    try:
        return isinstance(sign_in.sign_in(store, login, password, ""), SignedIn)
    finally:
        store.close()


def test_the_first_administrator(run, data: Path) -> None:
    code, out, err = run("add", "boss", "--role", "admin", "--name", "张主任", given=f"{GOOD}\r\nanother line\n")
    assert (code, out, err) == (0, "已新建账号 boss，首次登录时须修改密码。\n", "")
    assert enters(data, GOOD)
    store = open_store(data)
    rows = store.audit()[["action", "by"]].iloc[:2].values.tolist()
    store.close()
    assert [action for action, _ in rows] == ["account", "password"]
    assert all(by.startswith("os:") for _, by in rows)


def test_others_are_listed_with_their_limits(boss) -> None:
    assert boss("add", "wang", "--role", "inspector", "--group", "g1", "--section", "S1", given=GOOD)[0] == 0
    assert boss("add", "wsj", "--role", "unit", "--unit", "U05", given=GOOD)[0] == 0
    code, out, _ = boss("list")
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["登录名", "显示名", "角色", "限定范围"],
        ["boss", "张主任", "管理员"],
        ["wang", "wang", "核查人员", "g1", "S1"],
        ["wsj", "wsj", "填报单位", "U05"],
    ]
    listed = json.loads(boss("list", "--json")[1])["accounts"]
    assert listed[1] == {
        "login": "wang",
        "name": "wang",
        "role": "inspector",
        "unit": "",
        "groups": ["g1"],
        "sections": ["S1"],
        "disabled": False,
    }


def test_mistakes_are_told_and_nothing_is_done(boss) -> None:
    code, out, err = boss("add", "a b", "--role", "unit", "--lang", "en", given="short\n")
    assert (code, out) == (1, "")
    assert [line.rpartition("[")[2] for line in err.splitlines()] == [
        "login_unusable]",
        "account_without_unit]",
        "password_short]",
    ]
    code, out, _ = boss("disable", "boss", "--json")
    assert code == 1
    answer = json.loads(out)
    assert (answer["done"], [one["code"] for one in answer["problems"]]) == (False, ["last_administrator"])
    assert len(json.loads(boss("list", "--json")[1])["accounts"]) == 1


def test_who_is_disabled_cannot_sign_in_until_enabled(boss, data: Path) -> None:
    boss("add", "next", "--role", "admin", given=GOOD)
    assert boss("disable", "next") == (0, "账号 next 已停用，不能再登录。\n", "")
    assert "已停用" in boss("list")[1]
    assert not enters(data, GOOD, "next")
    assert json.loads(boss("enable", "next", "--json")[1]) == {"done": True, "problems": []}
    assert enters(data, GOOD, "next")


def test_another_password(boss, data: Path) -> None:
    assert boss("password", "boss", given=BETTER) == (0, "账号 boss 的密码已重设，下次登录时须修改密码。\n", "")
    assert not enters(data, GOOD)
    assert enters(data, BETTER)
    assert boss("password", "nobody", given=BETTER)[0] == 1


def test_who_failed_too_often_tries_again(boss, data: Path) -> None:
    for _ in range(sign_in.FAILURES_OF_LOGIN):
        assert not enters(data, "guess")
    assert not enters(data, GOOD)
    assert boss("unlock", "boss", "--lang", "en") == (0, "boss can try at once.\n", "")
    assert enters(data, GOOD)


def test_a_password_is_never_an_argument_and_has_to_be_given(run, data: Path) -> None:
    assert run("add", "boss", GOOD, "--role", "admin", given=GOOD)[0] == 2
    code, _, err = run("add", "boss", "--role", "admin")
    assert code == 2
    assert "没有给出密码" in err
    assert not data.exists()


def test_it_is_asked_for_twice_and_not_shown(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: dict[str, object] = {}

    def prompt(text: str, **how: object) -> str:
        asked.update(how, text=text)
        return GOOD

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(user.typer, "prompt", prompt)
    assert main(["user", "add", "boss", "--role", "admin", "--data", str(data)]) == 0
    assert asked == {"text": "初始密码", "hide_input": True, "confirmation_prompt": "再输入一次", "err": True}
    assert enters(data, GOOD)


def test_that_there_is_no_administrator_is_said(run) -> None:
    assert "还没有管理员" in run("add", "wang", "--role", "leader", given=GOOD)[2]


def test_without_accounts_nobody_has_to_sign_in(run, data: Path) -> None:
    code, _, err = run("list")
    assert code == 2  # a folder that was mistyped is not made
    assert "此处没有数据" in err
    assert not data.exists()
    open_store(data).close()
    assert run("list", "--lang", "en") == (0, "There are no accounts: nobody has to sign in.\n", "")


def test_a_user_of_the_system_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(whoever.getpass, "getuser", nameless)
    assert whoever.whoever_has_the_machine().name == "os:"


@pytest.mark.parametrize("command", ["add", "list", "disable", "enable", "unlock", "password"])
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", command, "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("Example: python -m scoring user", "--data", "--json", "--lang"):
        assert words in shown
