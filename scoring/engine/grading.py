"""From scores and ranks to grades: points and requirements, lifts, grades down, vetoes, then places.

Grades are numbers, 0 the best; `len(grades)` is none while they are worked out. Pure arrays over units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from scoring.engine.lines import Bools, Ints
from scoring.engine.totals import Totals
from scoring.numbers import Floats, floor_exact
from scoring.rules import AdjustmentRule
from scoring.system import IndicatorSystem
from scoring.system.grades import Grade


class Ranking(NamedTuple):
    """Who competes with whom for places, arrays over units but for `sizes`.

    Attributes:
        group: number of each unit's group. rank, group_rank: NaN for none.
        sizes: units of each group that a share of places is taken of, (groups,).
    """

    group: Ints
    rank: Floats
    group_rank: Floats
    sizes: Ints


class Events(NamedTuple):
    """What vetoes and lifts that happened do to each unit's grade, arrays over units.

    Attributes:
        lift: the best grade a lift raises to; `none` without one, or where a veto cancels it.
        down: by how many grades it is lowered. best_allowed: the best grade it may have.
        without_score: the grade of a unit that a veto leaves no score; `none` for every other unit.
    """

    lift: Ints
    down: Ints
    best_allowed: Ints
    without_score: Ints


@dataclass(frozen=True)
class Grading:
    """How each unit came by its grade: the grade after each step, arrays over units.

    Attributes:
        grade: in the end; -1 for none.
        holds: (grades, units), whether points and requirements, or a lift, suffice for the grade.
        own: by points and requirements. lifted, lowered, limited: after lifts, grades down and vetoes' limits.
        crowded: (grades, units), whether the unit would hold the grade but its places were taken.
        events: what vetoes and lifts did.
    """

    grade: Ints
    holds: Bools
    own: Ints
    lifted: Ints
    lowered: Ints
    limited: Ints
    crowded: Bools
    events: Events


def events_of(system: IndicatorSystem, totals: Totals) -> Events:
    """What vetoes and lifts that happened do to each unit's grade."""
    units, ids = len(totals.score), [grade.id for grade in system.grades]
    none, zeros = len(ids), np.zeros(len(totals.score), dtype=np.int64)
    lift, down, best_allowed, stripped = np.full(units, none), zeros, zeros, np.full(units, -1)
    for row, adjustment in enumerate(system.adjustments):
        limits, hit = cast(AdjustmentRule, adjustment.rule).limits(), totals.vetoed[row]
        if limits.grade_at_least is not None:
            lift = np.where(totals.lifted[row], np.minimum(lift, ids.index(limits.grade_at_least)), lift)
        if limits.grade_at_most is not None:
            worst = hit * ids.index(limits.grade_at_most)
            best_allowed = np.maximum(best_allowed, worst)
            stripped = np.maximum(stripped, np.where(hit & limits.no_score, worst, -1))
        down = down + hit * limits.grade_down
    lift = np.where(totals.vetoed.any(axis=0), none, lift)  # every veto limits grade, rank or score
    return Events(lift, down, best_allowed, np.where(stripped >= 0, stripped, none))


def grade_units(grades: Sequence[Grade], scores: Floats, met: Bools, events: Events, ranking: Ranking) -> Grading:
    """The grade of each unit, and how it came by it.

    Args:
        grades: best first.
        scores: published scores, NaN for units without one.
        met: (grades, units), who meets what a grade asks for beside points.
    """
    none, numbers = len(grades), np.arange(len(grades))[:, None]
    at_least = np.array([grade.at_least for grade in grades], dtype=np.float64)[:, None]
    own_holds = (scores >= at_least) & met
    own = first_held(own_holds, np.zeros(len(scores), dtype=np.int64))
    holds = own_holds | ((numbers == events.lift) & ~np.isnan(scores))
    lifted = first_held(holds, np.minimum(own, events.lift))
    lowered = np.where(lifted < none, first_held(holds, np.minimum(lifted + events.down, none - 1)), none)
    limited = first_held(holds, np.maximum(lowered, events.best_allowed))
    final, crowded = _within_places(grades, limited, holds, events.lift, ranking)
    final = np.minimum(final, events.without_score)
    return Grading(np.where(final < none, final, -1), holds, own, lifted, lowered, limited, crowded, events)


def first_held(holds: Bools, start: Ints) -> Ints:
    """The best grade from `start` on that each unit holds; the number of grades for none."""
    held = holds & (np.arange(len(holds))[:, None] >= start)
    padded = np.vstack([held, np.ones((1, held.shape[1]), dtype=bool)])
    return np.asarray(padded.argmax(axis=0), dtype=np.int64)


def _within_places(
    grades: Sequence[Grade], level: Ints, holds: Bools, lift: Ints, ranking: Ranking
) -> tuple[Ints, Bools]:
    """Grades once places are taken, and (grades, units) who found them taken."""
    crowded = np.zeros_like(holds)
    for index, grade in enumerate(grades):
        if not grade.is_limited:
            continue
        out = _left_out(grade, level == index, lift == index, ranking)
        crowded[index] = out
        level = np.where(out, first_held(holds, np.full(len(level), index + 1)), level)
    return level, crowded


def _left_out(grade: Grade, there: Bools, by_lift: Bools, ranking: Ranking) -> Bools:
    """Who of those at a grade with places holds none of them; a lift keeps its place."""
    left_out = np.zeros_like(there)
    for members, rank, places in competitions(grade, ranking):
        candidates = there & members
        safe = candidates & by_lift
        left_out |= candidates & ~safe & ~_taken(rank, candidates & ~safe, places - int(safe.sum()))
    return left_out


def competitions(grade: Grade, ranking: Ranking) -> list[tuple[Bools, Floats, int]]:
    """Who competes for a grade's places: members, their ranks, and how many places there are."""
    if grade.of == "all":
        everyone = np.ones(len(ranking.group), dtype=bool)
        return [(everyone, ranking.rank, places_of(grade, int(ranking.sizes.sum())))]
    numbers = np.unique(ranking.group)
    return [(ranking.group == n, ranking.group_rank, places_of(grade, int(ranking.sizes[n]))) for n in numbers]


def places_of(grade: Grade, units: int) -> int:
    """How many of so many units may hold a grade; all of them where it is not limited."""
    if grade.places is not None:
        return grade.places
    return units if grade.quota is None else int(floor_exact(grade.quota * units))


def _taken(rank: Floats, candidates: Bools, places: int) -> Bools:
    """Who of the candidates holds one of so many places: in rank order, a tie that would exceed them none."""
    ranks_there, counts = np.unique(rank[candidates & ~np.isnan(rank)], return_counts=True)
    allowed = ranks_there[np.cumsum(counts) <= places]
    taken: Bools = candidates & np.isin(rank, allowed)
    return taken
