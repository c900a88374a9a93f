"""The period that is assessed: a year, or a half, quarter or month of one.

Its id (`2025`, `2025-H1`, `2025-Q3`, `2025-05`) names it in files, addresses and the store.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache, total_ordering
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict

from scoring.numbers import tidy
from scoring.words import Lang, Text, text

Kind = Literal["year", "half", "quarter", "month"]
LENGTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # in months
PARTS = ("half", "quarter", "month")  # of which a period may name one
FIRST_YEAR, LAST_YEAR = 1900, 2200

_ID = re.compile(r"(?P<year>\d{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = {"上": 1, "first": 1, "一": 1, "下": 2, "second": 2, "二": 2, "三": 3, "四": 4} | {
    name: number for number, name in enumerate(_MONTHS, 1)
}
# As people write it, in small letters and without spaces.
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?:年度?)?",
        r"(?P<year>\d{4})年?度?(?P<half>[上下])半年度?",
        r"(?P<year>\d{4})年?[-/.]?h(?P<half>[12])|h(?P<half_>[12])[-/.]?(?P<year_>\d{4})年?",
        r"(?:the)?(?P<half>first|second)half(?:of)?(?P<year>\d{4})",
        r"(?P<year>\d{4})年?度?第?(?P<quarter>[一二三四1-4])季度",
        r"(?P<year>\d{4})年?[-/.]?q(?P<quarter>[1-4])|q(?P<quarter_>[1-4])[-/.]?(?P<year_>\d{4})年?",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月份?",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?P<year>\d{4})",
    )
)
_MONTHS_WRITTEN = re.compile(r"(?P<year>\d{4})年?(?P<first>\d{1,2})月?(?:[-–—~]+|至|到)(?P<last>\d{1,2})月份?")
_YEAR = text("{year}年", "{year}")
_HALVES = (text("{year}年上半年", "first half of {year}"), text("{year}年下半年", "second half of {year}"))
_QUARTER = text("{year}年第{numeral}季度", "Q{quarter} {year}")
_YEAR_BEFORE = text("上年同期（{period}）", "the same {kind} of the year before ({period})")
_KINDS: dict[Kind, Text] = {
    "half": text("半年", "half"),
    "quarter": text("季度", "quarter"),
    "month": text("月份", "month"),
}
_MONTH = text("{year}年{month}月", "{name} {year}")


@total_ordering
class Period(BaseModel):
    """A year, or one of its halves, quarters or months; sorted by when it ends, a part before the whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Annotated[int, Strict(), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    half: Annotated[int, Strict(), Field(ge=1, le=2)] | None = None
    quarter: Annotated[int, Strict(), Field(ge=1, le=4)] | None = None
    month: Annotated[int, Strict(), Field(ge=1, le=12)] | None = None

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.months[-1], len(self.months)

    @classmethod
    def of(cls, given: str) -> Self:
        """The period of an id. Raises ValueError."""
        match = _ID.fullmatch(given)
        if match is None:
            raise ValueError(f"no period: {given!r}")
        return cls(**{name: int(number) for name, number in match.groupdict().items() if number})

    @property
    def id(self) -> str:
        """What it is called in files, addresses and the store."""
        part = f"-H{self.half}" if self.half else f"-Q{self.quarter}" if self.quarter else ""
        return f"{self.year:04}{part or (f'-{self.month:02}' if self.month else '')}"

    @property
    def kind(self) -> Kind:
        """What of a year it is; only periods of one kind are compared with each other."""
        return "half" if self.half else "quarter" if self.quarter else "month" if self.month else "year"

    @property
    def months(self) -> range:
        """Its months, as numbers of the year."""
        length = LENGTHS[self.kind]
        first = 1 + length * ((self.half or self.quarter or self.month or 1) - 1)
        return range(first, first + length)

    @property
    def first_day(self) -> dt.date:
        """The day it begins on."""
        return dt.date(self.year, self.months[0], 1)

    @property
    def last_day(self) -> dt.date:
        """The day it ends on."""
        last = self.months[-1]
        return dt.date(self.year, last, calendar.monthrange(self.year, last)[1])

    def of_year(self, year: int) -> Period:
        """The same part of another year."""
        return self.model_copy(update={"year": year})

    def months_since(self, other: Period) -> int:
        """How many months after another one it begins."""
        return 12 * (self.year - other.year) + self.months[0] - other.months[0]

    @property
    def a_year_before(self) -> Period:
        """The same part of the year before (上年同期)."""
        return self.of_year(self.year - 1)

    @property
    def name(self) -> Text:
        """What people call it."""
        if self.half:
            return _HALVES[self.half - 1].filled(year=self.year)
        if self.quarter:
            return _QUARTER.filled(year=self.year, quarter=self.quarter, numeral="一二三四"[self.quarter - 1])
        if self.month:
            return _MONTH.filled(year=self.year, month=self.month, name=calendar.month_abbr[self.month])
        return _YEAR.filled(year=self.year)

    def words(self, lang: Lang = "zh") -> str:
        """What people call it: 2025年第三季度, Q3 2025."""
        return self.name.get(lang)


def period_of_words(written: object) -> Period | None:
    """The period that somebody has written, by its id or as people write it; a date is its month. None for none."""
    if isinstance(written, dt.date):
        return _period(year=written.year, month=written.month)
    words = "".join(tidy(str(written)).split()).casefold()
    matches = (pattern.fullmatch(words) for pattern in _WRITTEN)
    match = next((match for match in matches if match), None)
    if match is None:
        return _of_months(words)
    found = {name.rstrip("_"): word for name, word in match.groupdict().items() if word}
    return _period(**{name: _NUMBERS.get(word) or int(word) for name, word in found.items()})


def _of_months(words: str) -> Period | None:
    """The period of exactly the months that are written: 2025年7-9月; None for none."""
    match = _MONTHS_WRITTEN.fullmatch(words)
    if match is None:
        return None
    year, first, last = (int(match[name]) for name in ("year", "first", "last"))
    length = last - first + 1
    parts = {"half": 6, "quarter": 3}
    whole = [_period(year=year)] if (first, last) == (1, 12) else []
    found = whole + [_period(year=year, **{kind: last // size}) for kind, size in parts.items() if size == length]
    return next((one for one in found if one is not None and one.months == range(first, last + 1)), None)


def _period(**numbers: int) -> Period | None:
    try:
        return Period(**numbers)
    except ValueError:  # a 13th month
        return None


@lru_cache(maxsize=256)
def period_name(given: str) -> Text:
    """What people call the period of an id; the id itself where it is none."""
    try:
        return Period.of(given).name
    except ValueError:
        return Text(given)


def newest_first(ids: list[str]) -> list[str]:
    """The ids of periods, the latest first; a whole year before its parts."""
    return sorted(ids, key=Period.of, reverse=True)


def earlier(ids: Iterable[str], of: str) -> list[str]:
    """The ids of the periods before one that can be compared with it, the earliest first: those of its kind."""
    now = Period.of(of)
    return [one.id for one in sorted(map(Period.of, ids)) if one.kind == now.kind and one < now]


def to_compare_with(ids: Iterable[str], of: str) -> list[str]:
    """The same periods, the one to compare with at first in front: that of the year before, else the latest."""
    before, latest_first = Period.of(of).a_year_before.id, earlier(ids, of)[::-1]
    return sorted(latest_first, key=lambda one: one != before)


def name_beside(before: str, now: str) -> Text:
    """What an earlier period is called beside the one compared with it, both by id: 上年同期 where it is that."""
    period = Period.of(now)
    if period.kind == "year" or before != period.a_year_before.id:
        return period_name(before)
    return _YEAR_BEFORE.filled(kind=_KINDS[period.kind], period=period_name(before))


def given_twice(given: Any) -> str:
    """The second part that a file's period names, where it may name one; '' for none."""
    named = [name for name in given if name in PARTS] if isinstance(given, dict) else []
    return named[1] if len(named) > 1 else ""
