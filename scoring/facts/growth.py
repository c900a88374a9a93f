"""`growth`: how much there is now, and how much there was the year before.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.facts.base import (
    PER_CENT,
    FactKind,
    Floats,
    Inconsistency,
    Reported,
    distance_text,
    points_text,
    with_unit,
)
from scoring.facts.hundredfold import is_hundredfold_growth
from scoring.facts.pair import Pair
from scoring.numbers import plain
from scoring.period import Period
from scoring.words import Lang, Text, text

# A limit below last year's figure is a fall; "growth of -10% or more" is not how anybody would say it.
_PHRASES = {
    "limit": {
        1: text("增长{size}", "growth of {size}"),
        0: text("与上年持平", "no change"),
        -1: text("下降{size}", "a fall of {size}"),
    },
    "at": {
        1: text("增长{size}", "for growth of {size}"),
        0: text("与上年持平", "for no change"),
        -1: text("下降{size}", "for a fall of {size}"),
    },
    "at_least": {
        1: text("增长{size}及以上", "for growth of {size} or more"),
        0: text("不低于上年", "for no less than last year"),
        -1: text("降幅不超过{size}", "for a fall of {size} at most"),
    },
    "above": {
        1: text("增幅超过{size}", "for growth above {size}"),
        0: text("高于上年", "for more than last year"),
        -1: text("降幅小于{size}", "for a fall of less than {size}"),
    },
    "at_most": {
        1: text("增幅不超过{size}", "for growth of {size} at most"),
        0: text("不高于上年", "for no more than last year"),
        -1: text("下降{size}及以上", "for a fall of {size} or more"),
    },
    "below": {
        1: text("增幅低于{size}", "for growth below {size}"),
        0: text("低于上年", "for less than last year"),
        -1: text("降幅超过{size}", "for a fall of more than {size}"),
    },
}
_SAME = {"or_more": "at_least", "reached": "at_least", "or_less": "at_most", "within": "at_most", "past": "above"}
_CHANGED = {
    1: text("上年{before}，今年{now}，增长{size}", "{before} last year, {now} this year (up {size})"),
    0: text("上年{before}，今年{now}，与上年持平", "{before} last year, {now} this year (no change)"),
    -1: text("上年{before}，今年{now}，下降{size}", "{before} last year, {now} this year (down {size})"),
}
_HARDLY = text("上年{before}，今年{now}，与上年基本持平", "{before} last year, {now} this year (hardly any change)")
_FROM_NOTHING = text("上年为0，今年{now}", "Nothing last year, {now} this year")
_NOTHING = text("上年和今年均为0，不适用", "Nothing last year and nothing this year: not applicable")
_IN_PART = {"上年": "上年同期", "今年": "本期", "last year": "the same period last year", "this year": "this period"}


def _of_part(words: Text) -> Text:
    """The words for a half, quarter or month: 上年同期 and 本期 for 上年 and 今年."""
    said = dict(words.root)
    for year, part in _IN_PART.items():
        said = {lang: one.replace(year, part) for lang, one in said.items()}
    return Text(said)


class Growth(Pair):
    """now and before."""

    name, order = "growth", 7
    can_be_negative = True
    title = text("今年数与上年数", "now and before")
    first, second = "now", "before"
    is_quotient = True
    how = text(
        "“填报值”填今年数，“应完成数”填上年数，两格都要填",
        "under 'Value' this year's figure, under 'Due' last year's; fill in both cells",
    )
    example = text("填报值 520，应完成数 500", "Value 520, Due 500")
    _LABELS = {"now": text("今年数", "This year"), "before": text("上年数", "Last year")}

    def in_period(self, period: Period) -> FactKind:
        return self if period.kind == "year" else _OF_PART

    def labels(self) -> Mapping[str, Text]:
        return self._LABELS

    def figure(self, fields: Mapping[str, Floats]) -> Floats:
        """now / before - 1; from nothing to something is above every limit, from nothing to nothing NaN."""
        now, before = fields["now"], fields["before"]
        from_nothing = np.where((before == 0) & (now > 0), np.inf, np.nan)
        return np.divide(now, before, out=from_nothing, where=before > 0) - 1

    def figure_text(self, values: Mapping[str, float], figure: float, measured_in: Text, lang: Lang) -> str:
        now, before = values["now"], values["before"]
        unit = self.unit_of_cells(measured_in)
        words = {name: with_unit(plain(value), unit, lang) for name, value in values.items()}
        if not before > 0:
            return self.worded(_FROM_NOTHING).format(lang, **words)
        size = f"{plain(round(abs(now / before - 1) * 100, 2))}%"
        said = _HARDLY if now != before and size == "0%" else _CHANGED[int(now > before) - int(now < before)]
        return self.worded(said).format(lang, size=size, **words)

    def limit_text(self, limit: float, measured_in: Text, lang: Lang) -> str:
        return f"{plain(limit * 100 / self.per(measured_in))}%"

    def step_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        return points_text(size * 100 / self.per(measured_in), lang)

    def distance_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        return distance_text(round(size * 100 / self.per(measured_in), 2), PER_CENT, lang)

    def limit_phrase(self, how: str, limit: float, measured_in: Text, lang: Lang) -> str:
        side = int(limit > 0) - int(limit < 0)
        words = self.worded(_PHRASES[_SAME.get(how, how)][side])
        return words.format(lang, size=self.limit_text(abs(limit), measured_in, lang))

    def not_applicable_text(self, values: Mapping[str, float], lang: Lang) -> str:
        return self.worded(_NOTHING).get(lang) if values["now"] == values["before"] == 0 else ""

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        yield from super().inconsistencies(item, values, year, is_partial)
        now, before = values.get("now"), values.get("before")
        if now and before:
            limits = [limit / self.per(item.unit) for limit in item.thresholds]
            if is_hundredfold_growth(now / before - 1, limits):
                yield Inconsistency("growth_hundredfold", {"now": plain(now), "before": plain(before)}, "now", "before")

    def prompt(self, item: Reported, year: int) -> Text:
        words = text("今年数 / 上年数（上年数填在“应完成数”栏）", "this year / last year (last year goes under 'Due')")
        return self.worded(words)

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        growth = np.array([x / self.per(item.unit) for x in near if x >= -self.per(item.unit)])
        return {"now": 1 + growth, "before": np.ones(len(growth))}


class _GrowthOfPart(Growth):
    """Growth in a half, quarter or month, against the same one of the year before; no kind of its own in a file."""

    how = text(
        "“填报值”填本期数，“应完成数”填上年同期数，两格都要填",
        "under 'Value' this period's figure, under 'Due' that of the same period last year; fill in both cells",
    )
    title = _of_part(Growth.title)
    aliases = {"now": ("今年数", "This year"), "before": ("上年数", "Last year")}
    _LABELS = {"now": text("本期数", "This period"), "before": text("上年同期数", "Same period last year")}

    def worded(self, words: Text) -> Text:
        return _of_part(words)


_OF_PART = _GrowthOfPart()
