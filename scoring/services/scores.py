"""The scores of a period: which units count, and the one way from a store to a score sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from scoring.analysis.record import counts_anything, with_record
from scoring.engine import ScoreSheet, score
from scoring.store import Store
from scoring.system import IndicatorSystem


def sheet(
    store: Store,
    period: str,
    *,
    also: Sequence[int] = (),
    system: IndicatorSystem | None = None,
    as_of: int | None = None,
) -> ScoreSheet | None:
    """The scores of the units that count; None when there are none. Raises UnknownPeriod.

    Args:
        also: submissions that are taken to count although they wait.
        system: another system than the period's own.
        as_of: the number of an audit row: what counted then.
    """
    used = system or store.system(period, as_of=as_of)
    units = units_that_count(store, period, also=also, system=used, as_of=as_of)
    if units.empty:
        return None
    listed = listed_units(store, period, also=also, as_of=as_of)
    return score(used, units, facts(store, period, used, units, also=also, as_of=as_of), listed)


def facts(
    store: Store,
    period: str,
    system: IndicatorSystem,
    units: pd.DataFrame,
    *,
    also: Sequence[int] = (),
    as_of: int | None = None,
) -> pd.DataFrame:
    """FACT_COLUMNS of what counts, with what the system counts from the record. Raises UnknownPeriod.

    Args:
        units: UNIT_COLUMNS, those that are scored. The others are those of `sheet`.
    """
    given = store.facts(period, also, as_of=as_of)
    if not counts_anything(system):
        return given
    return with_record(system, units, given, store.first_reports(period, also, as_of=as_of))


def listed_units(store: Store, period: str, *, also: Sequence[int] = (), as_of: int | None = None) -> pd.DataFrame:
    """UNIT_COLUMNS of all units there are: those of the roster, else those that anybody spoke of."""
    roster = store.roster(period, as_of=as_of)
    return store.units(period, also, as_of=as_of) if roster.empty else roster


def units_that_count(
    store: Store,
    period: str,
    *,
    also: Sequence[int] = (),
    system: IndicatorSystem | None = None,
    as_of: int | None = None,
) -> pd.DataFrame:
    """UNIT_COLUMNS of the units that are scored: those with a report that counts, in a group of the system.

    The arguments are those of `sheet`.
    """
    used = system or store.system(period, as_of=as_of)
    units = units_with_report(store, period, also=also, as_of=as_of)
    return units[units["group"].isin(list(used.groups))]


def units_with_report(store: Store, period: str, *, also: Sequence[int] = (), as_of: int | None = None) -> pd.DataFrame:
    """UNIT_COLUMNS of the units with a report that counts, whatever their group; arguments as of `sheet`."""
    units = store.units(period, also, as_of=as_of)
    reported = {*store.submitted(period, as_of=as_of), *_units_of(store, period, also)}
    return units[units["unit"].isin(reported)]


def _units_of(store: Store, period: str, submissions: Sequence[int]) -> list[str]:
    """The units whose workbooks these are."""
    if not submissions:
        return []
    units = store.submissions(period).set_index("id")["unit"]
    return list(units.loc[list(submissions)])
