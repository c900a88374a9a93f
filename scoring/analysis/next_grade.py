"""What the next better grade takes: points, conditions, a place, and what bars the way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from scoring.analysis.common import Bools, position, total_decimals
from scoring.analysis.ways_up import ways_needed
from scoring.engine import ScoreSheet, competitions
from scoring.numbers import Floats, plain, without_noise
from scoring.rules import AdjustmentRule
from scoring.rules.base import Limits
from scoring.system.grade_words import asks_no_points
from scoring.words import Lang, gettext, ngettext


@dataclass(frozen=True)
class Place:
    """The places of a grade as they stand in the unit's way.

    Attributes:
        rank: the unit must be among so many first of its group, or of all (0: there is no place for it).
        now: where it is; NaN without a rank. tied: it is far enough, but too many
            share its rank.
        score: of the unit now at that rank, in points; NaN where there is none.
        of_all: whether all units compete for the places. given: whether lifts have used them up.
    """

    rank: int
    now: float
    tied: bool
    score: float
    of_all: bool = False
    given: bool = False


@dataclass(frozen=True)
class NextGrade:
    """What the next better grade takes. Points suppose that what is added and taken off stays as it is.

    Attributes:
        grade, title, at_least: the grade and its threshold in points.
        missing: points missing to the threshold; 0 when it is reached.
        ways: how many of `ways_up`, from the first, reach it; 0 for none, None if not even all do.
        veto: title of the veto that bars the grade, '' without one.
        place: what its places ask for, None where they are no hindrance.
        decimals: of points, as the system rounds totals.
        awaits: whether figures of panel or inspectors are still to come.
        shortfalls: what it asks beside points and the unit falls short of, in words.
        is_bare: whether there are no indicators at all that could give points back.
        needs, down: where vetoes lower the unit by so many grades, the title of the one it has to reach before.
        before: of `shortfalls`, those of that one.
        by_points: whether points are asked for at all.
    """

    grade: str
    title: str
    at_least: float
    missing: float
    ways: int | None
    veto: str
    place: Place | None
    decimals: int
    awaits: bool = False
    shortfalls: tuple[str, ...] = ()
    needs: str = ""
    before: tuple[str, ...] = ()
    by_points: bool = True
    down: int = 0
    is_bare: bool = False


def next_grade(
    sheet: ScoreSheet, unit: str, lang: Lang = "zh", among: Collection[str] | None = None
) -> NextGrade | None:
    """What the next better grade takes; None at the best one, without grades or without a score.

    Args:
        among: the indicators that can still be bettered; None for all.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, grades = position(sheet, unit), sheet.system.grades
    now = int(sheet.grade[at]) if sheet.grade[at] >= 0 else len(grades)
    if now == 0 or np.isnan(sheet.total_arrays.score[at]):
        return None
    target = _target(sheet, at, now, lang)
    before = _before(sheet, at, target)
    missing = max(0.0, float(without_noise(grades[before].at_least - sheet.total_arrays.score[at], sheet.system.scale)))
    down = int(sheet.grading.events.down[at]) if before != target else 0
    needed = sheet.shortfalls(unit, before, lang) if down else []
    shortfalls = dict.fromkeys([*needed, *sheet.shortfalls(unit, target, lang)])
    return NextGrade(
        grade=grades[target].id,
        title=grades[target].title.get(lang),
        at_least=grades[before].at_least,
        missing=missing,
        ways=ways_needed(sheet, at, grades[before].at_least, among) if missing else 0,
        veto=_barring_veto(sheet, at, target, lang),
        place=_place(sheet, at, target, bool(missing or shortfalls)),
        decimals=total_decimals(sheet.system),
        awaits=bool(sheet.line_arrays.awaited[:, at].any()),
        shortfalls=tuple(shortfalls),
        needs=grades[before].title.get(lang) if down else "",
        before=tuple(needed),
        by_points=not asks_no_points(grades[before], sheet.system.total),
        down=down,
        is_bare=not sheet.system.sections,
    )


def _target(sheet: ScoreSheet, at: int, now: int, lang: Lang) -> int:
    """The number of the next grade better than number `now` that no veto bars, or else the next."""
    better = range(now - 1, -1, -1)
    return next((number for number in better if not _barring_veto(sheet, at, number, lang)), now - 1)


def _before(sheet: ScoreSheet, at: int, target: int) -> int:
    """The number of the grade to reach by points, before vetoes lower it to number `target`; never below the last."""
    is_last = target == len(sheet.system.grades) - 1
    return target if is_last else max(target - int(sheet.grading.events.down[at]), 0)


def _barring_veto(sheet: ScoreSheet, at: int, target: int, lang: Lang) -> str:
    """The title of the first veto that keeps the unit from grade number `target`."""
    before = _before(sheet, at, target)
    lowered = target < len(sheet.system.grades) - 1 and sheet.grading.events.down[at] > target
    for row, item in enumerate(sheet.system.adjustments):
        limits = cast(AdjustmentRule, item.rule).limits()
        hit = sheet.total_arrays.vetoed[row, at]
        if hit and (_bars(sheet, limits, target, before) or (lowered and limits.grade_down)):
            return item.title.get(lang)
    return ""


def _bars(sheet: ScoreSheet, limits: Limits, target: int, before: int) -> bool:
    """Whether a veto with these limits keeps from grade number `target`, reached by the points of number `before`."""
    grades = sheet.system.grades
    number = next((n for n, grade in enumerate(grades) if grade.id == limits.grade_at_most), 0)
    too_low = limits.score_at_most is not None and limits.score_at_most < grades[before].at_least
    unplaced = limits.unranked and grades[target].is_limited
    unspotted = any(grades[number].requires.no_veto for number in (before, target))
    return too_low or number > target or unplaced or unspotted


def _place(sheet: ScoreSheet, at: int, target: int, falls_short: bool) -> Place | None:
    """What the grade's places ask of the unit; None where all who reach it hold it, or one is left for it."""
    grade = sheet.system.grades[target]
    if not grade.is_limited:
        return None
    who, ranks, places = next(rivals for rivals in competitions(grade, sheet.ranking) if rivals[0][at])
    above = who & (sheet.grade >= 0) & (sheet.grade < target)
    lifted = who & (sheet.grade == target) & (sheet.grading.events.lift == target)
    free = int(above.sum()) + max(places - int(lifted.sum()), 0)
    outside = lifted | (who & ~above & (sheet.grading.limited > target))
    outside &= sheet.total_arrays.score >= grade.at_least
    rank = _last_rank(ranks, who, outside, free)
    now = float(ranks[at])
    tied = now <= rank and not falls_short
    if now <= rank and not tied:
        return None
    best_first = np.sort(sheet.total_arrays.score[who & np.isfinite(ranks)])[::-1]
    there = float(best_first[rank - 1]) if 0 < rank <= len(best_first) else float("nan")
    return Place(rank, now, tied, there, grade.of == "all", given=places > 0 and rank == 0)


def _last_rank(ranks: Floats, who: Bools, outside: Bools, free: int) -> int:
    """Among how many first a unit must be for one of so many places, others ahead being `outside` the contest."""
    ranked = np.flatnonzero(who & np.isfinite(ranks))
    contest = np.cumsum(~outside[ranked[np.argsort(ranks[ranked], kind="stable")]])
    if free == 0:
        return 0
    return int(np.searchsorted(contest, free)) + 1 if len(contest) and contest[-1] >= free else free


def next_grade_sentences(grade: NextGrade | None, lang: Lang = "zh", limited: bool = False) -> list[str]:
    """What the next grade takes, in words; nothing for None. `limited`: not every indicator can still be bettered."""
    if grade is None:
        return []
    if grade.veto:
        return [
            gettext(
                lang,
                "The veto '{veto}' bars {grade} this period, whatever is gained.",
                veto=grade.veto,
                grade=grade.title,
            )
        ]
    sentences = [_down_sentence(grade, lang)] if grade.down else []
    if grade.missing or grade.by_points:
        sentences.append(_points_sentence(grade, lang, limited))
    own = tuple(words for words in grade.shortfalls if words not in grade.before)
    sentences += [asked_sentence(grade, *asked, lang) for asked in ((grade.needs, grade.before), (grade.title, own))]
    if grade.place is not None:
        sentences.append(_places_sentence(grade, grade.place, lang))
    return [sentence for sentence in sentences if sentence]


def asked_sentence(grade: NextGrade, title: str, shortfalls: Sequence[str], lang: Lang) -> str:
    """What a grade asks for beside points and the unit falls short of; '' for nothing."""
    if not shortfalls:
        return ""
    asked = gettext(lang, ", and ").join(shortfalls)
    if grade.by_points:
        return gettext(lang, "{grade} asks for more than points: {asked}.", grade=title, asked=asked)
    return gettext(lang, "In the way of {grade}: {asked}.", grade=title, asked=asked)


def _down_sentence(grade: NextGrade, lang: Lang) -> str:
    """That vetoes lower the grade, so that a better one has to be reached."""
    return ngettext(
        lang,
        "Vetoes take it {count} grade down, so {grade} takes what {needs} does.",
        "Vetoes take it {count} grades down, so {grade} takes what {needs} does.",
        grade.down,
        grade=grade.title,
        needs=grade.needs,
    )


def _points_sentence(grade: NextGrade, lang: Lang, limited: bool) -> str:
    """How many points the grade's threshold is away, and what would reach it."""
    values: dict[str, object] = {"grade": grade.needs or grade.title, "level": plain(grade.at_least)}
    if not grade.missing:
        return gettext(lang, "The score is high enough for {grade} ({level}).", **values)
    values["missing"] = plain(grade.missing, grade.decimals)
    if grade.is_bare:
        return gettext(lang, "{missing} short of {grade} ({level}).", **values)
    if grade.ways is None and grade.awaits:
        return gettext(
            lang, "{missing} short of {grade} ({level}); it depends on the figures that are still awaited.", **values
        )
    if grade.ways is None and limited:
        return gettext(
            lang,
            "{missing} short of {grade} ({level}); what can still be done this period would not reach it.",
            **values,
        )
    if grade.ways is None:
        return gettext(
            lang, "{missing} short of {grade} ({level}); full marks everywhere would not reach it.", **values
        )
    if grade.ways == 1:
        return gettext(
            lang, "{missing} short of {grade} ({level}); full marks on the first below would reach it.", **values
        )
    return gettext(
        lang,
        "{missing} short of {grade} ({level}); full marks on the first {ways} below would reach it.",
        ways=grade.ways,
        **values,
    )


def _places_sentence(grade: NextGrade, place: Place, lang: Lang) -> str:
    """What the grade's places ask for, and where the unit is."""
    if place.given:
        return gettext(lang, "Units raised directly hold all places of {grade}.", grade=grade.title)
    if place.rank == 0:
        return gettext(lang, "The group is too small for its quota to leave a place for {grade}.", grade=grade.title)
    values: dict[str, object] = {"grade": grade.title, "needed": _needed_rank(place, lang)}
    if np.isnan(place.now):
        return gettext(lang, "{grade} has a quota: {needed}; it has no rank.", **values)
    values["now"] = plain(place.now)
    if place.tied:
        return gettext(
            lang,
            "{grade} has a quota: {needed}; it is number {now}, but shares it with too many.",
            **values,
        )
    if np.isnan(place.score):
        return gettext(lang, "{grade} has a quota: {needed}; it is number {now}.", **values)
    return gettext(
        lang,
        "{grade} has a quota: {needed}; it is number {now} (number {rank} has {score}).",
        rank=place.rank,
        score=plain(place.score, grade.decimals),
        **values,
    )


def _needed_rank(place: Place, lang: Lang) -> str:
    if place.of_all and place.rank == 1:
        return gettext(lang, "the unit must be first of all")
    if place.of_all:
        return gettext(lang, "the unit must be among the first {rank} of all", rank=place.rank)
    if place.rank == 1:
        return gettext(lang, "the unit must be first in its group")
    return gettext(lang, "the unit must be among the first {rank} of its group", rank=place.rank)
