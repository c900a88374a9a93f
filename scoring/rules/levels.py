"""`levels`: a rate for each option."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.numbers import Floats
from scoring.rules.base import Columns, IndicatorRule, Rate, Subject
from scoring.rules.words import choose, part_of_marks, percent
from scoring.words import Lang, Text, text


class Levels(IndicatorRule):
    """The rate of the option chosen."""

    kind: Literal["levels"] = "levels"
    levels: Annotated[dict[str, Rate], Field(min_length=1)]
    takes: ClassVar = ("choice",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("按所选档次得分", "the rate of the option chosen")

    def rate(self, x: Columns) -> Floats:
        rates = np.array([self.levels[option] for option in x.options])
        chosen = np.nan_to_num(x.value, nan=0).astype(int)
        return rates[chosen]

    def describe(self, about: Subject, lang: Lang) -> str:
        parts = [(option, part_of_marks(rate, lang)) for option, rate in self.levels.items()]
        if lang == "zh":
            return "；".join(f"“{option}”{part}" for option, part in parts)
        return "; ".join(f"'{option}' earns {part}" for option, part in parts)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        option = x.options[int(x.value[i])]
        rate = percent(self.levels[option])
        return choose(lang, f"选择“{option}”，得分率{rate}", f"'{option}' chosen: {rate}")
