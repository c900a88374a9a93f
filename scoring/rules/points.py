"""`points`: figures with what each earns, and a straight line between them.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from scoring.numbers import Floats, above, below
from scoring.rules.base import Mistake
from scoring.rules.beyond import OptionalBeyond, RuleWithBeyond, Start
from scoring.rules.columns import Columns, Subject
from scoring.rules.entries import EARNS, ON_A_LINE, Entry, are_in_marks, earned_words, limit_key, worth_of, worth_text
from scoring.rules.mistakes import entry_marks_mistakes, marks_mistakes, order_mistakes
from scoring.rules.parameters import RATE, BadParameter, Label, NonNegative, Number, Rate, label
from scoring.rules.words import clauses_words
from scoring.words import Lang, Text, capitalised, text

_POINT = text("{limit}{part}", "{part} {limit}")
_BETWEEN = text("{points}，其间按直线内插计分", "{points}, in a straight line between")


class Point(Entry):
    """At a figure, `rate` of the marks, or so many `marks`."""

    one_of: ClassVar = (("rate", "marks"),)
    at: Annotated[Number, label("数值", "figure")]
    rate: Annotated[Rate | None, Label(RATE)] = None
    marks: Annotated[NonNegative | None, label("得分", "marks", is_marks=True)] = None


class Points(RuleWithBeyond):
    """What the points say, straight between them; past the ends what they say, or `below` and `above`."""

    kind: Literal["points"] = "points"
    points: Annotated[tuple[Point, ...], Field(min_length=1), label("折点", "point")]
    below: Annotated[NonNegative | None, label("低于首个折点", "below the first point")] = None
    above: Annotated[NonNegative | None, label("高于末个折点", "above the last point")] = None
    beyond: OptionalBeyond = None
    says_met_or_not: ClassVar = True
    takes: ClassVar = ("count", "number", "ratio", "growth")
    monotone: ClassVar = {}  # the points say it
    summary: ClassVar[Text] = text("按折点连线计分", "straight between points that say what is earned")

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        yield from super().mistakes(rule, item, grades)
        points = rule.get("points")
        yield from order_mistakes(points, ("rule", "points"), "at", is_ascending=True)
        yield from entry_marks_mistakes(points, item, ("rule", "points"))
        if isinstance(points, list) and any(isinstance(one, dict) and "marks" in one for one in points):
            ends = ((("rule", key), rule.get(key)) for key in ("below", "above"))
            yield from marks_mistakes(item, ends)

    @model_validator(mode="after")
    def _ends_are_possible(self) -> Self:
        if not are_in_marks(self.points) and max(self.below or 0.0, self.above or 0.0) > 1:
            raise BadParameter(
                "折点写的是 rate，below 和 above 也是得分率，不能大于 1",
                "the points give rates, so below and above are rates too, not above 1",
            )
        if self.beyond is not None and worth_of(self.points[0]) == worth_of(self.points[-1]):
            raise BadParameter(
                "两端折点得分相同，看不出往哪边更好，不能写 beyond",
                "both ends earn the same, so beyond cannot tell which way is better",
            )
        return self

    def in_marks(self) -> bool:
        return are_in_marks(self.points) or super().in_marks()

    def direction(self) -> int:
        return int(np.sign(worth_of(self.points[-1]) - worth_of(self.points[0])))

    def thresholds(self) -> tuple[float, ...]:
        return tuple(point.at for point in self.points)

    def beyond_from(self) -> Start:
        end = self.points[-1] if self.direction() > 0 else self.points[0]
        return Start(end.at, self.direction())

    def _worth(self, x: Columns) -> Floats:
        """What every unit's figure earns, in what the points are in."""
        first, last = self.points[0].at, self.points[-1].at
        worth = np.interp(x.value, self.thresholds(), [worth_of(point) for point in self.points])
        if self.below is not None:
            worth = np.where(below(x.value, first), self.below, worth)
        if self.above is not None:
            worth = np.where(above(x.value, last), self.above, worth)
        return np.where(np.isnan(x.value), np.nan, worth)

    def rate(self, x: Columns) -> Floats:
        worth = self._worth(x)
        return self.with_beyond(x, worth / x.marks if are_in_marks(self.points) else worth)

    def describe(self, about: Subject, lang: Lang) -> str:
        said = clauses_words(self._each_in_words(about, lang), lang)
        if len(self.points) > 1:
            said = _BETWEEN.format(lang, points=said)
        return self.describe_with_beyond(capitalised(said), about, lang)

    def _each_in_words(self, about: Subject, lang: Lang) -> list[str]:
        """What each point says, and what lies past the ends."""

        def say(how: str, at: float, worth: float) -> str:
            part = worth_text(worth, lang, in_marks=are_in_marks(self.points))
            return _POINT.format(lang, limit=about.phrase(limit_key(how, at, about.kind), at, lang), part=part)

        first, *middle = [(point.at, worth_of(point)) for point in self.points]
        last = middle.pop() if middle else first
        said = [say("or_less", *first)] if self.below is None else [say("below", first[0], self.below)]
        said += [say("at", *first)] if self.below is not None and last is not first else []
        said += [say("at", *point) for point in middle]
        if self.above is None:
            return [*said, say("or_more", *last)]
        return [*said, say("at", *last), say("above", last[0], self.above)]

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        figure, worth = x.figure_text(i, lang), float(self._worth(x)[i])
        if are_in_marks(self.points):  # the marks themselves are said after it
            is_between = float(x.value[i]) not in self.thresholds() and self._is_within(float(x.value[i]))
            said = ON_A_LINE.format(lang, figure=figure) if is_between else figure
        else:
            said = EARNS.format(lang, figure=figure, worth=earned_words(worth, lang, in_marks=False))
        return self.explain_with_beyond(said, x, i, lang)

    def _is_within(self, value: float) -> bool:
        """Whether a figure lies between the first and the last point."""
        return self.points[0].at < value < self.points[-1].at
