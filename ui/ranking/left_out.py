"""The mistakes that keep files from counting."""

from __future__ import annotations

from scoring.problems import Problem
from ui.frame import state


def left_out_problems(year: int) -> list[Problem]:
    """Problems of the rejected files of a year, save those of units whose report counts by now."""
    kept, files = state.store(), state.store().submissions(year)
    rejected = files[~files["accepted"].astype(bool) & (files["withdrawn"] == "")]
    waiting = rejected[~rejected["unit"].isin(kept.submitted(year))]
    return [problem for file in waiting["id"] for problem in kept.problems(int(file))]
