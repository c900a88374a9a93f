"""`monthly`: a count for each month.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

import datetime as dt

from scoring.facts.base import Reported
from scoring.facts.series import NUMERALS, Series
from scoring.words import Text, text


def _numeral(month: int) -> str:
    return NUMERALS[month - 1] if month <= 10 else f"十{NUMERALS[month - 11]}"


def _aliases(month: int) -> tuple[str, ...]:
    numeral = _numeral(month)
    return (f"{month:02d}月", f"{numeral}月", f"{month}月份", f"{numeral}月份", f"m{month}")


class Monthly(Series):
    """m01 .. m12."""

    name, order = "monthly", 5
    title = text("每月次数", "count by month")
    accepts = text("每月一个整数", "a whole number a month")
    column_width = 5.0
    how = text(
        "每月一格填整数，没有开展的月份填 0", "a whole number in the cell of each month, 0 where nothing was done"
    )
    period = text("月", "month")
    periods = {f"m{n:02d}": text(f"{n}月", dt.date(2000, n, 1).strftime("%b")) for n in range(1, 13)}
    aliases = {f"m{n:02d}": _aliases(n) for n in range(1, 13)}

    def prompt(self, item: Reported, year: int) -> Text:
        return text("每月次数", "how many times each month")
