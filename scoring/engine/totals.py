"""Base, bonus, deduction, vetoes and score of every unit.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from scoring.engine.base import base_parts
from scoring.engine.fact_arrays import FactArrays
from scoring.engine.lines import Bools, Ints, Lines, columns_of
from scoring.engine.parts import Parts, Points
from scoring.engine.together import held_together
from scoring.numbers import Floats, half_up, without_noise
from scoring.rules import AdjustmentRule
from scoring.system import Adjustment, IndicatorSystem


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
    parts: Parts
    points: Floats  # (adjustments, units), signed, each within its own cap and those it shares
    vetoed: Bools  # (adjustments, units)


def score_totals(system: IndicatorSystem, facts: FactArrays, lines: Lines, group: Ints) -> Totals:
    """Add up every unit's lines, adjustments and limits."""
    points, vetoed = _adjustments(system, facts, group)
    entering = base_parts(system, lines, group, points_in_parts(system, points))
    parts = entering.parts()
    exact_base = entering.base_of(parts.sections)
    has_score = ~np.isnan(exact_base)
    base = half_up(exact_base, system.rounding.total)
    bonus, deduction = _within_caps(system, base, points[_outside(system)])
    change = without_noise(bonus - deduction, system.scale)
    score = np.maximum(0.0, half_up(without_noise(base + change, system.scale), system.rounding.total))
    exact = np.maximum(0.0, without_noise(exact_base + change, system.scale))
    return Totals(
        base=without_noise(base, system.scale),
        bonus=np.where(has_score, bonus, np.nan),
        deduction=np.where(has_score, deduction, np.nan),
        score=_limited(system, score, vetoed),
        exact=_limited(system, exact, vetoed),
        section_earned=without_noise(parts.sections.earned, system.scale),
        section_marks=without_noise(parts.sections.marks, system.scale),
        section_rate=without_noise(_shown_rates(system, parts), 1.0),
        parts=parts,
        points=points,
        vetoed=vetoed & has_score,
    )


def points_in_parts(system: IndicatorSystem, points: Floats) -> Points:
    """The points of adjustments that act in a part, added up by its id."""
    added: dict[str, Floats] = {}
    for adjustment, theirs in zip(system.adjustments, points, strict=True):
        if (part := _acts_in(adjustment)) is not None:
            added[part] = added.get(part, 0.0) + theirs
    return added


def _acts_in(adjustment: Adjustment) -> str | None:
    return adjustment.in_


def _outside(system: IndicatorSystem) -> list[int]:
    """The rows of the adjustments that act on the total."""
    return [row for row, adjustment in enumerate(system.adjustments) if _acts_in(adjustment) is None]


def _shown_rates(system: IndicatorSystem, parts: Parts) -> Floats:
    """The rate of each section that enters the base; NaN where none does."""
    rates = parts.sections.rate
    return np.where(parts.sections.applies, rates, np.nan) if system.aggregation in ("lowest", "highest") else rates


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
