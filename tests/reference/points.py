"""What adjustments add and take away in the reference scorer, and which of them happened."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.reference.numbers import NOTHING, exact, stepped
from tests.reference.reported import Asked, figure
from tests.reference.rules import reached

Table = dict[str, dict[str, Any]]
HAPPENS = ("veto", "lift")  # kinds that give no points


def points_of(asked: Asked) -> Fraction | None:
    """What the adjustment adds (or, negative, takes away), up to its own cap; None where nothing is judged."""
    rule = asked.rule
    if rule["kind"] == "level_points":
        return exact(rule["points"][asked.reported["value"]])
    value = figure(asked)
    if value is None:
        return None
    if rule["kind"] == "band_points":
        return next((exact(band["points"]) for band in rule["bands"] if reached(band, value)), NOTHING)
    return per_event(asked, value)


def per_event(asked: Asked, value: Fraction) -> Fraction:
    rule = asked.rule
    whole = rule.get("whole_steps", "full" if asked.facts_kind == "count" else False)
    steps = stepped((value - asked.number("from", 0)) / asked.number("per", 1), whole)
    raw = exact(rule["points"]) * steps
    limit = exact(rule["cap"]) if "cap" in rule else abs(raw)
    return max(-limit, min(limit, raw))


def cut_together(table: Table, entry: dict[str, Any]) -> None:
    """Hold the points of several adjustments together: plus points and minus points apart, the last listed cut first."""
    for sign in (1, -1):
        signed = [adjustment for adjustment in entry["of"] if table[adjustment]["points"] * sign > 0]
        sizes = [abs(table[adjustment]["points"]) for adjustment in signed]
        if entry.get("take") == "largest":
            kept = [size if n == sizes.index(max(sizes)) else NOTHING for n, size in enumerate(sizes)]
        else:
            kept, room = [], exact(entry["at_most"])
            for size in sizes:
                kept.append(min(size, room))
                room -= kept[-1]
        for adjustment, size in zip(signed, kept, strict=True):
            table[adjustment]["points"] = sign * size
