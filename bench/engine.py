"""Facts -> scores, against the script a user would write and against one bare numpy pass.

Run with `make bench`. All figures are ratios taken in one run; seconds are printed only to make
the ratios readable.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bench.made import system_of_72, units_and_facts
from scoring.engine import score
from scoring.system import Indicator, IndicatorSystem

SIZES = (1_000, 10_000, 100_000)
SCRIPT_UNITS = 100  # the script is timed on so many of 1,000 units; it takes the same time for each


def timed(work: Callable[[], Any], repeats: int = 3) -> float:
    """The best of `repeats` runs, in seconds."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def users_script(system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame) -> dict[str, float]:
    """Row by row with pandas look-ups, as one would write it in a notebook; scope rules left out (in its favour)."""
    values = facts.set_index(["unit", "indicator", "field"])["value"].sort_index()
    result = {}
    for _, unit in units.iterrows():
        earned = marks = 0.0
        for indicator in system.indicators.values():
            figures = [values.loc[(unit["unit"], indicator.id, field)] for field in indicator.fields]
            earned += round(_users_rate(indicator, figures) * indicator.marks_for(unit["group"]), 2)
            marks += indicator.marks_for(unit["group"])
        result[unit["unit"]] = round(100 * earned / marks, 2)
    return result


def _users_rate(indicator: Indicator, figures: list[float]) -> float:
    if indicator.facts == "ratio":
        return min(1.0, figures[0] / figures[1])
    if indicator.facts in ("monthly", "quarterly"):
        return sum(1 for figure in figures if figure >= 1) / len(figures)
    if indicator.facts == "rating":
        return sum(figures) / len(figures) / 100
    return min(1.0, figures[0] / 10)


def numpy_pass(values: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """One clip, one multiplication, one rounding and one sum over an array of that size."""
    return np.round(np.clip(values, 0, 1) * marks[:, None], 2).sum(axis=0)


def main() -> int:
    system = system_of_72()
    marks = np.array([i.marks_for("general") for i in system.indicators.values()])
    print(f"facts -> scores, {len(system.indicators)} indicators; ratios of one run\n")
    heads = (("units", 8), ("facts", 11), ("engine", 9), ("script", 10), ("x script", 9), ("numpy", 9), ("of numpy", 9))
    print(" ".join(f"{head:>{width}}" for head, width in heads), f"{'per unit vs 1,000':>18}")
    per_unit_first, worst_script, worst_growth = 0.0, float("inf"), 0.0
    for size in SIZES:
        units, facts = units_and_facts(system, size)
        engine = timed(lambda u=units, f=facts: score(system, u, f).totals)
        few = units.head(SCRIPT_UNITS)
        few_facts = facts[facts["unit"].isin(few["unit"])]
        script = timed(lambda u=few, f=few_facts: users_script(system, u, f), 1) * size / SCRIPT_UNITS
        values = np.random.default_rng(0).random((len(marks), size))
        bare = timed(lambda v=values: numpy_pass(v, marks))
        per_unit_first = per_unit_first or engine / size
        growth = engine / size / per_unit_first
        worst_script, worst_growth = min(worst_script, script / engine), max(worst_growth, growth)
        print(
            f"{size:>8,} {len(facts):>11,} {engine:>8.3f}s {script:>9.1f}s {script / engine:>8.0f}x {bare:>8.4f}s "
            f"{engine / bare:>8.1f}x {growth:>17.2f}x"
        )
    promised = worst_script >= 100 and worst_growth <= 1.1
    print(
        f"\nat least 100x the script: {worst_script:.0f}x; growth at most linear: {worst_growth:.2f}x the time per unit"
    )
    return 0 if promised else 1


if __name__ == "__main__":
    sys.exit(main())
