"""The `--json` answers of the commands. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.words import Lang, gettext, joined
from scoring.workbook.submission import Submission


def score_answer(sheet: ScoreSheet, rejected: Iterable[Submission], lang: Lang = "zh") -> dict[str, Any]:
    """The answer of `score`: system, period, units in the order of the ranking, and files left out."""
    totals = sheet.totals.sort_values(["rank", "unit"], na_position="last")
    sections = _by_unit(sheet.sections, "section", ("earned", "marks", "rate"))
    indicators = _by_unit(
        sheet.lines.assign(why=sheet.whys(lang)), "indicator", ("earned", "marks", "rate", "state", "why")
    )
    adjustments = _by_unit(_adjustments(sheet, lang), "indicator", ("points", "state", "why"))
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
            "grade_missed": _grade_missed(sheet, row, lang),
            "self_score": _number(row["self_score"]),
            "sections": sections[row["unit"]],
            "indicators": indicators[row["unit"]],
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


def _grade_missed(sheet: ScoreSheet, row: Mapping[Any, Any], lang: Lang) -> list[dict[str, str]]:
    """The better grades whose threshold the unit's score reaches and that it does not hold, each with why."""
    grades = [grade.id for grade in sheet.system.grades]
    held = grades.index(row["grade"]) if row["grade"] else len(grades)
    missed = [grade for grade in sheet.system.grades[:held] if row["score"] >= grade.at_least]
    titles = {a.id: a.title.get(lang) for a in sheet.system.adjustments}
    vetoes = joined((titles[veto] for veto in row["vetoes"]), lang)
    because = gettext(lang, "vetoed ({vetoes})", vetoes=vetoes) if vetoes else gettext(lang, "its quota was taken")
    return [{"grade": grade.id, "because": because} for grade in missed]


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
