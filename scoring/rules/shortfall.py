"""`shortfall`: marks off for what is missing below a minimum.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from scoring.numbers import Floats, plain
from scoring.rules.columns import Columns, Subject
from scoring.rules.deducting import DeductingRule
from scoring.rules.parameters import Number, Positive, label
from scoring.rules.steps import WHOLE_STEPS, WholeSteps, rest_text, steps_beyond
from scoring.words import Lang, Text, text

_DESCRIPTION = text(
    "{floor}得满分，每少{step}扣{off}分{rest}，扣完为止",
    "Full marks {floor}; {off} off for each {step} short{rest}, not below 0",
)
_ENOUGH = text("{figure}，达到要求", "{figure}: enough")
_SHORT = text("{figure}，未达到要求，扣{off}分", "{figure}: not enough, {off} off")


class Shortfall(DeductingRule):
    """marks - deduct x max(0, at_least - value) / per, not below 0 (扣完为止)."""

    kind: Literal["shortfall"] = "shortfall"
    at_least: Annotated[Number, label("下限", "lower limit")]
    deduct: Annotated[Positive, label("每档扣分", "marks off per step", is_marks=True)]
    per: Annotated[Positive, label("每档差额", "size of a step")] = 1.0
    whole_steps: Annotated[WholeSteps, WHOLE_STEPS] = False
    takes: ClassVar = ("count", "number", "ratio", "growth")
    monotone: ClassVar = {"value": 1, "done": 1, "now": 1}
    summary: ClassVar[Text] = text(
        "低于下限按差额扣分，扣完为止", "marks off for each step below a minimum, not below 0"
    )

    def deducted(self, x: Columns) -> Floats:
        return self.deduct * steps_beyond(x.value, self.at_least, -self.per, self.whole_steps)

    def thresholds(self) -> tuple[float, ...]:
        return (self.at_least,)

    def describe(self, about: Subject, lang: Lang) -> str:
        floor, step = about.phrase("reached", self.at_least, lang), about.step(self.per, lang)
        rest = rest_text(self.whole_steps, step, lang)
        return _DESCRIPTION.format(lang, floor=floor, step=step, off=plain(self.deduct), rest=rest)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        off = self.off_words(x, i)
        words = _ENOUGH if off == "0" else _SHORT
        return words.format(lang, figure=x.figure_text(i, lang), off=off)
