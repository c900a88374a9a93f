"""Which of all statements count now: the latest about each field, and a value or "not applicable", not both."""

from __future__ import annotations

import pandas as pd

from scoring.facts import NA_FIELD, TEXT_FIELDS

_ITEM = ["source", "unit", "indicator"]


def current(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements that count, out of STATEMENT_COLUMNS rows in the order they were made.

    Of each source, unit, indicator and field the latest counts; an entry on screen without a value takes
    the earlier one back. A claim of "not applicable" ends the values stated before it, and a value ends
    the claims before it; those stated in one go stand together.
    """
    taken_back = statements["entered"] & statements["value"].isna()
    claims = (statements["field"] == NA_FIELD) & ~taken_back
    values = ~statements["field"].isin(TEXT_FIELDS) & ~taken_back
    items = statements.groupby(_ITEM, sort=False).ngroup()
    seq = statements["seq"]
    ended = (values & (seq < _latest(seq, claims, items))) | (claims & (seq < _latest(seq, values, items)))
    superseded = statements.duplicated([*_ITEM, "field"], keep="last")
    return statements[~(taken_back | ended | superseded)].reset_index(drop=True)


def _latest(seq: pd.Series, which: pd.Series, items: pd.Series) -> pd.Series:
    """For each row the latest `seq` among the rows of its item that `which` marks; 0 without one."""
    return seq.where(which, 0).groupby(items).transform("max")
