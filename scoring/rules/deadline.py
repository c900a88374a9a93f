"""`deadline`: done by a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import ValidationInfo, field_validator, model_validator

from scoring.numbers import Floats, plain
from scoring.rules.base import BadParameter, Columns, IndicatorRule, Positive, Rate, Subject
from scoring.rules.words import choose, part_of_marks
from scoring.words import Lang, Text, day_words, text

_BY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")


_NOT_A_DATE = BadParameter(
    "by 不是日期，应写 '2025-03-31'，或写 '03-31' 表示考核年度的这一天",
    "by is not a date; write '2025-03-31', or '03-31' for that day of the period's year",
)


class Deadline(IndicatorRule):
    """1 on time; late, either marks - deduct_per_day x days late (not below 0), or the rate `late`.

    `by` is YYYY-MM-DD, or MM-DD of the system's year (validation context `year`).
    """

    kind: Literal["deadline"] = "deadline"
    by: dt.date
    deduct_per_day: Positive | None = None
    late: Rate | None = None
    takes: ClassVar = ("date",)
    monotone: ClassVar = {"value": -1}
    summary: ClassVar[Text] = text("按期得满分，逾期扣分", "full marks on time, fewer when late")

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

    def _days_late(self, x: Columns) -> Floats:
        return np.maximum(0, x.value - self.by.toordinal())

    def rate(self, x: Columns) -> Floats:
        days = self._days_late(x)
        if self.deduct_per_day is not None:
            return np.clip((x.marks - self.deduct_per_day * days) / x.marks, 0, 1)
        return np.where(days > 0, float(self.late or 0), 1.0)

    def describe(self, about: Subject, lang: Lang) -> str:
        by = day_words(self.by, lang)
        if self.deduct_per_day is not None:
            off = plain(self.deduct_per_day)
            return choose(
                lang,
                f"{by}（含）前完成得满分，每逾期1天扣{off}分，扣完为止",
                f"Full marks by {by}; {off} off for each day late, not below 0",
            )
        late = part_of_marks(self.late or 0, lang)
        return choose(lang, f"{by}（含）前完成得满分，逾期{late}", f"Full marks by {by}; {late} when late")

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        done, days = day_words(dt.date.fromordinal(int(x.value[i])), lang), self._days_late(x)[i]
        if days == 0:
            return choose(lang, f"{done}完成，未逾期", f"Done on {done}, in time")
        late_zh, unit = f"{done}完成，逾期{plain(days)}天", "day" if days == 1 else "days"
        late_en = f"Done on {done}, {plain(days)} {unit} late"
        if self.deduct_per_day is None:
            return choose(lang, late_zh, late_en)
        off = plain(min(self.deduct_per_day * days, x.marks[i]))
        return choose(lang, f"{late_zh}，扣{off}分", f"{late_en}: {off} off")
