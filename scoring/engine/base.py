"""How indicators make the base: one formula, for the score itself and for all that asks what else it could be.

An indicator's weight is its marks, raised where others of its section (or measure) do not apply and
`not_applicable.within` gives their marks to it. The base is then

    sum:        full x sum(weight x rate) / sum(weight)
    geometric:  full x product over sections of (section rate ^ section's share of the weight)

with full = coefficient x scale, and a section's rate = sum(weight x rate) / sum(weight) inside it.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scoring.engine.lines import Ints, Lines
from scoring.numbers import Floats, divided
from scoring.system import IndicatorSystem


@dataclass(frozen=True)
class BaseParts:
    """The indicators as they enter the base.

    Attributes:
        full: the base of a unit that earns everything, in points, shape (units,).
        is_geometric: whether sections multiply.
        section_starts: the row at which each section begins, shape (sections,).
        weight: weight in the total, shape (indicators, units); 0 where an indicator does not count.
        value: weight x rate, the same shape.
    """

    full: Floats
    is_geometric: bool
    section_starts: Ints
    weight: Floats
    value: Floats

    def base(self, value: Floats | None = None) -> Floats:
        """The unrounded base, shape (units,); NaN where nothing counts.

        Args:
            value: other values than the units' own, shape (indicators, units); for a single unit as many
                columns as there are cases to try.
        """
        value = self.value if value is None else value
        total = self.weight.sum(axis=0)
        if not self.is_geometric:
            return self.full * divided(value.sum(axis=0), total, np.nan)
        weight = self.by_section(self.weight)
        rates = divided(self.by_section(value), weight, 1.0)
        overall = np.prod(rates ** divided(weight, total, 0.0), axis=0)
        return np.asarray(np.where(total > 0, self.full * overall, np.nan))

    def by_section(self, values: Floats) -> Floats:
        """(indicators, ...) summed to (sections, ...)."""
        return by_part(values, self.section_starts)

    def of(self, at: int) -> BaseParts:
        """Those of the unit in row `at` alone; arrays keep their shape with one unit."""
        one = slice(at, at + 1)
        return replace(self, full=self.full[one], weight=self.weight[:, one], value=self.value[:, one])


def base_parts(system: IndicatorSystem, lines: Lines, group: Ints) -> BaseParts:
    """The indicators of all units as they enter the base.

    Args:
        group: number of each unit's group.
    """
    earned, marks = counted_marks(system, lines)
    factor = _raised(system, marks, lines.marks)
    coefficient = np.array([g.coefficient for g in system.groups.values()])[group]
    return BaseParts(
        full=coefficient * system.scale,
        is_geometric=system.aggregation == "geometric",
        section_starts=starts_of(system, "section"),
        weight=marks if factor is None else marks * factor,
        value=earned if factor is None else earned * factor,
    )


def counted_marks(system: IndicatorSystem, lines: Lines) -> tuple[Floats, Floats]:
    """Earned marks and marks as they enter the base, each (indicators, units); 0 in both where nothing counts.

    Under `not_applicable: full` what does not apply counts as earned in full.
    """
    if system.not_applicable.mode == "full":
        return np.where(lines.applies, lines.earned, lines.marks), lines.marks
    return np.where(lines.applies, lines.earned, 0.0), np.where(lines.applies, lines.marks, 0.0)


def _raised(system: IndicatorSystem, marks: Floats, full_marks: Floats) -> Floats | None:
    """By how much each indicator weighs more because others of its part do not apply; None where nothing does."""
    within = system.not_applicable.within
    if within == "total":
        return None
    starts = starts_of(system, within)
    left, whole = by_part(marks, starts), by_part(full_marks, starts)
    sizes = np.diff([*starts, len(marks)])
    return np.repeat(divided(whole, left, 0.0), sizes, axis=0)


def starts_of(system: IndicatorSystem, level: str) -> Ints:
    """The rows at which sections, or measures, begin; indicators stand in the order of the file."""
    ids = [getattr(place, level).id for place in system.placed]
    return np.flatnonzero([at == 0 or ids[at] != ids[at - 1] for at in range(len(ids))])


def by_part(values: Floats, starts: Ints) -> Floats:
    """(indicators, ...) summed to (parts, ...), each part of the rows from its start to the next."""
    summed: Floats = np.add.reduceat(values, starts, axis=0)
    return summed
