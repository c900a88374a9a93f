"""`improvement`: growth against the year before.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.facts import with_unit
from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import rounded_percent
from scoring.words import Lang, Text, text

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
_NOTHING = text("上年和今年均为0，不适用", "Nothing last year and nothing this year: not applicable")


class Improvement(IndicatorRule):
    """(now / before - 1 - zero_at) / (full_at - zero_at), clipped.

    With nothing before: full marks if there is something now, not applicable if neither.
    """

    kind: Literal["improvement"] = "improvement"
    zero_at: Annotated[Number, label("零分线", "no marks at")]
    full_at: Annotated[Number, label("满分线", "full marks at")]
    takes: ClassVar = ("growth",)
    monotone: ClassVar = {"now": 1}
    summary: ClassVar[Text] = text("按比上年增长幅度得分", "by growth against the year before")

    @model_validator(mode="after")
    def _full_is_above_zero(self) -> Self:
        if self.full_at <= self.zero_at:
            raise BadParameter("full_at 必须大于 zero_at", "full_at must be above zero_at")
        return self

    def rate(self, x: Columns) -> Floats:
        now, before = x.fields["now"], x.fields["before"]
        from_nothing = np.where(now > 0, 1.0, np.nan)
        per = x.kind.per(x.measured_in)
        over_zero = now - before * (1 + self.zero_at / per)
        span = before * (self.full_at - self.zero_at) / per
        return np.clip(np.divide(over_zero, span, out=from_nothing, where=before > 0), 0, 1)

    def thresholds(self) -> tuple[float, ...]:
        return self.zero_at, self.full_at

    def describe(self, about: Subject, lang: Lang) -> str:
        to_nothing = self.zero_at == -about.kind.per(about.measured_in)
        none_at = _NONE_AT_NOTHING if to_nothing else _NONE_AT[_sign(self.zero_at)]
        full = _FULL_AT[_sign(self.full_at)].format(lang, size=about.limit(abs(self.full_at), lang))
        zero = none_at.format(lang, size=about.limit(abs(self.zero_at), lang))
        return _DESCRIPTION.format(lang, full=full, zero=zero)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        now, before = x.fields["now"][i], x.fields["before"][i]
        figures = {
            "now": with_unit(plain(now), x.measured_in, lang),
            "before": with_unit(plain(before), x.measured_in, lang),
        }
        if before > 0:
            growth = now / before - 1
            size = rounded_percent(abs(growth))
            words = _HARDLY if growth and size == "0%" else _CHANGED[_sign(growth)]
            return words.format(lang, size=size, **figures)
        return (_FROM_NOTHING if now > 0 else _NOTHING).format(lang, **figures)


def _sign(value: float) -> int:
    """1 above 0, -1 below, else 0."""
    return int(value > 0) - int(value < 0)
