"""`improvement`: growth against the year before."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import BadParameter, Columns, IndicatorRule, Number, Subject
from scoring.rules.words import choose, percent, shown_percent
from scoring.words import Lang, Text, text


class Improvement(IndicatorRule):
    """(now / before - 1 - zero_at) / (full_at - zero_at), clipped.

    With nothing before: full marks if there is something now, not applicable if neither.
    """

    kind: Literal["improvement"] = "improvement"
    zero_at: Number
    full_at: Number
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
        over_zero = now - before * (1 + self.zero_at)
        span = before * (self.full_at - self.zero_at)
        return np.clip(np.divide(over_zero, span, out=from_nothing, where=before > 0), 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        full, zero = percent(self.full_at), percent(self.zero_at)
        return choose(
            lang,
            f"比上年增长{full}及以上得满分，增长{zero}及以下不得分，其间按比例得分",
            f"Full marks for growth of {full} or more, none for {zero} or less, in proportion between",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        now, before = x.fields["now"][i], x.fields["before"][i]
        if before > 0:
            growth = shown_percent(now / before - 1)
            return choose(
                lang,
                f"上年{plain(before)}，今年{plain(now)}，增长{growth}",
                f"{plain(before)} before, {plain(now)} now: {growth} growth",
            )
        if now > 0:
            return choose(lang, f"上年为0，今年{plain(now)}，得满分", f"Nothing before, {plain(now)} now: full marks")
        return choose(lang, "上年和今年均为0，不适用", "Nothing before and nothing now: not applicable")
