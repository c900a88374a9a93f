"""`improvement`: growth against the year before.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import rounded_percent
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "比上年增长{full}及以上得满分，增长{zero}及以下不得分，其间按比例得分",
    "Full marks for growth of {full} or more, none for {zero} or less, in proportion between",
)
_GROWN = text("上年{before}，今年{now}，增长{growth}", "{before} before, {now} now: {growth} growth")
_FROM_NOTHING = text("上年为0，今年{now}，得满分", "Nothing before, {now} now: full marks")
_NOTHING = text("上年和今年均为0，不适用", "Nothing before and nothing now: not applicable")


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
        return _DESCRIPTION.format(lang, full=about.limit(self.full_at, lang), zero=about.limit(self.zero_at, lang))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        now, before = x.fields["now"][i], x.fields["before"][i]
        if before > 0:
            growth = rounded_percent(now / before - 1)
            return _GROWN.format(lang, before=plain(before), now=plain(now), growth=growth)
        return (_FROM_NOTHING if now > 0 else _NOTHING).format(lang, now=plain(now))
