"""Accounts as an administrator keeps them."""

from __future__ import annotations

import pytest

from scoring.access import ROLE_NAMES, ROLES, Account, Actor, NotAllowed
from scoring.services import accounts
from scoring.store import Store
from tests.passwords import BETTER, GOOD

pytestmark = pytest.mark.usefixtures("cheap_passwords")
HERE = Actor.local("")
BOSS = Account("boss", "张主任", "admin")


def codes(problems: list) -> list[str]:
    return [one.code for one in problems]


def test_the_first_is_added_by_who_has_the_machine(store: Store) -> None:
    assert not accounts.exist(store)
    assert accounts.add(store, BOSS, GOOD, HERE) == []
    assert accounts.exist(store)
    assert accounts.has_administrator(store)
    assert accounts.listed(store, HERE) == [BOSS]


@pytest.mark.parametrize("role", [role for role in ROLE_NAMES if "manage" not in ROLES[role].may])
def test_only_administrators_keep_accounts(store: Store, role: str) -> None:
    actor = Actor.of(Account("x", "x", role, unit="U01" if role == "unit" else ""))
    for ask in (
        lambda: accounts.listed(store, actor),
        lambda: accounts.add(store, BOSS, GOOD, actor),
        lambda: accounts.change(store, BOSS, actor),
        lambda: accounts.disable(store, "boss", actor),
        lambda: accounts.set_password(store, "boss", GOOD, actor),
        lambda: accounts.unlock(store, "boss", actor),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert not accounts.exist(store)


@pytest.mark.parametrize(
    ("account", "password", "expected"),
    [
        (Account("with space", "甲", "leader"), GOOD, ["login_unusable"]),
        (Account("", "甲", "leader"), GOOD, ["login_unusable"]),
        (Account("甲.乙@科-1", "甲", "leader"), GOOD, []),
        (Account("a", " ", "leader"), GOOD, ["account_nameless"]),
        (Account("a", "甲", "unit"), GOOD, ["account_without_unit"]),
        (Account("a", "甲", "unit", unit="U01"), GOOD, []),
        (Account("a", "甲", "leader", unit="U01"), GOOD, ["account_limits_misplaced"]),
        (Account("a", "甲", "leader", groups=("g",)), GOOD, ["account_limits_misplaced"]),
        (Account("a", "甲", "inspector", groups=("g",), sections=("S1",)), GOOD, []),
        (Account("a", "甲", "leader"), "short", ["password_short"]),
        (Account("a", "甲", "leader"), "x" * 129, ["password_long"]),
        (Account("a", "甲", "leader"), "password1234", ["password_common"]),
        (Account("a", "甲", "leader"), "111111111111", ["password_common"]),
        (Account("a", "甲", "leader"), "qwertyuiop12", ["password_common"]),
        (Account("zhaoliming", "甲", "leader"), "zhaoliming12", ["password_common"]),
        (Account("a b", "", "leader"), "short", ["login_unusable", "account_nameless", "password_short"]),
    ],
)
def test_every_mistake_is_told(store: Store, account: Account, password: str, expected: list[str]) -> None:
    assert codes(accounts.add(store, account, password, HERE)) == expected
    assert accounts.exist(store) == (not expected)


def test_a_login_is_taken_once(store: Store) -> None:
    accounts.add(store, BOSS, GOOD, HERE)
    assert codes(accounts.add(store, Account("boss", "别人", "leader"), GOOD, HERE)) == ["login_taken"]
    assert accounts.listed(store, HERE) == [BOSS]


def test_there_is_always_an_administrator(store: Store) -> None:
    accounts.add(store, BOSS, GOOD, HERE)
    assert codes(accounts.disable(store, "boss", HERE)) == ["last_administrator"]
    assert codes(accounts.change(store, Account("boss", "张主任", "leader"), HERE)) == ["last_administrator"]
    accounts.add(store, Account("next", "李主任", "admin"), GOOD, HERE)
    assert accounts.disable(store, "boss", HERE) == []
    assert accounts.disable(store, "boss", HERE, disabled=False) == []
    assert codes(accounts.disable(store, "nobody", HERE)) == ["account_unknown"]


def test_one_changes_ones_own_password(store: Store) -> None:
    accounts.add(store, BOSS, GOOD, HERE)
    change = accounts.change_own_password
    assert codes(change(store, "boss", "wrong", BETTER)) == ["password_wrong"]
    assert codes(change(store, "nobody", GOOD, BETTER)) == ["password_wrong"]
    assert codes(change(store, "boss", GOOD, GOOD)) == ["password_same"]
    assert codes(change(store, "boss", GOOD, "short")) == ["password_short"]
    assert change(store, "boss", GOOD, BETTER) == []
    assert codes(change(store, "boss", GOOD, BETTER)) == ["password_wrong"]


def test_a_session_that_was_taken_over_cannot_guess_the_password(store: Store) -> None:
    accounts.add(store, BOSS, GOOD, HERE)
    change = accounts.change_own_password
    tries = [codes(change(store, "boss", f"guess {n}", BETTER, "session")) for n in range(accounts.GUESSES + 1)]
    assert tries == [["password_wrong"]] * accounts.GUESSES + [["sign_in_later"]]
    assert codes(change(store, "boss", GOOD, BETTER, "session")) == ["sign_in_later"]
    assert change(store, "boss", GOOD, BETTER, "another") == []
