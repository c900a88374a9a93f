"""What an indicator's rule can give at all, found by trying it on every figure that matters.

A rule is tried on the figures around each number it holds and around the limits of what can be
reported, with its own arithmetic; so nothing here has to know the kinds of rules.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np
from pydantic import BaseModel

from scoring.numbers import Floats
from scoring.rules import Columns, IndicatorRule
from scoring.rules.bands import Bands
from scoring.system import Item

_FAR = 1e9  # as good as any larger figure
_STEP = 0.01


def numbers_in(value: Any) -> Iterator[float]:
    """Every number a rule holds; dates as day numbers."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, dt.date):
        yield float(value.toordinal())
    elif isinstance(value, BaseModel):
        yield from (n for name in type(value).model_fields for n in numbers_in(getattr(value, name)))
    elif isinstance(value, Mapping | tuple):
        inside = value.values() if isinstance(value, Mapping) else value
        yield from (n for part in inside for n in numbers_in(part))


def _around(item: Item) -> list[float]:
    """Figures at, just below and just above every number of the rule, and the ends."""
    known = [*numbers_in(item.rule), 0.0, 1.0, *(x for x in (item.min, item.max) if x is not None)]
    near = {n + d for n in known for d in (-1.0, -_STEP, 0.0, _STEP, 1.0)}
    between = {(a + b) / 2 for a, b in itertools.pairwise(sorted(near))}
    return sorted(near | between | {_FAR, -_FAR})


def _values(item: Item) -> Floats:
    """The single figures worth trying, of those that can be reported."""
    if item.facts == "yes_no":
        return np.array([0.0, 1.0])
    if item.facts == "choice":
        return np.arange(len(item.options), dtype=float)
    figures = np.array(_around(item))
    if item.facts == "count":
        figures = np.unique(np.concatenate([np.floor(figures), np.ceil(figures)]))
        return figures[figures >= 0]
    if item.facts == "date":
        return np.unique(np.round(figures[figures >= 1]))
    low = -np.inf if item.min is None else item.min
    high = np.inf if item.max is None else item.max
    return figures[(figures >= low) & (figures <= high)]


def _fields(item: Item) -> dict[str, Floats]:
    """The figures to try, by field."""
    if item.facts == "ratio":
        shares = np.array([x for x in _around(item) if 0 <= x <= 1])
        return {"done": shares, "due": np.ones(len(shares))}
    if item.facts == "growth":
        growth = np.array([x for x in _around(item) if x >= -1])
        return {"now": 1 + growth, "before": np.ones(len(growth))}
    if item.facts in ("monthly", "quarterly"):
        amounts = np.array([0.0, _FAR])
        return dict.fromkeys(item.fields, amounts)
    if item.facts == "rating":
        return dict.fromkeys(item.fields, np.array([0.0, 50.0, 100.0]))
    return {"value": _values(item)}


def tried(item: Item, marks: float = 1.0) -> Columns:
    """The figures worth trying on an indicator, as if each were another unit's."""
    fields = _fields(item)
    count = len(next(iter(fields.values())))
    everyone = np.ones(count, dtype=bool)
    return Columns(fields, np.full(count, marks), everyone, np.zeros(count, dtype=np.int64), item.unit, item.options)


def rates(item: Item, marks: float = 1.0) -> tuple[float, float]:
    """The lowest and the highest rate that any report can earn; NaN where nothing can be reported."""
    columns = tried(item, marks)
    found = cast(IndicatorRule, item.rule).rate(columns)
    known = found[~np.isnan(found)]
    return (float(known.min()), float(known.max())) if len(known) else (float("nan"), float("nan"))


def bands_never_met(item: Item) -> list[int]:
    """The positions of bands that no report can fall into."""
    if not isinstance(item.rule, Bands):
        return []
    value = tried(item).value
    reached = np.array([value >= band.at_least for band in item.rule.bands])
    first = {int(column.argmax()) for column in reached.T if column.any()}
    return [place for place in range(len(item.rule.bands)) if place not in first]
