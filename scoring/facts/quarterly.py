"""`quarterly`: a count for each quarter.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from scoring.facts.base import Reported
from scoring.facts.series import NUMERALS, Series
from scoring.words import Text, text


def _aliases(quarter: int) -> tuple[str, ...]:
    return (f"第{NUMERALS[quarter - 1]}季度", f"{quarter}季度", f"第{quarter}季度")


class Quarterly(Series):
    """q1 .. q4."""

    name, order = "quarterly", 6
    title = text("每季度次数", "count by quarter")
    accepts = text("每季度一个整数", "a whole number a quarter")
    column_width = 7.2
    how = text(
        "每季度一格填整数，没有开展的季度填 0", "a whole number in the cell of each quarter, 0 where nothing was done"
    )
    period = text("季度", "quarter")
    periods = {f"q{n}": text(f"{NUMERALS[n - 1]}季度", f"Q{n}") for n in range(1, 5)}
    aliases = {f"q{n}": _aliases(n) for n in range(1, 5)}

    def prompt(self, item: Reported, year: int) -> Text:
        return text("每季度次数", "how many times each quarter")
