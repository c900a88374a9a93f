"""The units of a period: its roster, and units that only reports speak of.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import pandas as pd
from sqlalchemy import Connection, Row, insert, select

from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem
from scoring.store.audit import append
from scoring.store.moment import NOW, Moment
from scoring.store.systems import latest_number
from scoring.store.tables import submission_units, submissions, units
from scoring.workbook import limits


class PeriodFull(ValueError):
    """A period would have more units than one may have; `problem` says it."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} units")
        self.problem = Problem("period_full", {"count": f"{count:,}", "limit": f"{limits.PERIOD_UNITS:,}"})


def check_room(known: AbstractSet[str], more: Iterable[str]) -> None:
    """See that a period that knows some units has room for more. Raises PeriodFull."""
    together = known | set(more)
    if len(together) > max(limits.PERIOD_UNITS, len(known)):
        raise PeriodFull(len(together))


def add(conn: Connection, period: str, frame: pd.DataFrame, by: str, leaving: Sequence[str] = ()) -> None:
    """Add units (UNIT_COLUMNS) to the roster, or give them a new name or group; only changes are stored.

    Args:
        leaving: the codes of units that leave it; what they reported so far counts no longer.

    Raises:
        UnknownPeriod: the period has no system yet.
        PeriodFull: it would have too many units.
    """
    latest_number(conn, period)
    given = tidy_units(frame)
    on_list = listed(conn, period)
    check_room(set(known(conn, period)["unit"]) - set(leaving), given["unit"])
    new = given[~pd.MultiIndex.from_frame(given).isin(pd.MultiIndex.from_frame(on_list))]
    gone = on_list.loc[on_list["unit"].isin(leaving) & ~on_list["unit"].isin(given["unit"]), "unit"].tolist()
    if new.empty and not gone:
        return
    detail = {"units": new.to_dict("records")} | ({"leaving": gone} if gone else {})
    seq = append(conn, period, by, "units", detail)
    marks = pd.DataFrame({"unit": gone, "name": "", "group": ""}, columns=UNIT_COLUMNS)
    rows = pd.concat([new, marks]).assign(seq=seq, period=period, position=range(len(new) + len(gone)))
    conn.execute(insert(units), rows.to_dict("records"))


def tidy_units(frame: pd.DataFrame) -> pd.DataFrame:
    """UNIT_COLUMNS as text, '' for what is not said."""
    return frame[UNIT_COLUMNS].astype(object).fillna("").astype("str").reset_index(drop=True)


def listed(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """The roster, UNIT_COLUMNS, in the order in which units were added."""
    return _frame(_latest_words(_standing(_enlisted(conn, period, moment))))


def left(conn: Connection, period: str, moment: Moment = NOW) -> dict[str, int]:
    """Units that have left the roster -> when (`seq`); what they reported until then does not count."""
    return _left(_enlisted(conn, period, moment))


def _left(rows: Sequence[Row]) -> dict[str, int]:
    latest = {row.unit: row for row in rows}
    return {unit: row.seq for unit, row in latest.items() if _is_leaving(row)}


def _is_leaving(row: Row) -> bool:
    return not row.name and not row.group


def _standing(rows: Sequence[Row]) -> list[Row]:
    """The rows since each unit last came onto the roster."""
    since = {row.unit: row.seq for row in rows if _is_leaving(row)}
    return [row for row in rows if row.seq > since.get(row.unit, 0)]


def known(conn: Connection, period: str, moment: Moment = NOW) -> pd.DataFrame:
    """The roster, then units that counting submissions speak of.

    The roster's name and group go before what a report says: no unit moves itself to another group.
    """
    enlisted = _enlisted(conn, period, moment)
    of_roster, gone = _standing(enlisted), _left(enlisted)
    of_reports = [row for row in _reported(conn, period, moment) if row.seq > gone.get(row.unit, 0)]
    words = _latest_words([*of_reports, *of_roster])
    order = dict.fromkeys(row.unit for row in [*of_roster, *of_reports])
    return _frame({unit: words[unit] for unit in order})


def _enlisted(conn: Connection, period: str, moment: Moment) -> Sequence[Row]:
    columns = (units.c[name] for name in (*UNIT_COLUMNS, "seq"))
    of_period = select(*columns).where(units.c.period == period, moment.has(units))
    return conn.execute(of_period.order_by(units.c.seq, units.c.position, units.c.unit)).all()


def _reported(conn: Connection, period: str, moment: Moment) -> Sequence[Row]:
    columns = (submission_units.c[name] for name in UNIT_COLUMNS)
    joined = moment.submissions().join(submission_units, submission_units.c.seq == submissions.c.seq)
    query = select(*columns, submissions.c.seq).select_from(joined).where(moment.counting(period))
    return conn.execute(query.order_by(submissions.c.seq, submission_units.c.unit)).all()


def _latest_words(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Unit -> the last name and group that is not empty, by when it was first named."""
    words: dict[str, tuple[str, str]] = {}
    for unit, name, group, _ in rows:
        old_name, old_group = words.get(unit, ("", ""))
        words[unit] = (name or old_name, group or old_group)
    return words


def _frame(words: dict[str, tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame([(unit, *named) for unit, named in words.items()], columns=UNIT_COLUMNS).astype("str")
