"""`goalposts`: where a figure stands between the worst and the best.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, Truth, label
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "{best}得满分，{worst}不得分，其间按{scale}比例得分",
    "Full marks {best}, none {worst}, in proportion between{scale}",
)
_LOG = text("对数", " on a log scale")
_EXPLANATION = text("{figure}（零分线{worst}，满分线{best}）", "{figure} (no marks at {worst}, full marks at {best})")


class Goalposts(RuleWithBeyond):
    """(x - worst) / (best - worst), of logarithms if `log`, clipped; best < worst means fewer is better.

    Source: UNDP Human Development Report, technical note 1 (dimension indices).
    """

    kind: Literal["goalposts"] = "goalposts"
    worst: Annotated[Number, label("最差值", "worst value")]
    best: Annotated[Number, label("最好值", "best value")]
    log: Annotated[Truth, label("取对数", "logarithmic")] = False
    beyond: OptionalBeyond = None
    takes: ClassVar = ("count", "number", "ratio", "growth")
    monotone: ClassVar = {}  # the direction is a parameter
    summary: ClassVar[Text] = text(
        "在最差值与最好值之间按比例得分", "in proportion between the worst and the best value"
    )

    @model_validator(mode="after")
    def _posts_apart(self) -> Self:
        if self.worst == self.best:
            raise BadParameter("worst 与 best 不能相等", "worst and best must differ")
        if self.log and min(self.worst, self.best) <= 0:
            raise BadParameter("用 log 时 worst 与 best 必须大于 0", "with log, worst and best must be above 0")
        return self

    def rate(self, x: Columns) -> Floats:
        # Clipping first keeps figures of 0 or below away from the logarithm.
        inside = np.clip(x.value, min(self.worst, self.best), max(self.worst, self.best))
        rate = (inside - self.worst) / (self.best - self.worst)
        if self.log:
            rate = np.log(inside / self.worst) / np.log(self.best / self.worst)
        return self.with_beyond(x, rate)

    def beyond_from(self) -> Start:
        return Start(self.best, self.direction())

    def direction(self) -> int:
        return 1 if self.best > self.worst else -1

    def thresholds(self) -> tuple[float, ...]:
        return self.worst, self.best

    def describe(self, about: Subject, lang: Lang) -> str:
        ends = ("or_more", "or_less") if self.best > self.worst else ("or_less", "or_more")
        best, worst = about.phrase(ends[0], self.best, lang), about.phrase(ends[1], self.worst, lang)
        said = _DESCRIPTION.format(lang, best=best, worst=worst, scale=_LOG if self.log else "")
        return self.describe_with_beyond(said, about, lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        worst, best = (x.limit_text(post, lang) for post in (self.worst, self.best))
        said = _EXPLANATION.format(lang, figure=x.figure_text(i, lang), worst=worst, best=best)
        return self.explain_with_beyond(said, x, i, lang)
