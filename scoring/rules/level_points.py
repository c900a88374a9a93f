"""`level_points`: points for the option chosen, outside the indicators' marks.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from scoring.numbers import Floats
from scoring.rules.base import AdjustmentRule, Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.mistakes import options_mistakes
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import points_words, result_words, side_of
from scoring.words import Lang, Text, text

_LEVEL, _SEMICOLON = text("“{option}”{points}", "'{option}' {points}"), text("；", "; ")
_CHOSEN = text("选择“{option}”", "'{option}' was chosen")
_POINTS = text("加减分", "points")


class LevelPoints(AdjustmentRule):
    """The points of the option chosen; negative points deduct."""

    kind: Literal["level_points"] = "level_points"
    points: Annotated[dict[str, Number], Field(min_length=1), label("选项", "option", _POINTS)]
    takes: ClassVar = ("choice",)
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("按所选档次加分或扣分", "points for the option chosen")

    @model_validator(mode="after")
    def _points_do_something(self) -> Self:
        if not any(self.points.values()):
            raise BadParameter("points 不能全部为 0", "points must not all be 0")
        return self

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        return options_mistakes(rule, "points", item)

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing chosen."""
        points = np.array([*(self.points[option] for option in x.options), 0.0])
        return points[np.nan_to_num(x.value, nan=-1).astype(int)]

    def most_points(self) -> tuple[float, float]:
        return min(0.0, *self.points.values()), max(0.0, *self.points.values())

    def describe(self, about: Subject, lang: Lang) -> str:
        side = side_of(self.most_points())
        return _SEMICOLON.get(lang).join(
            _LEVEL.format(lang, option=option, points=points_words(points, lang, side))
            for option, points in self.points.items()
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        option = x.options[int(x.value[i])]
        points = points_words(self.points[option], lang, side_of(self.most_points()))
        return result_words([_CHOSEN.format(lang, option=option)], points, lang)
