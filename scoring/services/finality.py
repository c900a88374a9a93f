"""How final a period's scores are: the one answer, for pages, reports and commands."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.finality import Finality, awaited_figures, verified_results
from scoring.engine import ScoreSheet
from scoring.services import waiting
from scoring.store import Store


def finality(
    store: Store, period: str, sheet: ScoreSheet | None, group: str | None = None, facts: pd.DataFrame | None = None
) -> Finality:
    """Who has reported and what is still waited for, of all units or of one group. Raises UnknownPeriod.

    Args:
        sheet: the period's scores; None while it has none.
        facts: those that the scores come from, where they are at hand.
    """
    missing, files = store.missing(period), waiting.waiting(store, period)
    if group is not None:
        units = store.units(period)
        of_group = units.loc[units["group"] == group, "unit"]
        missing = missing[missing["group"] == group]
        files = files[files["unit"].isin(of_group) | (files["unit"] == "")]  # one without a unit may speak of any
    if sheet is None:
        return Finality(0, len(missing), tuple(missing["name"]), len(files))
    reported = len(sheet.units) if group is None else int((sheet.units["group"] == group).sum())
    verified, to_verify = verified_results(sheet, store.facts(period) if facts is None else facts, group)
    return Finality(
        reported=reported,
        expected=reported + len(missing),
        missing=tuple(missing["name"]),
        files=len(files),
        awaited=awaited_figures(sheet, group),
        verified=verified,
        to_verify=to_verify,
    )
