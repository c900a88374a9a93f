"""Tokens of programs, of which only digests are kept.

Tested in tests/store/test_accounts.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, insert, select

from scoring.access import Role
from scoring.store.audit import NO_PERIOD, append
from scoring.store.tables import audit, token_ends, tokens


class Token(NamedTuple):
    """A token as it is listed: its number, what it is for, what it may, and who made it when (UTC, ISO 8601).

    `groups` and `sections` are as in `access.Account`; `expires` is UTC, ISO 8601.
    """

    id: int
    name: str
    role: Role
    unit: str
    groups: tuple[str, ...]
    sections: tuple[str, ...]
    may_write: bool
    expires: str
    by: str
    at: str
    is_revoked: bool


def kept_as(number: int) -> str:
    """What is kept with every change that a token made; no login name has a colon."""
    return f"token:{number}"


def add(conn: Connection, token: Token, digest: str, by: str) -> int:
    """Keep a new token; returns its number."""
    what = {"name": token.name, "role": token.role, "unit": token.unit, "expires": token.expires}
    allowed = {"groups": list(token.groups), "sections": list(token.sections), "may_write": token.may_write}
    seq = append(conn, NO_PERIOD, by, "token", what | allowed)
    conn.execute(insert(tokens).values(seq=seq, digest=digest, **what, **allowed))
    return seq


def revoke(conn: Connection, token: int, by: str) -> bool:
    """End a token; whether there was one that had not been ended."""
    if all(one.id != token or one.is_revoked for one in listed(conn)):
        return False
    conn.execute(insert(token_ends).values(token=token, seq=append(conn, NO_PERIOD, by, "token_end", {"token": token})))
    return True


def listed(conn: Connection) -> list[Token]:
    """Every token there has been, the newest first."""
    return [_token(row) for row in conn.execute(_query().order_by(tokens.c.seq.desc()))]


def found(conn: Connection, digest: str) -> Token | None:
    """The token of a secret."""
    row = conn.execute(_query().where(tokens.c.digest == digest)).first()
    return None if row is None else _token(row)


def _query() -> Select[Any]:
    made = select(tokens, audit.c.by, audit.c.at, token_ends.c.seq.label("ended"))
    return made.join(audit, audit.c.seq == tokens.c.seq).outerjoin(token_ends, token_ends.c.token == tokens.c.seq)


def _token(row: Row) -> Token:
    limits = (tuple(row.groups), tuple(row.sections), row.may_write, row.expires)
    return Token(row.seq, row.name, row.role, row.unit, *limits, row.by, row.at, row.ended is not None)
