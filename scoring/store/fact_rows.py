"""Facts as rows: written in one go, read with what decides which of them count.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, func, insert, or_, select

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS, TEXT_FIELDS
from scoring.store.moment import NOW, Moment
from scoring.store.tables import facts, submissions

STATEMENT_COLUMNS = ["seq", "entered", *FACT_COLUMNS]
_FEW = 1_000  # values that a query can name one by one: SQLite takes 32,766, psycopg 65,535
_TYPES = dict.fromkeys([*FACT_COLUMNS, *PLACE_COLUMNS], "str") | {"seq": "int64", "entered": "bool", "value": "float64"}


def without_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """FACT_COLUMNS + PLACE_COLUMNS of the rows that say something: a number, or a text of their own."""
    says = frame["value"].notna() | frame["field"].isin(TEXT_FIELDS)
    return complete(frame[says])


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """FACT_COLUMNS + PLACE_COLUMNS with the types they are stored in; '' for columns that are not there."""
    whole = frame.reindex(columns=[*FACT_COLUMNS, *PLACE_COLUMNS])
    words = whole.columns.drop("value")
    return whole.assign(**whole[words].astype(object).fillna("").astype("str"), value=whole["value"].astype("float64"))


def insert_facts(conn: Connection, seq: int, period: str, frame: pd.DataFrame) -> None:
    """Add the rows of a `complete` frame in one statement; NaN is kept as NULL."""
    if frame.empty:
        return
    columns = {name: frame[name].tolist() for name in [*FACT_COLUMNS, *PLACE_COLUMNS]}
    columns["value"] = [None if math.isnan(value) else value for value in columns["value"]]
    rows = zip(*columns.values(), strict=True)
    conn.execute(insert(facts), [dict(zip(columns, row, strict=True), seq=seq, period=period) for row in rows])


def read_statements(
    conn: Connection,
    period: str,
    units: Sequence[str] | None = None,
    *,
    indicators: Sequence[str] | None = None,
    places: bool = False,
    moment: Moment = NOW,
) -> pd.DataFrame:
    """Every statement that may count, earliest first; a unit's own from its latest workbook on.

    Args:
        units, indicators: only of these; all of the period without them.
        places: whether PLACE_COLUMNS come along.

    Returns:
        STATEMENT_COLUMNS (+ PLACE_COLUMNS); `entered` is True for what inspectors entered on screen.
    """
    base = moment.latest_workbooks(period).subquery()
    entered = submissions.c.seq.is_(None).label("entered")
    source = facts.outerjoin(submissions, submissions.c.seq == facts.c.seq).outerjoin(base, base.c.unit == facts.c.unit)
    names = [*STATEMENT_COLUMNS, *PLACE_COLUMNS] if places else STATEMENT_COLUMNS
    columns = [entered if name == "entered" else facts.c[name] for name in names]
    query = (
        select(*columns)
        .select_from(moment.marked(source, facts.c.seq))
        .where(facts.c.period == period, moment.has(facts), moment.stands(facts.c.seq))
        .where(or_(facts.c.source == "verified", facts.c.seq >= func.coalesce(base.c.seq, 0)))
        .order_by(facts.c.id)
    )
    if indicators is not None and len(indicators) <= _FEW:
        query = query.where(facts.c.indicator.in_(indicators))
    named = units is not None and len(units) <= _FEW
    if units is not None and named:
        query = query.where(facts.c.unit.in_(units))
    # Plain tuples: pandas looks at each of SQLAlchemy's rows in search of a dataclass, for longer than the query takes.
    rows = list(map(tuple, conn.execute(query)))
    statements = pd.DataFrame(rows, columns=names).astype({name: _TYPES[name] for name in names})
    if units is None or named:
        return statements
    return statements[statements["unit"].isin(units)].reset_index(drop=True)
