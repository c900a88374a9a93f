"""`best_in_group`: measured against the best unit."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Subject
from scoring.rules.words import choose, figure, scope_name
from scoring.words import Lang, Text, text


class BestInGroup(IndicatorRule):
    """value / the best of the same scope, 0 if that is 0."""

    kind: Literal["best_in_group"] = "best_in_group"
    scope: Literal["group", "all"] = "group"
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {"value": 1}
    summary: ClassVar[Text] = text("以最高者为满分按比例得分", "in proportion to the best unit")

    def _best(self, x: Columns) -> Floats:
        scope = x.scope_of(self.scope)
        best = np.zeros(scope.max(initial=0) + 1)
        np.maximum.at(best, scope[x.live], x.value[x.live])
        return best[scope]

    def rate(self, x: Columns) -> Floats:
        best = self._best(x)
        return np.clip(np.divide(x.value, best, out=np.zeros_like(best), where=best > 0), 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        scope = scope_name(self.scope, lang)
        return choose(
            lang,
            f"{scope}最高者得满分，其余按与最高者之比得分",
            f"The best of {scope} earns full marks, others in proportion to it",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, best, scope = figure(x, i, lang), plain(self._best(x)[i]), scope_name(self.scope, lang)
        return choose(lang, f"填报{reported}，{scope}最高{best}", f"Reported {reported}, the best of {scope} is {best}")
