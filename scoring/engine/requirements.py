"""What grades ask for beside points, and who meets it.

Tested in tests/engine/test_grading.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from scoring.engine.lines import Bools, Lines
from scoring.engine.parts import Level as PartLevel
from scoring.engine.parts import Parts
from scoring.engine.totals import Totals
from scoring.numbers import Floats, divided, reaches, without_noise
from scoring.system import IndicatorSystem
from scoring.system.grades import Count, Grade, InMarks, Requires

Level = Literal["section", "measure", "indicator"]
LEVELS: tuple[Level, ...] = ("section", "measure", "indicator")
Limit = float | InMarks


class Standing(NamedTuple):
    """What the units earned on the parts of one level, each array of shape (parts, units).

    Attributes:
        ids: of the parts. earned, rate: NaN where the part does not apply. counted: whether `every_*` looks at it.
    """

    ids: list[str]
    earned: Floats
    rate: Floats
    applies: Bools
    counted: Bools

    def reached(self, limit: Limit) -> Bools:
        """Whether the limit is reached, (parts, units); where a part does not apply it is not."""
        if isinstance(limit, InMarks):
            return self.applies & reaches(self.earned, limit.marks)
        return self.applies & reaches(self.rate, limit)


@dataclass(frozen=True)
class Standings:
    """What the units earned on every part of every level, and which had a veto."""

    levels: dict[Level, Standing]
    vetoed: Bools

    def of(self, at: int) -> Standings:
        """Those of the unit in row `at` alone; arrays keep their shape with one unit."""
        one = slice(at, at + 1)
        levels: dict[Level, Standing] = {
            level: Standing(ids, earned[:, one], rate[:, one], applies[:, one], counted[:, one])
            for level, (ids, earned, rate, applies, counted) in self.levels.items()
        }
        return Standings(levels, self.vetoed[:, one])

    def find(self, part: str) -> tuple[Level, int]:
        """The level and row of a part. Raises KeyError: there is none."""
        for level, standing in self.levels.items():
            if part in standing.ids:
                return level, standing.ids.index(part)
        raise KeyError(part)


def standings(system: IndicatorSystem, lines: Lines, totals: Totals) -> Standings:
    """What the units earned on sections, measures and indicators."""
    parts = totals.parts
    sections = [section.id for section in system.sections]
    measures = [measure.id for section in system.sections for measure in section.measures]
    in_out = np.repeat(parts.sections.out, [len(s.measures) for s in system.sections], axis=0)
    levels: dict[Level, Standing] = {
        "section": _of_level(sections, parts.sections, parts.sections.applies, system.scale),
        "measure": _of_level(measures, parts.measures, parts.measures.taken & ~in_out, system.scale),
        "indicator": _indicators(system, lines, parts),
    }
    return Standings(levels, totals.vetoed)


def _of_level(ids: list[str], level: PartLevel, counted: Bools, scale: float) -> Standing:
    earned, rate = without_noise(level.earned, scale), without_noise(level.rate, 1.0)
    return Standing(ids, earned, rate, level.applies, level.applies & counted)


def _indicators(system: IndicatorSystem, lines: Lines, parts: Parts) -> Standing:
    rate = np.where(lines.marks > 0, divided(lines.earned, lines.marks, np.nan), lines.rate)
    counted = lines.applies & parts.indicators_taken
    if parts.sections.out.any() or parts.measures.out.any():
        out = parts.measures.out | np.repeat(parts.sections.out, [len(s.measures) for s in system.sections], axis=0)
        each = [len(measure.indicators) for section in system.sections for measure in section.measures]
        counted &= ~np.repeat(out, each, axis=0)
    return Standing(list(system.indicators), lines.earned, rate, lines.applies, counted)


# --- what a grade asks for, one by one ----------------------------------------------------------------


@dataclass(frozen=True)
class Every:
    """Every part of a level reaches the limit; those that do not apply pass."""

    level: Level
    limit: Limit

    def met(self, of: Standings) -> Bools:
        """Who meets it, (units,)."""
        return np.asarray(~self.short(of).any(axis=0))

    def short(self, of: Standings) -> Bools:
        """Which parts fall short, (parts, units)."""
        standing = of.levels[self.level]
        return standing.counted & ~standing.reached(self.limit)


@dataclass(frozen=True)
class One:
    """One part reaches the limit, or does not apply."""

    part: str
    limit: Limit

    def met(self, of: Standings) -> Bools:
        """Who meets it, (units,)."""
        level, row = of.find(self.part)
        standing = of.levels[level]
        return np.asarray(standing.reached(self.limit)[row] | ~standing.applies[row])


@dataclass(frozen=True)
class Enough:
    """So many of some parts reach the limit; those that do not apply are not counted."""

    count: Count

    def met(self, of: Standings) -> Bools:
        """Who meets it, (units,)."""
        return np.asarray(self.reached(of).sum(axis=0) >= self.count.at_least)

    def reached(self, of: Standings) -> Bools:
        """Which of the parts reach the limit, (parts named, units)."""
        found = [of.find(part) for part in self.count.of]
        return np.array([of.levels[level].reached(self.count.rate)[row] for level, row in found])


@dataclass(frozen=True)
class NoVeto:
    """No veto happened."""

    def met(self, of: Standings) -> Bools:
        """Who meets it, (units,)."""
        return np.asarray(~of.vetoed.any(axis=0))


Requirement = Every | One | Enough | NoVeto


def requirements(asked: Requires) -> Iterator[Requirement]:
    """What a grade asks for beside points, one by one."""
    for level in LEVELS:
        limit = getattr(asked, f"every_{level}")
        if limit is not None:
            yield Every(level, limit)
    for level in LEVELS:
        yield from (One(part, limit) for part, limit in getattr(asked, f"{level}s").items())
    yield from map(Enough, asked.count)
    if asked.no_veto:
        yield NoVeto()


def met(grades: tuple[Grade, ...], of: Standings) -> Bools:
    """Who meets what each grade asks for beside points, (grades, units)."""
    found = np.ones((len(grades), of.vetoed.shape[1]), dtype=bool)
    for row, grade in enumerate(grades):
        for requirement in requirements(grade.requires):
            found[row] &= requirement.met(of)
    return found
