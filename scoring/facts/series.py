"""What kinds of facts with a count for each of several periods have in common.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from scoring.facts.base import FAR, FactKind, Floats, Inconsistency, Reported, Validation, read_whole
from scoring.facts.count import WHOLE_NUMBER
from scoring.facts.hundredfold import hundredfold_count
from scoring.facts.sheets import SERIES
from scoring.period import Period
from scoring.words import Text, joined_text, text

_ONE = text("{first} 1", "{first} 1")
NUMERALS = "一二三四五六七八九十"


class Series(FactKind):
    """A whole number for each month or quarter of the period assessed; a blank one counts as not done.

    Class attributes:
        periods: field -> label, in order, of a whole year.
        period: one of them, as sentences say it: 月, month.
        blank_problem: the problem of some of them being blank.
    """

    periods: ClassVar[Mapping[str, Text]]
    period: ClassVar[Text]
    blank_problem: ClassVar[str] = "blank_periods"
    sheet = SERIES
    example = text("{first} 1，{second} 0……", "{first} 1, {second} 0 ...")
    blank = text(
        "月度、季度次数中的空白单元格按未开展处理。",
        "A blank month or quarter counts as one in which nothing was done.",
    )

    def fields(self, item: Reported) -> tuple[str, ...]:
        return self.within(item.period)

    def within(self, period: Period) -> tuple[str, ...]:
        """The fields whose months all lie in a period."""
        months = 12 // len(self.periods)
        ends = enumerate(self.periods, 1)
        return tuple(f for n, f in ends if {*range(months * (n - 1) + 1, months * n + 1)} <= {*period.months})

    def example_of(self, period: Period) -> Text:
        first, *others = [self.periods[name] for name in self.within(period)]
        return self.example.filled(first=first, second=others[0]) if others else _ONE.filled(first=first)

    def open_fields(self, item: Reported, year: int, today: dt.date) -> tuple[str, ...]:
        """Those whose last month is not over."""
        months = 12 // len(self.periods)
        ends = {name: (year, months * number) for number, name in enumerate(self.periods, 1)}
        return tuple(name for name in self.fields(item) if ends[name] >= (today.year, today.month))

    def labels(self) -> Mapping[str, Text]:
        return self.periods

    def read(self, raw: Any, item: Reported) -> float:
        return read_whole(raw)

    def hundredfold(self, number: float, limits: Sequence[float]) -> float | None:
        return hundredfold_count(number, limits)

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        missing = [name for name in self.fields(item) if name not in values]
        if values and missing and not is_partial:
            labels = [self.periods[name] for name in missing]
            yield Inconsistency(self.blank_problem, {"periods": joined_text(labels)}, missing[0])

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return WHOLE_NUMBER

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        return dict.fromkeys(self.fields(item), np.array([0.0, FAR]))
