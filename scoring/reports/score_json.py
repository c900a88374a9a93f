"""The `--json` answers of the commands. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from scoring.analysis.common import listing_order
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.words import Lang
from scoring.workbook.submission import Submission


def score_answer(sheet: ScoreSheet, rejected: Iterable[Submission], lang: Lang = "zh") -> dict[str, Any]:
    """The answer of `score`: system, period, units in the order of the ranking, and files left out."""
    totals = sheet.totals.iloc[listing_order(sheet)]
    sections = _by_unit(sheet.sections, "section", ("earned", "marks", "rate"))
    indicators = _by_unit(
        sheet.lines.assign(why=sheet.whys(lang)), "indicator", ("earned", "marks", "rate", "state", "why")
    )
    adjustments = _by_unit(_adjustments(sheet, lang), "indicator", ("points", "state", "why"))
    for unit, indicator in _left(sheet):
        indicators[unit][indicator]["taken"] = False
    units = [
        {
            "code": row["unit"],
            "name": row["name"],
            "group": row["group"],
            **{key: _number(row[key]) for key in ("score", "base", "bonus", "deduction")},
            "vetoes": list(row["vetoes"]),
            "rank": _whole(row["rank"]),
            "group_rank": _whole(row["group_rank"]),
            "grade": row["grade"] or None,
            "grade_missed": [{"grade": g, "because": why} for g, why in sheet.grade_missed(row["unit"], lang)],
            "self_score": _number(row["self_score"]),
            "sections": sections.get(row["unit"], {}),
            "indicators": indicators.get(row["unit"], {}),
            "adjustments": adjustments.get(row["unit"], {}),
        }
        for row in totals.to_dict("records")
    ]
    return {
        "system": {"id": sheet.system.id, "digest": sheet.system.digest},
        "period": sheet.system.period.id,
        "units": units,
        "rejected": rejected_answer(rejected, lang),
    }


def _left(sheet: ScoreSheet) -> Iterator[tuple[str, str]]:
    """(unit, indicator) where a part took another."""
    ids = list(sheet.system.indicators)
    for row, at in np.argwhere(~sheet.line_arrays.taken):
        yield sheet.units["unit"].iloc[at], ids[row]


def _adjustments(sheet: ScoreSheet, lang: Lang) -> pd.DataFrame:
    """Every unit's bonuses, deductions and vetoes, also those of which nothing is recorded."""
    frame = sheet.adjustments
    why = [sheet.why(unit, item, lang) for unit, item in zip(frame["unit"], frame["indicator"], strict=True)]
    return frame.assign(why=pd.Series(why, dtype=object))


def rejected_answer(submissions: Iterable[Submission], lang: Lang = "zh") -> list[dict[str, Any]]:
    """Files with their issues, as in `rejected`."""
    return [{"file": s.file, "issues": [issue(p, lang) for p in s.problems]} for s in submissions]


def issue(problem: Problem, lang: Lang = "zh") -> dict[str, Any]:
    """One problem without its file, which the answer names once."""
    return {key: value for key, value in problem.as_dict(lang).items() if key != "file"}


def _by_unit(frame: Any, key: str, columns: tuple[str, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    by_unit: dict[str, dict[str, dict[str, Any]]] = {}
    parts = [frame[c].astype(str) if c == "state" else frame[c] for c in columns]
    for unit, name, *values in zip(frame["unit"], frame[key], *parts, strict=True):
        row = {c: _number(v) if isinstance(v, float) else v for c, v in zip(columns, values, strict=True)}
        by_unit.setdefault(unit, {})[name] = row
    return by_unit


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else int(value)
