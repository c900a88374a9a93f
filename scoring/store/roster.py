"""The units of a period: its roster, and units that only reports speak of."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, insert, select

from scoring.facts import UNIT_COLUMNS
from scoring.store.audit import append
from scoring.store.fact_rows import counting, with_marks
from scoring.store.systems import latest_number
from scoring.store.tables import submission_units, submissions, units


def add(conn: Connection, year: int, frame: pd.DataFrame, by: str) -> None:
    """Add units (UNIT_COLUMNS) to the roster, or give them a new name or group; only changes are stored.

    Raises:
        UnknownPeriod: the period has no system yet.
    """
    latest_number(conn, year)
    given = tidy_units(frame)
    known = pd.MultiIndex.from_frame(listed(conn, year))
    new = given[~pd.MultiIndex.from_frame(given).isin(known)]
    if new.empty:
        return
    seq = append(conn, year, by, "units", {"units": new.to_dict("records")})
    rows = new.assign(seq=seq, year=year, position=range(len(new)))
    conn.execute(insert(units), rows.to_dict("records"))


def tidy_units(frame: pd.DataFrame) -> pd.DataFrame:
    """UNIT_COLUMNS as text, '' for what is not said."""
    return frame[UNIT_COLUMNS].astype(object).fillna("").astype("str").reset_index(drop=True)


def listed(conn: Connection, year: int) -> pd.DataFrame:
    """The roster, UNIT_COLUMNS, in the order in which units were added."""
    rows = conn.execute(
        select(*(units.c[name] for name in UNIT_COLUMNS))
        .where(units.c.year == year)
        .order_by(units.c.seq, units.c.position, units.c.unit)
    ).all()
    return _latest_words(_frame(rows))


def known(conn: Connection, year: int, also: Sequence[int] = ()) -> pd.DataFrame:
    """The roster, then units that counting submissions speak of.

    The roster's name and group go before what a report says: no unit moves itself to another group.
    """
    of_roster, of_reports = listed(conn, year), _reported(conn, year, also)
    order = pd.concat([of_roster, of_reports])["unit"].drop_duplicates()
    found = _latest_words(pd.concat([of_reports, of_roster]))
    return found.set_index("unit").loc[order].reset_index()


def _reported(conn: Connection, year: int, also: Sequence[int]) -> pd.DataFrame:
    columns = (submission_units.c[name] for name in UNIT_COLUMNS)
    joined = with_marks().join(submission_units, submission_units.c.seq == submissions.c.seq)
    wanted = select(*columns).select_from(joined).where(counting(year, also)).order_by(submissions.c.seq)
    return _latest_words(_frame(conn.execute(wanted).all()))


def _frame(rows: object) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=UNIT_COLUMNS).astype("str")


def _latest_words(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a unit: the last name and group that is not empty."""
    said = rows.replace({"name": {"": None}, "group": {"": None}})
    return said.groupby("unit", sort=False, as_index=False).last().fillna("").astype("str")[UNIT_COLUMNS]
