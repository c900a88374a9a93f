"""What kinds of facts with a figure for each of several periods have in common, of which a rule judges one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

import numpy as np

from scoring.facts.base import Bools, Floats, Reported, Validation
from scoring.facts.number import Number
from scoring.facts.series import Series
from scoring.words import Lang, Text, text

_NUMBER = Number()
_DECIMALS = 10  # of a sum; what is beyond is float noise (0.1 + 0.2)
_DIGITS = 14  # of a mean; equal means of different numbers of figures are equal (0.3 / 3 and 0.1)


def _mean(given: Floats) -> Floats:
    number = np.maximum(1, np.isfinite(given).sum(axis=0))
    mean = _sum(given) / number
    with np.errstate(divide="ignore", invalid="ignore"):
        places = _DIGITS - np.ceil(np.log10(np.abs(mean)))
    power = 10.0 ** np.clip(np.nan_to_num(places, posinf=0.0, neginf=0.0), 0, 22)
    return np.where(number > 1, np.rint(mean * power) / power, mean)


def _sum(given: Floats) -> Floats:
    total = np.round(np.nansum(given, axis=0), _DECIMALS) + 0.0
    return np.where(np.isfinite(given).any(axis=0), total, np.nan)


def _last(given: Floats) -> Floats:
    found = np.full(given.shape[1:], np.nan)
    for figures in given:  # over periods, not units
        found = np.where(np.isfinite(figures), figures, found)
    return found


class Take(NamedTuple):
    """A way of taking one of several figures: how, what it is called, and how a sentence names what is taken."""

    combine: Callable[[Floats], Floats]
    title: Text
    words: Text


TAKES = {
    "mean": Take(_mean, text("平均", "mean"), text("各{period}平均", "mean of the {period}s")),
    "sum": Take(_sum, text("合计", "sum"), text("各{period}合计", "sum of the {period}s")),
    "last": Take(_last, text("最后一期", "last"), text("最后一期", "last {period} given")),
    "highest": Take(np.fmax.reduce, text("最高", "highest"), text("各{period}最高", "highest of the {period}s")),
    "lowest": Take(np.fmin.reduce, text("最低", "lowest"), text("各{period}最低", "lowest of the {period}s")),
}


class SeriesNumber(Series):
    """A figure for each period; blank ones are left out of what is judged."""

    keys = {"take": True, "min": False, "max": False}
    judged_as = "number"
    can_be_negative = True
    may_be_share = True
    blank = text(
        "月度、季度数值只按已填的计算，空白的不计入。",
        "Of figures by month or quarter those given count; blank ones are left out.",
    )
    blank_problem: ClassVar[str] = "periods_left_out"

    def read(self, raw: Any, item: Reported) -> float:
        return _NUMBER.read(raw, item)

    def hundredfold(self, number: float, limits: Sequence[float]) -> float | None:
        return None  # of a sum or a mean; its parts may well be far from the limits

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        return _NUMBER.value_text(value, item, lang)

    def typed(self, value: float, item: Reported, lang: Lang) -> str:
        return _NUMBER.typed(value, item, lang)

    def key_mistakes(self, item: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
        return _NUMBER.key_mistakes(item)

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return _NUMBER.validation(name, item, year)

    # --- what a rule judges ----------------------------------------------------------------------

    def taken(self, fields: Mapping[str, Floats], take: str | None) -> Floats:
        return TAKES[take or "mean"].combine(np.stack(list(fields.values())))

    def answered(self, given: Bools) -> Bools:
        return np.logical_or.reduce(given)

    def taken_words(self, take: str | None) -> Text:
        return TAKES[take or "mean"].words.filled(period=self.period)

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        """Figures of one period alone: whatever is taken, they are what is judged."""
        figures = _NUMBER.trial(item, near)["value"]
        first, *rest = self.fields(item)
        return {first: figures} | {name: np.full(len(figures), np.nan) for name in rest}
