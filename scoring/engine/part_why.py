"""How a section or measure of one unit came about, in words.

Tested in tests/engine/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from scoring.engine.lines import SCORED, Lines
from scoring.engine.parts import Level, falls_short
from scoring.engine.totals import Totals
from scoring.numbers import Floats, divided, half_up, plain
from scoring.system import IndicatorSystem, InMarks, Measure, Section
from scoring.system.part_words import children_of, limit_words, this_part
from scoring.words import Lang, gettext, ngettext, quoted, text

_SEMICOLON = text("；", "; ")
_AND = text("，", " and ")


class _Place(NamedTuple):
    """A part: its row among those of its level, what the file says of it, and what it is in."""

    spec: Measure | Section
    row: int
    above: Section | None


class _Child(NamedTuple):
    """A child of a part, of one unit; `rate` is of what it earned, 0 where it does not apply."""

    title: str
    earned: float
    marks: float
    rate: float
    applies: bool
    answered: bool


class PartReasons:
    """The sentences on sections and measures of one result."""

    def __init__(self, system: IndicatorSystem, lines: Lines, totals: Totals) -> None:
        self._system, self._lines, self._totals = system, lines, totals

    def of(self, at: int, part: str, lang: Lang) -> str:
        """What happened in a part of the unit in row `at`; '' where it only added up. Raises KeyError."""
        return _SEMICOLON.get(lang).join(self._sentences(at, self._places[part], lang))

    def of_total(self, at: int, lang: Lang) -> str:
        """Why the unit in row `at` has no score, vetoes apart; '' where it has one."""
        if not np.isnan(self._totals.base[at]):
            return ""
        count, needs = int(self._totals.parts.sections.applies[:, at].sum()), self._system.needs or 1
        if not count:
            return gettext(lang, "Nothing applies, so there is no score or rank.")
        return ngettext(
            lang,
            "Only {count} section applies, fewer than {needs}, so there is no score or rank.",
            "Only {count} sections apply, fewer than {needs}, so there is no score or rank.",
            count,
            needs=needs,
        )

    def left_for(self, at: int, indicator: str, lang: Lang) -> str:
        """Why an indicator does not count though it applies: a part above took another; '' where it counts."""
        place = next(p for p in self._system.placed if p.indicator.id == indicator)
        for part in (place.section, place.measure):
            inside = part.measures if isinstance(part, Section) else part.indicators
            ours = place.measure.id if isinstance(part, Section) else indicator
            taken = self._taken(at, self._places[part.id])
            if taken is not None and inside[taken].id != ours:
                return self._left(part, taken, lang)
        return ""

    @cached_property
    def _places(self) -> dict[str, _Place]:
        sections = {s.id: _Place(s, row, None) for row, s in enumerate(self._system.sections)}
        inside = [(m, s) for s in self._system.sections for m in s.measures]
        return sections | {m.id: _Place(m, row, s) for row, (m, s) in enumerate(inside)}

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {indicator: row for row, indicator in enumerate(self._system.indicators)}

    def _level(self, place: _Place) -> Level:
        parts = self._totals.parts
        return parts.sections if place.above is None else parts.measures

    def _child_rows(self, place: _Place) -> list[int]:
        if isinstance(place.spec, Section):
            return [self._places[measure.id].row for measure in place.spec.measures]
        return [self._rows[indicator.id] for indicator in place.spec.indicators]

    def _children(self, at: int, place: _Place, lang: Lang) -> list[_Child]:
        if isinstance(place.spec, Measure):
            return [self._indicator(at, indicator.id, lang) for indicator in place.spec.indicators]
        level = self._totals.parts.measures
        return [
            _Child(
                quoted(measure.title.get(lang), lang),
                float(level.earned[row, at]),
                float(level.marks[row, at]),
                _rate(level.earned[row, at : at + 1], level.marks[row, at : at + 1]),
                bool(level.applies[row, at]),
                True,
            )
            for measure, row in zip(place.spec.measures, self._child_rows(place), strict=True)
        ]

    def _indicator(self, at: int, indicator: str, lang: Lang) -> _Child:
        row, lines = self._rows[indicator], self._lines
        marks, applies = float(lines.marks[row, at]), bool(lines.applies[row, at])
        earned = float(lines.earned[row, at] if marks else lines.rate[row, at]) if applies else 0.0
        title = quoted(self._system.indicators[indicator].title.get(lang), lang)
        rate = earned / marks if marks else earned
        return _Child(title, earned, marks, rate, applies, bool(lines.state[row, at] == SCORED))

    def _taken(self, at: int, place: _Place) -> int | None:
        """Which child a part took, None where it takes all or none applies."""
        if place.spec.take == "all":
            return None
        taken = self._level(place).children_taken[self._child_rows(place), at]
        return None if taken.all() else int(np.flatnonzero(taken)[0])

    def _sentences(self, at: int, place: _Place, lang: Lang) -> Iterator[str]:
        level, children = self._level(place), self._children(at, place, lang)
        if level.out[place.row, at]:
            count = sum(child.applies and child.marks > 0 for child in children)
            few = gettext(lang, "Only {count} apply, fewer than {needs}", count=count, needs=place.spec.needs)
            yield gettext(lang, "{few}: {part} is left out", few=few, part=this_part(place.spec))
            return
        if level.applies[place.row, at] and (taken := self._taken(at, place)) is not None:
            yield self._take_words(place, children[taken], lang)
        if level.closed[place.row, at]:
            yield self._gate_words(at, place, children, lang)
        if level.applies[place.row, at]:
            yield from self._points_words(at, place, lang)
        if not level.taken[place.row, at] and place.above is not None:
            other = self._taken(at, self._places[place.above.id])
            if other is not None:
                yield self._left(place.above, other, lang)

    def _take_words(self, place: _Place, child: _Child, lang: Lang) -> str:
        values = {"title": child.title, "rate": _percent(child.rate)}
        if place.spec.take == "best":
            return gettext(lang, "The best counts: {title} (rate {rate})", **values)
        return gettext(lang, "The worst counts: {title} (rate {rate})", **values)

    def _left(self, above: Measure | Section, taken: int, lang: Lang) -> str:
        other = quoted(children_of(above)[taken].title.get(lang), lang)
        part = quoted(above.title.get(lang), lang)
        if above.take == "best":
            return gettext(lang, "not counted: {part} takes the best, {other}", part=part, other=other)
        return gettext(lang, "not counted: {part} takes the worst, {other}", part=part, other=other)

    def _gate_words(self, at: int, place: _Place, children: list[_Child], lang: Lang) -> str:
        gate, found = place.spec.zero_if, []
        for indicator in gate.any_zero if gate else ():
            one = self._indicator(at, indicator, lang)
            if one.applies and abs(one.earned) <= 1e-12:
                found.append(_zero_words(one, lang))
        by_id = dict(zip((child.id for child in children_of(place.spec)), children, strict=True))
        for child, limit in (gate.below if gate else {}).items():
            if by_id[child].applies and _short(by_id[child], limit):
                found.append(_short_words(by_id[child], limit, lang))
        return gettext(
            lang, "{reasons}: {part} earns 0", reasons=_AND.get(lang).join(found), part=this_part(place.spec)
        )

    def _points_words(self, at: int, place: _Place, lang: Lang) -> Iterator[str]:
        """What adjustments did in the part; what they add up to, and what is left."""
        ours = [row for row, a in enumerate(self._system.adjustments) if a.in_ == place.spec.id]
        points = float(self._totals.points[ours, at].sum()) if ours else 0.0
        if abs(points) <= 1e-12:
            return
        earned, part = float(self._level(place).earned[place.row, at]), quoted(place.spec.title.get(lang), lang)
        values = {"points": plain(abs(points)), "part": part, "earned": plain(earned)}
        if points < 0:
            yield gettext(lang, "{points} taken from {part} on top: {earned} left", **values)
        else:
            yield gettext(lang, "{points} added to {part} on top: {earned} in all", **values)


def _rate(earned: Floats, marks: Floats) -> float:
    return float(divided(earned, marks, 0.0)[0])


def _percent(rate: float) -> str:
    return f"{plain(float(half_up(rate * 100, 2)))}%"


def _zero_words(child: _Child, lang: Lang) -> str:
    if not child.answered:
        return gettext(lang, "{title} is blank and counts as 0", title=child.title)
    return gettext(lang, "{title} earns 0", title=child.title)


def _short(child: _Child, limit: float | InMarks) -> bool:
    return bool(falls_short(limit, np.array(child.earned), np.array(child.marks)))


def _short_words(child: _Child, limit: float | InMarks, lang: Lang) -> str:
    values = {"title": child.title, "limit": limit_words(limit)}
    if isinstance(limit, InMarks):
        return gettext(lang, "{title} earns {earned}, below {limit}", earned=plain(child.earned), **values)
    return gettext(lang, "{title} has a rate of {rate}, below {limit}", rate=_percent(child.rate), **values)
