"""Steps: how many lie between a figure and a limit.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from scoring.numbers import Floats, ceil_exact, floor_exact

WholeSteps = Literal[False, True, "full"]  # in proportion, begun steps count, only complete ones do


def steps_beyond(value: Floats, limit: float, per: float, whole: WholeSteps) -> Floats:
    """How many steps of size `per` each value is above a limit, or below it where `per` is negative; never below 0."""
    steps = np.maximum(0.0, (value - limit) / per) + 0.0
    if whole == "full":
        return floor_exact(steps)
    return ceil_exact(steps) if whole else steps
