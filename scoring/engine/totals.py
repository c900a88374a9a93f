"""Base, bonus, deduction, vetoes and score of every unit.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from scoring.engine.base import base_parts, by_part, counted_marks
from scoring.engine.fact_arrays import FactArrays
from scoring.engine.lines import Bools, Ints, Lines, columns_of
from scoring.engine.together import held_together
from scoring.numbers import Floats, divided, half_up, without_noise
from scoring.rules import AdjustmentRule
from scoring.system import IndicatorSystem


@dataclass(frozen=True)
class Totals:
    """Results by unit; NaN where a unit has no score."""

    base: Floats
    bonus: Floats
    deduction: Floats
    score: Floats
    exact: Floats
    section_earned: Floats
    section_marks: Floats
    section_rate: Floats
    points: Floats  # (adjustments, units), signed, each within its own cap and those it shares
    vetoed: Bools  # (adjustments, units)


def score_totals(system: IndicatorSystem, facts: FactArrays, lines: Lines, group: Ints) -> Totals:
    """Add up every unit's lines, adjustments and limits."""
    has_score = lines.applies.any(axis=0)
    parts = base_parts(system, lines, group)
    exact_base = np.where(has_score, parts.base(), np.nan)
    base = half_up(exact_base, system.rounding.total)
    points, vetoed = _adjustments(system, facts, group)
    bonus, deduction = _within_caps(system, base, points)
    change = without_noise(bonus - deduction, system.scale)
    score = np.maximum(0.0, half_up(without_noise(base + change, system.scale), system.rounding.total))
    exact = np.maximum(0.0, without_noise(exact_base + change, system.scale))
    earned, marks = (by_part(values, parts.section_starts) for values in counted_marks(system, lines))
    return Totals(
        base=without_noise(base, system.scale),
        bonus=np.where(has_score, bonus, np.nan),
        deduction=np.where(has_score, deduction, np.nan),
        score=_limited(system, score, vetoed),
        exact=_limited(system, exact, vetoed),
        section_earned=without_noise(earned, system.scale),
        section_marks=without_noise(marks, system.scale),
        section_rate=without_noise(divided(earned, marks, np.nan), 1.0),
        points=points,
        vetoed=vetoed & has_score,
    )


def _adjustments(system: IndicatorSystem, facts: FactArrays, group: Ints) -> tuple[Floats, Bools]:
    """Points and vetoes, each by adjustment and unit."""
    shape = (len(system.adjustments), len(group))
    points, vetoed = np.zeros(shape), np.zeros(shape, dtype=bool)
    everyone = np.ones(len(group))
    for row, adjustment in enumerate(system.adjustments):
        rule = cast(AdjustmentRule, adjustment.rule)
        columns = columns_of(adjustment, facts, everyone, everyone > 0, group)
        points[row], vetoed[row] = rule.points_of(columns), rule.happened(columns)
    return held_together(system, points), vetoed


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


def _limited(system: IndicatorSystem, score: Floats, vetoed: Bools) -> Floats:
    """Scores no higher than the vetoes that happened allow."""
    for row, adjustment in enumerate(system.adjustments):
        limit = cast(AdjustmentRule, adjustment.rule).limits().score_at_most
        if limit is not None:
            score = np.where(vetoed[row], np.minimum(score, limit), score)
    return score
