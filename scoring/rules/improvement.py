"""`improvement`: growth against the year before.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from scoring.facts import with_unit
from scoring.facts.base import is_percent_unit
from scoring.numbers import Floats, plain
from scoring.rules.base import Mistake
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import rounded_percent
from scoring.words import LANGS, Lang, Text, text

_DESCRIPTION = text("{full}，{zero}，其间按比例得分", "{full}, {zero}, in proportion between")
# A figure below last year's is a fall; "growth of -10% or less" is not how anybody would say it.
_FULL_AT = {
    1: text("比上年增长{size}及以上得满分", "Full marks for growth of {size} or more"),
    0: text("不低于上年得满分", "Full marks for no less than last year"),
    -1: text("比上年降幅不超过{size}得满分", "Full marks for a fall of {size} at most"),
}
_NONE_AT = {
    1: text("增幅不超过{size}（含下降）不得分", "none for growth of {size} or less (or a fall)"),
    0: text("没有增长不得分", "none without growth"),
    -1: text("下降{size}及以上不得分", "none for a fall of {size} or more"),
}
_NONE_AT_NOTHING = text("降为0不得分", "none for nothing this year")
_CHANGED = {
    1: text("上年{before}，今年{now}，增长{size}", "{before} last year, {now} this year: up {size}"),
    0: text("上年{before}，今年{now}，与上年持平", "{before} last year, {now} this year: no change"),
    -1: text("上年{before}，今年{now}，下降{size}", "{before} last year, {now} this year: down {size}"),
}
_HARDLY = text("上年{before}，今年{now}，与上年基本持平", "{before} last year, {now} this year: hardly any change")
_FROM_NOTHING = text("上年为0，今年{now}，得满分", "Nothing last year, {now} this year: full marks")
_TO_BENCHMARK = text(
    "上年与{benchmark}的差距全部补上得满分，没有缩小不得分，其间按缩小的比例得分；"
    "上年已{reached}的，今年仍{reached}得满分，否则不得分",
    "Full marks for closing the whole gap between last year and {benchmark}, none for closing none of it, "
    "in proportion between; whoever was {reached} last year earns full marks for being so again, else none",
)
_REACHED = {
    "high": text("达到{benchmark}", "at {benchmark} or above"),
    "low": text("不高于{benchmark}", "at {benchmark} or below"),
}
_BOTH = text("上年{before}，今年{now}", "{before} last year, {now} this year")
_ALL_CLOSED = text("{both}，与{benchmark}的差距已全部补上", "{both}: the gap to {benchmark} is closed")
_NONE_CLOSED = text("{both}，与{benchmark}的差距没有缩小", "{both}: the gap to {benchmark} is no smaller")
_PART_CLOSED = text("{both}，与{benchmark}的差距缩小了{share}", "{both}: the gap to {benchmark} is {share} smaller")
_STILL_THERE = text("{both}，仍{reached}", "{both}: still {reached}")
_NO_LONGER = {
    "high": text("{both}，已不到{benchmark}", "{both}: no longer {reached}"),
    "low": text("{both}，已超过{benchmark}", "{both}: no longer {reached}"),
}
_NOTHING = text("上年和今年均为0，不适用", "Nothing last year and nothing this year: not applicable")


class Improvement(RuleWithBeyond):
    """(now / before - 1 - zero_at) / (full_at - zero_at), clipped.

    With nothing before: full marks if there is something now, not applicable if neither. With `benchmark` in place of
    both: (now - before) / (benchmark - before), clipped; before at or past it, 1 if now is too, else 0.
    """

    kind: Literal["improvement"] = "improvement"
    zero_at: Annotated[Number | None, label("零分线", "no marks at")] = None
    full_at: Annotated[Number | None, label("满分线", "full marks at")] = None
    benchmark: Annotated[Number | None, label("标杆值", "benchmark")] = None
    better: Annotated[Literal["high", "low"], label("哪边更好", "better is")] = "high"
    beyond: OptionalBeyond = None
    takes: ClassVar = ("growth",)
    monotone: ClassVar = {"now": 1}
    summary: ClassVar[Text] = text(
        "按比上年增长的幅度、与标杆差距的缩小得分", "by growth against the year before, or by the gap closed"
    )

    @model_validator(mode="after")
    def _lines_or_benchmark(self) -> Self:
        lines = [line for line in (self.zero_at, self.full_at) if line is not None]
        if len(lines) != (2 if self.benchmark is None else 0):
            raise BadParameter(
                "zero_at 与 full_at 一起写，或只写 benchmark", "give zero_at together with full_at, or benchmark alone"
            )
        if self.benchmark is None and "better" in self.model_fields_set:
            raise BadParameter("better 只与 benchmark 一起写", "better goes with benchmark only")
        if self.benchmark is not None and self.beyond is not None:
            raise BadParameter("beyond 不与 benchmark 一起写", "beyond does not go with benchmark")
        if lines and self._full <= self._zero:
            raise BadParameter("full_at 必须大于 zero_at", "full_at must be above zero_at")
        return self

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        yield from super().mistakes(rule, item, grades)
        if "benchmark" in rule and is_percent_unit(item.get("unit")):
            yield Mistake("benchmark_in_percent", {}, ("rule", "benchmark"))

    @property
    def _zero(self) -> float:
        return self.zero_at or 0.0

    @property
    def _full(self) -> float:
        return self.full_at or 0.0

    def rate(self, x: Columns) -> Floats:
        now, before = x.fields["now"], x.fields["before"]
        if self.benchmark is not None:
            is_there, gap = self._is_at(before), np.where(self._is_at(before), 1.0, self.benchmark - before)
            return np.where(is_there, self._is_at(now), np.clip((now - before) / gap, 0, 1))
        from_nothing = np.where(now > 0, 1.0, np.nan)
        per = x.kind.per(x.measured_in)
        over_zero = now - before * (1 + self._zero / per)
        span = before * (self._full - self._zero) / per
        return self.with_beyond(x, np.clip(np.divide(over_zero, span, out=from_nothing, where=before > 0), 0, 1))

    def beyond_from(self) -> Start:
        return Start(self._full, 1)

    def _is_at(self, figures: Floats) -> NDArray[np.bool_]:
        """Which figures are at the benchmark or past it."""
        benchmark = self.benchmark or 0.0
        return figures >= benchmark if self.better == "high" else figures <= benchmark

    def thresholds(self) -> tuple[float, ...]:
        return () if self.benchmark is not None else (self._zero, self._full)

    def direction(self) -> int:
        return 1 if self.better == "high" else -1

    def describe(self, about: Subject, lang: Lang) -> str:
        if self.benchmark is not None:
            goal = about.amount(plain(self.benchmark), lang)
            reached = _REACHED[self.better].filled(benchmark=goal)
            return about.kind.worded(_TO_BENCHMARK).format(lang, benchmark=goal, reached=reached)
        to_nothing = self._zero == -about.kind.per(about.measured_in)
        none_at = _NONE_AT_NOTHING if to_nothing else _NONE_AT[_sign(self._zero)]
        full = about.kind.worded(_FULL_AT[_sign(self._full)]).format(lang, size=about.limit(abs(self._full), lang))
        zero = about.kind.worded(none_at).format(lang, size=about.limit(abs(self._zero), lang))
        return self.describe_with_beyond(_DESCRIPTION.format(lang, full=full, zero=zero), about, lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        now, before = x.fields["now"][i], x.fields["before"][i]
        unit = x.kind.unit_of_cells(x.measured_in)
        figures = {"now": with_unit(plain(now), unit, lang), "before": with_unit(plain(before), unit, lang)}
        if self.benchmark is not None:
            return self._gap_words(x, i, x.kind.worded(_BOTH).filled(**figures), lang)
        if before > 0:
            growth = now / before - 1
            size = rounded_percent(abs(growth))
            words = _HARDLY if growth and size == "0%" else _CHANGED[_sign(growth)]
            return self.explain_with_beyond(x.kind.worded(words).format(lang, size=size, **figures), x, i, lang)
        if now == 0:
            return x.kind.worded(_NOTHING).get(lang)
        return self.explain_with_beyond(x.kind.worded(_FROM_NOTHING).format(lang, **figures), x, i, lang)

    def _gap_words(self, x: Columns, i: int, both: Text, lang: Lang) -> str:
        """How much of the gap to the benchmark unit number `i` has closed."""
        rate, was_there = float(self.rate(x)[i]), self._is_at(x.fields["before"])[i]
        goal = Text({code: with_unit(plain(self.benchmark or 0.0), x.measured_in, code) for code in LANGS})
        reached = _REACHED[self.better].filled(benchmark=goal)
        if was_there:
            words = _STILL_THERE if rate else _NO_LONGER[self.better]
        else:
            words = _ALL_CLOSED if rate == 1 else _PART_CLOSED if rate else _NONE_CLOSED
        return words.format(lang, both=both, benchmark=goal, reached=reached, share=rounded_percent(rate))


def _sign(value: float) -> int:
    """1 above 0, -1 below, else 0."""
    return int(value > 0) - int(value < 0)
