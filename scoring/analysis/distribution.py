"""How scores are spread: how many units, of which grade, have a score in which range."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from scoring.analysis.common import members
from scoring.engine import ScoreSheet
from scoring.numbers import ceil_exact, floor_exact, without_noise

MOST_RANGES = 20
_STEPS = (1, 2, 5, 10)  # of a power of ten: limits that a person would choose


def distribution(sheet: ScoreSheet, group: str | None = None) -> pd.DataFrame:
    """Units by range of score and grade.

    A range holds its lower limit and not its upper one; the last holds both, so that full marks are in the range below.

    Returns:
        low, high (limits in points), grade (id, '' for none) and units; a row per range and grade held there, lowest
        first. Empty without scores.
    """
    who = members(sheet, group) & np.isfinite(sheet.total_arrays.score)
    totals = sheet.totals[who]
    if totals.empty:
        return pd.DataFrame(columns=["low", "high", "grade", "units"])
    scores = totals["score"].to_numpy()
    width = _width(float(scores.max() - scores.min()), sheet.system.scale)
    first = float(floor_exact(scores.min() / width))
    last = max(float(ceil_exact(scores.max() / width)) - 1, first)
    number = np.minimum(floor_exact(scores / width), last)
    counts = totals.groupby([number, "grade"]).size()
    ranges, grades = counts.index.get_level_values(0).to_numpy(), counts.index.get_level_values(1)
    low, high = (without_noise(edge * width, sheet.system.scale) for edge in (ranges, ranges + 1))
    return pd.DataFrame({"low": low, "high": high, "grade": grades, "units": counts.to_numpy()})


def _width(spread: float, scale: float) -> float:
    """A round width of which no more than MOST_RANGES hold the spread; a hundredth of the scale where all are alike."""
    least = max(spread / (MOST_RANGES - 1), scale / 100)
    power = 10.0 ** math.floor(math.log10(least) + 1e-9)
    return next(power * step for step in _STEPS if power * step >= least * (1 - 1e-9))
