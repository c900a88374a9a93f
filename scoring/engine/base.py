"""How indicators make the base: one formula, for the score itself and for all that asks what else it could be.

Indicators make measures, measures make sections (`scoring.engine.parts`), and the sections' rates make the base:

    sum:             full x sum(weight x rate) / sum(weight)
    geometric:       full x product of rate ^ share of the weight
    lowest, highest: full x the lowest or highest rate of those that apply

with full = coefficient x scale; `start` is added. A section's weight is its own, or else its marks, raised where
some do not apply and `not_applicable.within` keeps them there.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.engine.lines import Bools, Ints, Lines
from scoring.engine.parts import Asked, Frame, Level, Nodes, Parts, Points, by_part, combined
from scoring.numbers import Floats, divided, half_up
from scoring.system import IndicatorSystem, Measure, Section


@dataclass(frozen=True)
class BaseParts:
    """The indicators as they enter the base.

    Attributes:
        full: the base of a unit that earns everything, without `start`, in points, shape (units,).
        earned: what each indicator earned, of one worth 0 marks its rate; 0 where it does not apply, shape
            (indicators, units).
        marks: what it is worth, the same shape; 0 where the group does not have it.
        applies: the same shape.
        points: of adjustments that act in a part, by its id.
    """

    system: IndicatorSystem
    full: Floats
    earned: Floats
    marks: Floats
    applies: Bools
    points: Points

    @property
    def best(self) -> Floats:
        """`earned` where everything that applies earns full marks, as it would be published."""
        full = half_up(self.marks, self.system.rounding.indicator)
        return np.where(self.applies, np.where(self.marks > 0, full, 1.0), 0.0)

    def base(self, earned: Floats | None = None) -> Floats:
        """The unrounded base, shape (units,); NaN where there is none.

        Args:
            earned: other marks than the units' own, shape (indicators, units); for a single unit as many
                columns as there are cases to try.
        """
        return self.base_of(self.parts(earned).sections)

    def base_of(self, sections: Level) -> Floats:
        """The unrounded base that sections make, shape (units,); NaN where there is none."""
        if not self.system.sections:
            return np.zeros_like(self.full) + self.system.start
        base = self.system.start + self.full * _overall(sections, self.system.aggregation)
        return np.where(sections.applies.sum(axis=0) >= (self.system.needs or 1), base, np.nan)

    def parts(self, earned: Floats | None = None) -> Parts:
        """Measures and sections as they come about, with other marks than the units' own where given."""
        earned = self.earned if earned is None else earned
        asked = Asked({name: row for row, name in enumerate(self.system.indicators)}, earned, self.marks, self.applies)
        measures = combined(self.nodes(earned), _measures(self.system), asked, self.points, {})
        inner = {place.id: row for row, place in enumerate(_in_order(self.system))}
        sections = combined(measures, _sections(self.system), asked, self.points, inner)
        measures = replace(measures, taken=sections.children_taken)
        return Parts(measures, sections, self._taken(measures))

    def brought(self) -> Floats:
        """What each indicator brings to the base where sections are added up, in points, (indicators, units).

        Without `start` and what adjustments do in a part; NaN for a unit without a base.
        """
        parts = self.parts()
        measures, sections = parts.measures, parts.sections
        a_mark_in_measure = divided(np.where(measures.closed, 0.0, measures.weighed.weight), measures.marks, 0.0)
        beside = np.where(measures.taken, measures.weighed.weight, 0.0)
        beside = by_part(beside, _sections(self.system).starts)
        share = divided(np.where(sections.closed, 0.0, sections.weighed.weight), beside, 0.0)
        each = [len(section.measures) for section in self.system.sections]
        a_mark = a_mark_in_measure * np.repeat(share, each, axis=0)
        sizes = [len(measure.indicators) for measure in _in_order(self.system)]
        earned = np.where(parts.indicators_taken, self.nodes().earned, 0.0)
        total = sections.weighed.weight.sum(axis=0)
        return self.full * divided(earned * np.repeat(a_mark, sizes, axis=0), total, np.nan)

    def _taken(self, measures: Level) -> Bools:
        """Which indicators neither their measure nor its section left for another."""
        if measures.taken.all():
            return measures.children_taken
        sizes = [len(measure.indicators) for measure in _in_order(self.system)]
        return measures.children_taken & np.repeat(measures.taken, sizes, axis=0)

    def nodes(self, earned: Floats | None = None) -> Nodes:
        """The indicators as their measures see them; under `full` what does not apply counts as earned in full."""
        earned = self.earned if earned is None else earned
        is_judged = self.applies if _all_worth(self.system) else self.applies & (self.marks > 0)
        if self.system.not_applicable.mode == "full":
            return Nodes(np.where(is_judged, earned, self.marks), self.marks, self.marks, is_judged, None)
        marks = np.where(is_judged, self.marks, 0.0)
        counted = earned if _all_worth(self.system) else np.where(is_judged, earned, 0.0)
        return Nodes(counted, marks, self.marks, is_judged, None)

    def of(self, at: int) -> BaseParts:
        """Those of the unit in row `at` alone; arrays keep their shape with one unit."""
        one = slice(at, at + 1)
        return replace(
            self,
            full=self.full[one],
            earned=self.earned[:, one],
            marks=self.marks[:, one],
            applies=self.applies[:, one],
            points={part: added[one] for part, added in self.points.items()},
        )


def _overall(sections: Level, aggregation: str) -> Floats:
    """The rate of all sections together, shape (units,)."""
    if aggregation in ("lowest", "highest"):
        is_low = aggregation == "lowest"
        rates = np.where(sections.applies, sections.rate, np.inf if is_low else -np.inf)
        return np.asarray(rates.min(axis=0) if is_low else rates.max(axis=0))
    weighed = sections.weighed
    total = weighed.weight.sum(axis=0)
    if aggregation == "sum":
        return divided(weighed.value.sum(axis=0), total, np.nan)
    rates = divided(weighed.value, weighed.weight, 1.0)
    return np.asarray(np.prod(rates ** divided(weighed.weight, total, 0.0), axis=0))


def base_parts(system: IndicatorSystem, lines: Lines, group: Ints, points: Points) -> BaseParts:
    """The indicators of all units as they enter the base.

    Args:
        group: number of each unit's group.
        points: of adjustments that act in a part, by its id.
    """
    coefficient = np.array([g.coefficient for g in system.groups.values()])[group]
    figures = lines.earned if _all_worth(system) else np.where(lines.marks > 0, lines.earned, lines.rate)
    earned = np.where(lines.applies, figures, 0.0)
    full = coefficient * (system.scale if system.sections else 0.0)
    return BaseParts(system, full, earned, lines.marks, lines.applies, points)


def _all_worth(system: IndicatorSystem) -> bool:
    """Whether no indicator is there for limits only."""
    return all(indicator.marks != 0 for indicator in system.indicators.values())


def _in_order(system: IndicatorSystem) -> list[Measure]:
    return [measure for section in system.sections for measure in section.measures]


def _measures(system: IndicatorSystem) -> Frame:
    specs, within = _in_order(system), system.not_applicable.within
    starts = _starts([len(measure.indicators) for measure in specs])
    weighs: Literal["whole", "marks"] = "whole" if within == "measure" else "marks"
    return Frame(specs, starts, weighs, within != "total", _weights(specs))


def _sections(system: IndicatorSystem) -> Frame:
    specs, within = system.sections, system.not_applicable.within
    starts = _starts([len(section.measures) for section in specs])
    ways: dict[str, Literal["marks", "whole", "nodes"]] = {"total": "marks", "section": "whole", "measure": "nodes"}
    return Frame(specs, starts, ways[within], within == "section", _weights(specs))


def _weights(specs: Sequence[Measure] | Sequence[Section]) -> dict[int, float]:
    return {row: spec.weight for row, spec in enumerate(specs) if spec.weight is not None}


def _starts(sizes: list[int]) -> Ints:
    """The rows at which parts of these sizes begin."""
    return np.cumsum([0, *sizes[:-1]]) if sizes else np.empty(0, dtype=np.int64)
