"""`bands`: the rate of the first band that is reached."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from scoring.numbers import TOLERANCE, Floats
from scoring.rules.base import Columns, IndicatorRule, Number, Rate, Subject
from scoring.rules.words import choose, figure, nothing_due, part_of_marks, percent, threshold
from scoring.words import Lang, Text, text


class Band(BaseModel):
    """From `at_least` on, `rate` of the marks."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at_least: Number
    rate: Rate


class Bands(IndicatorRule):
    """The rate of the first band reached, else 0. Bands stand best first."""

    kind: Literal["bands"] = "bands"
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    takes: ClassVar = ("count", "number", "ratio")
    monotone: ClassVar = {}  # an administrator may give a lower band a higher rate
    summary: ClassVar[Text] = text("按达到的档次得分", "the rate of the first band reached")

    def rate(self, x: Columns) -> Floats:
        # A quotient such as 0.7 = 7/10 may sit one bit below its threshold.
        slack = TOLERANCE * np.maximum(1.0, np.abs(x.value))
        reached = [x.value + slack >= band.at_least for band in self.bands]
        rate = np.select(reached, [band.rate for band in self.bands], 0.0)
        return np.where(np.isnan(x.value), np.nan, rate)  # nothing was due

    def describe(self, about: Subject, lang: Lang) -> str:
        steps = [(threshold(b.at_least, about, lang), part_of_marks(b.rate, lang)) for b in self.bands]
        if lang == "zh":
            return "，".join(f"{floor}及以上{part}" for floor, part in steps) + (
                "，以下不得分" if self._has_floor() else ""
            )
        return ", ".join(f"{part} from {floor}" for floor, part in steps) + (
            ", none below" if self._has_floor() else ""
        )

    def _has_floor(self) -> bool:
        return self.bands[-1].at_least > 0

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if nothing := nothing_due(x, i, lang):
            return nothing
        reported, rate = figure(x, i, lang), percent(self.rate(x)[i])
        return choose(lang, f"{reported}，对应得分率{rate}", f"{reported}: the band of {rate}")
