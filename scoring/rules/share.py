"""`share`: the part of what was due that was done.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import rounded_percent
from scoring.words import Lang, Text, text

_PROPORTION = text("按完成比例得分，全部完成得满分", "Marks in proportion to the share done; all done earns full marks")
_FROM_ZERO = text(
    "完成率达到{full}得满分，未达到的按比例得分", "Full marks when {full} or more is done, in proportion below"
)
_BETWEEN = text(
    "完成率达到{full}得满分，{zero}及以下不得分，其间按比例得分",
    "Full marks when {full} or more is done, none when {zero} or less, in proportion between",
)
_NEVER_NOTHING = text(
    "完成率达到{full}得满分，完成率为0的按{least}计分，其间按比例得分",
    "Full marks when {full} or more is done, {least} of the marks when nothing is, in proportion between",
)


class Share(IndicatorRule):
    """(done / due - zero_at) / (full_at - zero_at), clipped to 0..1."""

    kind: Literal["share"] = "share"
    full_at: Annotated[Number, label("满分线", "full marks at")] = 1.0
    zero_at: Annotated[Number, label("零分线", "no marks at")] = 0.0
    takes: ClassVar = ("ratio",)
    monotone: ClassVar = {"done": 1}
    percent_defaults: ClassVar = {"full_at": 100.0}
    summary: ClassVar[Text] = text("按完成比例得分", "marks in proportion to the share done")

    @model_validator(mode="after")
    def _full_is_above_zero(self) -> Self:
        if self.full_at <= self.zero_at:
            raise BadParameter("full_at 必须大于 zero_at", "full_at must be above zero_at")
        return self

    def rate(self, x: Columns) -> Floats:
        return np.clip((x.value - self.zero_at) / (self.full_at - self.zero_at), 0, 1)

    def thresholds(self) -> tuple[float, ...]:
        return self.zero_at, self.full_at

    def describe(self, about: Subject, lang: Lang) -> str:
        full, zero = about.limit(self.full_at, lang), about.limit(self.zero_at, lang)
        if (full, self.zero_at) == ("100%", 0):
            return _PROPORTION.get(lang)
        words = _FROM_ZERO if self.zero_at == 0 else _BETWEEN if self.zero_at > 0 else _NEVER_NOTHING
        least = rounded_percent(min(1.0, -self.zero_at / (self.full_at - self.zero_at)))
        return words.format(lang, full=full, zero=zero, least=least)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        return x.not_applicable_text(i, lang) or x.figure_text(i, lang)
