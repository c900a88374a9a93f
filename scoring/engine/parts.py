"""How measures come from their indicators and sections from their measures: what is taken, closed, left out.

One function does both levels: `combined` makes parts of nodes, and the parts are the nodes of the level above.
In the order that counts: what the part takes of its children, whether a gate closes it, the points of adjustments
that act in it, and what it weighs in the part above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.engine.lines import Bools, Ints
from scoring.numbers import TOLERANCE, Floats, divided, reaches, without_noise
from scoring.system import InMarks, Measure, Section, ZeroIf

Points = Mapping[str, Floats]  # id of a part -> points that adjustments add in it, over units


@dataclass(frozen=True)
class Weighed:
    """What nodes weigh in the part above, and weight x rate, arrays (nodes, units)."""

    weight: Floats
    value: Floats


@dataclass(frozen=True)
class Nodes:
    """What a part is made of, arrays (nodes, units).

    Attributes:
        earned, marks: as they count; 0 in both where nothing counts.
        whole: the marks the group has there, whether they apply or not.
        applies: where something is judged; what only stands in full is not among it.
        apart: what they weigh where that is not their marks; None: marks and earned.
    """

    earned: Floats
    marks: Floats
    whole: Floats
    applies: Bools
    apart: Weighed | None

    @property
    def weighed(self) -> Weighed:
        return self.apart or Weighed(self.marks, self.earned)

    @property
    def rate(self) -> Floats:
        """The rate that enters what is above; NaN where nothing does."""
        weighed = self.weighed
        return divided(weighed.value, weighed.weight, np.nan)


@dataclass(frozen=True)
class Level(Nodes):
    """The parts of one level, arrays (parts, units).

    Attributes:
        closed: a gate (`zero_if`) made it earn 0.
        out: too few of its children apply (`needs`).
        taken: False where the part above took another.
        children_taken: the same of its children, arrays (nodes, units).
    """

    closed: Bools
    out: Bools
    taken: Bools
    children_taken: Bools


@dataclass(frozen=True)
class Parts:
    """Every measure and section of every unit; `indicators_taken` is False where a part above took another."""

    measures: Level
    sections: Level
    indicators_taken: Bools


@dataclass(frozen=True)
class Asked:
    """The indicators as gates see them, arrays (indicators, units).

    Attributes:
        rows: id -> row.
        earned: 0 where it is blank; of one worth 0 marks, its rate.
        applies: also where it is worth 0.
    """

    rows: Mapping[str, int]
    earned: Floats
    marks: Floats
    applies: Bools

    def is_zero(self, indicator: str) -> Bools:
        """Where it applies and earns nothing."""
        row = self.rows[indicator]
        return np.asarray(self.applies[row] & (np.abs(self.earned[row]) <= TOLERANCE))

    def falls_short(self, indicator: str, limit: float | InMarks) -> Bools:
        """Where it applies and earns less than the limit."""
        row = self.rows[indicator]
        return np.asarray(self.applies[row] & falls_short(limit, self.earned[row], self.marks[row]))


def falls_short(limit: float | InMarks, earned: Floats, marks: Floats) -> Bools:
    """Where what is earned is below a limit, as decimals would compare.

    Args:
        marks: 0 where `earned` is a rate by itself.
    """
    if isinstance(limit, InMarks):
        return ~reaches(earned, limit.marks)
    return ~reaches(np.where(marks > 0, divided(earned, marks, 0.0), earned), limit)


@dataclass(frozen=True)
class Frame:
    """What the file says of the parts of one level.

    Attributes:
        specs: the parts, in the file's order.
        starts: the node at which each begins.
        weighs: what parts weigh that have no weight of their own: the marks that count, the whole marks of what any
            of which counts, or what their nodes weigh together.
        needs_whole: whether whole marks are asked for, here or above.
        weights: of the parts that have one, by row.
    """

    specs: Sequence[Measure] | Sequence[Section]
    starts: Ints
    weighs: Literal["marks", "whole", "nodes"]
    needs_whole: bool
    weights: Mapping[int, float]

    def rows(self, part: int) -> slice:
        """The nodes of a part."""
        return slice(self.starts[part], self.starts[part + 1] if part + 1 < len(self.starts) else None)


def by_part(values: Floats, starts: Ints) -> Floats:
    """(nodes, ...) summed to (parts, ...), each part of the rows from its start to the next."""
    if len(starts) == 0:
        return np.zeros((0, *values.shape[1:]))
    summed: Floats = np.add.reduceat(values, starts, axis=0)
    return summed


def combined(nodes: Nodes, frame: Frame, asked: Asked, points: Points, inner: Mapping[str, int]) -> Level:
    """The parts that nodes make.

    Args:
        inner: id of a measure -> its row among `nodes`; empty where the nodes are the indicators.
    """
    taken = _taken(nodes, frame)
    earned, marks, apart = _sums(nodes, frame, taken)
    applies = _any_in_part(nodes.applies, frame.starts)
    whole = _whole(nodes, frame)
    nowhere = np.broadcast_to(False, applies.shape)
    everywhere = np.broadcast_to(True, applies.shape)
    level = Level(earned, marks, whole, applies, apart, nowhere, nowhere, everywhere, taken)
    level = _without_few(level, nodes, frame)
    level = _with_gates(level, nodes, frame, asked, inner)
    level = _with_points(level, frame, points)
    return replace(level, apart=_apart(level, frame))


def _any_in_part(values: Bools, starts: Ints) -> Bools:
    if len(starts) == 0:
        return np.zeros((0, *values.shape[1:]), dtype=bool)
    return np.asarray(np.logical_or.reduceat(values, starts, axis=0))


def _taken(nodes: Nodes, frame: Frame) -> Bools:
    """Which nodes enter their part: all, or where it takes the best or the worst, the first of those alone."""
    taking = [part for part, spec in enumerate(frame.specs) if spec.take != "all"]
    if not taking:
        return np.broadcast_to(True, nodes.earned.shape)
    taken = np.ones(nodes.earned.shape, dtype=bool)
    for part in taking:
        rows = frame.rows(part)
        rate = without_noise(divided(nodes.earned[rows], nodes.marks[rows], 0.0), 1.0)
        # Where nothing applies, one of those that stand in full does so for the part.
        applies = nodes.applies[rows]
        who = np.where(applies.any(axis=0), applies, nodes.marks[rows] > 0)
        wanted = np.where(who, rate if frame.specs[part].take == "best" else -rate, -np.inf)
        is_first = np.arange(len(wanted))[:, None] == wanted.argmax(axis=0)
        taken[rows] = is_first | ~who.any(axis=0)
    return taken


def _sums(nodes: Nodes, frame: Frame, taken: Bools) -> tuple[Floats, Floats, Weighed | None]:
    """What the nodes of each part that are taken earned, are worth and weigh together."""
    takes = any(spec.take != "all" for spec in frame.specs)

    def summed(values: Floats) -> Floats:
        return by_part(np.where(taken, values, 0.0) if takes else values, frame.starts)

    apart = nodes.apart and Weighed(summed(nodes.apart.weight), summed(nodes.apart.value))
    return summed(nodes.earned), summed(nodes.marks), apart


def _whole(nodes: Nodes, frame: Frame) -> Floats:
    """The marks a group has in each part; those of one child where it takes one."""
    if not frame.needs_whole:
        return nodes.whole[: len(frame.starts)]
    whole = by_part(nodes.whole, frame.starts)
    for part, spec in enumerate(frame.specs):
        if spec.take != "all":
            whole[part] = nodes.whole[frame.rows(part)].max(axis=0)
    return whole


def _without_few(level: Level, nodes: Nodes, frame: Frame) -> Level:
    """Parts of which too few children apply are out, whatever stands in full there."""
    needing = [part for part, spec in enumerate(frame.specs) if spec.needs]
    if not needing:
        return level
    out = np.zeros(level.applies.shape, dtype=bool)
    for part in needing:
        out[part] = nodes.applies[frame.rows(part)].sum(axis=0) < (frame.specs[part].needs or 0)
    earned, marks = np.where(out, 0.0, level.earned), np.where(out, 0.0, level.marks)
    apart = level.apart and Weighed(*(np.where(out, 0.0, x) for x in (level.apart.weight, level.apart.value)))
    return replace(level, earned=earned, marks=marks, apart=apart, applies=level.applies & ~out, out=out)


def _with_gates(level: Level, nodes: Nodes, frame: Frame, asked: Asked, inner: Mapping[str, int]) -> Level:
    """Parts whose gate closes earn 0 and keep their marks."""
    gates = {part: spec.zero_if for part, spec in enumerate(frame.specs) if spec.zero_if}
    if not gates:
        return level
    closed = np.zeros(level.earned.shape, dtype=bool)
    for part, gate in gates.items():
        closed[part] = level.applies[part] & _gate(gate, nodes, asked, inner)
    earned = np.where(closed, 0.0, level.earned)
    apart = level.apart and Weighed(level.apart.weight, np.where(closed, 0.0, level.apart.value))
    return replace(level, earned=earned, apart=apart, closed=closed)


def _gate(gate: ZeroIf, nodes: Nodes, asked: Asked, inner: Mapping[str, int]) -> Bools:
    """Where one of the conditions of a part holds."""
    found = [asked.is_zero(indicator) for indicator in gate.any_zero]
    for child, limit in gate.below.items():
        if child in inner:
            row = inner[child]
            found.append(nodes.applies[row] & falls_short(limit, nodes.earned[row], nodes.marks[row]))
        else:
            found.append(asked.falls_short(child, limit))
    return np.logical_or.reduce(found)


def _with_points(level: Level, frame: Frame, points: Points) -> Level:
    """Parts with the points that adjustments add in them, between 0 and their marks."""
    ours = {row: points[spec.id] for row, spec in enumerate(frame.specs) if spec.id in points}
    if not ours:
        return level
    added = np.zeros(level.earned.shape)
    bounded = np.zeros((len(frame.specs), 1), dtype=bool)
    for row, theirs in ours.items():
        added[row], bounded[row] = theirs, True
    acts = bounded & level.applies
    earned = np.where(acts, np.clip(level.earned + added, 0.0, level.marks), level.earned)
    if level.apart is None:
        return replace(level, earned=earned)
    weight, value = level.apart.weight, level.apart.value
    risen = np.clip(value + added * divided(weight, level.marks, 0.0), 0.0, weight)
    return replace(level, earned=earned, apart=Weighed(weight, np.where(acts, risen, value)))


def _apart(level: Level, frame: Frame) -> Weighed | None:
    """What the parts weigh above, where that is not their marks."""
    if not frame.weights and (frame.weighs == "nodes" or (frame.weighs == "marks" and level.apart is None)):
        return level.apart
    counts = level.marks > 0
    own = {"marks": level.marks, "whole": level.whole, "nodes": level.weighed.weight}[frame.weighs]
    weight = np.where(counts, own, 0.0)
    for row, given in frame.weights.items():
        weight[row] = np.where(counts[row], given, 0.0)
    return Weighed(weight, weight * np.nan_to_num(level.rate))
