"""`every_period`: marks off for each month or quarter in which too little was done.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, cast

import numpy as np
from numpy.typing import NDArray

from scoring.facts import FACT_KINDS
from scoring.facts.series import Series
from scoring.numbers import Floats, plain
from scoring.rules.columns import Columns, Subject
from scoring.rules.deducting import DeductingRule
from scoring.rules.parameters import Positive, label
from scoring.rules.words import times_text
from scoring.words import Lang, Text, listed, text

_DESCRIPTION = text(
    "每{period}不少于{times}，每有1个{period}未达到，扣{off}，扣完为止",
    "At least {times} each {period}; {off} off for each {period} with fewer, not below 0",
)
_OFF = text("{off}分", "{off}")
_ALL_OFF = text("全部分值", "all of the marks")
_PART_OFF = text("分值的1/{count}", "1/{count} of the marks")
_ENOUGH = text("每{period}均达到要求", "Enough in every {period}")
_EACH = text("每{period}扣{deduct}分，", "{deduct} each, ")
_OFF_IN_ALL = text("{fault}，{each}扣{off}分", "{fault}: {each}{off} off")
_NOTHING_IN = text("{periods}未开展", "Nothing done in {periods}")
_NOTHING_AT_ALL = text("每{period}均未开展", "Nothing done in any {period}")
_TOO_LITTLE_IN = text("{periods}不足{times}", "Fewer than {times} in {periods}")
_ALWAYS_TOO_LITTLE = text("每{period}均不足{times}", "Fewer than {times} in every {period}")


class EveryPeriod(DeductingRule):
    """marks - deduct x (periods below at_least), not below 0; deduct is marks / periods if not given."""

    kind: Literal["every_period"] = "every_period"
    at_least: Annotated[Positive, label("下限", "lower limit")] = 1.0
    deduct: Annotated[Positive | None, label("每期扣分", "marks off per period", is_marks=True)] = None
    takes: ClassVar = ("monthly", "quarterly")
    monotone: ClassVar = {field: 1 for kind in takes for field in FACT_KINDS[kind].labels()}
    summary: ClassVar[Text] = text("每缺一期扣分，扣完为止", "marks off for each period missed, not below 0")

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        return np.logical_or.reduce(x.given)

    def _is_below(self, x: Columns) -> NDArray[np.bool_]:
        """Which periods are below the limit, shape (periods, units); a blank one is."""
        below: NDArray[np.bool_] = np.nan_to_num(x.stacked, nan=0.0) < self.at_least
        return below

    def deducted(self, x: Columns) -> Floats:
        each = x.marks / len(x.fields) if self.deduct is None else self.deduct
        return each * self._is_below(x).sum(axis=0)

    def thresholds(self) -> tuple[float, ...]:
        return (self.at_least,)

    def describe(self, about: Subject, lang: Lang) -> str:
        series = cast(Series, about.kind)
        times = times_text(self.at_least, about.measured_in, lang)
        count = len(about.fields or series.periods)
        off = _ALL_OFF if count == 1 else _PART_OFF.filled(count=count)
        if self.deduct:
            off = _OFF.filled(off=plain(self.deduct))
        return _DESCRIPTION.format(lang, period=series.period, times=times, off=off)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        below, kind = self._is_below(x)[:, i], cast(Series, x.kind)
        missed = [kind.label(name) for name, is_below in zip(x.fields, below, strict=True) if is_below]
        if not missed:
            return _ENOUGH.format(lang, period=kind.period)
        in_some, in_all = (_NOTHING_IN, _NOTHING_AT_ALL) if self.at_least == 1 else (_TOO_LITTLE_IN, _ALWAYS_TOO_LITTLE)
        fault = (in_all if len(missed) == len(below) else in_some).format(
            lang,
            periods=listed([name.get(lang) for name in missed], lang),
            period=kind.period,
            times=times_text(self.at_least, x.measured_in, lang),
        )
        each = Text("") if self.deduct is None else _EACH.filled(period=kind.period, deduct=plain(self.deduct))
        off = self.off_words(x, i)
        return _OFF_IN_ALL.format(lang, fault=fault, each=each, off=off)
