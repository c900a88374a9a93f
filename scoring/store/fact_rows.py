"""Facts as rows: written in one go, read with what decides which of them count."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, insert, or_, select

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS, TEXT_FIELDS
from scoring.store.tables import decisions, facts, holds, submissions, withdrawals

STATEMENT_COLUMNS = ["seq", "entered", *FACT_COLUMNS]
_TYPES = dict.fromkeys([*FACT_COLUMNS, *PLACE_COLUMNS], "str") | {"seq": "int64", "entered": "bool", "value": "float64"}


def without_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """FACT_COLUMNS + PLACE_COLUMNS of the rows that say something: a number, or a text of their own."""
    says = frame["value"].notna() | frame["field"].isin(TEXT_FIELDS)
    return _complete(frame[says])


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    whole = frame.reindex(columns=[*FACT_COLUMNS, *PLACE_COLUMNS])
    words = whole.columns.drop("value")
    return whole.assign(**whole[words].astype(object).fillna("").astype("str"), value=whole["value"].astype("float64"))


def insert_facts(conn: Connection, seq: int, year: int, frame: pd.DataFrame) -> None:
    """Add rows with FACT_COLUMNS (and perhaps PLACE_COLUMNS) in one statement; NaN is kept as NULL."""
    if frame.empty:
        return
    rows = _complete(frame).assign(seq=seq, year=year).astype(object)
    conn.execute(insert(facts), rows.where(rows.notna(), None).to_dict("records"))


def counting(year: int, also: Sequence[int] = ()) -> ColumnElement[bool]:
    """The condition on `submissions` (as `with_marks` joins them) that one counts at all.

    Args:
        also: submissions that are taken to count although they wait.
    """
    return and_(
        submissions.c.year == year,
        submissions.c.state == "accepted",
        withdrawals.c.submission.is_(None),
        _waits_no_more(submissions.c.seq, also),
    )


def _waits_no_more(seq: ColumnElement[int], also: Sequence[int]) -> ColumnElement[bool]:
    return or_(holds.c.submission.is_(None), decisions.c.confirmed.is_(True), seq.in_(also))


def with_marks() -> FromClause:
    """`submissions` with what was later said of them, if anything: withdrawn, held, decided."""
    return (
        submissions.outerjoin(withdrawals, withdrawals.c.submission == submissions.c.seq)
        .outerjoin(holds, holds.c.submission == submissions.c.seq)
        .outerjoin(decisions, decisions.c.submission == submissions.c.seq)
    )


def latest_workbooks(year: int, also: Sequence[int] = ()) -> Select[tuple[str, int]]:
    """unit, seq of the workbook that counts for each unit: the latest."""
    workbooks = select(submissions.c.unit, func.max(submissions.c.seq).label("seq")).select_from(with_marks())
    return workbooks.where(counting(year, also), submissions.c.kind == "workbook").group_by(submissions.c.unit)


def read_statements(
    conn: Connection,
    year: int,
    units: Sequence[str] | None = None,
    *,
    places: bool = False,
    also: Sequence[int] = (),
) -> pd.DataFrame:
    """Every statement that may count, earliest first; a unit's own from its latest workbook on.

    Args:
        units: only these; all of the period without it.
        places: whether PLACE_COLUMNS come along.
        also: submissions that are taken to count although they wait.

    Returns:
        STATEMENT_COLUMNS (+ PLACE_COLUMNS); `entered` is True for what inspectors entered on screen.
    """
    base = latest_workbooks(year, also).subquery()
    entered = submissions.c.seq.is_(None).label("entered")
    source = (
        facts.outerjoin(submissions, submissions.c.seq == facts.c.seq)
        .outerjoin(withdrawals, withdrawals.c.submission == facts.c.seq)
        .outerjoin(holds, holds.c.submission == facts.c.seq)
        .outerjoin(decisions, decisions.c.submission == facts.c.seq)
        .outerjoin(base, base.c.unit == facts.c.unit)
    )
    names = [*STATEMENT_COLUMNS, *PLACE_COLUMNS] if places else STATEMENT_COLUMNS
    columns = [entered if name == "entered" else facts.c[name] for name in names]
    wanted = (
        select(*columns)
        .select_from(source)
        .where(facts.c.year == year, withdrawals.c.submission.is_(None), _waits_no_more(facts.c.seq, also))
        .where(or_(facts.c.source == "verified", facts.c.seq >= func.coalesce(base.c.seq, 0)))
        .order_by(facts.c.id)
    )
    if units is not None:
        wanted = wanted.where(facts.c.unit.in_(units))
    # Plain tuples: pandas looks at each of SQLAlchemy's rows in search of a dataclass, for longer than the query takes.
    rows = list(map(tuple, conn.execute(wanted)))
    return pd.DataFrame(rows, columns=names).astype({name: _TYPES[name] for name in names})
