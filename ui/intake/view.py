"""What 报送 shows of batches and of what waits, made once for each state of the store.

Tested in tests/ui/intake/test_outcomes.py.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from scoring.analysis.batch import Outcomes, batch_outcomes
from scoring.services import waiting
from scoring.words import Lang
from ui.frame.stores import StoreState, store


@lru_cache(maxsize=8)
def outcomes(state: StoreState, batch: int) -> Outcomes:  # noqa: ARG001 - key of the cache
    """What became of the files of a batch. Not to be changed in place."""
    return batch_outcomes(store().batch_files(batch), store().batch_problems(batch))


@lru_cache(maxsize=16)
def effect_of_confirming(
    state: StoreState,  # noqa: ARG001 - key of the cache
    period: int,
    submissions: tuple[int, ...],
    lang: Lang,
) -> pd.DataFrame | None:
    """What scores and ranks would be with submissions that wait; None without scores. Not to be changed in place."""
    return waiting.effect_of_confirming(store(), period, submissions, lang)
