"""`date`: on which day something was done.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from scoring.facts.base import BadValue, Floats, Inconsistency, Reported, Validation
from scoring.facts.single import SingleValue
from scoring.numbers import tidy
from scoring.words import Lang, Text, day_words, text

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")


class Date(SingleValue):
    """A day, kept as its number."""

    name, order = "date", 8
    title = text("日期", "date")
    accepts = text("日期，如 2025-03-31", "a date such as 2025-03-31")
    number_format = "yyyy-mm-dd"
    how = text("填年月日", "year, month and day")
    example = text("{year}-03-31", "{year}-03-31")
    misread_day = ""

    def read(self, raw: Any, item: Reported) -> float:
        if isinstance(raw, dt.datetime):
            raw = raw.date()
        if isinstance(raw, dt.date):
            return float(raw.toordinal())
        match = _DAY.fullmatch(_MIDNIGHT.sub("", tidy(raw))) if isinstance(raw, str) else None
        if match is None:
            raise BadValue("not_a_date", found=raw)
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return float(dt.date(year, month, day).toordinal())
        except ValueError:
            raise BadValue("not_a_date", found=raw) from None

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        return day_words(dt.date.fromordinal(int(value)), lang)

    def typed(self, value: float, item: Reported, lang: Lang) -> str:
        return dt.date.fromordinal(int(value)).isoformat()  # in words it could not be read again

    def open_fields(self, item: Reported, year: int, today: dt.date) -> tuple[str, ...]:
        return ()  # what was done on a day was done on that day

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        """A date that is of no year in which it can be due: 2024 for 2025 would be in good time."""
        value = values.get("value")
        if value is None:
            return
        years = {year, *(dt.date.fromordinal(int(limit)).year for limit in item.thresholds)}
        if (day := dt.date.fromordinal(int(value))).year not in years:
            yield Inconsistency("date_far_off", {"found": day.isoformat(), "year": year}, "value")

    def prompt(self, item: Reported, year: int) -> Text:
        return text(f"日期，如 {year}-03-31", f"a date such as {year}-03-31")

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        first, last = dt.date(year - 1, 1, 1), dt.date(year + 1, 12, 31)
        return Validation(
            title=text("填日期", "A date"),
            prompt=text(f"如 {year}-03-31。", f"Such as {year}-03-31."),
            refusal_title=text("请核对日期", "Look at the date again"),
            refusal=text(f"这里应填日期，如 {year}-03-31。", f"Fill in a date here, such as {year}-03-31."),
            criteria={"validate": "date", "criteria": "between", "minimum": first, "maximum": last},
        )

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        return np.unique(np.round(figures[figures >= 1]))
