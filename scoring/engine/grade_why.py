"""Why a unit has its grade and not a better one, in sentences, in the order things happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np

from scoring.engine.grading import Grading, Ranking, competitions, first_held
from scoring.engine.lines import Bools, Ints, Lines
from scoring.engine.requirements import Every, Level, NoVeto, One, Requirement, Standings, requirements, standings
from scoring.engine.totals import Totals
from scoring.numbers import Floats, half_up, percent, plain
from scoring.rules import AdjustmentRule
from scoring.rules.base import Limits
from scoring.system import IndicatorSystem
from scoring.system.grade_words import Limit, are_yes_or_no, asks_no_points, is_yes_or_no, limit_words, part_titles
from scoring.system.grades import Grade, InMarks
from scoring.words import Lang, Text, capitalised, gettext, joined, ngettext, quoted

MOST_PARTS = 3  # named where a grade asks something of every part


class Contest(NamedTuple):
    """How the places of a grade went.

    Attributes:
        who, rank: who competes, and their ranks, over units. places, held: how many there are, and hold one.
        first_out: the best rank that holds none.
    """

    who: Bools
    rank: Floats
    places: int
    held: int
    first_out: float


class GradeReasons:
    """The sentences of one result; what they need is worked out when first asked for."""

    def __init__(
        self, system: IndicatorSystem, lines: Lines, totals: Totals, grading: Grading, ranking: Ranking
    ) -> None:
        self._system, self._lines, self._totals = system, lines, totals
        self._grading, self._ranking, self._grades = grading, ranking, system.grades

    def of(self, at: int, lang: Lang) -> list[str]:
        """How the unit in row `at` came by its grade, step by step; nothing without grades or a score to grade."""
        if not self._grades:
            return []
        if np.isnan(self._totals.score[at]):
            return self._without_score(at, lang)
        steps = (self._limited_score, self._own, self._lift, self._down, self._limit, self._places)
        return [capitalised(sentence) for step in steps for sentence in step(at, lang)]

    def says_more_than_points(self, at: int) -> bool:
        """Whether something else than points had a say in the unit's grade."""
        g = self._grading
        if np.isnan(self._totals.score[at]):
            return bool(self.of(at, "zh"))
        steps = {int(self._by_points[at]), *(int(step[at]) for step in (g.own, g.lifted, g.lowered, g.limited))}
        end = int(g.grade[at]) if g.grade[at] >= 0 else len(self._grades)
        others = bool(self._totals.lifted[:, at].any()) or self._is_limited(at)
        return bool(self._grades) and (len(steps | {end}) > 1 or others)

    def _is_limited(self, at: int) -> bool:
        """Whether a veto took points from the total."""
        return bool(self._totals.score[at] < self._totals.before_vetoes[at])

    def missed(self, at: int, lang: Lang) -> list[tuple[str, str]]:
        """The better grades whose points the unit has and that it does not hold, each with what stood in the way."""
        score, end = self._totals.score[at], int(self._grading.grade[at])
        better = self._grades[: end if end >= 0 else len(self._grades)]
        return [
            (grade.id, self._because(number, at, lang))
            for number, grade in enumerate(better)
            if score >= grade.at_least
        ]

    # --- what stood in the way of one grade -------------------------------------------------------

    def _because(self, number: int, at: int, lang: Lang) -> str:
        g = self._grading
        if not g.holds[number, at]:
            return gettext(lang, ", and ").join(self.shortfalls(number, at, lang))
        if g.lowered[at] > number:
            return self._down_words(at, lang)
        if g.limited[at] > number:
            return self._limit_words(at, lang)
        return self._crowded_words(number, at, lang)

    def shortfalls(self, number: int, at: int, lang: Lang) -> list[str]:
        """Of what a grade asks beside points, what the unit in row `at` falls short of."""
        return [self._shortfall(asked, at, lang) for asked, met in self._asked[number] if not met[at]]

    def _shortfall(self, requirement: Requirement, at: int, lang: Lang) -> str:
        if isinstance(requirement, NoVeto):
            return gettext(lang, "there was a veto ({vetoes})", vetoes=self._vetoes(at, lambda _: True, lang))
        if isinstance(requirement, One):
            level, row = self._standings.find(requirement.part)
            return self._part_short(requirement.part, level, row, requirement.limit, at, lang)
        if isinstance(requirement, Every):
            return self._every_short(requirement, at, lang)
        count = requirement.count
        names = joined((self._title(part, lang) for part in count.of), lang)
        reached = int(requirement.reached(self._standings.of(at)).sum())
        values = {"names": names, "reached": reached, "least": count.at_least}
        if are_yes_or_no(self._system, count):
            return gettext(lang, "of {names}, {reached} met where {least} have to be", **values)
        if count.rate == 1:
            return gettext(lang, "of {names}, {reached} with full marks where {least} have to be", **values)
        limit = limit_words(count.rate, lang)
        return gettext(lang, "of {names}, {reached} at {limit} or more where {least} have to be", limit=limit, **values)

    def _every_short(self, requirement: Every, at: int, lang: Lang) -> str:
        ids = self._standings.levels[requirement.level].ids
        rows = np.flatnonzero(requirement.short(self._standings.of(at))[:, 0])
        shown = [
            self._part_short(ids[row], requirement.level, int(row), requirement.limit, at, lang)
            for row in rows[:MOST_PARTS]
        ]
        if len(rows) <= MOST_PARTS:
            return joined(shown, lang)
        return gettext(lang, "{parts} and {more} more", parts=joined(shown, lang), more=len(rows) - MOST_PARTS)

    def _part_short(self, part: str, level: Level, row: int, limit: Limit, at: int, lang: Lang) -> str:
        if is_yes_or_no(self._system, part, limit):
            return gettext(lang, "{part} not met", part=self._title(part, lang))
        standing = self._standings.levels[level]
        values = {"part": self._title(part, lang), "limit": limit_words(limit, lang)}
        if isinstance(limit, InMarks):
            earned = plain(standing.earned[row, at])
            return gettext(lang, "{part} with {earned} marks, below {limit}", earned=earned, **values)
        rate = _rate_words(float(standing.rate[row, at]), limit)
        if limit == 1:
            return gettext(lang, "{part} without full marks ({rate} of them)", rate=rate, **values)
        return gettext(lang, "{part} at {rate}, below {limit}", rate=rate, **values)

    # --- step by step ------------------------------------------------------------------------------

    def _limited_score(self, at: int, lang: Lang) -> Iterator[str]:
        """Vetoes that limit the total."""
        if not self._is_limited(at):
            return
        decimals, score = self._system.rounding.total, self._totals.score[at]
        yield gettext(
            lang,
            "{vetoes} limits the score from {before} to {after}",
            vetoes=self._vetoes(at, lambda limits: limits.score_at_most == score, lang),
            before=plain(self._totals.before_vetoes[at], decimals),
            after=plain(score, decimals),
        )

    def _own(self, at: int, lang: Lang) -> Iterator[str]:
        """By points and requirements."""
        first, own, none = int(self._by_points[at]), int(self._grading.own[at]), len(self._grades)
        score = plain(self._totals.score[at], self._system.rounding.total)
        if first == none:
            yield gettext(lang, "{score} reaches no grade", score=score)
        elif own == first:
            yield self._reached(first, score, lang)
        else:
            values = {"grade": _reached_title(self._grades[first], lang), "reasons": self._barred(first, own, at, lang)}
            if asks_no_points(self._grades[first], self._system.total):
                words = gettext(lang, "not {grade}: {reasons}", **values)
            else:
                words = gettext(lang, "{score} reaches {grade}, but {reasons}", score=score, **values)
            yield self._graded(words, own, lang)

    def _reached(self, number: int, score: str, lang: Lang) -> str:
        """That the points suffice for a grade and so do the conditions."""
        grade, last = self._grades[number], number == len(self._grades) - 1
        values: dict[str, object] = {
            "score": score,
            "grade": _reached_title(grade, lang),
            "level": plain(grade.at_least),
        }
        if not asks_no_points(grade, self._system.total):
            return gettext(lang, "{score} reaches {grade} (from {level})", **values)
        if last and number and not asks_no_points(self._grades[number - 1], self._system.total):
            better = self._grades[number - 1]
            values |= {"better": better.title, "level": plain(better.at_least)}
            return self._graded(gettext(lang, "{score} is below {better} (from {level})", **values), number, lang)
        return gettext(lang, "all that {grade} asks for holds", **values)

    def _barred(self, first: int, end: int, at: int, lang: Lang) -> str:
        """What keeps a unit from grade number `first` and those after it up to `end`."""
        reasons = [gettext(lang, ", and ").join(self.shortfalls(number, at, lang)) for number in range(first, end)]
        words = reasons[:1]
        for number, reason in zip(range(first + 1, end), reasons[1:], strict=True):
            if reason not in reasons[: number - first]:
                words.append(gettext(lang, "for {grade}, {reason}", grade=self._grades[number].title, reason=reason))
        return gettext(lang, "; ").join(words)

    def _lift(self, at: int, lang: Lang) -> Iterator[str]:
        """What a lift did, or why it did not."""
        hit = self._totals.lifted[:, at]
        if not hit.any():
            return
        best, end = int(self._grading.events.lift[at]), int(self._grading.lifted[at])
        if self._totals.vetoed[:, at].any():
            lifts = self._titles(hit, lang)
            vetoes = self._vetoes(at, lambda _: True, lang)
            yield gettext(
                lang, "{lifts} would raise the grade, but does not after {vetoes}", lifts=lifts, vetoes=vetoes
            )
            return
        raising = [limits.grade_at_least == self._grades[best].id for limits in self._limits]
        values = {"lifts": self._titles(hit & np.array(raising), lang), "grade": self._grades[best].title}
        if end == best and self._grading.own[at] > best:
            yield gettext(lang, "{lifts} raises it to {grade} directly", **values)
        elif end == best and self._grades[best].is_limited:
            yield gettext(lang, "{lifts} keeps {grade} whatever its places", **values)

    def _down(self, at: int, lang: Lang) -> Iterator[str]:
        """Vetoes that lower by grades."""
        if self._grading.lowered[at] > self._grading.lifted[at]:
            yield self._graded(self._down_words(at, lang), int(self._grading.lowered[at]), lang)

    def _limit(self, at: int, lang: Lang) -> Iterator[str]:
        """Vetoes that limit the grade."""
        if self._grading.limited[at] > self._grading.lowered[at]:
            yield self._limit_words(at, lang)

    def _places(self, at: int, lang: Lang) -> Iterator[str]:
        """Places that were taken."""
        crowded = [int(number) for number in np.flatnonzero(self._grading.crowded[:, at])]
        if crowded:
            reasons = gettext(lang, "; ").join(self._crowded_words(number, at, lang) for number in crowded)
            yield self._graded(reasons, int(self._grading.grade[at]), lang)

    def _without_score(self, at: int, lang: Lang) -> list[str]:
        stripping = self._vetoes(at, lambda limits: limits.no_score, lang)
        if not stripping:
            return []
        reason = gettext(lang, "after {vetoes} there is no score", vetoes=stripping)
        return [capitalised(self._graded(reason, int(self._grading.grade[at]), lang))]

    # --- parts of sentences ------------------------------------------------------------------------

    def _graded(self, reason: str, end: int, lang: Lang) -> str:
        if not 0 <= end < len(self._grades):
            return gettext(lang, "{reason}: no grade", reason=reason)
        return gettext(lang, "{reason}: graded {end}", reason=reason, end=self._grades[end].title)

    def _down_words(self, at: int, lang: Lang) -> str:
        vetoes = self._vetoes(at, lambda limits: limits.grade_down > 0, lang)
        down = int(self._grading.events.down[at])
        if down == 1:
            return gettext(lang, "{vetoes} takes it one grade down", vetoes=vetoes)
        return gettext(lang, "{vetoes} takes it {down} grades down", vetoes=vetoes, down=down)

    def _limit_words(self, at: int, lang: Lang) -> str:
        worst = self._grades[int(self._grading.events.best_allowed[at])]
        vetoes = self._vetoes(at, lambda limits: limits.grade_at_most == worst.id, lang)
        return gettext(lang, "{vetoes} allows {grade} at most", vetoes=vetoes, grade=worst.title)

    def _crowded_words(self, number: int, at: int, lang: Lang) -> str:
        grade = self._grades[number]
        contest = next(one for one in self._contests[number] if one.who[at])
        if not contest.places:
            return gettext(lang, "the number of units leaves no place for {grade}", grade=grade.title)
        values: dict[str, object] = {"grade": grade.title, "places": _places_words(grade, contest.places, lang)}
        if np.isnan(contest.rank[at]):
            return gettext(lang, "{grade} has {places}, given by rank, and there is no rank", **values)
        values["rank"] = plain(contest.rank[at])
        if contest.held >= contest.places:
            return gettext(lang, "{grade} has {places}, taken before number {rank}", **values)
        if contest.rank[at] == contest.first_out:
            return gettext(lang, "{grade} has {places}, and more share number {rank} than are left", **values)
        values["tied"] = plain(contest.first_out)
        return gettext(
            lang, "{grade} has {places}, and a tie at number {tied} ends them before number {rank}", **values
        )

    def _vetoes(self, at: int, which: Callable[[Limits], bool], lang: Lang) -> str:
        """The vetoes that happened to a unit and limit it in some way."""
        chosen = np.array([which(limits) for limits in self._limits], dtype=bool)
        return self._titles(self._totals.vetoed[:, at] & chosen, lang)

    def _titles(self, which: Bools, lang: Lang) -> str:
        items = self._system.adjustments
        return joined((quoted(items[row].title.get(lang), lang) for row in np.flatnonzero(which)), lang)

    def _title(self, part: str, lang: Lang) -> str:
        return quoted(self._part_titles[part].get(lang), lang)

    @cached_property
    def _limits(self) -> list[Limits]:
        return [cast(AdjustmentRule, item.rule).limits() for item in self._system.adjustments]

    @cached_property
    def _part_titles(self) -> dict[str, Text]:
        return part_titles(self._system)

    @cached_property
    def _asked(self) -> list[list[tuple[Requirement, Bools]]]:
        """What each grade asks for beside points, and which units meet it."""
        asked = [list(requirements(grade.requires)) for grade in self._grades]
        return [[(one, one.met(self._standings)) for one in of_grade] for of_grade in asked]

    @cached_property
    def _contests(self) -> list[list[Contest]]:
        """The contests for the places of each grade."""
        return [list(self._contests_for(number)) for number in range(len(self._grades))]

    def _contests_for(self, number: int) -> Iterator[Contest]:
        if not self._grades[number].is_limited:
            return
        for who, rank, places in competitions(self._grades[number], self._ranking):
            out = rank[who & self._grading.crowded[number] & ~np.isnan(rank)]
            held = int((who & (self._grading.grade == number)).sum())
            yield Contest(who, rank, places, held, float(out.min()) if len(out) else np.nan)

    @cached_property
    def _standings(self) -> Standings:
        return standings(self._system, self._lines, self._totals)

    @cached_property
    def _by_points(self) -> Ints:
        """The grade that points alone would give each unit."""
        at_least = np.array([grade.at_least for grade in self._grades])[:, None]
        return first_held(self._totals.score >= at_least, np.zeros(len(self._totals.score), dtype=np.int64))


def _places_words(grade: Grade, places: int, lang: Lang) -> str:
    if grade.of == "all":
        return ngettext(lang, "{count} place of all units", "{count} places of all units", places)
    return ngettext(lang, "{count} place in the group", "{count} places in the group", places)


def _rate_words(rate: float, limit: float) -> str:
    """A rate below a limit as tables show it, with more decimals where only these show that it is below."""
    rounded = (float(half_up(rate, decimals)) for decimals in range(3, 11))
    return percent(next((one for one in rounded if one < limit), rate), None)


def _reached_title(grade: Grade, lang: Lang) -> str:
    """A grade's title after 达到, in quotes where it begins with the same word: 达到“达标”."""
    title = grade.title.get(lang)
    return quoted(title, lang) if title.startswith("达") else title
