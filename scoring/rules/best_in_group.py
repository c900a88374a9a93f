"""`best_in_group`: measured against the best unit.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np

from scoring.facts import with_unit
from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import SCOPE
from scoring.rules.words import scope_text
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "{scope}最高者得满分，其余按与最高者的比例得分",
    "The highest figure of {scope} earns full marks, others in proportion to it",
)
_EXPLANATION = text("{figure}，{scope}最高{best}", "{figure}; the highest of {scope} is {best}")


class BestInGroup(IndicatorRule):
    """value / the best of the same scope, 0 if that is 0."""

    kind: Literal["best_in_group"] = "best_in_group"
    compares_units: ClassVar[bool] = True
    scope: Annotated[Literal["group", "all"], SCOPE] = "group"
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
        return _DESCRIPTION.format(lang, scope=scope_text(self.scope))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        best = with_unit(plain(self._best(x)[i]), x.measured_in, lang)
        return _EXPLANATION.format(lang, figure=x.figure_text(i, lang), scope=scope_text(self.scope), best=best)
