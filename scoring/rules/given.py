"""`given`: the figure is what is earned.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.words import Lang, Text, text

_DESCRIPTION = text("在该项分值以内直接评定得分", "The marks are given directly, up to what the indicator is worth")
_GIVEN, _MARKS = text("评定{figure}", "{figure} given"), text("{marks}分", "{marks}")


class Given(IndicatorRule):
    """The marks themselves, from 0 to what the indicator is worth."""

    kind: Literal["given"] = "given"
    takes: ClassVar = ("number",)
    monotone: ClassVar = {"value": 1}
    summary: ClassVar[Text] = text("直接评定得分", "the figure is what is earned")

    def in_marks(self) -> bool:
        return True

    def bounds(self, marks: float) -> tuple[float | None, float | None]:
        return (0.0, marks)

    def rate(self, x: Columns) -> Floats:
        return np.clip(x.value / x.marks, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        return _DESCRIPTION.get(lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if x.kind.name != "number":  # a mean or a sum says so itself
            return x.figure_text(i, lang)
        marks = _MARKS.format(lang, marks=plain(x.value[i]))
        return _GIVEN.format(lang, figure=x.figure_text(i, lang) if x.measured_in.get(lang) else marks)
