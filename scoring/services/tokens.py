"""Tokens, by which programs use the API: made by administrators, for some days, with what a role may, or less."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, replace

from scoring.access import READING, Account, Actor, Role
from scoring.problems import Problem
from scoring.services.accounts import misplaced_limits
from scoring.services.sign_in import digest_of
from scoring.store import Store
from scoring.store.tokens import Token, kept_as

LONGEST = 366  # days
_NAME = 40  # characters
_NEVER = frozenset({"manage"})  # a token that leaks must not let anybody in


@dataclass(frozen=True)
class Wanted:
    """A token that is to be made.

    Attributes:
        name: what it is for.
        role, unit, groups, sections: as those of an account.
        may_write: whether its program may do what the role may, or only read what the role may read.
        days: for how long it holds.
    """

    name: str
    role: Role
    unit: str = ""
    groups: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    may_write: bool = False
    days: int = 90


@dataclass(frozen=True)
class Made:
    """A token that was made: its number, its secret, which is never told again, and its end (UTC, ISO 8601)."""

    id: int
    secret: str
    expires: str


def make(store: Store, wanted: Wanted, actor: Actor, now: dt.datetime | None = None) -> Made | list[Problem]:
    """Make a token; or every mistake, with any of which none is made."""
    actor.must("manage")
    if problems := _mistakes(wanted):
        return problems
    expires = (_at(now) + dt.timedelta(days=wanted.days)).isoformat(timespec="seconds")
    secret = f"kaoping_{secrets.token_urlsafe(32)}"
    limits = (wanted.unit, wanted.groups, wanted.sections, wanted.may_write)
    token = Token(0, wanted.name.strip(), wanted.role, *limits, expires, actor.name, "", is_revoked=False)
    return Made(store.people.add_token(token, digest_of(secret), actor.name), secret, expires)


def listed(store: Store, actor: Actor) -> list[Token]:
    """Every token there has been, the newest first."""
    actor.must("manage")
    return store.people.tokens()


def revoke(store: Store, number: int, actor: Actor) -> list[Problem]:
    """End a token; returns why it was not done."""
    actor.must("manage")
    return [] if store.people.revoke_token(number, actor.name) else [Problem("token_unknown", {"token": number})]


def holds(token: Token, now: dt.datetime | None = None) -> bool:
    """Whether a token is in force."""
    return not token.is_revoked and _at(now) < dt.datetime.fromisoformat(token.expires)


def actor_of(store: Store, secret: str, now: dt.datetime | None = None) -> Actor | None:
    """Who acts by a secret; None where it is no token's that is in force."""
    token = store.people.token(digest_of(secret)) if secret else None
    if token is None or not holds(token, now):
        return None
    of_role = Actor.of(Account(kept_as(token.id), token.name, token.role, token.unit, token.groups, token.sections))
    may = of_role.may - _NEVER if token.may_write else of_role.may & READING
    return replace(of_role, may=may, pages=frozenset())


def _at(now: dt.datetime | None) -> dt.datetime:
    return dt.datetime.now(dt.UTC) if now is None else now


def _mistakes(wanted: Wanted) -> list[Problem]:
    problems = misplaced_limits(wanted.name, wanted.role, wanted.unit, wanted.groups or wanted.sections)
    if not 0 < len(wanted.name.strip()) <= _NAME or not 1 <= wanted.days <= LONGEST:
        problems.append(Problem("token_unusable", {"name": wanted.name}))
    return problems
