"""`veto`: an event that limits the grade and the score (一票否决)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, Strict, model_validator

from scoring.numbers import plain
from scoring.rules.base import AdjustmentRule, BadParameter, Columns, Limits, Subject, Truth
from scoring.rules.words import choose
from scoring.words import Lang, Text, text


class Veto(AdjustmentRule):
    """Once it happened: grade at most `grade_at_most`, score at most `score_at_most`, no rank if `unranked`."""

    kind: Literal["veto"] = "veto"
    grade_at_most: str | None = None
    score_at_most: Annotated[float, Strict(), Field(ge=0)] | None = None
    unranked: Truth = False
    takes: ClassVar = ("yes_no", "count")
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("发生即限定等次和得分", "an event that limits grade and score")

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.grade_at_most is None and self.score_at_most is None and not self.unranked:
            raise BadParameter(
                "grade_at_most、score_at_most、unranked 至少写一个",
                "give at least one of grade_at_most, score_at_most and unranked",
            )
        return self

    def happened(self, x: Columns) -> NDArray[np.bool_]:
        """Whether the event happened, for every unit; blank is no."""
        return np.nan_to_num(x.value, nan=0.0) > 0

    def limits(self) -> Limits:
        return Limits(self.grade_at_most, self.score_at_most, self.unranked)

    def describe(self, about: Subject, lang: Lang) -> str:
        zh, en = [], []
        grade = about.grades[self.grade_at_most].get(lang) if self.grade_at_most else ""
        if grade:
            zh.append(f"等次最高为{grade}")
            en.append(f"grade at most {grade}")
        if self.score_at_most is not None:
            zh.append(f"总分最高{plain(self.score_at_most)}分")
            en.append(f"score at most {plain(self.score_at_most)}")
        if self.unranked:
            zh.append("不参加排名")
            en.append("not ranked")
        return choose(lang, f"发生即{'，'.join(zh)}", f"Once it happens: {', '.join(en)}")

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if self.happened(x)[i]:
            return choose(lang, "已发生，一票否决", "It happened: veto")
        return choose(lang, "未发生", "It did not happen")
