"""Adjustments that are limited together: at most so many points among them, or only the largest."""

from __future__ import annotations

import numpy as np

from scoring.numbers import Floats, without_noise
from scoring.system import IndicatorSystem
from scoring.system.models import Together


def held_together(system: IndicatorSystem, points: Floats) -> Floats:
    """Signed points, (adjustments, units), within what `caps.together` allows; the array itself where it says nothing.

    Plus and minus points are limited apart, and cut from the last one that an entry lists.
    """
    if not system.caps.together:
        return points
    held, row_of = points.copy(), {adjustment.id: row for row, adjustment in enumerate(system.adjustments)}
    for entry in system.caps.together:
        rows = [row_of[one] for one in entry.of]
        plus, minus = (_held(entry, np.maximum(sign * points[rows], 0.0), system.scale) for sign in (1, -1))
        held[rows] = plus - minus
    return held


def _held(entry: Together, sizes: Floats, scale: float) -> Floats:
    """What is left of points of one sign, each 0 or more, in the order of the entry."""
    if entry.at_most is None:
        largest = np.argmax(sizes, axis=0)  # of equals the first
        return np.where(np.arange(len(sizes))[:, None] == largest, sizes, 0.0)
    before = np.cumsum(sizes, axis=0) - sizes
    room = np.maximum(without_noise(entry.at_most - before, scale), 0.0)
    return np.minimum(sizes, room)
