"""`shortfall`: marks off for what is missing to a minimum."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, ceil_exact, plain
from scoring.rules.base import Columns, IndicatorRule, Number, Positive, Subject, Truth
from scoring.rules.words import choose, figure, nothing_due, percent, threshold
from scoring.words import Lang, Text, text


class Shortfall(IndicatorRule):
    """marks - deduct x max(0, at_least - value) / per, not below 0 (扣完为止)."""

    kind: Literal["shortfall"] = "shortfall"
    at_least: Number
    deduct: Positive
    per: Positive = 1.0
    whole_steps: Truth = False
    takes: ClassVar = ("count", "number", "ratio")
    monotone: ClassVar = {"value": 1, "done": 1}
    summary: ClassVar[Text] = text(
        "低于下限按差额扣分，扣完为止", "marks off for each step below a minimum, not below 0"
    )

    def _deducted(self, x: Columns) -> Floats:
        steps = np.maximum(0, self.at_least - x.value) / self.per
        return self.deduct * (ceil_exact(steps) if self.whole_steps else steps)

    def rate(self, x: Columns) -> Floats:
        return np.clip((x.marks - self._deducted(x)) / x.marks, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        floor, off = threshold(self.at_least, about, lang), plain(self.deduct)
        step = percent(self.per) if about.facts == "ratio" else about.amount(plain(self.per), lang)
        whole_zh, whole_en = (
            ("，不足一档按一档计", ", each begun step counting whole") if self.whole_steps else ("", "")
        )
        return choose(
            lang,
            f"达到{floor}得满分，每少{step}扣{off}分{whole_zh}，扣完为止",
            f"Full marks from {floor}; {off} off for each {step} short{whole_en}, not below 0",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if nothing := nothing_due(x, i, lang):
            return nothing
        off = plain(min(self._deducted(x)[i], x.marks[i]))
        reported = figure(x, i, lang)
        if off == "0":
            return choose(lang, f"{reported}，达到要求", f"{reported}: enough")
        return choose(lang, f"{reported}，未达到要求，扣{off}分", f"{reported}: short, {off} off")
