"""Rounding as decimal arithmetic would do it, and reading of numbers as people write them.

Figures are float64. A figure people can type has few digits, and a score is a short chain of
operations on such figures, so its float error stays below 1e-14 of its size, while two different
results of such arithmetic differ by far more than 1e-12. Treating anything within `TOLERANCE` of a
rounding boundary as being on it therefore gives what exact decimal arithmetic gives.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

TOLERANCE = 1e-12
SIGNIFICANT_DECIMALS = 12  # of a score relative to its scale; below this is float noise
MINUS = "−"  # where people read figures; in files, numbers stay numbers
LARGEST = 1e15  # above this a float no longer holds every whole number and two decimals
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Of no width, or saying in which direction to write: they come along when text is copied.
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD, 0x061C, 0x180E]
)
_UNSEEN = "".join([*filter(str.isspace, map(chr, range(0x3001))), *map(chr, _INVISIBLE)])
_SEPARATOR = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f'’＇](?=\d{3})")  # of thousands, besides the comma
# Small, circled and dotted digits: made plain ones, 10² would be 102.
_NO_FIGURES = re.compile("([²³¹¼-¾⁰⁴-⁹₀-₉⅐-⅟↉①-⒛⓪㉑-㉟㊱-㊿🄀-🄊]+)")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})
_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(?<=[\d.])(e[+-]?\d{1,3})?", re.IGNORECASE)


class BadNumber(ValueError):
    """The text is not a number; `code` is the problem code that says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def floor_exact(values: ArrayLike) -> Floats:
    """Largest whole number not above each value, where float noise just below a whole number counts as it."""
    x = np.asarray(values, dtype=np.float64)
    return np.floor(x + TOLERANCE * np.maximum(1.0, np.abs(x)))


def ceil_exact(values: ArrayLike) -> Floats:
    """Smallest whole number not below each value, float noise just above a whole number ignored."""
    return -floor_exact(-np.asarray(values, dtype=np.float64)) + 0.0


def reaches(values: ArrayLike, limit: ArrayLike) -> NDArray[np.bool_]:
    """Whether each value is at least the limit, where float noise just below it counts as it; NaN is not."""
    x, least = np.asarray(values, dtype=np.float64), np.asarray(limit, dtype=np.float64)
    reached: NDArray[np.bool_] = x >= least - TOLERANCE * np.maximum(1.0, np.abs(least))
    return reached


def half_up(values: ArrayLike, decimals: int | None) -> Floats:
    """Round half up (四舍五入) away from zero, as decimal arithmetic would: 1.005 -> 1.01, 90.005 -> 90.01.

    Args:
        values: any shape; NaN stays NaN.
        decimals: digits after the point; None leaves the values as they are.

    Returns:
        An array of the same shape, each the float nearest to its decimal result.
    """
    x = np.asarray(values, dtype=np.float64)
    if decimals is None:
        return x.copy()
    power = 10.0**decimals
    return (np.copysign(floor_exact(np.abs(x) * power + 0.5) / power, x) + 0.0).astype(np.float64, copy=False)


def at_least(values: ArrayLike, limit: ArrayLike) -> Bools:
    """Whether values reach a limit, as decimals would: 7 / 10 reaches 0.7. NaN does not."""
    return np.asarray(values) >= np.asarray(limit) - _noise(limit)


def above(values: ArrayLike, limit: ArrayLike) -> Bools:
    """Whether values are above a limit, as decimals would be. NaN is not."""
    return np.asarray(values) > np.asarray(limit) + _noise(limit)


def at_most(values: ArrayLike, limit: ArrayLike) -> Bools:
    """Whether values do not exceed a limit, as decimals would not. NaN is not."""
    return np.asarray(values) <= np.asarray(limit) + _noise(limit)


def below(values: ArrayLike, limit: ArrayLike) -> Bools:
    """Whether values are below a limit, as decimals would be. NaN is not."""
    return np.asarray(values) < np.asarray(limit) - _noise(limit)


def _noise(limit: ArrayLike) -> Floats:
    return TOLERANCE * np.maximum(1.0, np.abs(np.asarray(limit, dtype=np.float64)))


def without_noise(scores: ArrayLike, scale: float) -> Floats:
    """Scores with float noise removed, so that equal results compare equal (0.1 + 0.2 and 0.3)."""
    decimals = SIGNIFICANT_DECIMALS - math.ceil(math.log10(scale))
    return np.asarray(np.round(np.asarray(scores, dtype=np.float64), min(decimals, 15)) + 0.0, dtype=np.float64)


def tidy(raw: str) -> str:
    """The text with full-width forms made half-width and surrounding or invisible spaces removed."""
    parts = [raw.translate(_INVISIBLE)] if raw.isascii() else _NO_FIGURES.split(raw.translate(_INVISIBLE))
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return "".join(parts).translate(_MINUS).strip()


def trimmed(raw: str) -> str:
    """A name as somebody wrote it: nothing is changed but what cannot be seen at its ends is removed."""
    return raw.strip(_UNSEEN)


def parse_number(raw: Any, percent: bool = False) -> float:
    """Read a number from a cell.

    Args:
        raw: an int, float or text. Full-width digits and signs, thousand separators and surrounding
            spaces are understood.
        percent: whether a trailing % is understood (85% = 0.85).

    Raises:
        BadNumber: `not_a_number`, `percent_not_allowed` or `number_too_large`.
    """
    kind = raw.__class__  # most cells hold just these, and asking that takes no time
    if not (kind is int or kind is float) and (isinstance(raw, bool) or not isinstance(raw, float | str | np.number)):
        raise BadNumber("not_a_number")
    value = _from_text(raw, percent) if isinstance(raw, str) else float(raw)
    if math.isnan(value):
        raise BadNumber("not_a_number")
    if abs(value) > LARGEST:
        raise BadNumber("number_too_large")
    return value + 0.0


def _from_text(raw: str, percent: bool) -> float:
    cleaned = tidy(_SEPARATOR.sub(",", raw))
    is_percent = cleaned.endswith("%")
    digits = cleaned[:-1].rstrip() if is_percent else cleaned
    if not digits.isascii() or not _PLAIN.fullmatch(digits):
        raise BadNumber("not_a_number")
    if is_percent and not percent:
        raise BadNumber("percent_not_allowed")
    try:
        # Shifting the exponent in text keeps 85.3% at the float nearest to 0.853.
        return float(_shifted(digits.replace(",", ""), -2 if is_percent else 0))
    except ValueError:
        raise BadNumber("not_a_number") from None


def _shifted(digits: str, places: int) -> str:
    mantissa, _, exponent = digits.lower().partition("e")
    return f"{mantissa}e{int(exponent or 0) + places}"


def signed(value: float, decimals: int | None = None) -> str:
    """A change as a person writes it: +1.23, −1.23, and 0.00 without a sign."""
    figure = plain(abs(value), decimals)
    return figure if float(figure) == 0 else f"{'+' if value > 0 else MINUS}{figure}"


def plain(value: float, decimals: int | None = None) -> str:
    """A figure as a person writes it: 2, 1.6, −0.25 with a real minus sign; with `decimals`, exactly so many."""
    figure = typed(value) if decimals is None else f"{float(half_up(value, decimals)):.{decimals}f}"
    return figure.replace("-", MINUS)


def typed(value: float) -> str:
    """A figure as it is typed, so that any program can read it again: 2, 1.6, -0.25."""
    shortest = np.format_float_positional(round(float(value), 10), trim="-")
    return "0" if shortest == "-0" else shortest


def divided(top: Floats, bottom: Floats, otherwise: float) -> Floats:
    """top / bottom, and something else where that is 0; shapes are broadcast."""
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    return np.divide(top, bottom, out=np.full(shape, otherwise), where=np.broadcast_to(bottom > 0, shape))


def percent(rate: float, decimals: int | None = 1) -> str:
    """A rate as a person writes it: 0.0913 -> 9.1%, -0.021 -> −2.1%; with None, as many decimals as it has."""
    figure = plain(abs(rate) * 100, decimals)
    return f"{MINUS if rate < 0 and float(figure) else ''}{figure}%"


def signed_percent(rate: float) -> str:
    """A change of a rate: 0.021 -> +2.1%, -0.021 -> −2.1%, 0 -> 0.0%."""
    return f"{signed(rate * 100, 1)}%"
