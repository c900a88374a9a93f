"""`target`: how far towards a target."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Positive, Subject
from scoring.rules.words import choose, figure
from scoring.words import Lang, Text, text


class Target(IndicatorRule):
    """value / target, clipped to 0..1."""

    kind: Literal["target"] = "target"
    target: Positive
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {"value": 1}
    summary: ClassVar[Text] = text(
        "达到目标值得满分，不足按比例得分", "full marks at the target, in proportion below it"
    )

    def rate(self, x: Columns) -> Floats:
        return np.clip(x.value / self.target, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        goal = about.amount(plain(self.target), lang)
        return choose(lang, f"达到{goal}得满分，不足按比例得分", f"Full marks at {goal}, in proportion below")

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, goal = figure(x, i, lang), plain(self.target)
        return choose(lang, f"填报{reported}，目标{goal}", f"Reported {reported}, target {goal}")
