"""Figures as cards show them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scoring.analysis.common import mark_decimals, total_decimals
from scoring.engine import ScoreSheet
from scoring.numbers import plain
from ui.frame import state
from ui.frame.language import lang, t

NOTHING = "—"


def places(sheet: ScoreSheet) -> int:
    """How many decimals the system gives a total."""
    return total_decimals(sheet.system)


def mark_places(sheet: ScoreSheet) -> int:
    """How many decimals marks are shown with."""
    return mark_decimals(sheet.system)


def score(value: float, decimals: int = 2) -> str:
    """A score; a dash where there is none."""
    return NOTHING if math.isnan(value) else plain(value, decimals)


def change(value: float, decimals: int = 2) -> str | int | None:
    """A change for a metric's delta: signed text, 0 for none (grey, without an arrow), None for unknown."""
    if math.isnan(value):
        return None
    figure = plain(abs(value), decimals)
    if float(figure) == 0:
        return 0
    return f"{'+' if value > 0 else '−'}{figure}"


def names(listed: Sequence[str], most: int = 40) -> str:
    """Names as plain text in a row; how many more there are where they are too many to read."""
    shown = t(", ").join(listed[:most])
    return shown if len(listed) <= most else f"{shown}{t(' and {count:,} more', count=len(listed) - most)}"


def group_title(sheet: ScoreSheet) -> str:
    """The chosen group's title, '' for all groups; charts say it in their titles."""
    group = state.group()
    return "" if group is None else sheet.system.groups[group].title.get(lang())


def grade_titles(sheet: ScoreSheet) -> dict[str, str]:
    """Grade id -> title, best first."""
    return {grade.id: grade.title.get(lang()) for grade in sheet.system.grades}


def units_by_code(sheet: ScoreSheet) -> dict[str, str]:
    """Unit code -> name."""
    return dict(zip(sheet.units["unit"], sheet.units["name"], strict=True))
