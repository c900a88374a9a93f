"""`per_event`: points for each event, outside the indicators' marks.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from scoring.numbers import Floats, plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import AdjustmentRule, Item, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, Positive, label
from scoring.rules.words import times_text
from scoring.words import Lang, Text, text

_PLUS = text("每{per}加{each}分", "Plus {each} each")
_MINUS = text("每{per}扣{each}分", "Minus {each} each")
_PLUS_CAPPED = text("每{per}加{each}分，最多加{most}分", "Plus {each} each, at most {most} in all")
_MINUS_CAPPED = text("每{per}扣{each}分，最多扣{most}分", "Minus {each} each, at most {most} in all")
_TIMES = text("次", "one")
_ADDED, _TAKEN = (
    text("{figure}，加{size}分", "{figure}: plus {size}"),
    text("{figure}，扣{size}分", "{figure}: minus {size}"),
)
_ADDED_TO_CAP = text("{figure}，达到上限，加{size}分", "{figure}, past the cap: plus {size}")
_TAKEN_TO_CAP = text("{figure}，达到上限，扣{size}分", "{figure}, past the cap: minus {size}")
_LINT = {
    "cap_above_total": LintCheck(
        "look",
        text("单项上限高于合计上限", "an item's cap is above the total cap"),
        text("单项的上限永远用不满。", "The item can never reach its own cap."),
        text("使单项上限不高于合计上限。", "Let no item's cap be above the total cap."),
    ),
    "cap_below_event": LintCheck(
        "look",
        text("单项上限低于一次的分数", "cap below a single event"),
        text(
            "发生一次就超过上限，每次的分数总是计不足。",
            "A single event exceeds it, so the points never count in full.",
        ),
        text("提高上限，或降低每次的分数。", "Raise the cap, or lower the points of an event."),
    ),
}


class PerEvent(AdjustmentRule):
    """points x count, of a size up to cap; negative points deduct."""

    kind: Literal["per_event"] = "per_event"
    points: Annotated[Number, label("每次加减分", "points each")]
    cap: Annotated[Positive | None, label("单项上限", "cap of this item")] = None
    takes: ClassVar = ("count",)
    monotone: ClassVar = {}  # the sign of points decides
    summary: ClassVar[Text] = text("按次加分或扣分", "points for each event")
    lint_checks: ClassVar = _LINT

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

    def direction(self) -> int:
        return 1 if self.points > 0 else -1

    def most_points(self) -> tuple[float, float]:
        most = self.cap or math.inf
        return (0.0, most) if self.points > 0 else (-most, 0.0)

    def describe(self, about: Subject, lang: Lang) -> str:
        words = (_PLUS_CAPPED if self.cap else _PLUS) if self.points > 0 else (_MINUS_CAPPED if self.cap else _MINUS)
        per = about.measured_in if about.measured_in.get(lang) else _TIMES
        return words.format(lang, per=per, each=plain(abs(self.points)), most=plain(self.cap or 0))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        size = abs(self.points_of(x)[i])
        is_cut = self.cap is not None and x.value[i] * abs(self.points) > self.cap
        plus, minus = (_ADDED_TO_CAP, _TAKEN_TO_CAP) if is_cut else (_ADDED, _TAKEN)
        words = plus if self.points > 0 else minus
        return words.format(lang, figure=times_text(x.value[i], x.measured_in, lang), size=plain(size))

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        if self.cap is None:
            return
        total = outlook.caps[0 if self.points > 0 else 1]
        each, cap = plain(abs(self.points)), plain(self.cap)
        if total is not None and self.cap > total:
            what = text("单项上限{cap}分，合计上限{total}分", "Cap {cap}, total cap {total}")
            yield LintResult("cap_above_total", what.filled(cap=cap, total=plain(total)))
        if self.cap < abs(self.points):
            what = text("每次{each}分，上限{cap}分", "{each} an event, cap {cap}")
            yield LintResult("cap_below_event", what.filled(each=each, cap=cap))
