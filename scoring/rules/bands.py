"""`bands`: the rate of the first band that is reached.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.facts.base import LIMITS
from scoring.numbers import Bools, Floats, above, at_least, at_most, below, plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import Item, Mistake, Outlook
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
from scoring.rules.columns import Columns, Subject
from scoring.rules.entries import (
    BAND_REACHED,
    EARNS,
    NO_BAND,
    Entry,
    are_in_marks,
    earned_words,
    limit_key,
    rate_of,
    worth_of,
    worth_text,
)
from scoring.rules.mistakes import entry_marks_mistakes, is_number
from scoring.rules.parameters import RATE, Label, NonNegative, Number, Rate, label
from scoring.rules.words import clauses_words
from scoring.words import LANGS, Lang, Text, capitalised, text

_BAND = text("{limit}{part}", "{part} {limit}")
_NONE_OTHERWISE = text("{bands}，其余不得分", "{bands}, none otherwise")
_NONE_BEYOND = {
    "at_least": text("{bands}，以下不得分", "{bands}, none below"),
    "at_most": text("{bands}，以上不得分", "{bands}, none above"),
}
_MET = {"at_least": at_least, "above": above, "at_most": at_most, "below": below}
_FROM_BELOW, _FROM_ABOVE = ("at_least", "above"), ("at_most", "below")
_LIMITS = (*_FROM_BELOW, *_FROM_ABOVE)
_ONE_SIDE = text(
    "各档要么都写下限（at_least 或 above），要么都写上限（at_most 或 below）",
    "all bands have a lower limit (at_least or above), or all have an upper one (at_most or below)",
)
_LINT = {
    "band_never_met": LintCheck(
        "serious",
        text("档次达不到", "band out of reach"),
        text("没有任何填报能落入这一档，这一档不起作用。", "No report can fall into it, so it has no effect."),
        text("改这一档的界限，或删去它。", "Change its threshold, or remove it."),
    ),
    "band_not_lower": LintCheck(
        "look",
        text("低档得分不低于高档", "lower band earns no less"),
        text("完成得少，得分却不低，分档失去作用。", "Doing less earns as much or more, so the band has no effect."),
        text("使得分率随档次降低。", "Let rates fall from band to band."),
    ),
}


class Band(Entry):
    """From `at_least` on (or `above` it, up to `at_most`, or `below` it) `rate` of the marks, or so many `marks`."""

    one_of: ClassVar = (_LIMITS, ("rate", "marks"))
    at_least: Annotated[Number | None, label("下限", "lower limit")] = None
    above: Annotated[Number | None, label("下限（不含）", "lower limit, itself left out")] = None
    at_most: Annotated[Number | None, label("上限", "upper limit")] = None
    below: Annotated[Number | None, label("上限（不含）", "upper limit, itself left out")] = None
    rate: Annotated[Rate | None, Label(RATE)] = None
    marks: Annotated[NonNegative | None, label("得分", "marks", is_marks=True)] = None

    @property
    def side(self) -> str:
        """The key of its limit."""
        return next(key for key in _LIMITS if getattr(self, key) is not None)

    @property
    def limit(self) -> float:
        return float(getattr(self, self.side))

    def reached(self, x: Columns) -> Bools:
        """Which units reach it."""
        return _MET[self.side](x.value, self.limit)


class Bands(RuleWithBeyond):
    """What the first band reached earns, else 0. Bands stand best first."""

    kind: Literal["bands"] = "bands"
    bands: Annotated[tuple[Band, ...], Field(min_length=1), label("档", "band")]
    beyond: OptionalBeyond = None
    says_met_or_not: ClassVar = True
    takes: ClassVar = ("count", "number", "ratio", "growth")
    monotone: ClassVar = {}  # an administrator may give a lower band a higher rate
    summary: ClassVar[Text] = text("按达到的档次得分", "the rate of the first band reached")
    lint_checks: ClassVar = _LINT

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        yield from super().mistakes(rule, item, grades)
        yield from limit_mistakes(rule.get("bands"), ("rule", "bands"))
        yield from entry_marks_mistakes(rule.get("bands"), item, ("rule", "bands"))

    def in_marks(self) -> bool:
        return are_in_marks(self.bands) or super().in_marks()

    def beyond_from(self) -> Start:
        first = self.bands[0]
        return Start(first.limit, 1 if first.side in _FROM_BELOW else -1)

    def _reached(self, x: Columns) -> list[Bools]:
        """For each band which units reach it."""
        return [band.reached(x) for band in self.bands]

    def rate(self, x: Columns) -> Floats:
        rate = np.select(self._reached(x), [rate_of(band, x) for band in self.bands], 0.0)
        return self.with_beyond(x, np.where(np.isnan(x.value), np.nan, rate))  # nothing was due

    def thresholds(self) -> tuple[float, ...]:
        return tuple(band.limit for band in self.bands)

    def describe(self, about: Subject, lang: Lang) -> str:
        in_marks, last = are_in_marks(self.bands), self.bands[-1]
        bands = [
            _BAND.format(
                lang,
                limit=about.phrase(limit_key(band.side, band.limit, about.kind), band.limit, lang),
                part=worth_text(worth_of(band), lang, in_marks=in_marks),
            )
            for band in self.bands
        ]
        said = clauses_words(bands, lang)
        if last.side != "at_least" or last.limit > 0 or about.kind.can_be_negative:
            words = _NONE_OTHERWISE if about.kind.name == "growth" else _NONE_BEYOND.get(last.side, _NONE_OTHERWISE)
            said = words.format(lang, bands=said)
        return self.describe_with_beyond(capitalised(said), about, lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        first = next((band for band, reached in zip(self.bands, self._reached(x), strict=True) if reached[i]), None)
        figure = x.figure_text(i, lang)
        if not are_in_marks(self.bands):
            worth = worth_of(first) if first else 0.0
            said = EARNS.format(lang, figure=figure, worth=earned_words(worth, lang, in_marks=False))
        elif first is None:
            said = NO_BAND.format(lang, figure=figure)
        else:  # the marks themselves are said after it
            band = x.kind.limit_phrase(limit_key(first.side, first.limit, x.kind), first.limit, x.measured_in, lang)
            said = BAND_REACHED.format(lang, figure=figure, band=band)
        return self.explain_with_beyond(said, x, i, lang)

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        for place in self._never_met(item):
            band = self.bands[place]
            limit = LIMITS[band.side].filled(limit=plain(band.limit))
            what = text("第{number}档（{limit}）", "Band {number} ({limit})")
            yield LintResult("band_never_met", what.filled(number=place + 1, limit=limit))
        in_marks = are_in_marks(self.bands)
        for place in range(1, len(self.bands)):
            high, low = worth_of(self.bands[place - 1]), worth_of(self.bands[place])
            if low >= high:
                what = text(
                    "第{number}档为{low}，第{above}档为{high}", "Band {number} earns {low}, band {above} {high}"
                )
                low_words, high_words = (
                    Text({lang: earned_words(worth, lang, in_marks=in_marks) for lang in LANGS})
                    for worth in (low, high)
                )
                figures = {"number": place + 1, "low": low_words, "above": place, "high": high_words}
                yield LintResult("band_not_lower", what.filled(**figures))

    def _never_met(self, item: Item) -> list[int]:
        """The positions of bands that no report can fall into."""
        reached = np.array(self._reached(self.trial(item)))
        first = {int(column.argmax()) for column in reached.T if column.any()}
        return [place for place in range(len(self.bands)) if place not in first]


def limit_mistakes(bands: Any, path: tuple[str | int, ...]) -> Iterator[Mistake]:
    """Bands from both sides, or not best first: each limit must be harder to reach than the next."""
    found = []
    for index, band in enumerate(bands if isinstance(bands, list) else []):
        keys = [key for key in _LIMITS if isinstance(band, dict) and is_number(band.get(key))]
        found += [(index, key, band[key]) for key in keys[:1]]
    for (_, before, previous), (index, key, limit) in itertools.pairwise(found):
        is_from_below = before in _FROM_BELOW
        if is_from_below != (key in _FROM_BELOW):
            yield Mistake("bad_parameter", {"detail": _ONE_SIDE}, (*path, index, key), at_key=True)
            return
        is_strict = previous == limit and (before, key) in (("above", "at_least"), ("below", "at_most"))
        is_ordered = previous > limit if is_from_below else previous < limit
        if not is_ordered and not is_strict:
            code = "out_of_order" if is_from_below else "not_ascending"
            yield Mistake(code, {"key": key, "found": limit, "previous": previous}, (*path, index, key))
