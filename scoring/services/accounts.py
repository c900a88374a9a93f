"""Accounts: who may come in, as whom, and with which password. Nothing here signs anybody in."""

from __future__ import annotations

import re
import time
from dataclasses import replace

from scoring.access import ROLES, Account, Actor, Role
from scoring.problems import Problem
from scoring.services import passwords
from scoring.store import Store
from scoring.store.accounts import Password
from scoring.store.sessions import FAILURES_KEPT
from scoring.words import Text, text

_LOGIN = re.compile(r"[\w.@-]{1,40}")
_NAME = 40  # characters
GUESSES = 10  # of the present password, in a quarter of an hour, before changing it has to wait
ROLE_WORDS: dict[Role, Text] = {
    "admin": text("管理员", "administrator"),
    "inspector": text("核查人员", "inspector"),
    "leader": text("领导", "leader"),
    "unit": text("填报单位", "filling unit"),
}
_UNIT, _PARTS = text("单位", "a unit"), text("分组或板块", "groups or sections")


def exist(store: Store) -> bool:
    """Whether there are accounts, so that everybody has to sign in."""
    return store.people.exist()


def has_administrator(store: Store) -> bool:
    """Whether there is an administrator who can sign in."""
    return any(one.role == "admin" and not one.disabled for one in store.people.accounts())


def listed(store: Store, actor: Actor) -> list[Account]:
    """Every account, those that are disabled too, by login."""
    actor.must("manage")
    return store.people.accounts()


def add(store: Store, account: Account, password: str, actor: Actor) -> list[Problem]:
    """Add an account; its first password has to be changed by its owner.

    Returns:
        Every mistake; with any of them nothing is added.
    """
    actor.must("manage")
    problems = _mistakes(account)
    if weak := passwords.mistake(password, account.login):
        problems.append(weak)
    if problems:
        return problems
    first = Password(passwords.hashed(password), must_change=True)
    return [] if store.people.add(account, first, actor.name) else [Problem("login_taken", {"login": account.login})]


def change(store: Store, account: Account, actor: Actor) -> list[Problem]:
    """Give the account of a login another name, role, unit or limits, disable it or let it in again.

    Returns:
        Every mistake; with any of them nothing is changed.
    """
    actor.must("manage")
    if store.people.account(account.login) is None:
        return [Problem("account_unknown", {"login": account.login})]
    if problems := _mistakes(account):
        return problems
    done = store.people.change(account, actor.name)
    return [] if done else [Problem("last_administrator", {"login": account.login})]


def disable(store: Store, login: str, actor: Actor, *, disabled: bool = True) -> list[Problem]:
    """Let nobody in by an account any more, or let its owner in again; returns why it was not done."""
    actor.must("manage")
    account = store.people.account(login)
    if account is None:
        return [Problem("account_unknown", {"login": login})]
    return change(store, replace(account, disabled=disabled), actor)


def set_password(store: Store, login: str, new: str, actor: Actor) -> list[Problem]:
    """Give somebody a first password anew, which they have to change; every session of theirs ends."""
    actor.must("manage")
    if store.people.account(login) is None:
        return [Problem("account_unknown", {"login": login})]
    if weak := passwords.mistake(new, login):
        return [weak]
    store.people.set_password(login, Password(passwords.hashed(new), must_change=True), actor.name)
    return []


def change_own_password(store: Store, login: str, old: str, new: str, session: str = "") -> list[Problem]:
    """Let somebody choose another password; every session of theirs ends but the one of this digest."""
    kept, at = store.people.password(login), time.time()
    if store.people.failures(login, "", session, at)[0] >= GUESSES:  # whoever took a session over may not guess on
        return [Problem("sign_in_later", {"minutes": round(FAILURES_KEPT / 60)})]
    if kept is None or not passwords.fits(old, kept.hash):
        store.people.note_failure(login, "", session, at)
        return [Problem("password_wrong")]
    if old == new:
        return [Problem("password_same")]
    if weak := passwords.mistake(new, login):
        return [weak]
    store.people.set_password(login, Password(passwords.hashed(new), must_change=False), login, session)
    return []


def unlock(store: Store, login: str, actor: Actor) -> list[Problem]:
    """Forget how often somebody failed to sign in, so that they may try at once."""
    actor.must("manage")
    if store.people.account(login) is None:
        return [Problem("account_unknown", {"login": login})]
    store.people.forget_failures(login)
    return []


def _mistakes(account: Account) -> list[Problem]:
    """What is wrong with an account but for its password."""
    said = {"login": account.login}
    problems = []
    if not _LOGIN.fullmatch(account.login):
        problems.append(Problem("login_unusable", said))
    if not 0 < len(account.name.strip()) <= _NAME:
        problems.append(Problem("account_nameless", said))
    return problems + misplaced_limits(account.login, account.role, account.unit, account.groups or account.sections)


def misplaced_limits(whose: str, role: Role, unit: str, parts: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the unit, and with the groups or sections, that somebody of a role is limited to.

    Args:
        whose: a login name, or what a token is called.
    """
    said = {"login": whose}
    is_unit = ROLES[role].sees_own_unit_only
    problems = [Problem("account_without_unit", said)] if is_unit and not unit else []
    for given, belongs, limits in ((unit, is_unit, _UNIT), (parts, role == "inspector", _PARTS)):
        if given and not belongs:
            problems.append(Problem("account_limits_misplaced", said | {"role": ROLE_WORDS[role], "limits": limits}))
    return problems
