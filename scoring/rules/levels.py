"""`levels`: a rate for each option.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule, Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.mistakes import marks_mistakes, options_mistakes
from scoring.rules.parameters import RATE, BadParameter, NonNegative, Rate, label
from scoring.rules.words import part_of_marks, percent
from scoring.words import Lang, Text, text

_LEVEL, _SEMICOLON = text("“{option}”{part}", "'{option}' earns {part}"), text("；", "; ")
_EARNS = text("得{marks}分", "{marks}")
_EXPLANATION = text("选择“{option}”，得分率{rate}", "'{option}' was chosen, which earns {rate} of the marks")
_CHOSEN = text("选择“{option}”", "'{option}' was chosen")
_MARKS = text("得分", "marks")


class Levels(IndicatorRule):
    """The rate of the option chosen; with `marks` in place of `levels`, its marks."""

    kind: Literal["levels"] = "levels"
    levels: Annotated[dict[str, Rate], label("选项", "option", RATE)] = {}
    marks: Annotated[dict[str, NonNegative], label("选项", "option", _MARKS, is_marks=True)] = {}
    takes: ClassVar = ("choice",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("按所选档次得分", "the rate, or the marks, of the option chosen")

    @model_validator(mode="after")
    def _levels_or_marks(self) -> Self:
        if bool(self.levels) == bool(self.marks):
            raise BadParameter("levels 与 marks 必须写一个，且只写一个", "give either levels or marks, and not both")
        return self

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        yield from options_mistakes(rule, "marks" if "marks" in rule else "levels", item)
        marks = rule.get("marks")
        if isinstance(marks, dict):
            yield from marks_mistakes(item, ((("rule", "marks", option), given) for option, given in marks.items()))

    def in_marks(self) -> bool:
        return bool(self.marks)

    def rate(self, x: Columns) -> Floats:
        values = np.array([(self.marks or self.levels)[option] for option in x.options])
        chosen = values[np.nan_to_num(x.value, nan=0).astype(int)]
        return np.minimum(chosen / x.marks, 1) if self.marks else chosen

    def describe(self, about: Subject, lang: Lang) -> str:
        parts = {option: part_of_marks(rate, lang) for option, rate in self.levels.items()}
        for option, marks in self.marks.items():
            parts[option] = _EARNS.format(lang, marks=plain(marks)) if marks else part_of_marks(0, lang)
        return _SEMICOLON.get(lang).join(
            _LEVEL.format(lang, option=option, part=part) for option, part in parts.items()
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        option = x.options[int(x.value[i])]
        if self.marks:
            return _CHOSEN.format(lang, option=option)
        return _EXPLANATION.format(lang, option=option, rate=percent(self.levels[option]))
