"""Base, bonus, deduction, vetoes and score of every unit.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from scoring.engine.base import base_parts
from scoring.engine.fact_arrays import FactArrays
from scoring.engine.lines import Bools, Ints, Lines, columns_of, follows_source
from scoring.engine.parts import Parts, Points
from scoring.engine.together import held_together
from scoring.numbers import Floats, half_up, without_noise
from scoring.rules import AdjustmentRule
from scoring.rules.base import Limits
from scoring.system import IndicatorSystem


@dataclass(frozen=True)
class Totals:
    """Results by unit; NaN where a unit has no score."""

    base: Floats
    bonus: Floats
    deduction: Floats
    score: Floats
    exact: Floats
    before_vetoes: Floats  # the score that vetoes then limit
    section_earned: Floats
    section_marks: Floats
    section_rate: Floats
    parts: Parts
    points: Floats  # (adjustments, units), signed, each within its own cap and those it shares
    vetoed: Bools  # (adjustments, units): the vetoes that happened
    lifted: Bools  # (adjustments, units): the lifts that happened


def score_totals(system: IndicatorSystem, facts: FactArrays, lines: Lines, group: Ints) -> Totals:
    """Add up every unit's lines, adjustments and limits."""
    points, happened = _adjustments(system, facts, group)
    entering = base_parts(system, lines, group, points_in_parts(system, points))
    parts = entering.parts()
    exact_base = entering.base_of(parts.sections)
    has_score = ~np.isnan(exact_base)
    made = made_of(system, exact_base, points)
    lifts = np.array([limits.grade_at_least is not None for limits in _limits(system)], dtype=bool)[:, None]
    vetoed, lifted = happened & has_score & ~lifts, happened & has_score & lifts
    exact = without_noise(exact_base + made.change, system.scale)
    return Totals(
        base=without_noise(made.base, system.scale),
        bonus=np.where(has_score, made.bonus, np.nan),
        deduction=np.where(has_score, made.deduction, np.nan),
        score=_limited(system, made.score, vetoed),
        exact=_limited(system, _bounded(system, exact), vetoed),
        before_vetoes=made.score,
        section_earned=without_noise(parts.sections.earned, system.scale),
        section_marks=without_noise(parts.sections.marks, system.scale),
        section_rate=without_noise(_shown_rates(system, parts), 1.0),
        parts=parts,
        points=points,
        vetoed=vetoed,
        lifted=lifted,
    )


class Made(NamedTuple):
    """What unrounded bases and the points of adjustments make, arrays over units; `score` before vetoes."""

    base: Floats
    bonus: Floats
    deduction: Floats
    change: Floats
    score: Floats


def made_of(system: IndicatorSystem, exact_base: Floats, points: Floats) -> Made:
    """The published base, what is added and taken off, and the score before vetoes.

    Args:
        exact_base: unrounded.
        points: of adjustments, (adjustments, units); or (adjustments, 1), of one unit with several bases to try.
    """
    base = half_up(exact_base, system.rounding.total)
    bonus, deduction = _within_caps(system, base, points[_outside(system)])
    change = without_noise(bonus - deduction, system.scale)
    score = half_up(without_noise(base + change, system.scale), system.rounding.total)
    return Made(base, bonus, deduction, change, _bounded(system, score))


def points_in_parts(system: IndicatorSystem, points: Floats) -> Points:
    """The points of adjustments that act in a part, added up by its id."""
    added: dict[str, Floats] = {}
    for adjustment, theirs in zip(system.adjustments, points, strict=True):
        if adjustment.in_ is not None:
            added[adjustment.in_] = added.get(adjustment.in_, 0.0) + theirs
    return added


def _outside(system: IndicatorSystem) -> list[int]:
    """The rows of the adjustments that act on the total."""
    return [row for row, adjustment in enumerate(system.adjustments) if adjustment.in_ is None]


def _shown_rates(system: IndicatorSystem, parts: Parts) -> Floats:
    """The rate of each section that enters the base; NaN where none does."""
    rates = parts.sections.rate
    return np.where(parts.sections.applies, rates, np.nan) if system.aggregation in ("lowest", "highest") else rates


def _adjustments(system: IndicatorSystem, facts: FactArrays, group: Ints) -> tuple[Floats, Bools]:
    """Points, and whether a veto or lift happened, each by adjustment and unit."""
    shape = (len(system.adjustments), len(group))
    points, happened = np.zeros(shape), np.zeros(shape, dtype=bool)
    everyone = np.ones(len(group))
    for row, adjustment in enumerate(system.adjustments):
        rule = cast(AdjustmentRule, adjustment.rule)
        columns = columns_of(adjustment, facts, everyone, everyone > 0, group)
        applies = follows_source(system, adjustment, facts, group)
        points[row] = np.where(applies, rule.points_of(columns), 0)
        happened[row] = rule.happened(columns) & applies
    return held_together(system, points), happened


def _within_caps(system: IndicatorSystem, base: Floats, points: Floats) -> tuple[Floats, Floats]:
    """Bonus and deduction of every unit, both 0 or more, within their caps and the bonus within its gate."""
    caps = system.caps
    bonus = without_noise(np.maximum(points, 0).sum(axis=0), system.scale)
    deduction = without_noise(np.maximum(-points, 0).sum(axis=0), system.scale)
    if caps.deduction.at_most is not None:
        deduction = np.minimum(deduction, caps.deduction.at_most)
    if caps.bonus.at_most is not None:
        bonus = np.minimum(bonus, caps.bonus.at_most)
    left = without_noise(base - deduction, system.scale)
    if caps.bonus.only_from is not None:
        bonus = np.where(left >= caps.bonus.only_from, bonus, 0.0)
    if caps.bonus.only_above is not None:
        bonus = np.where(left > caps.bonus.only_above, bonus, 0.0)
    return bonus, deduction


def _bounded(system: IndicatorSystem, score: Floats) -> Floats:
    """Scores within the bounds of the total."""
    at_least, at_most = system.total.at_least, system.total.at_most
    score = score if at_least is None else np.maximum(at_least, score)
    return score if at_most is None else np.minimum(at_most, score)


def _limited(system: IndicatorSystem, score: Floats, vetoed: Bools) -> Floats:
    """Scores no higher than the vetoes that happened allow, even below the total's floor; NaN where one leaves none."""
    for row, limits in enumerate(_limits(system)):
        if limits.score_at_most is not None:
            score = np.where(vetoed[row], np.minimum(score, limits.score_at_most), score)
        if limits.no_score:
            score = np.where(vetoed[row], np.nan, score)
    return score


def _limits(system: IndicatorSystem) -> list[Limits]:
    """What each adjustment limits or lifts once it happened."""
    return [cast(AdjustmentRule, adjustment.rule).limits() for adjustment in system.adjustments]
