"""`per_event`: points for each event, or for each step of a figure, outside the indicators' marks.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from scoring.facts import FactKind, is_percent
from scoring.numbers import Floats, plain, without_noise
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import AdjustmentRule, Item, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Number, Positive, label
from scoring.rules.steps import WholeSteps, steps_beyond
from scoring.rules.words import (
    clauses_words,
    counted_figure,
    counted_in,
    is_count,
    points_words,
    result_words,
    side_of,
    up_to_words,
)
from scoring.words import Lang, Text, capitalised, text

_EVENT = text("每{step}{points}", "{points} each")
_FULL = text("{beyond}每满{step}{points}", "{points} for each full {step}{beyond}")
_BEGUN = text("{beyond}每{step}{points}，不足{step}按{step}计", "{points} for each {step} or part of it{beyond}")
_EXACT = text("{beyond}每{step}{points}，不足的按比例计", "{points} for each {step}{beyond}, in proportion")
_WHOLE = text("{beyond}每{step}{points}", "{points} for each {step}{beyond}")
_ABOVE, _BELOW = text("超过{limit}的部分", " above {limit}"), text("低于{limit}的部分", " below {limit}")
_ONE = text("{unit}", "one")
_NOT_ABOVE, _NOT_BELOW = text("未超过{limit}", "not above {limit}"), text("未低于{limit}", "not below {limit}")
_TO_CAP = text("达到上限", "past the cap")
_LINT = {
    "event_never_counts": LintCheck(
        "serious",
        text("加减分项不起作用", "points that are never given"),
        text("怎样填报都不加分也不扣分。", "No report can give any points."),
        text("核对起算点和每档差额的正负。", "See where it counts from, and the sign of its step."),
    ),
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
    """points x steps of `per` beyond `from`, of a size up to cap; negative points deduct.

    A negative `per` counts below `from`. `whole_steps`: full counts complete steps (the default of a count), true begun
    ones, false parts of one (the default of a number).
    """

    kind: Literal["per_event"] = "per_event"
    points: Annotated[Number, label("每次加减分", "points each")]
    from_: Annotated[Number, Field(alias="from"), label("起算点", "counted from")] = 0.0
    per: Annotated[Number, label("每档差额", "size of a step")] = 1.0
    whole_steps: Annotated[WholeSteps | None, label("不足一档的计法", "a begun step")] = None
    cap: Annotated[Positive | None, label("单项上限", "cap of this item")] = None
    takes: ClassVar = ("count", "number")
    monotone: ClassVar = {}  # the sign of points decides
    summary: ClassVar[Text] = text("按次、按超出的数量加分或扣分", "points for each event or step")
    lint_checks: ClassVar = _LINT

    @model_validator(mode="after")
    def _points_do_something(self) -> Self:
        if self.points == 0:
            raise BadParameter("points 不能为 0", "points must not be 0")
        if self.per == 0:
            raise BadParameter("per 不能为 0", "per must not be 0")
        return self

    def _whole(self, kind: FactKind) -> WholeSteps:
        """What counts of a step that is not complete."""
        if self.whole_steps is not None:
            return self.whole_steps
        return "full" if is_count(kind) else False

    def _size(self, x: Columns) -> Floats:
        """Points of every unit without their sign and before the cap; blank is nothing happened."""
        steps = steps_beyond(x.value, self.from_, self.per, self._whole(x.kind))
        return np.nan_to_num(steps, nan=0.0) * abs(self.points)

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing happened."""
        size = self._size(x)
        capped = size if self.cap is None else np.minimum(size, self.cap)
        return np.copysign(capped, self.points) + 0.0

    def thresholds(self) -> tuple[float, ...]:
        return (self.from_,) if self.from_ else ()

    def direction(self) -> int:
        return 1 if self.points * self.per > 0 else -1

    def most_points(self) -> tuple[float, float]:
        most = self.cap or math.inf
        return (0.0, most) if self.points > 0 else (-most, 0.0)

    def describe(self, about: Subject, lang: Lang) -> str:
        clauses = [self._each(counted_in(about, lang), lang)]
        if self.cap is not None:
            clauses.append(up_to_words(math.copysign(self.cap, self.points), lang))
        return capitalised(clauses_words(clauses, lang))

    def _each(self, about: Subject, lang: Lang) -> str:
        """What each step adds or takes, without the cap: 超过2000万元的部分每满1000万元加0.1分."""
        beyond = Text("")
        if self._is_beyond:
            beyond = (_ABOVE if self.per > 0 else _BELOW).filled(limit=about.limit(self.from_, lang))
        points = points_words(self.points, lang)
        return self._words(about.kind).format(lang, beyond=beyond, step=self._step(about, lang), points=points)

    @property
    def _is_beyond(self) -> bool:
        """Whether only what is beyond a figure counts, which is then named."""
        return self.from_ != 0 or self.per < 0

    def _words(self, kind: FactKind) -> Text:
        if is_count(kind) and abs(self.per) == 1 and self.from_ == int(self.from_):  # all steps are whole
            return _WHOLE if self._is_beyond else _EVENT
        whole = self._whole(kind)
        return _FULL if whole == "full" else _BEGUN if whole else _EXACT

    def _step(self, about: Subject, lang: Lang) -> str:
        """A step as it is counted: 次, 1000万元, 1个百分点."""
        has_unit = about.measured_in.get(lang) and not is_percent(about.measured_in)
        if abs(self.per) == 1 and has_unit and self._words(about.kind) is not _FULL:
            return _ONE.format(lang, unit=about.measured_in)
        return about.step(abs(self.per), lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        about, points = counted_in(Subject(x.kind, x.measured_in), lang), float(self.points_of(x)[i])
        clauses = [counted_figure(x, i, lang), *self._reasons(x, i, about, lang)]
        return result_words(clauses, points_words(points, lang, side_of(self.most_points())), lang)

    def _reasons(self, x: Columns, i: int, about: Subject, lang: Lang) -> Iterator[str]:
        """What leads from the figure of unit number `i` to its points."""
        if self._is_beyond and not steps_beyond(x.value, self.from_, self.per, False)[i]:
            words = _NOT_ABOVE if self.per > 0 else _NOT_BELOW
            yield words.format(lang, limit=about.limit(self.from_, lang))
            return
        if self._words(x.kind) is not _EVENT:
            yield self._each(about, lang)
        if self.cap is not None and without_noise(self._size(x)[i], 1.0) > self.cap:
            yield _TO_CAP.get(lang)

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        if not self.points_of(self.trial(item)).any():
            yield LintResult("event_never_counts", text("最多也是0分", "0 points at most"))
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
