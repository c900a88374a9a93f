"""`deadline`: done by a date.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import ValidationInfo, field_validator, model_validator

from scoring.numbers import Floats, plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import IndicatorRule, Item, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Positive, Rate, label
from scoring.rules.words import part_of_marks
from scoring.words import LANGS, Lang, Text, day_words, text

_BY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")
_NOT_A_DATE = BadParameter(
    "by 不是日期，应写 '2025-03-31'，或写 '03-31' 表示考核期那一年的这一天",
    "by is not a date; write '2025-03-31', or '03-31' for that day of the period's year",
)
_BY_DAY = text(
    "{by}（含）前完成得满分，每逾期1天扣{off}分，扣完为止",
    "Full marks by {by}; {off} off for each day late, not below 0",
)
_AT_ONCE = text("{by}（含）前完成得满分，逾期{late}", "Full marks by {by}; {late} when late")
_IN_TIME = text("{day}完成，未逾期", "Done on {day}, in time")
_ONE_DAY_LATE = text("{day}完成，逾期1天", "Done on {day}, 1 day late")
_DAYS_LATE = text("{day}完成，逾期{days}天", "Done on {day}, {days} days late")
_OFF = text("{late}，扣{off}分", "{late}: {off} off")
_DATE_OUTSIDE = LintCheck(
    "serious",
    text("截止日期不在考核期", "deadline outside the period"),
    text("截止日期在考核期那一年之前或次年以后，按期与逾期判断会失真。", "Everyone, or nobody, would be in time."),
    text("核对年份；写成月-日（如 03-31）可随年度变化。", "Check the year; as MM-DD it moves with the period."),
)


class Deadline(IndicatorRule):
    """1 on time; late, either marks - deduct_per_day x days late (not below 0), or the rate `late`.

    `by` is YYYY-MM-DD, or MM-DD of the system's year (validation context `year`).
    """

    kind: Literal["deadline"] = "deadline"
    by: Annotated[dt.date, label("截止日期", "due date")]
    deduct_per_day: Annotated[Positive | None, label("逾期每天扣分", "marks off per day late", is_marks=True)] = None
    late: Annotated[Rate | None, label("逾期得分率", "rate when late")] = None
    takes: ClassVar = ("date",)
    monotone: ClassVar = {"value": -1}
    summary: ClassVar[Text] = text("按期得满分，逾期扣分", "full marks on time, fewer when late")
    lint_checks: ClassVar = {"date_outside": _DATE_OUTSIDE}

    @field_validator("by", mode="before")
    @classmethod
    def _date_in_the_period(cls, given: object, info: ValidationInfo) -> object:
        if isinstance(given, dt.date):
            return given
        match = _BY.fullmatch(given) if isinstance(given, str) else None
        if match is None:
            raise _NOT_A_DATE
        year = match[1] or (info.context or {}).get("year", 0)
        try:
            return dt.date(int(year), int(match[2]), int(match[3]))
        except ValueError:
            raise _NOT_A_DATE from None

    @model_validator(mode="after")
    def _one_way_of_being_late(self) -> Self:
        if (self.deduct_per_day is None) == (self.late is None):
            raise BadParameter(
                "deduct_per_day 与 late 必须写一个，且只写一个", "give either deduct_per_day or late, and not both"
            )
        return self

    def in_marks(self) -> bool:
        return self.deduct_per_day is not None

    def _days_late(self, x: Columns) -> Floats:
        return np.maximum(0, x.value - self.by.toordinal())

    def rate(self, x: Columns) -> Floats:
        days = self._days_late(x)
        if self.deduct_per_day is not None:
            return np.clip((x.marks - self.deduct_per_day * days) / x.marks, 0, 1)
        return np.where(days > 0, float(self.late or 0), 1.0)

    def thresholds(self) -> tuple[float, ...]:
        return (float(self.by.toordinal()),)

    def describe(self, about: Subject, lang: Lang) -> str:
        by = day_words(self.by, lang)
        if self.deduct_per_day is not None:
            return _BY_DAY.format(lang, by=by, off=plain(self.deduct_per_day))
        return _AT_ONCE.format(lang, by=by, late=part_of_marks(self.late or 0, lang))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        day, days = day_words(dt.date.fromordinal(int(x.value[i])), lang), self._days_late(x)[i]
        if days == 0:
            return _IN_TIME.format(lang, day=day)
        late = (_ONE_DAY_LATE if days == 1 else _DAYS_LATE).format(lang, day=day, days=plain(days))
        if self.deduct_per_day is None:
            return late
        return _OFF.format(lang, late=late, off=plain(min(self.deduct_per_day * days, x.marks[i])))

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        # A task of the period may be due some time into the year after it.
        if not outlook.year <= self.by.year <= outlook.year + 1:
            what = text("{day}，考核期在{year}年", "{day}, period {year}")
            day = Text({lang: day_words(self.by, lang) for lang in LANGS})
            yield LintResult("date_outside", what.filled(day=day, year=outlook.year))
