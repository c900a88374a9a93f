"""From scores to ranks, and so to grades; pure arrays over units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np

from scoring.engine.grading import Grading, Ranking, events_of, grade_units
from scoring.engine.lines import Bools, Ints, Lines
from scoring.engine.requirements import met, standings
from scoring.engine.totals import Totals
from scoring.numbers import Floats
from scoring.rules import AdjustmentRule
from scoring.system import IndicatorSystem
from scoring.system.grades import Requires


class Placing(NamedTuple):
    """Rank, rank within the group (NaN for none) and how each unit came by its grade."""

    rank: Floats
    group_rank: Floats
    grading: Grading


def place(system: IndicatorSystem, lines: Lines, totals: Totals, group: Ints, sizes: Ints) -> Placing:
    """Rank and grade all units.

    Args:
        group: number of each unit's group.
        sizes: units of each group that a share of places is taken of, (groups,).
    """
    keys = [totals.exact if system.rounding.rank_on == "exact" else totals.score]
    section_ids = [s.id for s in system.sections]
    rows = [section_ids.index(section) for section in system.tie_break]
    # What does not apply comes last, also where it stands in full.
    keys += [np.where(totals.parts.sections.applies[row], totals.section_rate[row], -1.0) for row in rows]
    ranked = _ranked(system, totals)
    nowhere = np.full(len(group), np.nan)
    rank = ranks(keys, ranked, system.ties) if system.overall_rank else nowhere
    group_rank = ranks_within(keys, ranked, system.ties, group)
    meets = np.ones((len(system.grades), len(group)), dtype=bool)
    if any(grade.requires != Requires() for grade in system.grades):
        meets = met(system.grades, standings(system, lines, totals))
    ranking = Ranking(group, rank, group_rank, sizes)
    grading = grade_units(system.grades, totals.score, meets, events_of(system, totals), ranking)
    return Placing(rank, group_rank, grading)


def _ranked(system: IndicatorSystem, totals: Totals) -> Bools:
    """Who takes part in the ranking: who has a score and no veto against it."""
    ranked = ~np.isnan(totals.score)
    for row, adjustment in enumerate(system.adjustments):
        if cast(AdjustmentRule, adjustment.rule).limits().unranked:
            ranked = ranked & ~totals.vetoed[row]
    return ranked


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
