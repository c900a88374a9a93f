"""`beyond`: marks more for what lies beyond full marks."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from scoring.numbers import Floats, plain
from scoring.rules.base import IndicatorRule, Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import Positive, label
from scoring.rules.steps import WHOLE_STEPS, WholeSteps, rest_text, steps_beyond
from scoring.rules.words import deducted_words
from scoring.words import Lang, text

_ABOVE = text("；{past}的，每超{step}加{marks}分{rest}", "; {past}, {marks} more for each {step}{rest}")
_BELOW = text("；{past}的，每低{step}加{marks}分{rest}", "; {past}, {marks} more for each {step}{rest}")
_AT_MOST = text("，最多加{most}分", ", at most {most} more")
_MORE = {
    1: text("，另超出{distance}，加{marks}分", "; {distance} beyond full marks: {marks} more"),
    -1: text("，另低{distance}，加{marks}分", "; {distance} below full marks: {marks} more"),
}
_MOST = {
    1: text("，另超出{distance}，按上限加{marks}分", "; {distance} beyond full marks: {marks} more, the most there is"),
    -1: text("，另低{distance}，按上限加{marks}分", "; {distance} below full marks: {marks} more, the most there is"),
}
_MOST_AT_ONCE = text("，另按上限加{marks}分", "; {marks} more, the most there is")
_GROWTH_WITHOUT_END = text(
    "填报类型是 growth 的，beyond 要写 at_most（上年为0的增长没有限度）",
    "on growth, beyond needs at_most: growth from nothing has no end",
)


class Beyond(BaseModel):
    """For each `per` beyond full marks `marks` more, at most `at_most`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    per: Annotated[Positive, label("每档差额", "size of a step")] = 1.0
    marks: Annotated[Positive, label("每档加分", "marks more per step", is_marks=True)]
    at_most: Annotated[Positive | None, label("最多加分", "most marks more", is_marks=True)] = None
    whole_steps: Annotated[WholeSteps, WHOLE_STEPS] = False


OptionalBeyond = Annotated[Beyond | None, label("超出部分", "beyond full marks")]


class Start(NamedTuple):
    """The figure from which on there is more, and whether further is above it (1) or below it (-1)."""

    figure: float
    direction: int


class RuleWithBeyond(IndicatorRule):
    """A rule that can give more than full marks."""

    if TYPE_CHECKING:  # each rule declares it after its own parameters, in the order in which they are read
        beyond: OptionalBeyond

    @abstractmethod
    def beyond_from(self) -> Start:
        """Where full marks are reached."""

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        given = rule.get("beyond")
        if isinstance(given, Mapping) and item.get("facts") == "growth" and given.get("at_most") is None:
            yield Mistake("bad_parameter", {"detail": _GROWTH_WITHOUT_END}, ("rule", "beyond"))

    def in_marks(self) -> bool:
        return self.beyond is not None

    def most_beyond(self) -> float:
        if self.beyond is None:
            return 0.0
        return math.inf if self.beyond.at_most is None else self.beyond.at_most

    def with_beyond(self, x: Columns, rate: Floats) -> Floats:
        """Rates with what lies beyond full marks added."""
        return rate if self.beyond is None else rate + self._more(x, self.beyond) / x.marks

    def _more(self, x: Columns, beyond: Beyond) -> Floats:
        """The marks more of every unit."""
        start, direction = self.beyond_from()
        steps = steps_beyond(x.value, start, beyond.per * direction, beyond.whole_steps)
        return np.minimum(beyond.marks * steps, np.inf if beyond.at_most is None else beyond.at_most)

    def describe_with_beyond(self, sentence: str, about: Subject, lang: Lang) -> str:
        """A rule's sentence with what it gives beyond full marks."""
        if self.beyond is None:
            return sentence
        start, direction = self.beyond_from()
        step, most = about.step(self.beyond.per, lang), self.beyond.at_most
        words = (_ABOVE if direction > 0 else _BELOW).format(
            lang,
            past=about.phrase("past" if direction > 0 else "below", start, lang),
            step=step,
            marks=plain(self.beyond.marks),
            rest=rest_text(self.beyond.whole_steps, step, lang),
        )
        return sentence + words + ("" if most is None else _AT_MOST.format(lang, most=plain(most)))

    def explain_with_beyond(self, sentence: str, x: Columns, i: int, lang: Lang) -> str:
        """A rule's explanation with what unit number `i` gets beyond full marks."""
        more = 0.0 if self.beyond is None else float(self._more(x, self.beyond)[i])
        if not more > 0:
            return sentence
        start, direction = self.beyond_from()
        distance = abs(float(x.value[i]) - start)
        is_most = self.beyond is not None and more == self.beyond.at_most
        words = (_MOST if is_most else _MORE)[direction] if np.isfinite(distance) else _MOST_AT_ONCE
        away = x.distance_text(distance, lang) if np.isfinite(distance) else ""
        return sentence + words.format(lang, distance=away, marks=deducted_words(more))
