"""Accounts and their passwords. An account's latest row counts; of a password only the present one is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import NamedTuple

from sqlalchemy import Connection, Row, delete, exists, func, insert, select

from scoring.access import Account
from scoring.store.audit import NO_PERIOD, append
from scoring.store.tables import accounts, passwords


class Password(NamedTuple):
    """What is kept of a password: argon2's hash, and whether its owner has to choose another."""

    hash: str
    must_change: bool


def listed(conn: Connection) -> list[Account]:
    """Every account, those that are disabled too, by login."""
    return sorted(_latest(conn), key=lambda one: one.login)


def one(conn: Connection, login: str) -> Account | None:
    """The account of a login."""
    return next(_latest(conn, login), None)


def exist(conn: Connection) -> bool:
    """Whether there are any accounts."""
    return bool(conn.execute(select(exists().select_from(accounts))).scalar_one())


def _latest(conn: Connection, login: str | None = None) -> Iterator[Account]:
    newest = select(func.max(accounts.c.seq)).group_by(accounts.c.login)
    if login is not None:
        newest = newest.where(accounts.c.login == login)
    for row in conn.execute(select(accounts).where(accounts.c.seq.in_(newest))):
        yield _account(row)


def _account(row: Row) -> Account:
    return Account(row.login, row.name, row.role, row.unit, tuple(row.groups), tuple(row.sections), row.disabled)


def put(conn: Connection, account: Account, by: str) -> None:
    """Add an account, or let it be otherwise from now on; the audit log has what it was before."""
    before = one(conn, account.login)
    if before == account:
        return
    detail = {"account": asdict(account), "before": None if before is None else asdict(before)}
    seq = append(conn, NO_PERIOD, by, "account", detail)
    row = asdict(account) | {"groups": list(account.groups), "sections": list(account.sections), "seq": seq}
    conn.execute(insert(accounts).values(row))


def password(conn: Connection, login: str) -> Password | None:
    """What is kept of an account's password; None while it has none."""
    row = conn.execute(select(passwords.c.hash, passwords.c.must_change).where(passwords.c.login == login)).first()
    return None if row is None else Password(*row)


def set_password(conn: Connection, login: str, new: Password, by: str) -> None:
    """Put a password in the place of the one there was."""
    append(conn, NO_PERIOD, by, "password", {"login": login, "must_change": new.must_change})
    _replace(conn, login, new)


def rehash(conn: Connection, login: str, old: str, new: str) -> None:
    """Keep the same password by a better hash, unless it is another one by now."""
    now = password(conn, login)
    if now is not None and now.hash == old:
        _replace(conn, login, Password(new, now.must_change))


def _replace(conn: Connection, login: str, new: Password) -> None:
    conn.execute(delete(passwords).where(passwords.c.login == login))
    conn.execute(insert(passwords).values(login=login, hash=new.hash, must_change=new.must_change))
