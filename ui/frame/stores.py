"""The store of this installation, and what pages ask of it in every run, kept for each of its versions.

Whatever is kept is found again by the store's version: a frame as a cache's key has returned stale results.
Nothing that is handed out is to be changed in place.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.engine import ScoreSheet
from scoring.period import earlier, to_compare_with
from scoring.services import installation, scores
from scoring.store import Store
from scoring.system import IndicatorSystem, load_system_text
from ui.frame.version_cache import StoreState as StoreState
from ui.frame.version_cache import version_cache


def store() -> Store:
    """The store of this installation (one a process)."""
    return installation.store()


def store_state() -> StoreState:
    """The store as it is now."""
    return StoreState(*installation.place(), store().version())


def sheet(
    period: str | None, *, system: IndicatorSystem | None = None, state: StoreState | None = None
) -> ScoreSheet | None:
    """The scores of the units that reported in a period; None when there are none.

    Args:
        system: another system than the period's own.
        state: of the store; as it is now by default.
    """
    if period is None:
        return None
    return _sheet(state or store_state(), period, "" if system is None else system.source_text)


@version_cache(maxsize=8)
def _sheet(state: StoreState, period: str, source: str) -> ScoreSheet | None:  # noqa: ARG001 - keys of the cache
    return scores.sheet(store(), period, system=parsed(source) if source else None)


@st.cache_resource(max_entries=16, show_spinner=False)
def parsed(source: str) -> IndicatorSystem:
    """A system from its text. Raises SystemError_."""
    return load_system_text(source)


def facts(period: str, state: StoreState | None = None) -> pd.DataFrame:
    """FACT_COLUMNS of the facts of a period that count. Not to be changed in place."""
    return _facts(state or store_state(), period)


@version_cache(maxsize=2)  # of many units they take a hundred megabytes
def _facts(state: StoreState, period: str) -> pd.DataFrame:
    return store().facts(period, as_of=state.version)


def earlier_sheets(period: str, state: StoreState | None = None) -> list[ScoreSheet]:
    """The scores of the earlier periods of its kind that have any, earliest first."""
    at = state or store_state()
    sheets = (sheet(one, state=at) for one in earlier(periods(at), period))
    return [one for one in sheets if one is not None]


def previous_sheet(period: str, state: StoreState | None = None) -> ScoreSheet | None:
    """The scores of the period to compare with at first, of those that have any; no other period is scored for it."""
    at = state or store_state()
    sheets = (sheet(one, state=at) for one in to_compare_with(periods(at), period))
    return next((one for one in sheets if one is not None), None)


def missing(period: str, state: StoreState | None = None) -> pd.DataFrame:
    """The units of a period that have not reported yet, UNIT_COLUMNS."""
    return _missing(state or store_state(), period)


@version_cache(maxsize=8)
def _missing(state: StoreState, period: str) -> pd.DataFrame:  # noqa: ARG001 - keys of the cache
    return store().missing(period)


def periods(state: StoreState | None = None) -> tuple[str, ...]:
    """The periods there are, newest first."""
    return _periods(state or store_state())


@version_cache(maxsize=8)
def _periods(state: StoreState) -> tuple[str, ...]:  # noqa: ARG001 - key of the cache
    return tuple(store().periods())


def system(period: str, state: StoreState | None = None) -> IndicatorSystem:
    """A period's latest system. Raises UnknownPeriod."""
    return _system(state or store_state(), period)


@version_cache(maxsize=16)
def _system(state: StoreState, period: str) -> IndicatorSystem:  # noqa: ARG001 - keys of the cache
    return store().system(period)
