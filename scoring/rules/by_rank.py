"""`by_rank`: a rate for each place among the units.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import RATE, SCOPE, Rate, label
from scoring.rules.words import part_of_marks, scope_text
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "在{scope}{order}排名，{places}，其余{rest}", "Ranked within {scope}, {order}: {places}, the rest {rest}"
)
_ORDER = {"high": text("从高到低", "highest first"), "low": text("从低到高", "lowest first")}
_PLACE, _COMMA = text("第{place}名{part}", "place {place} earns {part}"), text("，", ", ")
_EXPLANATION = text("填报{figure}，{scope}第{place}名", "Reported {figure}, place {place} in {scope}")


class ByRank(IndicatorRule):
    """The rate of a unit's rank in its scope (equal values, equal rank); `rest` beyond the list."""

    kind: Literal["by_rank"] = "by_rank"
    scope: Annotated[Literal["group", "all"], SCOPE] = "group"
    best: Annotated[Literal["high", "low"], label("名次方向", "best is")] = "high"
    rates: Annotated[tuple[Rate, ...], Field(min_length=1), label("名", "place", RATE)]
    rest: Annotated[Rate, label("其余名次得分率", "rate of the rest")] = 0.0
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
        places = _COMMA.get(lang).join(
            _PLACE.format(lang, place=place, part=part_of_marks(rate, lang)) for place, rate in enumerate(self.rates, 1)
        )
        order, rest = _ORDER[self.best], part_of_marks(self.rest, lang)
        return _DESCRIPTION.format(lang, scope=scope_text(self.scope), order=order, places=places, rest=rest)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        place = plain(self._rank(x)[i])
        return _EXPLANATION.format(lang, figure=x.figure_text(i, lang), scope=scope_text(self.scope), place=place)
