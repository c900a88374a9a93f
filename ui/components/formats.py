"""Figures and names as cards and charts show them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from scoring.analysis.common import in_points, mark_decimals, total_decimals
from scoring.engine import ScoreSheet
from scoring.numbers import plain, signed
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext, joined

NOTHING = "—"


def places(sheet: ScoreSheet) -> int:
    """How many decimals the system gives a total."""
    return total_decimals(sheet.system)


def mark_places(sheet: ScoreSheet) -> int:
    """How many decimals marks are shown with."""
    return mark_decimals(sheet.system)


def loss_places(sheet: ScoreSheet) -> int:
    """How many decimals losses are shown with: those of a score where they are in its points, else those of marks."""
    return places(sheet) if in_points(sheet.system) else mark_places(sheet)


def score(value: float, decimals: int = 2) -> str:
    """A score; a dash where there is none."""
    return NOTHING if math.isnan(value) else plain(value, decimals)


def change(value: float, decimals: int = 2) -> str | int | None:
    """A change for a metric's delta: signed text, 0 for none (grey, without an arrow), None for unknown."""
    if math.isnan(value):
        return None
    text = signed(value, decimals)
    return text if text.startswith(("+", "−")) else 0


def names(every: Sequence[str], lang: Lang, most: int = 40) -> str:
    """Names as plain text in a row; how many more there are where they are too many to read."""
    first = joined(every[:most], lang)
    more = len(every) - most
    return first if more <= 0 else f"{first}{gettext(lang, ' and {count:,} more', count=more)}"


def grade_titles(sheet: ScoreSheet, lang: Lang) -> dict[str, str]:
    """Grade id -> title, best first."""
    return {grade.id: grade.title.get(lang) for grade in sheet.system.grades}


def units_by_code(sheet: ScoreSheet) -> dict[str, str]:
    """Unit code -> name."""
    return dict(zip(sheet.units["unit"], sheet.units["name"], strict=True))


def with_group_titles(frame: pd.DataFrame, system: IndicatorSystem, lang: Lang) -> pd.DataFrame:
    """A frame with its `group` ids replaced by their titles."""
    titles = {g: group.title.get(lang) for g, group in system.groups.items()}
    return frame.assign(group=frame["group"].map(titles).fillna(frame["group"]))
