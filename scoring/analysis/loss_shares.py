"""What full marks lose on the way to the base, shared out to where it was lost.

Each indicator has what it lost itself and what a gate (`zero_if`) took because of it; what adjustments take or give
in a part belongs to none. A child that its part did not take loses nothing, nor does anything in a part that is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.analysis.losses import section_losses
from scoring.engine import BaseParts, Level, Parts, ScoreSheet, falls_short
from scoring.numbers import Floats, divided
from scoring.system import Measure, Section

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Shares:
    """What is lost, by where: arrays (rows, units); all together it is full - base, or the marks not earned.

    Attributes:
        own: what each indicator lost itself; less than nothing where it earned more than its marks.
        gates: what the gates that it closed took besides.
        in_measures, in_sections: what adjustments took there; less than nothing where they gave.
    """

    own: Floats
    gates: Floats
    in_measures: Floats
    in_sections: Floats


@dataclass(frozen=True)
class _Places:
    """The measure and the section of each indicator, and the section of each measure, as rows."""

    measure: Ints
    section: Ints
    of_measure: Ints


def without_awaited(sheet: ScoreSheet) -> BaseParts:
    """How bases would come about if what is awaited earned full marks: it is nobody's loss yet."""
    parts, awaited = sheet.base_parts, sheet.line_arrays.awaited
    return replace(parts, earned=np.where(awaited, parts.best, parts.earned)) if awaited.any() else parts


def loss_shares(parts: BaseParts, in_marks: bool = False) -> Shares:
    """What units lose, shared out to indicators and to what adjustments did in parts.

    Args:
        in_marks: count marks as they stand, not what they cost the total.
    """
    made, nodes, places = parts.parts(), parts.nodes(), _places(parts)
    measures, sections = made.measures, made.sections
    weight, value = _weight_and_value(measures, in_marks)
    weight, value = (np.where(measures.taken, each, 0.0) for each in (weight, value))
    lost = np.where(made.indicators_taken, nodes.marks - nodes.earned, 0.0)
    own = lost * divided(weight, measures.marks, 0.0)[places.measure]
    count = len(weight)
    specs = [measure for section in parts.system.sections for measure in section.measures]
    extra = np.where(measures.closed, weight - _summed(own, places.measure, count), 0.0)
    gates = _blamed(extra, own, _closers(parts, made, specs), places.measure)
    in_measures = weight - value - _summed(own + gates, places.measure, count)

    above, above_value = _weight_and_value(sections, in_marks)
    share = divided(above, _summed(weight, places.of_measure, len(above)), 0.0)
    own, gates = own * share[places.section], gates * share[places.section]
    in_measures = in_measures * share[places.of_measure]
    before = _summed(own + gates, places.section, len(above)) + _summed(in_measures, places.of_measure, len(above))
    extra = np.where(sections.closed, above - before, 0.0)
    gates = gates + _blamed(extra, own + gates, _closers(parts, made, parts.system.sections), places.section)
    in_sections = above - above_value - before - extra
    if in_marks:
        return Shares(own, gates, in_measures, in_sections)
    point = _points_each(parts, above, above_value)
    of_indicator = point[places.section]
    return Shares(own * of_indicator, gates * of_indicator, in_measures * point[places.of_measure], in_sections * point)


def _places(parts: BaseParts) -> _Places:
    sections = parts.system.sections
    of_measure = [row for row, section in enumerate(sections) for _ in section.measures]
    measures = [measure for section in sections for measure in section.measures]
    of_indicator = [row for row, measure in enumerate(measures) for _ in measure.indicators]
    measure = np.array(of_indicator, dtype=np.int64)
    above = np.array(of_measure, dtype=np.int64)
    return _Places(measure, above[measure], above)


def _weight_and_value(level: Level, in_marks: bool) -> tuple[Floats, Floats]:
    return (level.marks, level.earned) if in_marks else (level.weighed.weight, level.weighed.value)


def _summed(values: Floats, part_of: Ints, count: int) -> Floats:
    """(rows, units) summed to (parts, units)."""
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, part_of, values)
    return sums


def _points_each(parts: BaseParts, weight: Floats, value: Floats) -> Floats:
    """Points of the total that one of what a section weighs costs, (sections, units)."""
    if parts.system.aggregation == "sum":
        return np.broadcast_to(divided(parts.full, weight.sum(axis=0), 0.0), weight.shape)
    return divided(section_losses(parts), weight - value, 0.0)


def _blamed(extra: Floats, lost: Floats, closers: Bools, part_of: Ints) -> Floats:
    """What gates took, by the indicators that closed them: by what they lost, or evenly where they have no marks."""
    if not extra.any():
        return np.zeros_like(lost)
    by_loss = np.where(closers, np.maximum(lost, 0.0), 0.0)
    total = _summed(by_loss, part_of, len(extra))
    by_loss = np.where(total[part_of] > 0, by_loss, closers)
    return by_loss * divided(extra, _summed(by_loss, part_of, len(extra)), 0.0)[part_of]


def _closers(parts: BaseParts, made: Parts, specs: Sequence[Measure] | Sequence[Section]) -> Bools:
    """Which indicators keep a gate of their part closed, (indicators, units)."""
    found = np.zeros(parts.earned.shape, dtype=bool)
    asked = parts.asked()
    inner = {measure.id: measure for section in parts.system.sections for measure in section.measures}
    rows = {measure: row for row, measure in enumerate(inner)}
    for spec in specs:
        if spec.zero_if is None:
            continue
        for indicator in spec.zero_if.any_zero:
            found[asked.rows[indicator]] |= asked.is_zero(indicator)
        for child, limit in spec.zero_if.below.items():
            if child not in inner:
                found[asked.rows[child]] |= asked.falls_short(child, limit)
                continue
            row = rows[child]
            short = made.measures.applies[row] & falls_short(limit, made.measures.earned[row], made.measures.marks[row])
            for one in inner[child].indicators:
                found[asked.rows[one.id]] |= short
    return found
