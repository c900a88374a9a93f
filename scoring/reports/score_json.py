"""The `--json` answers of the commands and of the API.

Tested in tests/cli/test_commands.py and tests/door/test_api.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from scoring.analysis.common import listing_order
from scoring.analysis.withheld import compared_items, is_graded, withheld_reason
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.words import Lang
from scoring.workbook.submission import Submission


def score_answer(sheet: ScoreSheet, rejected: Iterable[Submission], lang: Lang = "zh") -> dict[str, Any]:
    """The answer of `score`: system, period, units in the order of the ranking, and files left out."""
    totals = sheet.totals.iloc[listing_order(sheet)]
    lines = sheet.lines.assign(why=sheet.whys(lang))
    return {
        "system": {"id": sheet.system.id, "digest": sheet.system.digest},
        "period": sheet.system.period.id,
        "units": _units(sheet, totals, lines, sheet.sections, sheet.adjustments, lang),
        "rejected": rejected_answer(rejected, lang),
    }


def unit_answer(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> dict[str, Any]:
    """One of its units, without the work of making the others.

    Raises:
        KeyError: the sheet has no such unit.
    """
    totals, lines, sections, adjustments = (
        frame[frame["unit"] == unit] for frame in (sheet.totals, sheet.lines, sheet.sections, sheet.adjustments)
    )
    if totals.empty:
        raise KeyError(unit)
    why = [sheet.why(unit, indicator, lang) for indicator in lines["indicator"]]
    lines = lines.assign(why=pd.Series(why, lines.index, dtype=object))
    return _units(sheet, totals, lines, sections, adjustments, lang)[0]


def own_answer(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> dict[str, Any]:
    """The same for who sees this unit alone: without places, and what else would tell of others.

    Raises:
        KeyError: the sheet has no such unit.
    """
    left_out = {"rank", "group_rank"}
    if not is_graded(sheet.system, compares=False):
        left_out |= {"grade", "grade_missed"}
    own = {key: value for key, value in unit_answer(sheet, unit, lang).items() if key not in left_out}
    for name in compared_items(sheet.system):
        for kind in ("indicators", "adjustments"):
            if name in own[kind]:
                own[kind][name]["why"] = withheld_reason(lang)
    return own


def ranking_answer(sheet: ScoreSheet) -> list[dict[str, Any]]:
    """The totals of every unit, as in `units`, in the order of the ranking."""
    return [_total(row) for row in sheet.totals.iloc[listing_order(sheet)].to_dict("records")]


def _units(
    sheet: ScoreSheet,
    totals: pd.DataFrame,
    lines: pd.DataFrame,
    sections: pd.DataFrame,
    adjustments: pd.DataFrame,
    lang: Lang,
) -> list[dict[str, Any]]:
    """The answers for the units of `totals`, in its order; the other frames hold what is theirs."""
    of_section = _by_unit(sections, "section", ("earned", "marks", "rate"))
    indicators = _by_unit(lines, "indicator", ("earned", "marks", "rate", "state", "why"))
    added = _by_unit(_reasoned(sheet, adjustments, lang), "indicator", ("points", "state", "why"))
    for unit, indicator in _left(sheet):
        if unit in indicators:
            indicators[unit][indicator]["taken"] = False
    return [
        {
            **_total(row),
            "grade_missed": [{"grade": g, "because": why} for g, why in sheet.grade_missed(row["unit"], lang)],
            "self_score": _number(row["self_score"]),
            "sections": of_section.get(row["unit"], {}),
            "indicators": indicators.get(row["unit"], {}),
            "adjustments": added.get(row["unit"], {}),
        }
        for row in totals.to_dict("records")
    ]


def _total(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What a row of `totals` says of its unit."""
    return {
        "code": row["unit"],
        "name": row["name"],
        "group": row["group"],
        **{key: _number(row[key]) for key in ("score", "base", "bonus", "deduction")},
        "vetoes": list(row["vetoes"]),
        "rank": _whole(row["rank"]),
        "group_rank": _whole(row["group_rank"]),
        "grade": row["grade"] or None,
    }


def _left(sheet: ScoreSheet) -> Iterator[tuple[str, str]]:
    """(unit, indicator) where a part took another."""
    ids = list(sheet.system.indicators)
    for row, at in np.argwhere(~sheet.line_arrays.taken):
        yield sheet.units["unit"].iloc[at], ids[row]


def _reasoned(sheet: ScoreSheet, frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Bonuses, deductions and vetoes, also those of which nothing is recorded, with why."""
    why = [sheet.why(unit, item, lang) for unit, item in zip(frame["unit"], frame["indicator"], strict=True)]
    return frame.assign(why=pd.Series(why, frame.index, dtype=object))


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
