"""`nearest`: the closer to a target, the better."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Number, Positive, Subject
from scoring.rules.words import choose, figure
from scoring.words import Lang, Text, text


class Nearest(IndicatorRule):
    """1 - |x - target| / zero_beyond, clipped."""

    kind: Literal["nearest"] = "nearest"
    target: Number
    zero_beyond: Positive
    takes: ClassVar = ("number",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("越接近目标值得分越高", "the closer to the target the better")

    def rate(self, x: Columns) -> Floats:
        return np.clip(1 - np.abs(x.value - self.target) / self.zero_beyond, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        goal, far = about.amount(plain(self.target), lang), about.amount(plain(self.zero_beyond), lang)
        return choose(
            lang,
            f"等于{goal}得满分，偏离越大得分越低，偏离{far}及以上不得分",
            f"Full marks at {goal}, fewer the farther from it, none {far} or more away",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, away = figure(x, i, lang), plain(abs(x.value[i] - self.target))
        return choose(
            lang,
            f"填报{reported}，与目标{plain(self.target)}相差{away}",
            f"Reported {reported}, {away} from the target {plain(self.target)}",
        )
