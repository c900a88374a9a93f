"""Ranks and grades: worked out by hand, and properties."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.placing import grades, ranks, ranks_within


class Line(NamedTuple):
    at_least: float
    quota: float | None = None


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


def graded(
    scores: list[float], lines: list[Line], allowed: list[int] | None = None, group: list[int] | None = None
) -> list[int]:
    values = np.array(scores, dtype=float)
    groups = np.array(group or [0] * len(scores))
    within = ranks_within([values], ~np.isnan(values), "min", groups)
    return grades(values, lines, np.array(allowed or [0] * len(scores)), groups, within).tolist()


PLAIN = [Line(90), Line(80), Line(60), Line(0)]


def test_thresholds() -> None:
    assert graded([90, 89.99, 80, 60, 59.99, 0], PLAIN) == [0, 1, 1, 2, 3, 3]
    assert graded([float("nan"), 95], PLAIN) == [-1, 0]
    assert graded([50], [Line(60)]) == [-1]


def test_quota_takes_in_rank_order() -> None:
    quota = [Line(90, 0.3), *PLAIN[1:]]
    ten = [99, 98, 97, 96, 95, 70, 70, 70, 70, 70]
    assert graded(ten, quota) == [0, 0, 0, 1, 1, 2, 2, 2, 2, 2]  # floor(0.3 x 10) = 3
    assert graded([95, 94], quota) == [1, 1]  # floor(0.6) = 0


def test_tie_that_would_exceed_takes_none() -> None:
    quota = [Line(90, 0.5), *PLAIN[1:]]
    assert graded([98, 95, 95, 70], quota) == [0, 1, 1, 2]  # two places, three would hold
    assert graded([95, 95, 70, 70], quota) == [0, 0, 2, 2]
    assert graded([95, 95, 95, 94], quota) == [1, 1, 1, 1]  # nobody behind the tie overtakes it


def test_quota_is_of_the_group_and_the_next_grade_may_have_one() -> None:
    quota = [Line(90, 0.5), Line(80, 0.5), Line(0)]
    assert graded([99, 98, 97, 96, 85, 84], quota, group=[0, 0, 0, 0, 1, 1]) == [0, 0, 1, 1, 1, 2]
    assert graded([99, 98, 97, 96], [Line(90, 0.25), Line(80, 0.25), Line(0)]) == [0, 1, 2, 2]


def test_a_quota_of_decimals_is_exact() -> None:
    scores = [100 - i / 100 for i in range(100)]
    found = graded(scores, [Line(90, 0.29), Line(0)])
    assert found.count(0) == 29  # 0.29 x 100 is 28.999999999999996 in floats


def test_veto_limits_the_grade_and_frees_the_place() -> None:
    quota = [Line(90, 0.25), *PLAIN[1:]]
    assert graded([99, 98, 70, 70], quota, allowed=[3, 0, 0, 0]) == [3, 0, 2, 2]


@given(
    st.lists(st.integers(50, 100), min_size=1, max_size=40),
    st.floats(0, 1).map(lambda q: round(q, 2)),
)
def test_quota_properties(scores: list[int], quota: float) -> None:
    found = graded([float(s) for s in scores], [Line(90, quota), Line(80), Line(0)])
    held = [s for s, g in zip(scores, found, strict=True) if g == 0]
    assert len(held) <= quota * len(scores) + 1e-9
    for a, grade_a in zip(scores, found, strict=True):
        for b, grade_b in zip(scores, found, strict=True):
            assert a != b or grade_a == grade_b  # equals fare equally
            assert a <= b or grade_a <= grade_b  # the better never fares worse


def test_ranks_within_groups() -> None:
    values = np.array([90.0, 80, 85, 80])
    assert ranks_within([values], np.ones(4, bool), "min", np.array([0, 0, 1, 1])).tolist() == [1, 2, 1, 2]
