"""Who is signed in, from which browsers people have signed in before, and how often somebody failed to.

Of the secrets that browsers have only digests are kept. Moments are seconds since 1970.

Tested in tests/store/test_accounts.py.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from scoring.store.audit import NO_PERIOD, append
from scoring.store.tables import devices, login_failures, sessions

FAILURES_KEPT = 15 * 60.0  # seconds
DEVICES_KEPT = 400 * 86_400.0
_DEVICES_OF_ONE = 20  # the longest unused make room


class Session(NamedTuple):
    """A browser that is signed in as `login`, since when, and when it was last heard of."""

    login: str
    started: float
    seen: float


def begin(conn: Connection, digest: str, login: str, device: str, now: float, how: str) -> None:
    """Sign a browser in.

    Args:
        digest, device: of the secrets that it gets.
        how: `password` or `oidc`, for the audit log.
    """
    append(conn, NO_PERIOD, login, "login", {"login": login, "how": how})
    conn.execute(insert(sessions).values(digest=digest, login=login, started=now, seen=now))
    conn.execute(delete(devices).where((devices.c.digest == device) | (devices.c.seen < now - DEVICES_KEPT)))
    conn.execute(insert(devices).values(digest=device, login=login, seen=now))
    newest = select(devices.c.digest).where(devices.c.login == login).order_by(devices.c.seen.desc())
    kept = conn.execute(newest.limit(_DEVICES_OF_ONE)).scalars().all()
    conn.execute(delete(devices).where(devices.c.login == login, devices.c.digest.not_in(kept)))


def found(conn: Connection, digest: str) -> Session | None:
    """The session of a browser."""
    columns = (sessions.c.login, sessions.c.started, sessions.c.seen)
    row = conn.execute(select(*columns).where(sessions.c.digest == digest)).first()
    return None if row is None else Session(*row)


def see(conn: Connection, digest: str, now: float) -> None:
    """Note that a session was heard of."""
    conn.execute(update(sessions).where(sessions.c.digest == digest).values(seen=now))


def end(conn: Connection, digest: str, why: str) -> None:
    """End a session, if there is one.

    Args:
        why: `logout`, or `expired`.
    """
    session = found(conn, digest)
    if session is not None:
        append(conn, NO_PERIOD, session.login, why, {"login": session.login})
        conn.execute(delete(sessions).where(sessions.c.digest == digest))


def end_all(conn: Connection, login: str, but: str = "") -> None:
    """End every session of a login, but one; who calls says it in the audit log."""
    conn.execute(delete(sessions).where(sessions.c.login == login, sessions.c.digest != but))


def end_every(conn: Connection, login: str, by: str) -> int:
    """End every session of a login and say so in the audit log; how many there were."""
    count = int(conn.execute(select(func.count()).where(sessions.c.login == login)).scalar_one())
    append(conn, NO_PERIOD, by, "logout", {"login": login, "sessions": count})
    end_all(conn, login)
    return count


def is_known(conn: Connection, device: str, login: str) -> bool:
    """Whether somebody has signed in as a login from a browser before."""
    query = select(devices.c.digest).where(devices.c.digest == device, devices.c.login == login)
    return conn.execute(query).first() is not None


def forget_device(conn: Connection, device: str) -> None:
    """Know a browser no longer by the secret it had."""
    conn.execute(delete(devices).where(devices.c.digest == device))


# --- failures ------------------------------------------------------------------------------------


def note_failure(conn: Connection, login: str, address: str, device: str, now: float, *, is_account: bool) -> None:
    """Note that somebody gave a wrong name or password, and forget what is long ago.

    Args:
        device: the digest of a browser that is known for this login, else ''.
        is_account: whether there is such a login; what was typed may be anything, so only then is it kept for ever.
    """
    append(conn, NO_PERIOD, "", "login_failed", {"login": login if is_account else "", "address": address})
    conn.execute(delete(login_failures).where(login_failures.c.at < now - FAILURES_KEPT))
    conn.execute(insert(login_failures).values(login=login, address=address, device=device, at=now))


def forget_failures(conn: Connection, login: str, device: str | None = None) -> None:
    """Forget the failures of a login, or those of one browser of it ('' for all that are not known)."""
    mine = login_failures.c.login == login
    conn.execute(delete(login_failures).where(mine if device is None else mine & (login_failures.c.device == device)))


def failures_of_login(conn: Connection, login: str, device: str, now: float) -> int:
    """How often it failed of late for a login, from one known browser, or ('') from all that are not."""
    return _failures(conn, (login_failures.c.login == login) & (login_failures.c.device == device), now)


def failures_of_address(conn: Connection, address: str, now: float) -> int:
    """How often it failed of late from an address, browsers that are known left out."""
    return _failures(conn, (login_failures.c.address == address) & (login_failures.c.device == ""), now)


def _failures(conn: Connection, which: ColumnElement[bool], now: float) -> int:
    recent = login_failures.c.at >= now - FAILURES_KEPT
    return int(conn.execute(select(func.count()).select_from(login_failures).where(which, recent)).scalar_one())
