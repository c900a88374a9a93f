"""What screens list: who reported, who did not, and what was handed in.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from scoring.store.moment import NOW, Moment
from scoring.store.roster import left, listed
from scoring.store.tables import audit, decisions, facts, holds, problems, submission_units, submissions, withdrawals

REPORT_COLUMNS = ["unit", "version", "file", "at", "id"]
_LISTED = ["id", "at", "by", "file", "kind", "unit", "units", "version", "accepted", "problems", "withdrawn"]
_MARKS = ["held", "confirmed", "turned_down"]
SUBMISSION_COLUMNS = [*_LISTED, "turned_down", "undecided", "counts", "waits"]
VERIFICATION_COLUMNS = ["at", "by", "unit", "indicator", "field", "value", "text", "file", "withdrawn"]
AUDIT_COLUMNS = ["seq", "at", "by", "period", "action", "detail", "previous", "hash"]


def reports(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """REPORT_COLUMNS of the latest counting report of each unit that reported, by unit."""
    return _all_reports(conn, period, moment).drop_duplicates("unit", keep="last").reset_index(drop=True)


def first_reports(conn: Connection, period: str, moment: Moment = NOW) -> dict[str, float]:
    """Unit -> the number of the day, of this place's time, of its first report that was accepted and stands."""
    first = _all_reports(conn, period, moment).drop_duplicates("unit", keep="first")
    days = (dt.datetime.fromisoformat(at).astimezone().date() for at in first["at"])
    return {unit: float(day.toordinal()) for unit, day in zip(first["unit"], days, strict=True)}


def _all_reports(conn: Connection, period: str, moment: Moment) -> pd.DataFrame:
    """REPORT_COLUMNS of every report that was accepted and stands, of a unit that has not left since, in order."""
    columns = (
        submission_units.c.unit,
        submissions.c.version,
        submissions.c.file,
        audit.c.at,
        submissions.c.seq.label("id"),
    )
    joined = moment.submissions().join(submission_units, submission_units.c.seq == submissions.c.seq)
    query = (
        select(*columns)
        .select_from(joined.join(audit, audit.c.seq == submissions.c.seq))
        .where(moment.counting(period), submission_units.c.reported)
        .order_by(submission_units.c.unit, submissions.c.seq)
    )
    every = pd.DataFrame(conn.execute(query).all(), columns=REPORT_COLUMNS).astype({"unit": "str"})
    return every[every["id"] > every["unit"].map(left(conn, period, moment)).fillna(0)]


def missing(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """UNIT_COLUMNS of the roster's units without a report that counts."""
    expected = listed(conn, period, moment)
    return expected[~expected["unit"].isin(reports(conn, period, moment)["unit"])].reset_index(drop=True)


def submission_list(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """SUBMISSION_COLUMNS of everything handed in, newest first.

    `unit` is a workbook's, `units` says of how many a file speaks, `problems` how many it has,
    `withdrawn` is the reason ('' while not withdrawn), and so is `turned_down`; `counts` is False for what is
    rejected, withdrawn, turned down, waiting, replaced by a later workbook of the unit, or of a unit that has left the
    list since. `undecided` is True for what was held and not decided on, `waits` for what of that has no later file of
    its unit beside it.
    """
    rows = conn.execute(_submission_rows(period, moment)).all()
    every = pd.DataFrame(rows, columns=[*_LISTED, *_MARKS]).fillna({"withdrawn": "", "turned_down": ""})
    latest = [row.seq for row in conn.execute(moment.latest_workbooks(period))]
    undecided = every["held"].notna() & every["confirmed"].isna()
    down = every["confirmed"].notna() & ~every["confirmed"].eq(True)
    alive = every["accepted"].astype(bool) & (every["withdrawn"] == "") & ~down
    alive &= every["id"] > every["unit"].map(left(conn, period, moment)).fillna(0)  # of units that are on no list now
    is_workbook = every["kind"] == "workbook"
    newest = every["id"].where(alive & is_workbook, 0).groupby(every["unit"]).transform("max")
    return every.assign(
        undecided=undecided,
        counts=alive & ~undecided & (~is_workbook | every["id"].isin(latest)),
        waits=alive & undecided & (~is_workbook | (every["id"] == newest)),
    )[SUBMISSION_COLUMNS]


def _submission_rows(period: str, moment: Moment) -> Select:
    seq, accepted = submissions.c.seq, submissions.c.state == "accepted"
    units = select(func.count()).where(submission_units.c.seq == seq).scalar_subquery()
    wrong = select(func.count()).where(problems.c.seq == seq).scalar_subquery()
    named = (submissions.c[c] for c in ("file", "kind", "unit"))
    columns = (seq, audit.c.at, audit.c.by, *named, units, submissions.c.version, accepted, wrong)
    marks = (withdrawals.c.reason, holds.c.seq, decisions.c.confirmed, decisions.c.reason)
    joined = moment.submissions().join(audit, audit.c.seq == seq)
    of_period = select(*columns, *marks).select_from(joined).where(submissions.c.period == period)
    return of_period.where(moment.has(submissions)).order_by(seq.desc())


def names_in_files(conn: Connection, period: str) -> dict[str, str]:
    """Unit -> its name as the latest file says that is of this unit alone, whether or not it counts."""
    alone = select(submission_units.c.seq).group_by(submission_units.c.seq).having(func.count() == 1)
    query = (
        select(submission_units.c.unit, submission_units.c.name)
        .join(submissions, submissions.c.seq == submission_units.c.seq)
        .where(submissions.c.period == period, submission_units.c.name != "", submission_units.c.seq.in_(alone))
    )
    return dict(map(tuple, conn.execute(query.order_by(submission_units.c.seq))))


def verification_list(conn: Connection, period: str) -> pd.DataFrame:
    """VERIFICATION_COLUMNS of every verified statement ever made, newest first.

    `file` is '' for what was entered on screen; `withdrawn` marks what takes an entry back (its value
    is NaN) and what stands in a withdrawn file.
    """
    entered = submissions.c.seq.is_(None)
    takes_back = entered & facts.c.value.is_(None)
    columns = (audit.c.at, audit.c.by, *(facts.c[c] for c in ("unit", "indicator", "field", "value", "text", "file")))
    joined = (
        facts.join(audit, audit.c.seq == facts.c.seq)
        .outerjoin(submissions, submissions.c.seq == facts.c.seq)
        .outerjoin(withdrawals, withdrawals.c.submission == facts.c.seq)
    )
    query = select(*columns, takes_back | withdrawals.c.submission.is_not(None)).select_from(joined)
    rows = conn.execute(query.where(facts.c.period == period, facts.c.source == "verified").order_by(facts.c.id.desc()))
    return pd.DataFrame(rows.all(), columns=VERIFICATION_COLUMNS).astype({"value": "float64", "withdrawn": "bool"})


def audit_list(conn: Connection) -> pd.DataFrame:
    """AUDIT_COLUMNS of the whole audit log, earliest first."""
    rows = conn.execute(select(*(audit.c[c] for c in AUDIT_COLUMNS)).order_by(audit.c.seq)).all()
    return pd.DataFrame(rows, columns=AUDIT_COLUMNS)
