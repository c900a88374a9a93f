"""`count`: how often, or how many.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scoring.facts.base import Floats, Reported, Validation, is_percent, read_whole, with_unit, without_sign
from scoring.facts.hundredfold import hundredfold_count
from scoring.facts.single import SingleValue
from scoring.words import Lang, Text, text

LARGEST_COUNT = 999_999_999
_TIMES = ("", "次")  # units of measurement of what is counted by occurrence
WHOLE_NUMBER = Validation(
    title=text("填整数", "A whole number"),
    prompt=text("没有发生填 0；不清楚的先空着。", "0 if it did not happen; leave it blank if not known yet."),
    refusal_title=text("请填整数", "A whole number, please"),
    refusal=text("这里应填不小于 0 的整数，不带单位。", "Fill in a whole number of 0 or more here, without a unit."),
    criteria={"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST_COUNT},
)


class Count(SingleValue):
    """A whole number of 0 or more."""

    name, order = "count", 2
    title = text("次数", "count")
    accepts = text("不小于 0 的整数", "a whole number, 0 or more")
    how = text("填整数，没有发生填 0，不带单位", "a whole number, 0 if it did not happen, without a unit")
    example = text("3", "3")

    def read(self, raw: Any, item: Reported) -> float:
        return read_whole(without_sign(raw) if is_percent(item.unit) else raw)

    def hundredfold(self, number: float, limits: Sequence[float]) -> float | None:
        return hundredfold_count(number, limits)

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        figure = super().text(values, item, lang)
        return with_unit(figure, item.unit, lang) if figure else ""

    def prompt(self, item: Reported, year: int) -> Text:
        if item.unit.get("zh") in _TIMES:
            return text("次数（整数）", "how many times (a whole number)")
        return text("数量（整数）", "how many (a whole number)")

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return WHOLE_NUMBER

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        whole = np.unique(np.concatenate([np.floor(figures), np.ceil(figures)]))
        return whole[whole >= 0]
