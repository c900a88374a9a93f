"""From scores to ranks and grades; pure arrays over units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, cast

import numpy as np

from scoring.engine.lines import Bools, Ints
from scoring.engine.totals import Totals
from scoring.numbers import Floats, floor_exact
from scoring.rules import AdjustmentRule
from scoring.system import IndicatorSystem


class Placing(NamedTuple):
    """Rank, rank within the group (NaN for none) and grade (index, -1 for none) of every unit."""

    rank: Floats
    group_rank: Floats
    grade: Ints


def place(system: IndicatorSystem, totals: Totals, group: Ints) -> Placing:
    """Rank and grade all units.

    Args:
        group: number of each unit's group.
    """
    keys = [totals.exact if system.rounding.rank_on == "exact" else totals.score]
    section_ids = [s.id for s in system.sections]
    keys += [np.nan_to_num(totals.section_rate[section_ids.index(s)], nan=-1.0) for s in system.tie_break]
    ranked, best_allowed = _limits(system, totals)
    rank = ranks(keys, ranked, system.ties)
    group_rank = ranks_within(keys, ranked, system.ties, group)
    return Placing(rank, group_rank, grades(totals.score, system.grades, best_allowed, group, group_rank))


def _limits(system: IndicatorSystem, totals: Totals) -> tuple[Bools, Ints]:
    """Who takes part in the ranking, and the best grade each unit may have, as the vetoes that happened allow."""
    ranked = ~np.isnan(totals.score)
    best_allowed = np.zeros(len(ranked), dtype=np.int64)
    grade_ids = [g.id for g in system.grades]
    for row, adjustment in enumerate(system.adjustments):
        limits = cast(AdjustmentRule, adjustment.rule).limits()
        if limits.unranked:
            ranked = ranked & ~totals.vetoed[row]
        if limits.grade_at_most:
            lowest = grade_ids.index(limits.grade_at_most)
            best_allowed = np.where(totals.vetoed[row], np.maximum(best_allowed, lowest), best_allowed)
    return ranked, best_allowed


class GradeLine(Protocol):
    """What grading needs to know of a grade."""

    @property
    def at_least(self) -> float: ...
    @property
    def quota(self) -> float | None: ...


def ranks(keys: Sequence[Floats], ranked: Bools, ties: str) -> Floats:
    """Ranks by `keys`, each higher-is-better, the later ones deciding between equals of the earlier.

    Args:
        keys: arrays over units, without NaN among the ranked.
        ranked: who takes part.
        ties: `min` (1, 2, 2, 4) or `dense` (1, 2, 2, 3).

    Returns:
        Rank of each unit, 1 the best; NaN for those who take no part.
    """
    places = np.full(len(ranked), np.nan)
    who = np.flatnonzero(ranked)
    if len(who) == 0:
        return places
    chosen = np.stack([key[who] for key in keys])
    order = np.lexsort(-chosen[::-1])
    ordered = chosen[:, order]
    starts = np.r_[True, (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)]
    run = np.cumsum(starts)  # dense rank in sorted order
    place = run if ties == "dense" else np.flatnonzero(starts)[run - 1] + 1
    places[who[order]] = place
    return places


def ranks_within(keys: Sequence[Floats], ranked: Bools, ties: str, group: Ints) -> Floats:
    """Ranks of each unit among those of its own group; see `ranks`."""
    places = np.full(len(ranked), np.nan)
    for number in np.unique(group):
        members = ranked & (group == number)
        within = ranks(keys, members, ties)
        places[members] = within[members]
    return places


def grades(scores: Floats, lines: Sequence[GradeLine], best_allowed: Ints, group: Ints, group_rank: Floats) -> Ints:
    """The grade of each unit, as an index of `lines` (best first); -1 for none.

    Args:
        scores: published scores, NaN for units without one.
        lines: thresholds and quotas, best first.
        best_allowed: the best grade each unit may have (0 unless vetoed).
        group: number of each unit's group; a quota is a share of all the units in it.
        group_rank: rank within the group, NaN for the unranked, who take no grade with a quota.
    """
    level = np.full(len(scores), len(lines), dtype=np.int64)
    for index in reversed(range(len(lines))):
        level[scores >= lines[index].at_least] = index
    level = np.where(level < len(lines), np.maximum(level, best_allowed), level)
    for index, line in enumerate(lines):
        if line.quota is not None:
            for number in np.unique(group):
                members = group == number
                within = members & (level == index)
                taken = _taken(group_rank, within, int(floor_exact(line.quota * members.sum())))
                level[within & ~taken] = index + 1
    return np.where(np.isnan(scores) | (level >= len(lines)), -1, level)


def _taken(group_rank: Floats, candidates: Bools, places: int) -> Bools:
    """Who of the candidates holds one of so many places: in rank order, a tie that would exceed them none."""
    ranks_there, counts = np.unique(group_rank[candidates & ~np.isnan(group_rank)], return_counts=True)
    allowed = ranks_there[np.cumsum(counts) <= places]
    taken: Bools = candidates & np.isin(group_rank, allowed)
    return taken
