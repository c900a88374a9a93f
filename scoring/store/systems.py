"""Indicator systems by period; a period is there once it has one.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
from sqlalchemy import Connection, Row, insert, select

from scoring.period import newest_first
from scoring.store.audit import append
from scoring.store.moment import NOW, Moment
from scoring.store.tables import audit, periods, systems
from scoring.system import IndicatorSystem, load_system_text


class UnknownPeriod(KeyError):
    """There is no such period; a system creates one."""


class SystemMoved(Exception):
    """Another system was put into force after a file was read."""


@lru_cache(maxsize=32)
def _parsed(text: str) -> IndicatorSystem:
    return load_system_text(text)


def add(conn: Connection, system: IndicatorSystem, by: str) -> None:
    """Make it the latest system of its period, whose period it may create; the latest again is no change."""
    last = _latest(conn, system.period.id)
    if last is not None and last.digest == system.digest:
        return
    version = last.version + 1 if last else 1
    detail = {"version": version, "id": system.id, "digest": system.digest}
    seq = append(conn, system.period.id, by, "system", detail)
    if last is None:
        conn.execute(insert(periods).values(period=system.period.id, seq=seq))
    row = {
        "seq": seq,
        "period": system.period.id,
        "version": version,
        "digest": system.digest,
        "text": system.source_text,
    }
    conn.execute(insert(systems).values(row))


def replaced(conn: Connection, system: IndicatorSystem, seen: int) -> tuple[int, str] | None:
    """The version that was put into force since a version of the store, and by whom; None for none but the same."""
    then, now = _latest(conn, system.period.id, Moment(seen)), _latest(conn, system.period.id)
    if now is None or now.digest == system.digest or (then is not None and then.seq == now.seq):
        return None
    by = conn.execute(select(audit.c.by).where(audit.c.seq == now.seq)).scalar_one()
    return int(now.version), str(by)


def _latest(conn: Connection, period: str, moment: Moment = NOW) -> Row | None:
    of_period = select(systems).where(systems.c.period == period, moment.has(systems))
    return conn.execute(of_period.order_by(systems.c.version.desc()).limit(1)).first()


def latest_number(conn: Connection, period: str) -> int:
    """The number of the period's latest system. Raises UnknownPeriod."""
    return int(_known(conn, period).seq)


def number_in_force(conn: Connection, period: str, digest: str | None) -> int:
    """The number of the period's latest system. Raises UnknownPeriod; SystemMoved if its digest is not the one given.

    Args:
        digest: None for any.
    """
    row = _known(conn, period)
    if digest is not None and row.digest != digest:
        raise SystemMoved(period)
    return int(row.seq)


def latest(conn: Connection, period: str, moment: Moment = NOW) -> IndicatorSystem:
    """The period's latest system. Raises UnknownPeriod."""
    return _parsed(_known(conn, period, moment).text)


def numbered(conn: Connection, period: str, version: int, moment: Moment = NOW) -> IndicatorSystem:
    """One of the systems the period has had. Raises UnknownPeriod where there is no such one."""
    of_period = select(systems.c.text).where(systems.c.period == period, moment.has(systems))
    text = conn.execute(of_period.where(systems.c.version == version)).scalar_one_or_none()
    if text is None:
        raise UnknownPeriod(period)
    return _parsed(text)


def _known(conn: Connection, period: str, moment: Moment = NOW) -> Row:
    row = _latest(conn, period, moment)
    if row is None:
        raise UnknownPeriod(period)
    return row


def period_ids(conn: Connection) -> list[str]:
    """The periods, newest first."""
    return newest_first(list(conn.execute(select(periods.c.period)).scalars()))


SYSTEM_COLUMNS = ["version", "digest", "at", "by"]


def versions(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """SYSTEM_COLUMNS of a period's systems, newest first."""
    joined = select(systems.c.version, systems.c.digest, audit.c.at, audit.c.by).join(
        audit, audit.c.seq == systems.c.seq
    )
    of_period = joined.where(systems.c.period == period, moment.has(systems))
    rows = conn.execute(of_period.order_by(systems.c.version.desc())).all()
    return pd.DataFrame(rows, columns=SYSTEM_COLUMNS)
