"""`nearest`: the closer to a target, the better.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np

from scoring.facts.base import distance_text
from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import Number, Positive, label
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "等于{goal}得满分，偏离越大得分越低，偏离{far}及以上不得分",
    "Full marks at {goal}, fewer the further away, none when {far} or more away",
)
_EXPLANATION = text("{figure}，与目标值{goal}相差{away}", "{figure}, {away} away from the target of {goal}")


class Nearest(IndicatorRule):
    """1 - |x - target| / zero_beyond, clipped."""

    kind: Literal["nearest"] = "nearest"
    target: Annotated[Number, label("目标值", "target")]
    zero_beyond: Annotated[Positive, label("零分偏离", "no marks beyond")]
    takes: ClassVar = ("number",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("越接近目标值得分越高", "the closer to the target the better")

    def rate(self, x: Columns) -> Floats:
        return np.clip(1 - np.abs(x.value - self.target) / self.zero_beyond, 0, 1)

    def thresholds(self) -> tuple[float, ...]:
        return (self.target,)

    def describe(self, about: Subject, lang: Lang) -> str:
        goal, far = about.amount(plain(self.target), lang), distance_text(self.zero_beyond, about.measured_in, lang)
        return _DESCRIPTION.format(lang, goal=goal, far=far)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        away = distance_text(abs(x.value[i] - self.target), x.measured_in, lang)
        return _EXPLANATION.format(lang, figure=x.figure_text(i, lang), goal=x.bare(self.target), away=away)
