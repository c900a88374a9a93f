"""`by_rank`: a rate for each place among the units.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import RATE, SCOPE, BadParameter, Rate, label
from scoring.rules.words import clauses_words, part_of_marks, percent, scope_text
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "在{scope}中{order}排名，{places}，其余{rest}",
    "Ranked within {scope}, {order}: {places}, the rest earn {rest}",
)
_BY_STEP = text(
    "在{scope}中{order}排名，第1名得满分，每低1名少得分值的{step}",
    "Ranked within {scope}, {order}: full marks for the first, {step} of the marks less for each place lower",
)
_NOT_BELOW = text("，最低{rest}", ", never less than {rest}")
_ORDER = {"high": text("从高到低", "highest first"), "low": text("从低到高", "lowest first")}
_PLACE = text("第{place}名{part}", "place {place} earns {part}")
_PLACES = text("第{first}至{last}名{part}", "places {first} to {last} earn {part}")
_EXPLANATION = text("{figure}，列{scope}第{place}名", "{figure}, place {place} of {scope}")


class ByRank(IndicatorRule):
    """The rate of a unit's rank in its scope; `rest` beyond the list.

    With `step` in place of `rates`: 1 - step x (place - 1), not below `rest`. Equal values have equal places: 1, 1, 3.
    """

    kind: Literal["by_rank"] = "by_rank"
    compares_units: ClassVar[bool] = True
    scope: Annotated[Literal["group", "all"], SCOPE] = "group"
    best: Annotated[Literal["high", "low"], label("名次方向", "best is")] = "high"
    rates: Annotated[tuple[Rate, ...], label("名", "place", RATE)] = ()
    step: Annotated[Rate | None, label("每低一名少得的比例", "less for each place lower")] = None
    rest: Annotated[Rate, label("其余名次得分率", "rate of the rest")] = 0.0
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {}  # the direction is a parameter
    summary: ClassVar[Text] = text("按名次得分", "a rate for each place")

    @model_validator(mode="after")
    def _rates_or_step(self) -> Self:
        if bool(self.rates) == (self.step is not None):
            raise BadParameter("rates 与 step 必须写一个，且只写一个", "give either rates or step, and not both")
        return self

    def _rank(self, x: Columns) -> Floats:
        compared = pd.Series(np.where(x.live, x.value, np.nan))
        return compared.groupby(x.scope_of(self.scope)).rank(method="min", ascending=self.best == "low").to_numpy()

    def rate(self, x: Columns) -> Floats:
        place = np.nan_to_num(self._rank(x), nan=1).astype(int) - 1
        if self.step is not None:
            return np.maximum(1 - self.step * place, self.rest)
        rates = np.array([*self.rates, self.rest])
        return rates[np.minimum(place, len(self.rates))]

    def describe(self, about: Subject, lang: Lang) -> str:
        order, rest, scope = _ORDER[self.best], part_of_marks(self.rest, lang), scope_text(self.scope)
        if self.step is None:
            places = clauses_words((_places(run, lang) for run in self._runs()), lang)
            return _DESCRIPTION.format(lang, scope=scope, order=order, places=places, rest=rest)
        by_step = _BY_STEP.format(lang, scope=scope, order=order, step=percent(self.step))
        return by_step + (_NOT_BELOW.format(lang, rest=rest) if self.rest else "")

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
