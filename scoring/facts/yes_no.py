"""`yes_no`: whether something was done or happened.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scoring.facts.base import BadValue, Floats, Reported, Validation
from scoring.facts.single import SingleValue
from scoring.numbers import tidy
from scoring.words import Lang, Text, text

_YES = {"是", "有", "√", "✓", "✔", "yes", "true", "1"}
_NO = {"否", "无", "×", "✗", "✘", "no", "false", "0"}
NO, YES = text("否", "no"), text("是", "yes")


class YesNo(SingleValue):
    """1 for yes, 0 for no."""

    name, order = "yes_no", 1
    title = text("是/否", "yes or no")
    accepts = text("是 或 否", "yes or no")
    how = text("选“是”或“否”", "choose yes or no")
    example = text("是", "yes")
    misread_day = "not_yes_no"

    def read(self, raw: Any, item: Reported) -> float:
        word = tidy(raw).lower() if isinstance(raw, str) else {1: "1", 0: "0"}.get(raw, "")
        if word not in _YES | _NO:
            raise BadValue("not_yes_no", found=raw)
        return float(word in _YES)

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        return (YES if value > 0 else NO).get(lang)

    def prompt(self, item: Reported, year: int) -> Text:
        return text("是 或 否", "yes or no")

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return Validation(
            title=text("填是或否", "Yes or no"),
            prompt=text("从下拉列表中选择。", "Choose from the list."),
            refusal_title=text("请填是或否", "Yes or no"),
            refusal=text("这里应填“是”或“否”。", "Fill in yes or no here."),
            options=(YES, NO),
            is_list_inline=True,
        )

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        return np.array([0.0, 1.0])
