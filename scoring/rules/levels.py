"""`levels`: a rate for each option.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.numbers import Floats
from scoring.problems.suggestions import question
from scoring.rules.base import IndicatorRule, Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import RATE, Rate, label
from scoring.rules.words import part_of_marks, percent
from scoring.words import LANGS, Lang, Text, quoted, text

_LEVEL, _SEMICOLON = text("“{option}”{part}", "'{option}' earns {part}"), text("；", "; ")
_EXPLANATION = text("选择“{option}”，得分率{rate}", "'{option}' was chosen, which earns {rate} of the marks")
_REPEATED, _ONCE = text("重复", "it is repeated"), text("每个选项一次", "each option once")


class Levels(IndicatorRule):
    """The rate of the option chosen."""

    kind: Literal["levels"] = "levels"
    levels: Annotated[dict[str, Rate], Field(min_length=1), label("选项", "option", RATE)]
    takes: ClassVar = ("choice",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("按所选档次得分", "the rate of the option chosen")

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        levels, options = rule.get("levels"), item.get("options")
        if not isinstance(levels, dict) or not isinstance(options, list):
            return
        for index, option in enumerate(options):
            if isinstance(option, str) and option not in levels:
                yield Mistake("option_without_level", {"option": option}, ("options", index))
            if option in options[:index]:
                params = {
                    "key": "options",
                    "found": Text({lang: quoted(option, lang) for lang in LANGS}),
                    "detail": _REPEATED,
                    "expected": _ONCE,
                }
                yield Mistake("bad_value", params, ("options", index))
        known = [option for option in options if isinstance(option, str)]
        for option in levels:
            if option not in known:
                params = {"option": option, "nearest": question(option, known)}
                yield Mistake("level_without_option", params, ("rule", "levels", option), at_key=True)

    def rate(self, x: Columns) -> Floats:
        rates = np.array([self.levels[option] for option in x.options])
        chosen = np.nan_to_num(x.value, nan=0).astype(int)
        return rates[chosen]

    def describe(self, about: Subject, lang: Lang) -> str:
        return _SEMICOLON.get(lang).join(
            _LEVEL.format(lang, option=option, part=part_of_marks(rate, lang)) for option, rate in self.levels.items()
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        option = x.options[int(x.value[i])]
        return _EXPLANATION.format(lang, option=option, rate=percent(self.levels[option]))
