"""Limits of parts and grades in the reference scorer: who reaches them, compared exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.reference.numbers import exact
from tests.reference.reported import NOT_APPLICABLE

Line = dict[str, Any]  # of an indicator: marks, earned, rate, state
Part = dict[str, Any]  # of a measure or section: marks, earned, rate, applies
Limit = Any  # a rate, or {marks: n}


def applies(thing: Line | Part) -> bool:
    return thing["state"] != NOT_APPLICABLE if "state" in thing else thing["applies"]


def published_rate(thing: Line | Part) -> Fraction:
    """earned / marks as published; the rule's own rate of an indicator that is worth 0, and a section's as it enters the base."""
    if "state" in thing and thing["marks"] != 0:
        return thing["earned"] / thing["marks"]
    return thing["rate"]


def reaches(thing: Line | Part, limit: Limit) -> bool:
    """Whether something that applies is not below the limit."""
    if isinstance(limit, dict):
        return thing["earned"] >= exact(limit["marks"])
    return published_rate(thing) >= exact(limit)


def falls_short(thing: Line | Part, limit: Limit) -> bool:
    """Below the limit; what does not apply passes."""
    return applies(thing) and not reaches(thing, limit)


def earns_nothing(line: Line) -> bool:
    """Whether an indicator that applies earns 0, a blank one too; one that is worth 0 by its rate."""
    return applies(line) and (line["rate"] == 0 if line["marks"] == 0 else line["earned"] == 0)
