"""What has been settled about a submission, and by whom, so that whoever comes later can be told.

Tested in tests/store/test_waiting.py.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import Connection, Row, literal, select

from scoring.store.moment import NOW, Moment
from scoring.store.moved import writes
from scoring.store.tables import audit, decisions, submissions, withdrawals


class Settled(NamedTuple):
    """What was done about a submission, by whom and why.

    Attributes:
        what: also `replaced`: a later workbook of its unit counts, of version `later`; `moved`: with it, or without it,
            something else counts than somebody saw.
        file, version: of the submission.
    """

    what: Literal["confirmed", "turned_down", "taken_back", "replaced", "moved"]
    submission: int
    file: str
    version: int
    by: str
    reason: str = ""
    later: int = 0


def settled(conn: Connection, seq: int) -> Settled | None:
    """What has been settled about a submission; None while nothing is."""
    columns = (submissions.c[name] for name in ("period", "unit", "file", "version"))
    row = conn.execute(select(*columns).where(submissions.c.seq == seq)).one()
    named = (seq, row.file, row.version)
    if (back := taken_back(conn, seq)) is not None:
        return back
    if (decision := _decision(conn, seq)) is not None:
        what: Literal["confirmed", "turned_down"] = "confirmed" if decision.confirmed else "turned_down"
        return Settled(what, *named, decision.by, decision.reason)
    if row.unit and (later := _later(conn, row, seq)) is not None:
        return Settled("replaced", *named, later.by, later=later.version)
    return None


def taken_back(conn: Connection, seq: int) -> Settled | None:
    """By whom and why a submission was taken back; None where it was not."""
    columns = (submissions.c.file, submissions.c.version, audit.c.by, withdrawals.c.reason)
    joined = withdrawals.join(audit, audit.c.seq == withdrawals.c.seq).join(
        submissions, submissions.c.seq == withdrawals.c.submission
    )
    row = conn.execute(select(*columns).select_from(joined).where(withdrawals.c.submission == seq)).first()
    return None if row is None else Settled("taken_back", seq, row.file, row.version, row.by, row.reason)


def _decision(conn: Connection, seq: int) -> Row | None:
    joined = decisions.join(audit, audit.c.seq == decisions.c.seq)
    columns = (decisions.c.confirmed, decisions.c.reason, audit.c.by)
    return conn.execute(select(*columns).select_from(joined).where(decisions.c.submission == seq)).first()


def _later(conn: Connection, row: Row, seq: int) -> Row | None:
    """The workbook of the same unit that counts, if it is a later one: its version and who let it count."""
    counts = NOW.latest_workbooks(row.period).where(submissions.c.unit == row.unit).subquery()
    newest = conn.execute(select(counts.c.seq)).scalar_one_or_none()
    if newest is None or newest <= seq:
        return None
    decision = _decision(conn, newest)
    joined = submissions.join(audit, audit.c.seq == submissions.c.seq)
    by = audit.c.by if decision is None else literal(decision.by).label("by")
    return conn.execute(select(submissions.c.version, by).select_from(joined).where(submissions.c.seq == newest)).one()


def moved(conn: Connection, period: str, seq: int, seen: int) -> Settled | None:
    """Who changed, since a version, what counts with a submission or without it; None where that is as it was."""
    columns = (submissions.c[name] for name in ("unit", "file", "version"))
    row = conn.execute(select(*columns).where(submissions.c.seq == seq)).one()
    if _standing(conn, period, row.unit, seq, Moment(seen)) == _standing(conn, period, row.unit, seq, NOW):
        return None
    late = writes(conn, period, submissions, ["unit", "seq"], seen)
    of_these = [write for (unit, one), write in late.items() if one == seq or (unit and unit == row.unit)]
    by = conn.execute(select(audit.c.by).where(audit.c.seq == max(of_these, default=0))).scalar_one_or_none()
    return Settled("moved", seq, row.file, row.version, by or "")


def _standing(conn: Connection, period: str, unit: str, seq: int, moment: Moment) -> tuple[bool, int]:
    """Whether a submission counts, and which workbook of its unit would without it (0 for none)."""
    query = select(submissions.c.seq, submissions.c.kind).select_from(moment.submissions())
    rows = conn.execute(query.where(moment.counting(period), submissions.c.unit == unit)).all()
    if not unit:
        return any(row.seq == seq for row in rows), 0
    books = [row.seq for row in rows if row.kind == "workbook"]
    return max(books, default=0) == seq, max((one for one in books if one != seq), default=0)
