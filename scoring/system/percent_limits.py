"""Warns of limits on a per-cent figure that look like shares, as files had them before 96% was 96."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.facts import is_percent
from scoring.numbers import typed
from scoring.problems import Problem
from scoring.system.checks import items
from scoring.system.models import IndicatorSystem, Item
from scoring.system.yaml_nodes import Document
from scoring.words import joined_text


def percent_warnings(system: IndicatorSystem, doc: Document) -> Iterator[Problem]:
    """One for each item in per cent whose rule, or else whose bounds, lie within -1..1."""
    for path, given, _ in items(doc.data):
        item = system.items[str(given.get("id"))]
        if not is_percent(item.unit):
            continue
        for key, limits in (("rule", item.thresholds), ("max", _bounds(item))):
            if any(limits) and all(abs(limit) <= 1 for limit in limits):
                listed = joined_text(typed(limit) for limit in limits)
                asked = joined_text(typed(limit * 100) for limit in limits)
                params = {"id": item.id, "limits": listed, "asked": asked}
                yield Problem("percent_limits_small", params, **doc.place((*path, key)))
                break


def _bounds(item: Item) -> Sequence[float]:
    """What a figure may be, where it has an upper bound; a lower one alone may well be small."""
    return (
        [] if item.max is None or not item.has_facts else [bound for bound in (item.min, item.max) if bound is not None]
    )
