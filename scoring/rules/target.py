"""`target`: how far towards a target.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np

from scoring.facts import with_unit
from scoring.numbers import Floats, plain
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import Positive, label
from scoring.words import Lang, Text, text

_DESCRIPTION = text("达到{goal}得满分，未达到的按比例得分", "Full marks from {goal}, in proportion below")
_EXPLANATION = text("{figure}，目标{goal}", "{figure}, target {goal}")


class Target(RuleWithBeyond):
    """value / target, clipped to 0..1."""

    kind: Literal["target"] = "target"
    target: Annotated[Positive, label("目标值", "target")]
    beyond: OptionalBeyond = None
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {"value": 1}
    summary: ClassVar[Text] = text(
        "达到目标值得满分，未达到的按比例得分", "full marks at the target, in proportion below it"
    )

    def rate(self, x: Columns) -> Floats:
        return self.with_beyond(x, np.clip(x.value / self.target, 0, 1))

    def beyond_from(self) -> Start:
        return Start(self.target, 1)

    def thresholds(self) -> tuple[float, ...]:
        return (self.target,)

    def describe(self, about: Subject, lang: Lang) -> str:
        said = _DESCRIPTION.format(lang, goal=about.amount(plain(self.target), lang))
        return self.describe_with_beyond(said, about, lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        goal = with_unit(plain(self.target), x.measured_in, lang)
        said = _EXPLANATION.format(lang, figure=x.figure_text(i, lang), goal=goal)
        return self.explain_with_beyond(said, x, i, lang)
