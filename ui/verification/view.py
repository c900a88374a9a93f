"""What 核查 shows of a state of the store, made once for each."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.ledger import ledger
from scoring.analysis.panel import panel
from scoring.analysis.typed_entries import Pair
from scoring.analysis.verification import Entry
from scoring.analysis.work_list import work_list
from scoring.services import verifying
from ui.frame import stores
from ui.frame.stores import StoreState
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey


@version_cache(maxsize=2)
def work_view(key: ViewKey) -> pd.DataFrame:
    """WORK_COLUMNS of the units of the chosen group. Not to be changed in place."""
    work = _work(key.store, key.period)
    chosen = key.sheet.units if key.group is None else key.sheet.units[key.sheet.units["group"] == key.group]
    return work[work["unit"].isin(chosen["unit"])].reset_index(drop=True)


@version_cache(maxsize=2)
def _work(state: StoreState, period: str) -> pd.DataFrame:
    sheet = stores.sheet(period, state=state)
    assert sheet is not None, "`view_key` gives no period without scores"  # noqa: S101 - for the type checker
    return work_list(sheet, stores.facts(period, state))


@version_cache(maxsize=8)
def ledger_view(key: ViewKey, units: tuple[str, ...], items: tuple[str, ...]) -> pd.DataFrame:
    """LEDGER_COLUMNS of some units and items. Not to be changed in place."""
    chosen = key.sheet.units[key.sheet.units["unit"].isin(units)]
    return ledger(key.sheet.system, chosen, facts_of(key, units, items), items, key.lang)


@version_cache(maxsize=8)
def facts_of(key: ViewKey, units: tuple[str, ...], items: tuple[str, ...]) -> pd.DataFrame:
    """FACT_COLUMNS of some units and items. Not to be changed in place."""
    facts = stores.facts(key.period, key.store)
    return facts[facts["unit"].isin(units) & facts["indicator"].isin(items)]


@version_cache(maxsize=8)
def open_view(key: ViewKey, units: tuple[str, ...], items: tuple[str, ...]) -> tuple[Pair, ...]:
    """What of some units and items is reported and not verified."""
    rows = ledger_view(key, units, items)
    pairs = zip(rows["unit"], rows["indicator"], strict=True)
    return tuple(verifying.unverified(key.sheet.system, facts_of(key, units, items), pairs))


@version_cache(maxsize=2)
def preview_view(key: ViewKey, entries: tuple[Entry, ...], confirmed: tuple[Pair, ...]) -> verifying.Preview:
    """What entries would do."""
    return verifying.preview(key.sheet, stores.facts(key.period, key.store), entries, key.lang, confirmed)


@version_cache(maxsize=4)
def panel_rows(key: ViewKey, item: str) -> pd.DataFrame:
    """The inspectors' figures of an indicator for every unit of the chosen group. Not to be changed in place."""
    units = stores.store().units(key.period, as_of=key.store.version)
    chosen = units if key.group is None else units[units["group"] == key.group]
    facts, system = stores.facts(key.period, key.store), key.sheet.system
    return panel(system, chosen, facts, system.indicators[item], key.lang)
