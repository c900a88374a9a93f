"""`share`: the part of what was due that was done.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
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
_FEWER = text(
    "比率不超过{full}得满分，{zero}及以上不得分，其间按比例得分",
    "Full marks at a share of {full} or less, none at {zero} or more, in proportion between",
)
_FROM_NONE = text(
    "比率为0得满分，{zero}及以上不得分，其间按比例得分",
    "Full marks at a share of 0%, none at {zero} or more, in proportion between",
)


class Share(RuleWithBeyond):
    """(done / due - zero_at) / (full_at - zero_at), clipped to 0..1; full_at < zero_at means fewer is better."""

    kind: Literal["share"] = "share"
    full_at: Annotated[Number, label("满分线", "full marks at")] = 1.0
    zero_at: Annotated[Number, label("零分线", "no marks at")] = 0.0
    beyond: OptionalBeyond = None
    takes: ClassVar = ("ratio",)
    monotone: ClassVar = {"done": 1}
    percent_defaults: ClassVar = {"full_at": 100.0}
    summary: ClassVar[Text] = text("按完成比例得分", "marks in proportion to the share done")

    @model_validator(mode="after")
    def _lines_apart(self) -> Self:
        if self.full_at == self.zero_at:
            raise BadParameter("full_at 与 zero_at 不能相等", "full_at and zero_at must differ")
        return self

    def rate(self, x: Columns) -> Floats:
        return self.with_beyond(x, np.clip((x.value - self.zero_at) / (self.full_at - self.zero_at), 0, 1))

    def direction(self) -> int:
        return 1 if self.full_at > self.zero_at else -1

    def beyond_from(self) -> Start:
        return Start(self.full_at, self.direction())

    def thresholds(self) -> tuple[float, ...]:
        return self.zero_at, self.full_at

    def describe(self, about: Subject, lang: Lang) -> str:
        return self.describe_with_beyond(self._in_words(about, lang), about, lang)

    def _in_words(self, about: Subject, lang: Lang) -> str:
        full, zero = about.limit(self.full_at, lang), about.limit(self.zero_at, lang)
        if (full, self.zero_at) == ("100%", 0):
            return _PROPORTION.get(lang)
        if self.full_at < self.zero_at:
            return (_FROM_NONE if self.full_at == 0 else _FEWER).format(lang, full=full, zero=zero)
        words = _FROM_ZERO if self.zero_at == 0 else _BETWEEN if self.zero_at > 0 else _NEVER_NOTHING
        least = rounded_percent(min(1.0, -self.zero_at / (self.full_at - self.zero_at)))
        return words.format(lang, full=full, zero=zero, least=least)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reason = x.not_applicable_text(i, lang)
        return reason or self.explain_with_beyond(x.figure_text(i, lang), x, i, lang)
