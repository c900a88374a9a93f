"""What one unit's result comes to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.analysis.common import comparable, members, position, ranks_of
from scoring.engine import ScoreSheet
from scoring.numbers import plain, without_noise
from scoring.period import name_beside
from scoring.words import Lang, Text


@dataclass(frozen=True)
class Card:
    """What a unit's result comes to. Scores and changes in points; NaN where there is none.

    Attributes:
        ranked, group_ranked: how many units have a rank, in all and in the group.
        verification_cut: self_score - score.
        overall_rank: whether there is a rank across groups.
        grade_note: how the grade came about where points alone did not decide, else ''.
        vetoes: titles of the vetoes that struck.
        compared_with: what the earlier period is called where the unit has a score there too, else None.
        score_change: this period minus the earlier one; rank_change: places gained.
    """

    unit: str
    name: str
    group: str
    group_title: str
    scale: float
    score: float
    base: float
    bonus: float
    deduction: float
    self_score: float
    verification_cut: float
    rank: float
    ranked: int
    group_rank: float
    group_ranked: int
    grade: str
    grade_title: str
    overall_rank: bool
    grade_note: str
    vetoes: tuple[str, ...]
    compared_with: Text | None
    score_change: float
    rank_change: float


def card(sheet: ScoreSheet, unit: str, previous: ScoreSheet | None = None, lang: Lang = "zh") -> Card:
    """The result of one unit.

    Raises:
        KeyError: the sheet has no such unit.
    """
    system, at = sheet.system, position(sheet, unit)
    total = sheet.totals.iloc[at]
    group, grade = str(total["group"]), str(total["grade"])
    titles = {a.id: a.title.get(lang) for a in system.adjustments}
    numbers = {k: float(total[k]) for k in ("score", "base", "bonus", "deduction", "self_score")}
    before, score_change, rank_change = _changes(sheet, previous, unit)
    return Card(
        unit=unit,
        name=str(total["name"]),
        group=group,
        group_title=system.groups[group].title.get(lang),
        scale=system.scale,
        **numbers,
        verification_cut=_difference(sheet, numbers["self_score"], numbers["score"]),
        rank=float(total["rank"]),
        ranked=ranked_units(sheet),
        group_rank=float(total["group_rank"]),
        group_ranked=ranked_units(sheet, group),
        grade=grade,
        grade_title=system.grade_titles[grade].get(lang) if grade else "",
        overall_rank=system.overall_rank,
        grade_note=sheet.grade_note(unit, lang),
        vetoes=tuple(titles[v] for v in total["vetoes"]),
        compared_with=before,
        score_change=score_change,
        rank_change=rank_change,
    )


def ranked_units(sheet: ScoreSheet, group: str | None = None) -> int:
    """How many units of a group have a rank; of all units for None."""
    return int(np.isfinite(ranks_of(sheet, group)[members(sheet, group)]).sum())


def _difference(sheet: ScoreSheet, one: float, other: float) -> float:
    return float(without_noise(one - other, sheet.system.scale))


def _changes(sheet: ScoreSheet, previous: ScoreSheet | None, unit: str) -> tuple[Text | None, float, float]:
    """What the earlier period is called, the change of score and the places gained."""
    if previous is None or not (previous.units["unit"] == unit).any():
        return None, float("nan"), float("nan")
    now, then = position(sheet, unit), position(previous, unit)
    scores = sheet.total_arrays.score[now], previous.total_arrays.score[then]
    change = _difference(sheet, *scores) if comparable(sheet, previous) else float("nan")
    before = name_beside(previous.system.period.id, sheet.system.period.id)
    return before, change, _gained(sheet, previous, now, then)


def _gained(sheet: ScoreSheet, previous: ScoreSheet, now: int, then: int) -> float:
    """Places gained: across groups where both periods rank so, else within the group, if it is the same."""
    if sheet.system.overall_rank and previous.system.overall_rank:
        return float(previous.rank[then] - sheet.rank[now])
    if previous.units["group"].iloc[then] != sheet.units["group"].iloc[now]:
        return float("nan")
    return float(previous.group_rank[then] - sheet.group_rank[now])


def rank_text(rank: float, ranked: int) -> str:
    """A rank as it is written: 3 / 18; a dash without one."""
    return "—" if np.isnan(rank) else f"{plain(rank)} / {ranked}"
