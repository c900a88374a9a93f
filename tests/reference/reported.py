"""What the reference scorer makes of reported cells: the periods asked for, and the one figure that a rule judges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.reference.numbers import exact, total

Value = bool | int | Decimal | Fraction | str | dt.date
UNANSWERED, NOT_APPLICABLE, SCORED = "unanswered", "not_applicable", "scored"
AWAITED = "awaited"  # in the sums as unanswered
ABOVE_EVERY_LIMIT = Fraction(10**30)  # growth from nothing to something


def months(period: dict[str, Any]) -> list[str]:
    """The fields of monthly facts in this period."""
    first, last = 1, 12
    if "half" in period:
        first, last = 6 * period["half"] - 5, 6 * period["half"]
    if "quarter" in period:
        first, last = 3 * period["quarter"] - 2, 3 * period["quarter"]
    if "month" in period:
        first = last = period["month"]
    return [f"m{month:02d}" for month in range(first, last + 1)]


def quarters(period: dict[str, Any]) -> list[str]:
    """The fields of quarterly facts in this period: whole quarters only."""
    own = set(months(period))
    inside = {n: {f"m{3 * n - k:02d}" for k in range(3)} for n in range(1, 5)}
    return [f"q{n}" for n, its_months in inside.items() if its_months <= own]


def series(facts: str, period: dict[str, Any]) -> list[str]:
    return months(period) if facts.startswith("monthly") else quarters(period)


@dataclass
class Asked:
    """What a rule looks at: its parameters, what the unit reported, the marks to be had, and
    the figures of all units of the scope that answered (for rules that compare units)."""

    rule: dict[str, Any]
    item: dict[str, Any]  # the item whose cells these are
    reported: dict[str, Value]
    period: dict[str, Any]
    marks: Fraction = Fraction(0)
    rivals: list[Fraction] = field(default_factory=list)

    @property
    def facts_kind(self) -> str:
        return self.item["facts"]

    @property
    def whole(self) -> Fraction:
        """What a share of everything is: 1, or 100 in per cent."""
        return Fraction(100 if self.item.get("unit") == "%" else 1)

    def number(self, name: str, default: Any = None) -> Fraction:
        return exact(self.rule.get(name, default))

    def field(self, name: str) -> Fraction:
        return exact(self.reported[name])

    def after_losing(self, lost: Fraction) -> Fraction:
        """The rate of a rule that takes marks away: never below 0 (扣完为止)."""
        return max(Fraction(0), self.marks - lost) / self.marks


def figure(asked: Asked) -> Fraction | None:
    """The one number that is judged; None where there is nothing to judge: nothing due, or nothing before and now."""
    if asked.facts_kind == "ratio":
        done, due = asked.field("done"), asked.field("due")
        return None if due == 0 else done / due * asked.whole
    if asked.facts_kind == "growth":
        return growth(asked)
    if asked.facts_kind in ("monthly_number", "quarterly_number"):
        fields = series(asked.facts_kind, asked.period)
        return of_series([asked.field(name) for name in fields if name in asked.reported], asked.item["take"])
    return asked.field("value")


def growth(asked: Asked) -> Fraction | None:
    now, before = asked.field("now"), asked.field("before")
    if before == 0:
        return None if now == 0 else ABOVE_EVERY_LIMIT
    return (now / before - 1) * asked.whole


def of_series(given: list[Fraction], take: str) -> Fraction:
    """The one number of what is given of a series, first to last."""
    if take == "mean":
        return total(given) / len(given)
    return {"sum": total(given), "last": given[-1], "highest": max(given), "lowest": min(given)}[take]
