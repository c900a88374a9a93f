"""The audit log: who did what and when, each row sealed with a hash that covers the row before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, union_all

from scoring.store.dialects import storable
from scoring.store.tables import audit, metadata, sealed_period

NO_PERIOD = ""  # of a row that concerns accounts, not what is assessed
START = "0" * 64  # what the first row holds in place of a hash before it
_SEALED = ("seq", "at", "by", "period", "action", "detail", "previous")


def append(conn: Connection, period: str, by: str, action: str, detail: Mapping[str, Any]) -> int:
    """Add a row within a write transaction; its number identifies the whole write."""
    newest = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    last = conn.execute(newest).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, START)
    row = {
        "seq": seq,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "by": storable(by),  # the seal covers what is stored
        "period": period,
        "action": action,
        "detail": storable(json.dumps(detail, ensure_ascii=False, sort_keys=True)),
        "previous": previous,
    }
    conn.execute(insert(audit).values(row | {"hash": _seal(row)}))
    return seq


def _seal(row: Mapping[str, Any]) -> str:
    covered = [sealed_period(row[c]) if c == "period" else row[c] for c in _SEALED]
    return hashlib.sha256(json.dumps(covered, default=repr).encode()).hexdigest()


def newest(conn: Connection, period: str | None = None) -> int:
    """The number of the latest write concerning a period, or any period; 0 before the first.

    Who signs in, or gets an account, changes no period (`NO_PERIOD`).
    """
    number = select(func.coalesce(func.max(audit.c.seq), 0))
    concerned = audit.c.period != NO_PERIOD if period is None else audit.c.period == period
    return int(conn.execute(number.where(concerned)).scalar_one())


def first_broken(conn: Connection) -> int | None:
    """The number of the first row that was changed, removed or put in; None for a whole chain.

    Rows cut off at the end are noticed by what other tables say they brought.
    """
    count, previous = 0, START
    for row in conn.execute(select(audit).order_by(audit.c.seq)).mappings():
        count += 1
        if row["seq"] != count:
            return count
        if row["previous"] != previous or row["hash"] != _seal(dict(row)):
            return count
        previous = row["hash"]
    return count + 1 if _newest_mentioned(conn) > count else None


def _newest_mentioned(conn: Connection) -> int:
    others = [t for t in metadata.sorted_tables if t is not audit and "seq" in t.c]
    newest_of_each = union_all(*(select(func.max(t.c.seq).label("seq")) for t in others)).subquery()
    newest_of_all = conn.execute(select(func.max(newest_of_each.c.seq))).scalar_one()
    return newest_of_all if isinstance(newest_of_all, int) else 0  # what is no number is a finding of its row
