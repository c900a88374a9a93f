"""`excess`: marks off for what lies above a maximum.

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
    "{ceiling}得满分，每超{step}扣{off}分{rest}，扣完为止",
    "Full marks {ceiling}; {off} off for each {step} above{rest}, not below 0",
)
_WITHIN = text("{figure}，未超过上限", "{figure}: within the limit")
_ABOVE = text("{figure}，超过上限，扣{off}分", "{figure}: above the limit, {off} off")


class Excess(DeductingRule):
    """marks - deduct x max(0, value - at_most) / per, not below 0 (扣完为止)."""

    kind: Literal["excess"] = "excess"
    at_most: Annotated[Number, label("上限", "upper limit")]
    deduct: Annotated[Positive, label("每档扣分", "marks off per step", is_marks=True)]
    per: Annotated[Positive, label("每档差额", "size of a step")] = 1.0
    whole_steps: Annotated[WholeSteps, WHOLE_STEPS] = False
    takes: ClassVar = ("count", "number", "ratio", "growth")
    monotone: ClassVar = {"value": -1, "done": -1, "now": -1}
    summary: ClassVar[Text] = text(
        "超过上限按超出扣分，扣完为止", "marks off for each step above a maximum, not below 0"
    )

    def deducted(self, x: Columns) -> Floats:
        return self.deduct * steps_beyond(x.value, self.at_most, self.per, self.whole_steps)

    def thresholds(self) -> tuple[float, ...]:
        return (self.at_most,)

    def describe(self, about: Subject, lang: Lang) -> str:
        ceiling, step = about.phrase("within", self.at_most, lang), about.step(self.per, lang)
        rest = rest_text(self.whole_steps, step, lang)
        return _DESCRIPTION.format(lang, ceiling=ceiling, step=step, off=plain(self.deduct), rest=rest)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        off = self.off_words(x, i)
        words = _WITHIN if off == "0" else _ABOVE
        return words.format(lang, figure=x.figure_text(i, lang), off=off)
