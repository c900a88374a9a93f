"""`by_rank`: a rate for each place among the units.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
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
    "在{scope}中{order}排名，{places}，其余{rest}",
    "Ranked within {scope}, {order}: {places}, the rest earn {rest}",
)
_ORDER = {"high": text("从高到低", "highest first"), "low": text("从低到高", "lowest first")}
_PLACE, _COMMA = text("第{place}名{part}", "place {place} earns {part}"), text("，", ", ")
_PLACES = text("第{first}至{last}名{part}", "places {first} to {last} earn {part}")
_EXPLANATION = text("{figure}，列{scope}第{place}名", "{figure}, place {place} of {scope}")


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
        places = _COMMA.get(lang).join(_places(run, lang) for run in self._runs())
        order, rest = _ORDER[self.best], part_of_marks(self.rest, lang)
        return _DESCRIPTION.format(lang, scope=scope_text(self.scope), order=order, places=places, rest=rest)

    def _runs(self) -> Iterator[list[tuple[int, float]]]:
        """Neighbouring places of the same rate, as (place, rate), best first."""
        for _, run in groupby(enumerate(self.rates, 1), key=itemgetter(1)):
            yield list(run)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        place = plain(self._rank(x)[i])
        return _EXPLANATION.format(lang, figure=x.figure_text(i, lang), scope=scope_text(self.scope), place=place)


def _places(run: list[tuple[int, float]], lang: Lang) -> str:
    """What one place, or several of the same rate, earn."""
    (first, rate), (last, _) = run[0], run[-1]
    words = _PLACE if first == last else _PLACES
    return words.format(lang, place=first, first=first, last=last, part=part_of_marks(rate, lang))
