"""Grades: worked out by hand, and properties."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.grading import Events, Grading, Ranking, grade_units
from scoring.engine.placing import ranks, ranks_within
from scoring.system.grades import Grade
from scoring.words import Text


def line(at_least: float, quota: float | None = None, **limits: Any) -> Grade:
    return Grade(id="g", title=Text("g"), at_least=at_least, quota=quota, **limits)


def grading(
    scores: list[float],
    lines: list[Grade],
    *,
    allowed: list[int] | None = None,
    group: list[int] | None = None,
    lift: list[int] | None = None,
    down: list[int] | None = None,
    met: list[list[bool]] | None = None,
    sizes: list[int] | None = None,
) -> Grading:
    values, count, none = np.array(scores, dtype=float), len(scores), len(lines)
    groups = np.array(group or [0] * count)
    within = ranks_within([values], ~np.isnan(values), "min", groups)
    overall = ranks([values], ~np.isnan(values), "min")
    nothing = np.zeros(count, dtype=np.int64)
    lifts, downs, limits = (np.array(given) if given else nothing for given in (lift, down, allowed))
    events = Events(lifts if lift else nothing + none, downs, limits, nothing + none)
    meets = np.array(met) if met else np.ones((none, count), dtype=bool)
    ranking = Ranking(groups, overall, within, np.array(sizes) if sizes else np.bincount(groups))
    return grade_units(lines, values, meets, events, ranking)


def graded(scores: list[float], lines: list[Grade], **more: Any) -> list[int]:
    found: list[int] = grading(scores, lines, **more).grade.tolist()
    return found


PLAIN = [line(90), line(80), line(60), line(0)]


def test_thresholds() -> None:
    assert graded([90, 89.99, 80, 60, 59.99, 0], PLAIN) == [0, 1, 1, 2, 3, 3]
    assert graded([float("nan"), 95], PLAIN) == [-1, 0]
    assert graded([50], [line(60)]) == [-1]


def test_quota_takes_in_rank_order() -> None:
    quota = [line(90, 0.3), *PLAIN[1:]]
    ten = [99, 98, 97, 96, 95, 70, 70, 70, 70, 70]
    assert graded(ten, quota) == [0, 0, 0, 1, 1, 2, 2, 2, 2, 2]  # floor(0.3 x 10) = 3
    assert graded([95, 94], quota) == [1, 1]  # floor(0.6) = 0


def test_tie_that_would_exceed_takes_none() -> None:
    quota = [line(90, 0.5), *PLAIN[1:]]
    assert graded([98, 95, 95, 70], quota) == [0, 1, 1, 2]  # two places, three would hold
    assert graded([95, 95, 70, 70], quota) == [0, 0, 2, 2]
    assert graded([95, 95, 95, 94], quota) == [1, 1, 1, 1]  # nobody behind the tie overtakes it


def test_quota_is_of_the_group_and_the_next_grade_may_have_one() -> None:
    quota = [line(90, 0.5), line(80, 0.5), line(0)]
    assert graded([99, 98, 97, 96, 85, 84], quota, group=[0, 0, 0, 0, 1, 1]) == [0, 0, 1, 1, 1, 2]
    assert graded([99, 98, 97, 96], [line(90, 0.25), line(80, 0.25), line(0)]) == [0, 1, 2, 2]


def test_a_quota_of_decimals_is_exact() -> None:
    scores = [100 - i / 100 for i in range(100)]
    found = graded(scores, [line(90, 0.29), line(0)])
    assert found.count(0) == 29  # 0.29 x 100 is 28.999999999999996 in floats


def test_veto_limits_the_grade_and_frees_the_place() -> None:
    quota = [line(90, 0.25), *PLAIN[1:]]
    assert graded([99, 98, 70, 70], quota, allowed=[3, 0, 0, 0]) == [3, 0, 2, 2]


@given(
    st.lists(st.integers(50, 100), min_size=1, max_size=40),
    st.floats(0, 1).map(lambda q: round(q, 2)),
)
def test_quota_properties(scores: list[int], quota: float) -> None:
    found = graded([float(s) for s in scores], [line(90, quota), line(80), line(0)])
    held = [s for s, g in zip(scores, found, strict=True) if g == 0]
    assert len(held) <= quota * len(scores) + 1e-9
    for a, grade_a in zip(scores, found, strict=True):
        for b, grade_b in zip(scores, found, strict=True):
            assert a != b or grade_a == grade_b  # equals fare equally
            assert a <= b or grade_a <= grade_b  # the better never fares worse


# --- places ------------------------------------------------------------------------------------------


def test_places_are_a_number_of_the_group_or_of_all() -> None:
    ten = [99.0, 98, 97, 96, 95]
    assert graded(ten, [line(90, places=2), line(0)], group=[0, 0, 0, 1, 1]) == [0, 0, 1, 0, 0]
    assert graded(ten, [line(90, places=2, of="all"), line(0)], group=[0, 1, 0, 1, 1]) == [0, 0, 1, 1, 1]
    assert graded(ten, [line(90, 0.4, of="all"), line(0)], group=[0, 1, 0, 1, 1]) == [0, 0, 1, 1, 1]
    assert graded(ten, [line(90, places=0), line(0)]) == [1, 1, 1, 1, 1]


def test_a_share_is_of_all_units_there_are() -> None:
    assert graded([99, 98], [line(90, 0.25), line(0)], sizes=[8]) == [0, 0]
    assert graded([99, 98], [line(90, 0.25), line(0)], sizes=[4]) == [0, 1]


# --- requirements, lifts, grades down ------------------------------------------------------------------


def test_who_falls_short_takes_the_next_grade_whose_own_conditions_hold() -> None:
    met = [[False, True], [False, True], [True, True], [True, True]]
    assert graded([95, 95], PLAIN, met=met) == [2, 0]
    assert graded([95], [line(90), line(0)], met=[[False], [False]]) == [-1]


def test_who_finds_no_place_skips_a_grade_whose_conditions_do_not_hold() -> None:
    lines = [line(90, places=1), line(80), line(0)]
    met = [[True, True], [True, False], [True, True]]
    assert graded([99, 98], lines, met=met) == [0, 2]


def test_a_lift_holds_despite_points_requirements_and_places() -> None:
    assert graded([50, 95], PLAIN, lift=[0, 4]) == [0, 0]
    assert graded([float("nan")], PLAIN, lift=[0]) == [-1]
    assert graded([95], PLAIN, lift=[1]) == [0]  # it never lowers
    assert graded([50, 99, 98], [line(90, places=2), line(0)], lift=[0, 2, 2]) == [0, 0, 1]  # and takes a place
    assert graded([50, 40, 99], [line(90, places=1), line(0)], lift=[0, 0, 2]) == [0, 0, 1]  # even past the last


def test_who_finds_no_place_falls_no_further_than_a_lift() -> None:
    lines = [line(90, places=1), line(80, places=1), line(0)]
    found = grading([99, 98, 97], lines, lift=[3, 3, 1])
    assert found.grade.tolist() == [0, 2, 1]
    assert found.crowded.tolist() == [[False, True, True], [False, True, False], [False, False, False]]


def test_grades_down_end_at_the_last_grade_and_come_before_the_limit() -> None:
    assert graded([95, 95, 95, 50], PLAIN, down=[1, 2, 9, 1]) == [1, 2, 3, 3]
    assert graded([95, 95], PLAIN, down=[1, 1], allowed=[2, 0]) == [2, 1]
    assert graded([50], [line(60)], down=[1]) == [-1]


def test_who_is_pushed_down_takes_a_grade_whose_conditions_hold() -> None:
    met = [[True], [False], [True], [True]]
    assert graded([95], PLAIN, down=[1], met=met) == [2]
    assert graded([95], PLAIN, allowed=[1], met=met) == [2]


def test_who_is_pushed_down_competes_for_the_places_of_the_next() -> None:
    lines = [line(90), line(80, places=1), line(0)]
    assert graded([99, 85], lines, down=[1, 0]) == [1, 2]


@given(st.lists(st.tuples(st.integers(50, 100), st.booleans()), min_size=1, max_size=30), st.integers(0, 6))
def test_lifted_units_hold_their_grade_and_others_no_more_than_the_places(
    units: list[tuple[int, bool]], places: int
) -> None:
    lift = [0 if lifted else 3 for _, lifted in units]
    found = graded([float(s) for s, _ in units], [line(90, places=places), line(80), line(0)], lift=lift)
    lifted = sum(is_lifted for _, is_lifted in units)
    assert all(grade == 0 for grade, (_, is_lifted) in zip(found, units, strict=True) if is_lifted)
    assert found.count(0) <= max(places, lifted)
