"""How one unit's indicators make its base, and so what each lost mark costs in points of the total.

An indicator's weight is its marks, raised where others of its section (or measure) do not apply
and `not_applicable.within` gives their marks to it. The base is then

    sum:        full x sum(weight x rate) / sum(weight)
    geometric:  full x product over sections of (section rate ^ section's share of the weight)

with full = coefficient x scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.engine import ScoreSheet, counted_marks
from scoring.numbers import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """One unit's indicators as they enter its base.

    Attributes:
        full: the base of a unit that earns everything, in points.
        geometric: whether sections multiply.
        section: number of each indicator's section, shape (indicators,).
        sections: how many sections there are.
        weight: weight in the total, shape (indicators,); 0 where an indicator does not count.
        rate: earned / marks, shape (indicators,); 0 where it does not count.
    """

    full: float
    geometric: bool
    section: Ints
    sections: int
    weight: Floats
    rate: Floats

    def base(self, raised: Floats | None = None) -> float:
        """The unrounded base, at the unit's own rates or at others; NaN if nothing counts."""
        rate = self.rate if raised is None else raised
        total = self.weight.sum()
        if total == 0:
            return float("nan")
        if not self.geometric:
            return float(self.full * (self.weight * rate).sum() / total)
        return float(self.full * np.prod(self._section_rates(rate) ** self._shares()))

    def lost_by_section(self) -> Floats:
        """full - base, shared out among the sections, shape (sections,), in points.

        Sums: what a section's lost marks cost. Products: in proportion to share x -log(rate), the
        part each factor has in the logarithm of the product; sections with rate 0 take all of it.
        """
        if self.weight.sum() == 0:
            return np.zeros(self.sections)
        lost = self.full - self.base()
        part = self._log_parts() if self.geometric else self._by_section(self.weight * (1 - self.rate))
        return lost * part / part.sum() if part.sum() > 0 else np.zeros(self.sections)

    def gains(self) -> Floats:
        """Points the base rises by when one indicator alone earns full marks, (indicators,)."""
        gains = np.zeros(len(self.rate))
        for at in np.flatnonzero((self.weight > 0) & (self.rate < 1)):
            gains[at] = self.base(self.with_full(np.array([at]))) - self.base()
        return gains

    def with_full(self, indicators: Ints) -> Floats:
        """The rates with those of some indicators (by number) raised to 1."""
        raised = self.rate.copy()
        raised[indicators] = 1.0
        return raised

    def _by_section(self, values: Floats) -> Floats:
        summed = np.bincount(self.section, weights=values, minlength=self.sections)
        return np.asarray(summed, dtype=np.float64)

    def _shares(self) -> Floats:
        shares: Floats = self._by_section(self.weight) / self.weight.sum()
        return shares

    def _section_rates(self, rate: Floats) -> Floats:
        weight, earned = self._by_section(self.weight), self._by_section(self.weight * rate)
        return np.divide(earned, weight, out=np.ones(self.sections), where=weight > 0)

    def _log_parts(self) -> Floats:
        rates, shares = self._section_rates(self.rate), self._shares()
        if (rates == 0).any():
            return np.where(rates == 0, shares, 0.0)
        return -shares * np.log(rates)


def parts(sheet: ScoreSheet, at: int) -> Parts:
    """The indicators of the unit in row `at`, as they enter its base."""
    system = sheet.system
    earned, marks = (x[:, at] for x in counted_marks(sheet.system, sheet.line_arrays))
    number = {s.id: n for n, s in enumerate(system.sections)}
    coefficient = system.groups[sheet.units["group"].iloc[at]].coefficient
    return Parts(
        full=coefficient * system.scale,
        geometric=system.aggregation == "geometric",
        section=np.array([number[p.section.id] for p in system.placed], dtype=np.int64),
        sections=len(number),
        weight=marks * _raise_factors(sheet, marks, sheet.line_arrays.marks[:, at]),
        rate=np.divide(earned, marks, out=np.zeros_like(earned), where=marks > 0),
    )


def _raise_factors(sheet: ScoreSheet, marks: Floats, full_marks: Floats) -> Floats:
    """By how much each indicator's marks weigh more because others of its part do not apply."""
    within = sheet.system.not_applicable.within
    if within == "total":
        return np.ones(len(marks))
    keys = [(p.section if within == "section" else p.measure).id for p in sheet.system.placed]
    part = np.unique(keys, return_inverse=True)[1]
    left, whole = np.bincount(part, weights=marks), np.bincount(part, weights=full_marks)
    return np.divide(whole, left, out=np.ones(len(left)), where=left > 0)[part]
