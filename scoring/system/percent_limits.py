"""Warns of limits on a per-cent figure that look like shares, as files had them before 96% was 96."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.facts import is_percent
from scoring.numbers import plain
from scoring.problems import Problem
from scoring.system.checks import items
from scoring.system.models import IndicatorSystem, Item
from scoring.system.yaml_nodes import Document
from scoring.words import joined_text


def percent_warnings(system: IndicatorSystem, doc: Document) -> Iterator[Problem]:
    """One for each item in per cent all of whose limits lie within -1..1."""
    for path, given, _ in items(doc.data):
        item = system.items[str(given.get("id"))]
        limits = _limits(item) if is_percent(item.unit) else []
        if any(limits) and all(abs(limit) <= 1 for limit in limits):
            listed = joined_text(plain(limit) for limit in limits)
            asked = joined_text(f"{plain(limit * 100)}" for limit in limits)
            params = {"id": item.id, "limits": listed, "asked": asked}
            yield Problem("percent_limits_small", params, **doc.place((*path, "rule")))


def _limits(item: Item) -> list[float]:
    bounds = [bound for bound in (item.min, item.max) if bound is not None]
    return [*item.rule.thresholds(), *bounds]
