"""Accounts in a store, and the app as the owner of one sees it."""

from __future__ import annotations

import pytest

from scoring.access import Account, Actor
from scoring.services import accounts, sign_in
from scoring.services.sign_in import SignedIn, digest_of
from scoring.store import Store
from tests.passwords import BETTER, GOOD
from ui.frame import actor as frame_actor

BOSS = Account("boss", "张主任", "admin")
WANG = Account("wang", "王检查", "inspector")
LEADER = Account("leader", "李领导", "leader")
ACCOUNTS = (BOSS, WANG, LEADER)


def with_accounts(store: Store, *more: Account) -> Store:
    """The same store, with ACCOUNTS and more, whose password is `BETTER`."""
    for one in (*ACCOUNTS, *more):
        assert accounts.add(store, one, GOOD, Actor.local("")) == []
        assert accounts.change_own_password(store, one.login, GOOD, BETTER) == []
    return store


def session_of(store: Store, login: str) -> str:
    """The digest of a session that somebody has just begun."""
    done = sign_in.sign_in(store, login, BETTER, "127.0.0.1")
    assert isinstance(done, SignedIn)
    return digest_of(done.session)


def see_as(monkeypatch: pytest.MonkeyPatch, store: Store, login: str) -> None:
    """Let the app in this process be seen by the owner of an account, as if the door had let them in."""
    digest = session_of(store, login)
    monkeypatch.setattr(frame_actor, "came_by_the_door", lambda: True)
    monkeypatch.setattr(frame_actor, "_session", lambda: digest)
