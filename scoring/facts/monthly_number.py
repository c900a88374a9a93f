"""`monthly_number`: a figure for each month, of which a rule judges one.

Tested in tests/facts/test_series_number.py.
"""

from __future__ import annotations

from scoring.facts.base import Reported
from scoring.facts.monthly import Monthly
from scoring.facts.series_number import SeriesNumber
from scoring.words import Text, text


class MonthlyNumber(SeriesNumber):
    """m01 .. m12, each any figure."""

    name, order = "monthly_number", 12
    title = text("每月数值", "figure by month")
    accepts = text("每月一个数字", "a number a month")
    column_width = 6.6
    how = text(
        "每月一格填数字，可有小数，不带单位；没有的空着",
        "a number in the cell of each month, with decimals if need be; blank where there is none",
    )
    example = text("{first} 96.5，{second} 97……", "{first} 96.5, {second} 97 ...")
    period, periods, aliases = Monthly.period, Monthly.periods, Monthly.aliases

    def prompt(self, item: Reported, year: int) -> Text:
        return text("每月数值", "a figure each month")
