"""`rating`: the mean of a panel's scores."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from scoring.numbers import Floats, plain
from scoring.rules.base import Columns, IndicatorRule, Subject, Whole
from scoring.rules.words import choose
from scoring.words import Lang, Text, text


class Rating(IndicatorRule):
    """Mean of the scores / 100, after dropping the `drop` highest and `drop` lowest; blanks are left out.

    With no more than 2 x drop scores given nothing would remain, so the indicator counts as unanswered.
    """

    kind: Literal["rating"] = "rating"
    drop: Annotated[Whole, Field(ge=0)] = 0
    takes: ClassVar = ("rating",)
    monotone: ClassVar = {f"r{n}": 1 for n in range(1, 100)}
    summary: ClassVar[Text] = text("按评议平均分得分", "the mean of a panel's scores")

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        return x.given.sum(axis=0) > 2 * self.drop

    def _scores(self, x: Columns) -> Floats:
        return np.stack(list(x.fields.values()))

    def _mean(self, x: Columns) -> Floats:
        # Sorted with NaN last, the kept scores of a unit are the places drop .. given - drop.
        ordered = np.sort(self._scores(x), axis=0)
        given = np.isfinite(ordered).sum(axis=0)
        place = np.arange(len(ordered))[:, None]
        kept = (place >= self.drop) & (place < given - self.drop)
        total = np.where(kept, ordered, 0.0).sum(axis=0)
        return total / np.maximum(kept.sum(axis=0), 1)

    def rate(self, x: Columns) -> Floats:
        return np.clip(self._mean(x) / 100, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        if self.drop == 0:
            return choose(lang, "评议平均分（百分制）折算得分", "Mean of the panel's scores out of 100")
        each = plain(self.drop)
        return choose(
            lang,
            f"去掉{each}个最高分和{each}个最低分，平均分（百分制）折算得分",
            f"Mean of the panel's scores out of 100, without the {each} highest and {each} lowest",
        )

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        given, mean = int(x.given[:, i].sum()), plain(round(self._mean(x)[i], 2))
        dropped_zh = f"，去掉最高、最低各{self.drop}个" if self.drop else ""
        dropped_en = f" without the {self.drop} highest and lowest" if self.drop else ""
        return choose(lang, f"{given}个评分{dropped_zh}，平均{mean}分", f"{given} scores{dropped_en}, mean {mean}")
