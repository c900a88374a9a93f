"""`goalposts`: where a figure stands between the worst and the best."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import BadParameter, Columns, IndicatorRule, Number, Subject, Truth
from scoring.rules.words import choose, figure
from scoring.words import Lang, Text, text


class Goalposts(IndicatorRule):
    """(x - worst) / (best - worst), of logarithms if `log`, clipped; best < worst means fewer is better.

    Source: UNDP Human Development Report, technical note 1 (dimension indices).
    """

    kind: Literal["goalposts"] = "goalposts"
    worst: Number
    best: Number
    log: Truth = False
    takes: ClassVar = ("number",)
    monotone: ClassVar = {}  # the direction is a parameter
    summary: ClassVar[Text] = text("按在最差值与最好值之间的位置得分", "the place between the worst and the best")

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
        if self.log:
            return np.log(inside / self.worst) / np.log(self.best / self.worst)
        return (inside - self.worst) / (self.best - self.worst)

    def describe(self, about: Subject, lang: Lang) -> str:
        best, worst = about.amount(plain(self.best), lang), about.amount(plain(self.worst), lang)
        beyond_best, beyond_worst = ("及以上", "及以下") if self.best > self.worst else ("及以下", "及以上")
        or_best, or_worst = ("more", "less") if self.best > self.worst else ("less", "more")
        scale_zh, scale_en = ("对数", " on a log scale") if self.log else ("", "")
        return choose(
            lang,
            f"{best}{beyond_best}得满分，{worst}{beyond_worst}不得分，其间按{scale_zh}比例得分",
            f"Full marks at {best} or {or_best}, none at {worst} or {or_worst}, in proportion between{scale_en}",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, worst, best = figure(x, i, lang), plain(self.worst), plain(self.best)
        return choose(
            lang,
            f"填报{reported}（最差{worst}，最好{best}）",
            f"Reported {reported} (worst {worst}, best {best})",
        )
