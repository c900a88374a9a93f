"""Spots figures about a hundred times beyond the limits of their rule: 96 for 0.96, 500 for 5, 11000 for 110.00.

Tested in tests/facts/test_percent.py.
"""

from __future__ import annotations

from collections.abc import Sequence

_NEAR = 1.25  # times a limit, up to which a figure is about that limit
_FAR = 80  # times the highest limit, from which a figure is about a hundred times too large
_BEYOND = 10  # times the highest limit, from which a figure is out of its rule's range at all


def hundredfold(number: float, limits: Sequence[float]) -> float | None:
    """The figure that fits a rule's limits if `number`, of the same sign, is a hundred times beyond them; else None."""
    same = [abs(limit) for limit in limits if limit * number > 0]
    found = _hundredfold(abs(number), same) if same else None
    return found if found is None or number > 0 else -found


def _hundredfold(number: float, limits: Sequence[float]) -> float | None:
    low, high = min(limits), max(limits)
    if number <= 1 and (number * 100 <= low or (number < low and number * 100 <= high * _NEAR)):
        return number * 100
    fits_when_divided = low / 2 <= number / 100 if high <= 1 else low < high and low <= number / 100 <= high
    is_far = number >= high * _FAR or (number > high * _BEYOND and fits_when_divided)
    return number / 100 if is_far else None


def hundredfold_count(number: float, limits: Sequence[float]) -> float | None:
    """The same of a count, which has its hundreds for certain: 500 where the limit is 5, not 480."""
    known = [limit for limit in limits if limit > 0]
    if not known or number % 100 or number <= max(known) * _BEYOND:
        return None
    fitting = number / 100
    return fitting if any(limit / _NEAR <= fitting <= limit * _NEAR for limit in known) else None


def is_hundredfold_growth(growth: float, limits: Sequence[float]) -> bool:
    """Whether a growth (0.1: a tenth more) fits a rule's limits only if one of its figures is a hundred times off."""
    if not limits:
        return False
    low, high = max(1 + min(limits), 0.5) / _NEAR, (1 + max(limits)) * _NEAR
    times = 1 + growth
    is_beyond = times > high * _BEYOND or times < low / _BEYOND
    return is_beyond and any(low <= fitting <= high for fitting in (times / 100, times * 100))
