"""`per_event`: points for each event, outside the indicators' marks."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import AdjustmentRule, BadParameter, Columns, Number, Positive, Subject
from scoring.rules.words import choose, figure
from scoring.words import Lang, Text, text


class PerEvent(AdjustmentRule):
    """points x count, of a size up to cap; negative points deduct."""

    kind: Literal["per_event"] = "per_event"
    points: Number
    cap: Positive | None = None
    takes: ClassVar = ("count",)
    monotone: ClassVar = {}  # the sign of points decides
    summary: ClassVar[Text] = text("按次加分或扣分", "points for each event")

    @model_validator(mode="after")
    def _points_do_something(self) -> Self:
        if self.points == 0:
            raise BadParameter("points 不能为 0", "points must not be 0")
        return self

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing happened."""
        size = np.nan_to_num(x.value, nan=0.0) * abs(self.points)
        capped = size if self.cap is None else np.minimum(size, self.cap)
        return np.copysign(capped, self.points) + 0.0

    def describe(self, about: Subject, lang: Lang) -> str:
        each, most = plain(abs(self.points)), plain(self.cap or 0)
        verb_zh, verb_en = ("加", "plus") if self.points > 0 else ("扣", "minus")
        cap_zh, cap_en = (f"，最多{verb_zh}{most}分", f", at most {most}") if self.cap else ("", "")
        per = about.measured_in.get(lang)
        return choose(lang, f"每{per or '次'}{verb_zh}{each}分{cap_zh}", f"Each {verb_en} {each}{cap_en}")

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        reported, points = figure(x, i, lang), self.points_of(x)[i]
        size = plain(abs(points))
        verb_zh, verb_en = ("加", "plus") if self.points > 0 else ("扣", "minus")
        return choose(lang, f"{reported}，{verb_zh}{size}分", f"{reported}: {verb_en} {size}")
