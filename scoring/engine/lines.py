"""Every unit's result on every indicator.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.engine.fact_arrays import FactArrays
from scoring.numbers import Floats, half_up
from scoring.rules import Columns, IndicatorRule
from scoring.system import Indicator, IndicatorSystem, Item

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
STATE_NAMES = ["scored", "unanswered", "not_applicable", "awaited"]
SCORED, UNANSWERED, NOT_APPLICABLE, AWAITED = range(4)


class Line(NamedTuple):
    """The results on one indicator, arrays over units; see `Lines`."""

    marks: Floats
    earned: Floats
    rate: Floats
    state: NDArray[np.int8]


@dataclass(frozen=True)
class Lines:
    """Results by indicator and unit, each array of shape (indicators, units).

    `earned` and `rate` are NaN where the indicator does not apply; `marks` is then what it would be
    worth (0 where the group does not have it at all). `taken` is False where a part took another.
    """

    marks: Floats
    earned: Floats
    rate: Floats
    state: NDArray[np.int8]
    taken: Bools

    @cached_property
    def applies(self) -> Bools:
        return self.state != NOT_APPLICABLE

    @cached_property
    def awaited(self) -> Bools:
        """Where a figure of others than the unit is still to come; counts as unanswered in the total."""
        return self.state == AWAITED


def group_numbers(system: IndicatorSystem, units: pd.DataFrame) -> Ints:
    """The number of each unit's group, over units. Raises ValueError: the system has no such group."""
    numbers = pd.Index(list(system.groups)).get_indexer(units["group"])
    if (numbers < 0).any():
        unknown = units["group"][numbers < 0].iloc[0]
        raise ValueError(f"the system has no group {unknown!r}")
    return numbers.astype(np.int64)


def group_sizes(system: IndicatorSystem, units: pd.DataFrame) -> Ints:
    """How many units each group of the system has, (groups,)."""
    counts = units["group"].value_counts()
    return np.array([counts.get(group, 0) for group in system.groups], dtype=np.int64)


def columns_of(item: Item, facts: FactArrays, marks: Floats, live: Bools, group: Ints) -> Columns:
    """The figures of an item as its rule sees them."""
    fields = dict(zip(item.source.fields, facts.of(item.id), strict=True))
    kind, titles = item.fact_kind, item.fault_titles
    return Columns(kind, fields, marks, live, group, item.unit, item.options, item.take, titles)


def follows_source(system: IndicatorSystem, item: Item, facts: FactArrays, group: Ints) -> Bools:
    """For which units an adjustment is judged: all, or where the indicator whose facts it judges applies."""
    source = system.indicators.get(item.source.id)
    if source is None:
        return np.broadcast_to(True, group.shape)
    has_it = np.array([source.applies(g) for g in system.groups])[group]
    return has_it & ~facts.claimed(source.id) if source.may_not_apply else has_it


def score_lines(system: IndicatorSystem, facts: FactArrays, group: Ints) -> Lines:
    """Judge every indicator of every unit.

    Args:
        group: number of each unit's group.
    """
    shape = (len(system.indicators), len(group))
    everything = np.broadcast_to(True, shape)
    lines = Lines(np.empty(shape), np.empty(shape), np.empty(shape), np.empty(shape, dtype=np.int8), everything)
    for row, line in enumerate(_each(system, facts, group)):
        lines.marks[row], lines.earned[row], lines.rate[row], lines.state[row] = line
    return lines


def _each(system: IndicatorSystem, facts: FactArrays, group: Ints) -> Iterator[Line]:
    for indicator in system.indicators.values():
        marks = np.array([indicator.marks_for(g) for g in system.groups])[group]
        applies = np.array([indicator.applies(g) for g in system.groups])[group]
        if indicator.may_not_apply:
            applies = applies & ~facts.claimed(indicator.id)
        yield _score_indicator(indicator, facts, marks, applies, group, system.rounding.indicator)


def _score_indicator(
    indicator: Indicator, facts: FactArrays, marks: Floats, applies: Bools, group: Ints, decimals: int | None
) -> Line:
    """The results on one indicator.

    Args:
        applies: to which units it applies, as far as the system and claims say.
        decimals: of what is earned; None for no rounding.
    """
    rule = cast(IndicatorRule, indicator.rule)
    # Where a group does not have the indicator its marks are 0; 1 keeps the arithmetic finite there.
    columns = columns_of(indicator, facts, np.where(marks > 0, marks, 1.0), applies, group)
    answered = rule.answered(columns)
    columns = columns_of(indicator, facts, columns.marks, applies & answered, group)
    with np.errstate(invalid="ignore"):
        rate = np.where(answered, rule.rate(columns), 0.0)
    applies = applies & ~np.isnan(rate)
    rate = np.where(applies, rate, np.nan)
    blank = AWAITED if indicator.reported_by == "inspector" or rule.waits_for_others else UNANSWERED
    state = np.where(applies, np.where(answered, SCORED, blank), NOT_APPLICABLE)
    return Line(marks, half_up(rate * marks, decimals), rate, state.astype(np.int8))
