"""Figures that are otherwise than somebody saw them: what changed since, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, or_, select

from scoring.facts import NA_FIELD, TEXT_FIELDS
from scoring.store.audit import newest
from scoring.store.changes import CHANGE_COLUMNS, fact_changes
from scoring.store.current import current
from scoring.store.fact_rows import read_statements
from scoring.store.moment import NOW, Moment
from scoring.store.queries import reports
from scoring.store.roster import listed
from scoring.store.tables import audit, decisions, facts, holds, submissions, units, withdrawals

SEEN_COLUMNS = ["unit", "indicator", "field", "seen"]
MOVED_COLUMNS = [*CHANGE_COLUMNS, "by", "at"]
ANY_FIELD = ""
_FIGURE = ["unit", "indicator", "field", "source"]
_MARKS = ["stored", "held", "decided", "confirmed", "withdrawn"]


def moved(conn: Connection, period: str, seen: pd.DataFrame) -> pd.DataFrame:
    """The figures that have changed since they were seen.

    Args:
        seen: SEEN_COLUMNS, each once: a figure (all of an indicator where the field is ANY_FIELD), and the version of
            the store at which it was seen.

    Returns:
        MOVED_COLUMNS: what was seen (`old`), what counts now (`new`), and who changed it when.
    """
    latest = newest(conn, period)
    found = [
        _since(conn, period, rows, int(version))
        for version, rows in seen.groupby("seen", sort=False)
        if int(version) < latest
    ]
    changed = [rows for rows in found if len(rows)]
    if not changed:
        return pd.DataFrame(columns=MOVED_COLUMNS)
    return pd.concat(changed, ignore_index=True).drop_duplicates(_FIGURE, ignore_index=True)


def _since(conn: Connection, period: str, seen: pd.DataFrame, version: int) -> pd.DataFrame:
    """Those of the figures that were all seen at one version."""
    codes, indicators = list(seen["unit"].unique()), list(seen["indicator"].unique())
    before, after = (
        current(read_statements(conn, period, codes, indicators=indicators, moment=moment))
        for moment in (Moment(version), NOW)
    )
    changed = fact_changes(before, after)
    is_figure = ~changed["field"].isin(TEXT_FIELDS) | (changed["field"] == NA_FIELD)
    changed = changed[is_figure & _is_among(changed, seen)].reset_index(drop=True)
    return _with_authors(conn, period, changed, version) if len(changed) else changed


def _is_among(changed: pd.DataFrame, seen: pd.DataFrame) -> np.ndarray:
    figures = set(zip(seen["unit"], seen["indicator"], seen["field"], strict=True))
    rows = zip(changed["unit"], changed["indicator"], changed["field"], strict=True)
    return np.array([(u, i, f) in figures or (u, i, ANY_FIELD) in figures for u, i, f in rows], dtype=bool)


# --- who -----------------------------------------------------------------------------------------


def _with_authors(conn: Connection, period: str, changed: pd.DataFrame, version: int) -> pd.DataFrame:
    """With the name and the time of the latest write that touched each figure, or else its unit's report."""
    of_figure, of_unit = (
        writes(conn, period, facts, _FIGURE, version),
        writes(conn, period, submissions, ["unit"], version),
    )
    figures = zip(*(changed[name] for name in _FIGURE), strict=True)
    seqs = [of_figure.get(figure) or of_unit.get(figure[:1], 0) for figure in figures]
    rows = conn.execute(select(audit.c.seq, audit.c.by, audit.c.at).where(audit.c.seq > version))
    who = {row.seq: (row.by, row.at) for row in rows}
    by, at = zip(*(who.get(seq, ("", "")) for seq in seqs), strict=True)
    return changed.assign(by=by, at=at)


def writes(conn: Connection, period: str, table: Table, keys: list[str], version: int) -> dict[tuple[Any, ...], int]:
    """Key -> the latest write after a version that let a row of a table count, or no longer count."""
    seq = table.c.seq
    joined = (
        table.outerjoin(holds, holds.c.submission == seq)
        .outerjoin(decisions, decisions.c.submission == seq)
        .outerjoin(withdrawals, withdrawals.c.submission == seq)
    )
    marks = (seq, holds.c.seq, decisions.c.seq, decisions.c.confirmed, withdrawals.c.seq)
    late = or_(seq > version, decisions.c.seq > version, withdrawals.c.seq > version)
    columns = [*(table.c[key] for key in keys), *(mark.label(name) for mark, name in zip(marks, _MARKS, strict=True))]
    latest: dict[tuple[Any, ...], int] = {}
    for *key, stored, held, decided, confirmed, withdrawn in conn.execute(
        select(*columns).select_from(joined).where(table.c.period == period, late)
    ):
        write = withdrawn or (decided if confirmed else None) or (stored if held is None else 0)
        latest[tuple(key)] = max(latest.get(tuple(key), 0), write)
    return latest


# --- the list of units ----------------------------------------------------------------------------


def list_moved(conn: Connection, period: str, leaving: Sequence[str], seen: int) -> str | None:
    """Who has changed the list of units since a version, or which of those that are to leave have a report.

    Returns:
        Their name ('' where they gave none); None where all is as it was.
    """
    listed_then, listed_now = (listed(conn, period, moment) for moment in (Moment(seen), NOW))
    if not listed_then.equals(listed_now):
        query = select(audit.c.by).join(units, units.c.seq == audit.c.seq).where(units.c.period == period)
        return str(conn.execute(query.order_by(audit.c.seq.desc()).limit(1)).scalar_one())
    then, now = (set(reports(conn, period, moment)["unit"]) & set(leaving) for moment in (Moment(seen), NOW))
    if then == now:
        return None
    late = writes(conn, period, submissions, ["unit"], seen)
    latest = max((late.get((unit,), 0) for unit in then ^ now), default=0)
    return conn.execute(select(audit.c.by).where(audit.c.seq == latest)).scalar_one_or_none() or ""
