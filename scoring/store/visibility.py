"""What units are shown of other units in a period, by publication.

Tested in tests/store/test_accounts.py.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, insert, select

from scoring.store.audit import append
from scoring.store.systems import latest_number
from scoring.store.tables import visibility

Shown = Literal["nothing", "own", "ranking"]


def shown(conn: Connection, period: str) -> Shown:
    """What units are shown of others in a period; nothing, until somebody says otherwise."""
    query = select(visibility.c.shown).where(visibility.c.period == period).order_by(visibility.c.seq.desc()).limit(1)
    said: Shown | None = conn.execute(query).scalar_one_or_none()
    return said or "nothing"


def show(conn: Connection, period: str, what: Shown, by: str) -> None:
    """Say what units are shown of others in a period. Raises UnknownPeriod."""
    latest_number(conn, period)
    before = shown(conn, period)
    if before != what:
        seq = append(conn, period, by, "visibility", {"shown": what, "before": before})
        conn.execute(insert(visibility).values(seq=seq, period=period, shown=what))
