"""What 报送 shows of batches and of what waits, made once for each state of the store.

Tested in tests/ui/intake/test_outcomes.py.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from scoring.analysis.batch import Outcomes, batch_outcomes
from scoring.services import waiting
from scoring.words import Lang
from ui.frame.stores import StoreState, store
from ui.frame.version_cache import version_cache


@version_cache(maxsize=8)
def outcomes(state: StoreState, period: str, batch: int) -> Outcomes:  # noqa: ARG001 - key of the cache
    """What has become of the files of a batch by now. Not to be changed in place."""
    kept = store()
    return batch_outcomes(kept.batch_files(batch), kept.batch_problems(batch), kept.submissions(period))


@version_cache(maxsize=8)
def unit_names(state: StoreState, period: str) -> dict[str, str]:  # noqa: ARG001 - key of the cache
    """Code -> name of the units that are known, and of those whose file waits. Not to be changed in place."""
    units = store().units(period)
    return store().names_in_files(period) | dict(zip(units["unit"], units["name"], strict=True))


def with_name(code: str, names: Mapping[str, str]) -> str:
    """A unit's code and, where it is known, its name."""
    return f"{code} {names.get(code, '')}".strip()


@version_cache(maxsize=16)
def effect_of_confirming(
    state: StoreState,  # noqa: ARG001 - key of the cache
    period: str,
    submissions: tuple[int, ...],
    lang: Lang,
) -> pd.DataFrame | None:
    """What scores and ranks would be with submissions that wait; None without scores. Not to be changed in place."""
    return waiting.effect_of_confirming(store(), period, submissions, lang)


@version_cache(maxsize=4)
def changes(state: StoreState, submission: int) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    """What a submission that waits would change. Not to be changed in place."""
    return waiting.changes(store(), submission)
