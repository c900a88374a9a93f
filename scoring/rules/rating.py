"""`rating`: the mean of a panel's scores.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from scoring.facts.rating import FULL, MOST_RATERS
from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule, Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import Positive, Whole, label
from scoring.words import Lang, Text, text

_OF_ALL = text("按评议平均分（{scale}）折算得分", "The mean of the panel's scores, {scale}")
_WITHOUT_ENDS = text(
    "去掉{each}个最高分和{each}个最低分后，按平均分（{scale}）折算得分",
    "The mean of the panel's scores, {scale}, leaving out the {each} highest and the {each} lowest",
)
_WITHOUT_ONE_EACH = text(
    _WITHOUT_ENDS.get("zh"), "The mean of the panel's scores, {scale}, leaving out the highest and the lowest"
)
_OUT_OF_100, _OUT_OF = text("百分制", "out of 100"), text("{full}分制", "out of {full}")
_AT_LEAST = text("{mean}，至少要有{needed}个评分", "{mean}, with at least {needed} scores given")
_MEAN = text("{given}个评分，平均{mean}分", "{given} scores, mean {mean}")
_MEAN_WITHOUT_ENDS = text(
    "{given}个评分，去掉最高、最低各{each}个，平均{mean}分",
    "{given} scores without the {each} highest and {each} lowest, mean {mean}",
)
_MEAN_WITHOUT_ONE_EACH = text(
    _MEAN_WITHOUT_ENDS.get("zh"), "{given} scores without the highest and the lowest, mean {mean}"
)
_TOO_FEW = text("已有{given}个评分，至少要{needed}个", "{given} scores given, at least {needed} needed")
_TOO_FEW_WITHOUT_ENDS = text(
    "已有{given}个评分，要去掉最高、最低各{each}个，至少要{needed}个",
    "{given} scores given, the {each} highest and {each} lowest are dropped, at least {needed} needed",
)
_TOO_FEW_WITHOUT_ONE_EACH = text(
    _TOO_FEW_WITHOUT_ENDS.get("zh"),
    "{given} scores given, the highest and the lowest are dropped, at least {needed} needed",
)


class Rating(IndicatorRule):
    """Mean of the scores / `out_of`, after dropping the `drop` highest and `drop` lowest; blanks are left out.

    With no more than 2 x drop scores given nothing would remain; then, as with fewer than `at_least_given`, the
    indicator is awaited and counts as unanswered.
    """

    waits_for_others: ClassVar[bool] = True
    kind: Literal["rating"] = "rating"
    drop: Annotated[Whole, Field(ge=0), label("去掉最高最低分个数", "scores dropped at each end")] = 0
    out_of: Annotated[Positive, label("每个评分的满分", "a score is out of")] = FULL
    at_least_given: Annotated[
        Annotated[Whole, Field(ge=1)] | None, label("至少要有的评分个数", "scores needed at least")
    ] = None
    takes: ClassVar = ("rating",)
    monotone: ClassVar = {f"r{number}": 1 for number in range(1, MOST_RATERS + 1)}
    summary: ClassVar[Text] = text("按评议平均分得分", "the mean of a panel's scores")

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        raters = item.get("raters")
        if isinstance(raters, bool) or not isinstance(raters, int):
            return
        most_dropped = max(0, (raters - 1) // 2)
        for key, most, detail in (
            ("drop", most_dropped, text(f"{raters} 个评分去掉后一个不剩", f"it leaves none of {raters} scores")),
            ("at_least_given", raters, text(f"评分一共 {raters} 个", f"there are {raters} scores")),
        ):
            given = rule.get(key)
            if isinstance(given, int) and given > most:
                found = text(f"数字 {given}", f"{given}")
                params = {"key": key, "found": found, "detail": detail, "expected": f"{key} <= {most}"}
                yield Mistake("bad_value", params, ("rule", key))

    @property
    def _needed(self) -> int:
        """How many scores have to be given."""
        return max(2 * self.drop + 1, self.at_least_given or 1)

    def says_enough(self) -> bool:
        return self.at_least_given is not None

    def full_score(self) -> float:
        return self.out_of

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        enough: NDArray[np.bool_] = x.given.sum(axis=0) >= self._needed
        return enough

    def explain_too_few(self, x: Columns, i: int, lang: Lang) -> str:
        words = {0: _TOO_FEW, 1: _TOO_FEW_WITHOUT_ONE_EACH}.get(self.drop, _TOO_FEW_WITHOUT_ENDS)
        if self._needed > 2 * self.drop + 1:  # what is dropped is not why
            words = _TOO_FEW
        return words.format(lang, given=int(x.given[:, i].sum()), each=self.drop, needed=self._needed)

    def _mean(self, x: Columns) -> Floats:
        # Sorted with NaN last, the kept scores of a unit are the places drop .. given - drop.
        ordered = np.sort(x.stacked, axis=0)
        given = np.isfinite(ordered).sum(axis=0)
        place = np.arange(len(ordered))[:, None]
        kept = (place >= self.drop) & (place < given - self.drop)
        total = np.where(kept, ordered, 0.0).sum(axis=0)
        return total / np.maximum(kept.sum(axis=0), 1)

    def rate(self, x: Columns) -> Floats:
        return np.clip(self._mean(x) / self.out_of, 0, 1)

    def describe(self, about: Subject, lang: Lang) -> str:
        words = {0: _OF_ALL, 1: _WITHOUT_ONE_EACH}.get(self.drop, _WITHOUT_ENDS)
        scale = _OUT_OF_100 if self.out_of == FULL else _OUT_OF.filled(full=plain(self.out_of))
        mean = words.format(lang, each=self.drop, scale=scale)
        return mean if self.at_least_given is None else _AT_LEAST.format(lang, mean=mean, needed=self.at_least_given)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        given, mean = int(x.given[:, i].sum()), plain(round(self._mean(x)[i], 2))
        words = {0: _MEAN, 1: _MEAN_WITHOUT_ONE_EACH}.get(self.drop, _MEAN_WITHOUT_ENDS)
        return words.format(lang, given=given, each=self.drop, mean=mean)
