"""`every_period`: marks off for each month or quarter in which too little was done."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from scoring.facts import FACT_KINDS, field_label
from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Positive, Subject
from scoring.rules.words import choose
from scoring.words import Lang, Text, text


class EveryPeriod(IndicatorRule):
    """marks - deduct x (periods below at_least), not below 0; deduct is marks / periods if not given."""

    kind: Literal["every_period"] = "every_period"
    at_least: Positive = 1.0
    deduct: Positive | None = None
    takes: ClassVar = ("monthly", "quarterly")
    monotone: ClassVar = {f: 1 for k in takes for f in FACT_KINDS[k].fields(None)}  # type: ignore[arg-type]
    summary: ClassVar[Text] = text("每缺一期扣分，扣完为止", "marks off for each period missed, not below 0")

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        return np.logical_or.reduce(x.given)

    def _deducted(self, x: Columns) -> Floats:
        missed = (x.periods < self.at_least).sum(axis=0)
        each = x.marks / len(x.periods) if self.deduct is None else self.deduct
        return each * missed

    def rate(self, x: Columns) -> Floats:
        return np.clip((x.marks - self._deducted(x)) / x.marks, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        every_zh, every_en, count = ("每月", "month", 12) if about.facts == "monthly" else ("每季度", "quarter", 4)
        times = about.amount(plain(self.at_least), lang)
        off_zh = f"{plain(self.deduct)}分" if self.deduct else f"分值的1/{count}"
        off_en = plain(self.deduct) if self.deduct else f"1/{count} of the marks"
        return choose(
            lang,
            f"{every_zh}不少于{times}，每缺一期扣{off_zh}，扣完为止",
            f"At least {times} each {every_en}; {off_en} off for each {every_en} missed, not below 0",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        below = x.periods[:, i] < self.at_least
        missed = [field_label(f, lang) for f, is_below in zip(x.fields, below, strict=True) if is_below]
        if not missed:
            return choose(lang, "各期均达到要求", "Enough in every period")
        which_zh, which_en = "、".join(missed), f"in {', '.join(missed)}"
        if len(missed) == len(below):
            which_zh, which_en = "各期均", "in any period"
        fault = "未开展" if self.at_least == 1 else f"不足{plain(self.at_least)}{x.measured_in.get(lang)}"
        off = plain(min(self._deducted(x)[i], x.marks[i]))
        each_zh, each_en = "", ""
        if self.deduct is not None:
            every = "每月" if len(below) == 12 else "每季度"
            each_zh, each_en = f"{every}扣{plain(self.deduct)}分，", f"{plain(self.deduct)} each, "
        return choose(lang, f"{which_zh}{fault}，{each_zh}扣{off}分", f"Not enough {which_en}: {each_en}{off} off")
