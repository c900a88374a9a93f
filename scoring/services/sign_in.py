"""Signing in and out, and who a browser is signed in as.

A browser gets two secrets: one for its session, and one by which it is known when it comes again (OWASP, "device
cookies"). Failures are counted for a login over all browsers that are not known, for each known one by itself, and for
an address; so a stranger who guesses can keep strangers out for a while, never the owner who comes from where they
have been before.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from dataclasses import dataclass

from scoring.access import Account
from scoring.problems import Problem
from scoring.services import passwords
from scoring.store import Store
from scoring.store.sessions import FAILURES_KEPT, Session

FAILURES_OF_LOGIN = 10  # in a quarter of an hour, before signing in has to wait
FAILURES_OF_ADDRESS = 50  # the same, whatever the login: an office may share an address
_SEEN_EVERY = 60.0  # seconds between two notes that a session was heard of


@dataclass(frozen=True)
class SignedIn:
    """What a browser gets: the secrets of its session and by which it is known from now on."""

    session: str
    device: str
    account: Account
    must_change: bool


@dataclass(frozen=True)
class Viewer:
    """Who a browser is signed in as."""

    account: Account
    must_change: bool


def digest_of(secret: str) -> str:
    """By what a secret is known to the store; it is long and random, so no slower hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def sign_in(
    store: Store, login: str, password: str, address: str, device: str = "", now: float | None = None
) -> SignedIn | Problem:
    """Sign a browser in by name and password.

    Args:
        address: of the network, as far as it is known.
        device: the secret by which the browser is known from an earlier time, if it is.
        now: seconds since 1970.

    Returns:
        What the browser gets, or why it was refused: in the same words, and after the same time, for a wrong name, a
        wrong password and an account that is disabled.
    """
    at = time.time() if now is None else now
    known = digest_of(device)
    known = known if known and store.people.is_known(known, login) else ""
    of_login, of_address = store.people.failures(login, address, known, at)
    if of_login >= FAILURES_OF_LOGIN or (not known and of_address >= FAILURES_OF_ADDRESS):
        return Problem("sign_in_later", {"minutes": round(FAILURES_KEPT / 60)})
    account, kept = store.people.account(login), store.people.password(login)
    fits = passwords.fits(password, None if kept is None else kept.hash)
    if account is None or kept is None or account.disabled or not fits:
        store.people.note_failure(login[:80], address, known, at)
        return Problem("sign_in_failed")
    if passwords.is_outdated(kept.hash):
        store.people.rehash(login, kept.hash, passwords.hashed(password))
    return _begin(store, account, known, at, "password", must_change=kept.must_change)


def sign_in_as(store: Store, login: str, device: str = "", now: float | None = None) -> SignedIn | Problem:
    """Sign a browser in as somebody whom a single sign-on has found out; nobody is ever added by it."""
    account = store.people.account(login)
    if account is None or account.disabled:
        return Problem("sign_in_unknown", {"login": login[:80]})
    at = time.time() if now is None else now
    return _begin(store, account, digest_of(device), at, "oidc", must_change=False)


def _begin(store: Store, account: Account, was: str, now: float, how: str, *, must_change: bool) -> SignedIn | Problem:
    session, device = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    done = store.people.begin_session(digest_of(session), account.login, digest_of(device), was, now, how)
    return SignedIn(session, device, account, must_change) if done else Problem("sign_in_failed")


def viewer(store: Store, digest: str, now: float | None = None) -> Viewer | None:
    """Who a session is of, by the digest of its secret; None once it has ended, however it did."""
    at = time.time() if now is None else now
    found = store.people.session(digest) if digest else None
    if found is None:
        return None
    session, account, must_change = found
    if account.disabled or _is_over(session, at):
        store.people.end_session(digest, "expired")
        return None
    if at - session.seen >= _SEEN_EVERY:
        store.people.see(digest, at)
    return Viewer(account, must_change)


def _is_over(session: Session, now: float) -> bool:
    return now - session.seen > idle_seconds() or now - session.started > longest_seconds()


def idle_seconds() -> float:
    """For how long a session lasts in which nothing happens."""
    return _setting("KAOPING_IDLE_MINUTES", 60) * 60


def longest_seconds() -> float:
    """For how long a session lasts, whatever happens in it."""
    return _setting("KAOPING_SESSION_HOURS", 12) * 3600


def _setting(name: str, default: float) -> float:
    """A number from the environment; what is no positive number counts as not given."""
    try:
        given = float(os.environ.get(name, default))
    except ValueError:
        return default
    return given if given > 0 else default


def sign_out(store: Store, digest: str) -> None:
    """End a session."""
    store.people.end_session(digest, "logout")


def sign_out_everywhere(store: Store, login: str, by: str) -> int:
    """End every session of somebody; how many there were."""
    return store.people.end_sessions(login, by)
