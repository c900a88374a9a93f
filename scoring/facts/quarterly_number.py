"""`quarterly_number`: a figure for each quarter, of which a rule judges one.

Tested in tests/facts/test_series_number.py.
"""

from __future__ import annotations

from scoring.facts.base import Reported
from scoring.facts.quarterly import Quarterly
from scoring.facts.series_number import SeriesNumber
from scoring.words import Text, text


class QuarterlyNumber(SeriesNumber):
    """q1 .. q4, each any figure."""

    name, order = "quarterly_number", 13
    title = text("每季度数值", "figure by quarter")
    accepts = text("每季度一个数字", "a number a quarter")
    column_width = 7.2
    how = text(
        "每季度一格填数字，可有小数，不带单位；没有的空着",
        "a number in the cell of each quarter, with decimals if need be; blank where there is none",
    )
    example = text("{first} 96.5，{second} 97……", "{first} 96.5, {second} 97 ...")
    period, periods, aliases = Quarterly.period, Quarterly.periods, Quarterly.aliases

    def prompt(self, item: Reported, year: int) -> Text:
        return text("每季度数值", "a figure each quarter")
