"""Exact numbers of the reference scorer. Only logarithms and powers are not exact: they are taken with
50 digits and cut to 40."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

MANY_DIGITS = Context(prec=50)
SURE_DIGITS = Context(prec=40)
NOTHING = Fraction(0)


def exact(number: Any) -> Fraction:
    """The number as it is written: the 0.2 of a YAML file is one fifth."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def half_up(number: Fraction, decimals: int | None) -> Fraction:
    """四舍五入, of the number's size; without `decimals` the number stays as it is."""
    if decimals is None:
        return number
    size = Fraction(math.floor(abs(number) * 10**decimals + Fraction(1, 2)), 10**decimals)
    return size if number >= 0 else -size


def between(number: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    """The number, not below `low` and not above `high`; None is no limit."""
    if low is not None:
        number = max(low, number)
    return number if high is None else min(high, number)


def clipped(rate: Fraction) -> Fraction:
    return between(rate, NOTHING, Fraction(1))


def stepped(steps: Fraction, whole: bool | str) -> Fraction:
    """Steps of a size: as they are, each begun one (True), or only complete ones ("full"); never below 0."""
    steps = max(NOTHING, steps)
    if whole == "full":
        return Fraction(math.floor(steps))
    return Fraction(math.ceil(steps)) if whole else steps


def total(numbers: Any) -> Fraction:
    return sum(numbers, NOTHING)


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
