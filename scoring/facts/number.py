"""`number`: any figure.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from scoring.facts.base import BadValue, Floats, Reported, Validation, is_percent, read_number, with_unit, without_sign
from scoring.facts.hundredfold import hundredfold
from scoring.facts.single import SingleValue
from scoring.numbers import LARGEST, plain, typed
from scoring.words import Lang, Text, text

_NO_BOUND = Text("")
_BETWEEN = text("（{low} 到 {high}）", " from {low} to {high}")
_AT_LEAST = text("（不小于 {low}）", " of {low} or more")
_AT_MOST = text("（不大于 {high}）", " of {high} or less")


class Number(SingleValue):
    """A figure within `min` and `max`, if they are given; 85% is 0.85, or 85 where the unit is %."""

    name, order = "number", 3
    can_be_negative = True
    title = text("数值", "number")
    accepts = text("数字", "a number")
    keys = {"min": False, "max": False}
    may_be_share = True
    how = text("填数字，可有小数，不带单位", "a number, with decimals if need be, without a unit")
    example = text("12.5", "12.5")

    def read(self, raw: Any, item: Reported) -> float:
        in_percent = is_percent(item.unit)
        value = read_number(without_sign(raw) if in_percent else raw, percent=not in_percent)
        low, high = item.bounds
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = {"low": "-∞" if low is None else typed(low), "high": "∞" if high is None else typed(high)}
            raise BadValue("out_of_range", found=raw, **bounds)
        return value

    def hundredfold(self, number: float, limits: Sequence[float]) -> float | None:
        return hundredfold(number, limits)

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        return f"{plain(value)}%" if is_percent(item.unit) else plain(value)

    def typed(self, value: float, item: Reported, lang: Lang) -> str:
        return f"{typed(value)}%" if is_percent(item.unit) else typed(value)

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        figure = super().text(values, item, lang)
        return figure if not figure or is_percent(item.unit) else with_unit(figure, item.unit, lang)

    def key_mistakes(self, item: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
        low, high = item.get("min"), item.get("max")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            detail = text(f"大于 max 的 {high}", f"it is above max, {high}")
            yield (
                ("min",),
                "bad_value",
                {
                    "key": "min",
                    "found": text(f"数字 {typed(low)}", typed(low)),
                    "detail": detail,
                    "expected": f"min <= {high}",
                },
            )

    def prompt(self, item: Reported, year: int) -> Text:
        if is_percent(item.unit):
            return _with_bounds(text("百分数{bounds}，96% 填 96", "per cent{bounds}; 96 for 96%"), item)
        return _with_bounds(text("数值{bounds}", "a number{bounds}"), item)

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        low, high = item.bounds
        low, high = (-LARGEST if low is None else low), (LARGEST if high is None else high)
        return Validation(
            title=text("填数字", "A number"),
            prompt=_with_bounds(text("填数字{bounds}。", "Fill in a number{bounds}."), item),
            refusal_title=text("请核对数字", "Look at the number again"),
            refusal=_with_bounds(
                text("这里应填数字{bounds}，不带单位。", "Fill in a number{bounds} here, without a unit."), item
            ),
            criteria={"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high},
        )

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        low, high = item.bounds
        above = figures >= (-np.inf if low is None else low)
        return figures[above & (figures <= (np.inf if high is None else high))]


def _with_bounds(words: Text, item: Reported) -> Text:
    """Words with the bounds of a number in their braces."""
    low, high = item.bounds
    pattern = _NO_BOUND if low is None and high is None else _AT_MOST if low is None else _AT_LEAST
    pattern = _BETWEEN if low is not None and high is not None else pattern
    bounds = {"low": "" if low is None else plain(low), "high": "" if high is None else plain(high)}
    return words.filled(bounds=pattern.filled(**bounds))
