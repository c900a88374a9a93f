"""What the reference scorer does for one indicator: exact numbers, and each rule kind's rate.

See tests/reference.py. Only logarithms and powers are not exact: they are taken with 50 digits and
cut to 40.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

Value = bool | int | Decimal | Fraction | str | dt.date
UNANSWERED, NOT_APPLICABLE, SCORED = "unanswered", "not_applicable", "scored"
AWAITED = "awaited"  # in the sums as unanswered
MANY_DIGITS = Context(prec=50)
SURE_DIGITS = Context(prec=40)


def exact(number: Any) -> Fraction:
    """The number as it is written: the 0.2 of a YAML file is one fifth."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def half_up(number: Fraction, decimals: int | None) -> Fraction:
    """四舍五入; without `decimals` the number stays as it is."""
    if decimals is None:
        return number
    size = Fraction(math.floor(abs(number) * 10**decimals + Fraction(1, 2)), 10**decimals)
    return size if number >= 0 else -size


def months_of(period: dict[str, int]) -> tuple[int, ...]:
    """The months of a system's period: all twelve, or those of a half, a quarter, or the one."""
    for part, length in (("half", 6), ("quarter", 3), ("month", 1)):
        if part in period:
            return tuple(length * (period[part] - 1) + n for n in range(1, length + 1))
    return tuple(range(1, 13))


def clipped(rate: Fraction) -> Fraction:
    return min(Fraction(1), max(Fraction(0), rate))


def as_decimal(number: Fraction) -> Decimal:
    return MANY_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))


def sure(number: Decimal) -> Fraction:
    """A result of 50 digits without its last ten, which rounding may have touched."""
    return Fraction(SURE_DIGITS.plus(number))


def logarithm(number: Fraction) -> Decimal:
    return MANY_DIGITS.ln(as_decimal(number))


def power(number: Fraction, exponent: Fraction) -> Decimal:
    if number == 0:
        return Decimal(0)
    return MANY_DIGITS.power(as_decimal(number), as_decimal(exponent))


# ---------------------------------------------------------------- one indicator of one unit


@dataclass
class Asked:
    """What a rule looks at: its parameters, what the unit reported, the marks to be had, and
    the values of all units of the scope that answered (for rules that compare units)."""

    rule: dict[str, Any]
    facts_kind: str
    reported: dict[str, Value]
    marks: Fraction
    year: int
    rivals: list[Fraction]
    whole: Fraction = Fraction(1)  # of a share: 1, or 100 in per cent
    months: tuple[int, ...] = tuple(range(1, 13))  # of the period assessed

    def number(self, name: str, default: Any = None) -> Fraction:
        return exact(self.rule.get(name, default))

    def field(self, name: str) -> Fraction:
        return exact(self.reported[name])

    def after_losing(self, lost: Fraction) -> Fraction:
        """The rate of a rule that takes marks away: never below 0 (扣完为止)."""
        return max(Fraction(0), self.marks - lost) / self.marks


def value_of(asked: Asked) -> Fraction | None:
    """The one number of a count, number or ratio, in per cent if the unit is that; None for a ratio with nothing due."""
    if asked.facts_kind != "ratio":
        return asked.field("value")
    done, due = asked.field("done"), asked.field("due")
    return None if due == 0 else done / due * asked.whole


Rate = Fraction | str  # a rate, or the state the facts turn out to mean


def rate_of_pass(asked: Asked) -> Rate:
    return Fraction(1) if asked.reported["value"] else Fraction(0)


def rate_of_share(asked: Asked) -> Rate:
    value = value_of(asked)
    if value is None:
        return NOT_APPLICABLE
    zero, full = asked.number("zero_at", 0), asked.number("full_at", asked.whole)
    return clipped((value - zero) / (full - zero))


def rate_of_target(asked: Asked) -> Rate:
    return clipped(asked.field("value") / asked.number("target"))


def rate_of_shortfall(asked: Asked) -> Rate:
    value = value_of(asked)
    if value is None:
        return NOT_APPLICABLE
    steps = max(Fraction(0), asked.number("at_least") - value) / asked.number("per", 1)
    if asked.rule.get("whole_steps", False):
        steps = Fraction(math.ceil(steps))
    return asked.after_losing(asked.number("deduct") * steps)


def rate_of_every_period(asked: Asked) -> Rate:
    months = [f"m{n:02d}" for n in asked.months]
    quarters = [f"q{n // 3}" for n in asked.months if n % 3 == 0]
    periods = months if asked.facts_kind == "monthly" else quarters
    missed = sum(exact(asked.reported.get(p, 0)) < asked.number("at_least", 1) for p in periods)
    deduct = asked.number("deduct") if "deduct" in asked.rule else asked.marks / len(periods)
    return asked.after_losing(deduct * missed)


def rate_of_bands(asked: Asked) -> Rate:
    value = value_of(asked)
    if value is None:
        return NOT_APPLICABLE
    for band in asked.rule["bands"]:
        if value >= exact(band["at_least"]):
            return exact(band["rate"])
    return Fraction(0)


def rate_of_levels(asked: Asked) -> Rate:
    return exact(asked.rule["levels"][asked.reported["value"]])


def due_date(by: Any, year: int) -> dt.date:
    """`by` is YYYY-MM-DD, or MM-DD of the year assessed."""
    text = str(by)
    return dt.date.fromisoformat(text if len(text) > 5 else f"{year}-{text}")


def rate_of_deadline(asked: Asked) -> Rate:
    done: Any = asked.reported["value"]
    days_late = (done - due_date(asked.rule["by"], asked.year)).days
    if days_late <= 0:
        return Fraction(1)
    if "late" in asked.rule:
        return asked.number("late")
    return asked.after_losing(asked.number("deduct_per_day") * days_late)


def rate_of_rating(asked: Asked) -> Rate:
    drop = asked.rule.get("drop", 0)
    scores = sorted(exact(score) for score in asked.reported.values())
    kept = scores[drop : len(scores) - drop]
    if len(scores) < 2 * drop + 1:
        return AWAITED
    return sum(kept, Fraction(0)) / len(kept) / 100


def rate_of_goalposts(asked: Asked) -> Rate:
    worst, best = asked.number("worst"), asked.number("best")
    x = min(max(asked.field("value"), min(worst, best)), max(worst, best))
    if not asked.rule.get("log", False):
        return (x - worst) / (best - worst)
    low, here, high = logarithm(worst), logarithm(x), logarithm(best)
    way, whole = MANY_DIGITS.subtract(here, low), MANY_DIGITS.subtract(high, low)
    return clipped(sure(MANY_DIGITS.divide(way, whole)))


def rate_of_nearest(asked: Asked) -> Rate:
    away = abs(asked.field("value") - asked.number("target"))
    return clipped(1 - away / asked.number("zero_beyond"))


def rate_of_best_in_group(asked: Asked) -> Rate:
    best = max(asked.rivals)
    return clipped(asked.field("value") / best) if best > 0 else Fraction(0)


def rate_of_by_rank(asked: Asked) -> Rate:
    mine, high = asked.field("value"), asked.rule.get("best", "high") == "high"
    better = sum(other > mine if high else other < mine for other in asked.rivals)
    rates = asked.rule["rates"]
    return exact(rates[better]) if better < len(rates) else asked.number("rest", 0)


def rate_of_improvement(asked: Asked) -> Rate:
    now, before = asked.field("now"), asked.field("before")
    if before == 0:
        return Fraction(1) if now > 0 else NOT_APPLICABLE
    zero, full = asked.number("zero_at"), asked.number("full_at")
    return clipped(((now / before - 1) * asked.whole - zero) / (full - zero))


RATES: dict[str, Callable[[Asked], Rate]] = {
    name.removeprefix("rate_of_"): function for name, function in list(globals().items()) if name.startswith("rate_of_")
}
