"""What would raise a unit: the indicators that give most back, and what the next grade takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from scoring.analysis.common import members, position, total_decimals
from scoring.analysis.losses import bases_with_full, gains
from scoring.engine import STATE_NAMES, ScoreSheet
from scoring.numbers import Floats, floor_exact, half_up, plain, without_noise
from scoring.rules import AdjustmentRule
from scoring.words import STATES, Lang


def ways_up(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """The indicators on which a unit loses, those that give most back first.

    Returns:
        indicator (id), title, section_title, marks, earned, lost (marks), gain (points the base
        rises by if this indicator alone earned full marks), state_label, rule (what full marks
        take, in words) and why (how it stands now).

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, a = position(sheet, unit), sheet.line_arrays
    gained = gains(sheet.base_parts.of(at))
    rows = [
        {
            "indicator": place.indicator.id,
            "title": place.indicator.title.get(lang),
            "section_title": place.section.title.get(lang),
            "marks": a.marks[row, at],
            "earned": a.earned[row, at],
            "lost": float(without_noise(a.marks[row, at] - a.earned[row, at], sheet.system.scale)),
            "gain": float(without_noise(gained[row], sheet.system.scale)),
            "state_label": STATES[STATE_NAMES[a.state[row, at]]].get(lang),
            "rule": sheet.system.rule_text(place.indicator, lang),
            "why": sheet.why(unit, place.indicator.id, lang),
        }
        for row, place in enumerate(sheet.system.placed)
        if gained[row] > 0
    ]
    columns = ["indicator", "title", "section_title", "marks", "earned", "lost", "gain"]
    frame = pd.DataFrame(rows, columns=[*columns, "state_label", "rule", "why"])
    return frame.sort_values("gain", ascending=False, kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Place:
    """A grade's quota as it stands in the unit's way.

    Attributes:
        rank: the unit must be among so many first of its group (0: the quota leaves no place).
        now: where it is; NaN without a rank. tied: it is far enough, but too many
            share its rank.
        score: of the unit now at that rank, in points; NaN where there is none.
    """

    rank: int
    now: float
    tied: bool
    score: float


@dataclass(frozen=True)
class NextGrade:
    """What the next better grade takes. Points suppose bonus and deduction stay as they are.

    Attributes:
        grade, title, at_least: the grade and its threshold in points.
        missing: points missing to the threshold; 0 when it is reached.
        ways: how many of `ways_up`, from the first, reach it; 0 for none, None if not even all do.
        veto: title of the veto that bars the grade, '' without one.
        place: what its quota asks for, None where it is no hindrance.
        decimals: of points, as the system rounds totals.
    """

    grade: str
    title: str
    at_least: float
    missing: float
    ways: int | None
    veto: str
    place: Place | None
    decimals: int


def next_grade(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> NextGrade | None:
    """What the next better grade takes; None at the best one, without grades or without a score.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, grades = position(sheet, unit), sheet.system.grades
    now = int(sheet.grade[at]) if sheet.grade[at] >= 0 else len(grades)
    if now == 0 or np.isnan(sheet.total_arrays.score[at]):
        return None
    target = grades[now - 1]
    score = float(sheet.total_arrays.score[at])
    missing = max(0.0, float(without_noise(target.at_least - score, sheet.system.scale)))
    return NextGrade(
        grade=target.id,
        title=target.title.get(lang),
        at_least=target.at_least,
        missing=missing,
        ways=_ways_needed(sheet, at, target.at_least) if missing else 0,
        veto=_barring_veto(sheet, at, now - 1, lang),
        place=_place(sheet, at, now - 1, missing),
        decimals=total_decimals(sheet.system),
    )


def _ways_needed(sheet: ScoreSheet, at: int, at_least: float) -> int | None:
    """How many of the indicators, those that give most first, bring the score to `at_least`; None: not even all."""
    parts = sheet.base_parts.of(at)
    gained = gains(parts)
    order = np.argsort(-gained, kind="stable")[: int((gained > 0).sum())]
    enough = np.flatnonzero(_scores(sheet, at, bases_with_full(parts, order)) >= at_least)
    return int(enough[0]) + 1 if len(enough) else None


def _scores(sheet: ScoreSheet, at: int, bases: Floats) -> Floats:
    """The unit's scores before vetoes with other bases, bonus and deduction staying as they are."""
    t, decimals, scale = sheet.total_arrays, sheet.system.rounding.total, sheet.system.scale
    base = half_up(without_noise(bases, scale), decimals)
    return half_up(without_noise(base + t.bonus[at] - t.deduction[at], scale), decimals)


def _barring_veto(sheet: ScoreSheet, at: int, target: int, lang: Lang) -> str:
    """The title of the first veto that keeps the unit from grade number `target`."""
    grades = sheet.system.grades
    numbers = {grade.id: number for number, grade in enumerate(grades)}
    for row, item in enumerate(sheet.system.adjustments):
        if not sheet.total_arrays.vetoed[row, at]:
            continue
        limits = cast(AdjustmentRule, item.rule).limits()
        too_low = limits.score_at_most is not None and limits.score_at_most < grades[target].at_least
        barred = limits.grade_at_most is not None and numbers[limits.grade_at_most] > target
        if too_low or barred or (limits.unranked and grades[target].quota is not None):
            return item.title.get(lang)
    return ""


def _place(sheet: ScoreSheet, at: int, target: int, missing: float) -> Place | None:
    """What the grade's quota asks of the unit; None where it has none or leaves it a place."""
    quota = sheet.system.grades[target].quota
    if quota is None:
        return None
    group = (sheet.units["group"] == sheet.units["group"].iloc[at]).to_numpy()
    held_above = int((group & (sheet.grade >= 0) & (sheet.grade < target)).sum())
    rank = held_above + int(floor_exact(quota * group.sum()))
    now = float(sheet.group_rank[at])
    tied = now <= rank and missing == 0
    if now <= rank and not tied:
        return None
    best_first = np.sort(sheet.total_arrays.score[group & np.isfinite(sheet.group_rank)])[::-1]
    there = float(best_first[rank - 1]) if 0 < rank <= len(best_first) else float("nan")
    return Place(rank, now, tied, there)


@dataclass(frozen=True)
class NextPlace:
    """What the next better place within the group takes. Points suppose bonus and deduction stay as they are.

    Attributes:
        rank, unit, name, score: the unit in front (the first given of several at one place), its place and points.
        missing: points missing to draw level; 0 where something else than points keeps the unit behind.
        ways: how many of `ways_up`, from the first, draw level; 0 for none, None if not even all do.
        decimals: of points, as the system rounds totals.
    """

    rank: int
    unit: str
    name: str
    score: float
    missing: float
    ways: int | None
    decimals: int


def next_place(sheet: ScoreSheet, unit: str) -> NextPlace | None:
    """What the next better place takes; None at the first, without a rank, or where a veto caps the score.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    rank, score = sheet.group_rank[at], sheet.total_arrays.score
    ahead = members(sheet, sheet.units["group"].iloc[at]) & (sheet.group_rank < rank)
    if not ahead.any() or sheet.total_arrays.vetoed[:, at].any():
        return None
    last = np.flatnonzero(ahead)
    front = int(last[np.argmax(sheet.group_rank[last])])
    missing = max(0.0, float(without_noise(score[front] - score[at], sheet.system.scale)))
    return NextPlace(
        rank=int(sheet.group_rank[front]),
        unit=str(sheet.units["unit"].iloc[front]),
        name=str(sheet.units["name"].iloc[front]),
        score=float(score[front]),
        missing=missing,
        ways=_ways_needed(sheet, at, float(score[front])) if missing else 0,
        decimals=total_decimals(sheet.system),
    )


def next_place_sentence(found: NextPlace | None, lang: Lang = "zh") -> str:
    """What the next place takes, in words; '' for None."""
    if found is None:
        return ""
    score, missing = plain(found.score, found.decimals), plain(found.missing, found.decimals)
    if lang == "zh":
        head = f"本组前一名是第{found.rank}名{found.name}（{score}分），"
        if not found.missing:
            return f"{head}与本单位同分。"
        which = "第1项" if found.ways == 1 else f"前{found.ways}项"
        reach = "补齐全部失分仍追不上" if found.ways is None else f"补齐下列{which}即可追平"
        return f"{head}相差{missing}分，{reach}。"
    head = f"Next in the group is number {found.rank}, {found.name} ({score})"
    if not found.missing:
        return f"{head}, level on points."
    which = "the first below" if found.ways == 1 else f"the first {found.ways} below"
    reach = "full marks everywhere would not draw level" if found.ways is None else f"{which} would draw level"
    return f"{head}, {missing} ahead; {reach}."


def next_grade_sentences(found: NextGrade | None, lang: Lang = "zh") -> list[str]:
    """What the next grade takes, in words; nothing for None."""
    if found is None:
        return []
    zh = lang == "zh"
    if found.veto:
        return [_veto_zh(found) if zh else _veto_en(found)]
    said = [_points_zh(found) if zh else _points_en(found)]
    if found.place is not None:
        said.append(_place_zh(found, found.place) if zh else _place_en(found, found.place))
    return said


def _veto_zh(found: NextGrade) -> str:
    return f"因“{found.veto}”一票否决，本期不能评为{found.title}，补分也不能改变。"


def _veto_en(found: NextGrade) -> str:
    return f"The veto '{found.veto}' bars {found.title} this period, whatever is gained."


def _points_zh(found: NextGrade) -> str:
    line = f"“{found.title}”（{plain(found.at_least)}分）"
    if not found.missing:
        return f"得分已达到{line}的要求。"
    if found.ways is None:
        return f"距{line}还差{plain(found.missing, found.decimals)}分，补齐全部失分仍达不到。"
    which = "第1项" if found.ways == 1 else f"前{found.ways}项"
    return f"距{line}还差{plain(found.missing, found.decimals)}分，补齐下列{which}即可达到。"


def _points_en(found: NextGrade) -> str:
    line = f"{found.title} ({plain(found.at_least)})"
    if not found.missing:
        return f"The score is high enough for {line}."
    if found.ways is None:
        return f"{plain(found.missing, found.decimals)} short of {line}; full marks everywhere would not reach it."
    which = "the first below" if found.ways == 1 else f"the first {found.ways} below"
    return f"{plain(found.missing, found.decimals)} short of {line}; full marks on {which} would reach it."


def _place_zh(found: NextGrade, place: Place) -> str:
    if place.rank == 0:
        return f"本组单位少，按比例没有“{found.title}”名额。"
    needed = "第1名" if place.rank == 1 else f"前{place.rank}名"
    head = f"“{found.title}”有名额限制，须列组内{needed}，"
    if np.isnan(place.now):
        return f"{head}现未参加排名。"
    if place.tied:
        return f"{head}现列第{plain(place.now)}名，但同分单位超出名额，均未取得。"
    there = "" if np.isnan(place.score) else f"（第{place.rank}名{plain(place.score, found.decimals)}分）"
    return f"{head}现列第{plain(place.now)}名{there}。"


def _place_en(found: NextGrade, place: Place) -> str:
    if place.rank == 0:
        return f"The group is too small for its quota to leave a place for {found.title}."
    needed = "first in" if place.rank == 1 else f"among the first {place.rank} of"
    head = f"{found.title} has a quota: the unit must be {needed} its group"
    if np.isnan(place.now):
        return f"{head}; it has no rank."
    if place.tied:
        return f"{head}; it is number {plain(place.now)}, but shares it with too many."
    there = "" if np.isnan(place.score) else f" (number {place.rank} has {plain(place.score, found.decimals)})"
    return f"{head}; it is number {plain(place.now)}{there}."
