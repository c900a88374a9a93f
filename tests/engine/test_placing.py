"""Ranks: worked out by hand, and properties."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.placing import ranks, ranks_within


def placed(scores: list[float], ties: str = "min", *more: list[float]) -> list[float]:
    keys = [np.array(k, dtype=float) for k in (scores, *more)]
    return ranks(keys, ~np.isnan(keys[0]), ties).tolist()


def test_ranks_by_hand() -> None:
    assert placed([90, 80, 90, 70]) == [1, 3, 1, 4]
    assert placed([90, 80, 90, 70], "dense") == [1, 2, 1, 3]
    assert placed([90, 80, 90, 70], "min", [1, 9, 2, 9]) == [2, 3, 1, 4]
    assert placed([]) == []


def test_without_score_no_rank() -> None:
    found = placed([90, float("nan"), 80])
    assert found[0] == 1
    assert np.isnan(found[1])
    assert found[2] == 2


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_rank_is_one_more_than_those_better(scores: list[int]) -> None:
    assert placed([float(s) for s in scores]) == [1 + sum(o > s for o in scores) for s in scores]
    assert placed([float(s) for s in scores], "dense") == [1 + len({o for o in scores if o > s}) for s in scores]


def test_ranks_within_groups() -> None:
    values = np.array([90.0, 80, 85, 80])
    assert ranks_within([values], np.ones(4, bool), "min", np.array([0, 0, 1, 1])).tolist() == [1, 2, 1, 2]
