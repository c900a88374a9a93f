"""One unit through the periods."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from scoring.analysis.common import members, ranks_of
from scoring.analysis.unit_card import ranked_units
from scoring.engine import ScoreSheet
from scoring.numbers import without_noise
from scoring.words import Lang


def history(sheets: Iterable[ScoreSheet], unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """One unit through the periods, the earliest first; periods it is not in are left out.

    Returns:
        period, score, scale, median (score of the unit's group in it), rank, ranked (how many
        units had a rank), grade_title; NaN where none.
    """
    rows = [
        {
            "period": sheet.system.period.id,
            "score": sheet.total_arrays.score[at],
            "scale": sheet.system.scale,
            "median": _group_median(sheet, int(at)),
            "rank": ranks_of(sheet, None)[at],
            "ranked": ranked_units(sheet, None if sheet.system.overall_rank else sheet.units["group"].iloc[at]),
            "grade_title": _grade_title(sheet, int(at), lang),
        }
        for sheet in sheets
        for at in np.flatnonzero((sheet.units["unit"] == unit).to_numpy())
    ]
    columns = ["period", "score", "scale", "median", "rank", "ranked", "grade_title"]
    return pd.DataFrame(rows, columns=columns).sort_values("period", ignore_index=True)


def _group_median(sheet: ScoreSheet, at: int) -> float:
    scores = sheet.total_arrays.score[members(sheet, sheet.units["group"].iloc[at])]
    known = scores[np.isfinite(scores)]
    return float(without_noise(np.median(known), sheet.system.scale)) if len(known) else float("nan")


def _grade_title(sheet: ScoreSheet, at: int, lang: Lang) -> str:
    index = int(sheet.grade[at])
    return "" if index < 0 else sheet.system.grades[index].title.get(lang)
