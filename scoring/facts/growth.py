"""`growth`: how much there is now, and how much there was the year before.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.facts.base import Floats, Inconsistency, Reported
from scoring.facts.hundredfold import is_hundredfold_growth
from scoring.facts.pair import Pair
from scoring.numbers import plain
from scoring.words import Lang, Text, text


class Growth(Pair):
    """now and before."""

    name, order = "growth", 7
    can_be_negative = True
    title = text("今年数与上年数", "now and before")
    first, second = "now", "before"
    is_quotient = True
    how = text(
        "“填报值”填今年数，“应完成数”填上年数，两格都要填",
        "under 'Value' this year's figure, under 'Due' last year's; fill in both cells",
    )
    example = text("填报值 520，应完成数 500", "Value 520, Due 500")
    _LABELS = {"now": text("今年数", "This year"), "before": text("上年数", "Last year")}

    def labels(self) -> Mapping[str, Text]:
        return self._LABELS

    def figure(self, fields: Mapping[str, Floats]) -> Floats:
        """now / before - 1; NaN where there was nothing before."""
        before = fields["before"]
        return np.divide(fields["now"], before, out=np.full_like(before, np.nan), where=before > 0) - 1

    def limit_text(self, limit: float, measured_in: Text, lang: Lang) -> str:
        return f"{plain(limit * 100 / self.per(measured_in))}%"

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        yield from super().inconsistencies(item, values, year, is_partial)
        now, before = values.get("now"), values.get("before")
        if now and before:
            limits = [limit / self.per(item.unit) for limit in item.thresholds]
            if is_hundredfold_growth(now / before - 1, limits):
                yield Inconsistency("growth_hundredfold", {"now": plain(now), "before": plain(before)}, "now", "before")

    def prompt(self, item: Reported, year: int) -> Text:
        return text("今年数 / 上年数（上年数填在“应完成数”栏）", "this year / last year (last year goes under 'Due')")

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        growth = np.array([x / self.per(item.unit) for x in near if x >= -self.per(item.unit)])
        return {"now": 1 + growth, "before": np.ones(len(growth))}
