"""`by_rank`: a rate for each place among the units."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Rate, Subject
from scoring.rules.words import choose, figure, part_of_marks, scope_name
from scoring.words import Lang, Text, text


class ByRank(IndicatorRule):
    """The rate of a unit's rank in its scope (equal values, equal rank); `rest` beyond the list."""

    kind: Literal["by_rank"] = "by_rank"
    scope: Literal["group", "all"] = "group"
    best: Literal["high", "low"] = "high"
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)]
    rest: Rate = 0.0
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {}  # the direction is a parameter
    summary: ClassVar[Text] = text("按名次得分", "a rate for each place")

    def _rank(self, x: Columns) -> Floats:
        compared = pd.Series(np.where(x.live, x.value, np.nan))
        return compared.groupby(x.scope_of(self.scope)).rank(method="min", ascending=self.best == "low").to_numpy()

    def rate(self, x: Columns) -> Floats:
        place = np.nan_to_num(self._rank(x), nan=1).astype(int) - 1
        rates = np.array([*self.rates, self.rest])
        return rates[np.minimum(place, len(self.rates))]

    def describe(self, about: Subject, lang: Lang) -> str:
        scope = scope_name(self.scope, lang)
        rates = [part_of_marks(rate, lang) for rate in self.rates]
        rest = part_of_marks(self.rest, lang)
        if lang == "zh":
            order = "从高到低" if self.best == "high" else "从低到高"
            places = "，".join(f"第{place}名{rate}" for place, rate in enumerate(rates, 1))
            return f"在{scope}{order}排名，{places}，其余{rest}"
        order = "highest first" if self.best == "high" else "lowest first"
        places = ", ".join(f"place {place} earns {rate}" for place, rate in enumerate(rates, 1))
        return f"Ranked within {scope}, {order}: {places}, the rest {rest}"

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, scope, place = figure(x, i, lang), scope_name(self.scope, lang), plain(self._rank(x)[i])
        return choose(lang, f"填报{reported}，{scope}第{place}名", f"Reported {reported}, place {place} in {scope}")
