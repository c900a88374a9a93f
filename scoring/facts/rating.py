"""`rating`: the scores of a panel.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from scoring.facts.base import BadValue, FactKind, Floats, Reported, Validation, read_number
from scoring.facts.sheets import PANEL
from scoring.numbers import plain
from scoring.words import Text, text

MOST_RATERS = 99
FULL = 100.0  # of a score, unless its rule says otherwise
_LABEL, _SHORT = text("评分{number}", "Score {number}"), text("评分", "Score")


class Rating(FactKind):
    """r1 .. rN, each 0 to 100, or to the `out_of` of its rule; N is `raters`."""

    name, order = "rating", 10
    title = text("评议分", "panel rating")
    accepts = text("0 到 100（或规则的 out_of）的分数", "scores from 0 to 100, or to the rule's `out_of`")
    keys = {"raters": True}
    sheet = PANEL
    how = text("每位评委一格，0 到满分；缺席的空着", "a cell for each rater, 0 to full marks; blank for who was absent")
    example = text("满分100分的填 92，满分10分的填 9.2", "92 out of 100, 9.2 out of 10")

    def fields(self, item: Reported) -> tuple[str, ...]:
        return tuple(f"r{number}" for number in range(1, (item.raters or 0) + 1))

    def label(self, name: str, item: Reported | None = None) -> Text:
        return _LABEL.filled(number=name[1:])

    def labels(self) -> dict[str, Text]:
        return {f"r{number}": self.label(f"r{number}") for number in range(1, MOST_RATERS + 1)}

    def open_fields(self, item: Reported, year: int, today: dt.date) -> tuple[str, ...]:
        return ()  # raters have given their scores

    def read(self, raw: Any, item: Reported) -> float:
        value = read_number(raw)
        if not 0 <= value <= item.full_score:
            raise BadValue("out_of_range", found=raw, low=0, high=plain(item.full_score))
        return value

    def prompt(self, item: Reported, year: int) -> Text:
        return text("评分，0 到 {full}", "scores, 0 to {full}").filled(full=plain(item.full_score))

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        full = plain(item.full_score)
        return Validation(
            title=_SHORT,
            prompt=text("0 到 {full}；缺席的空着。", "0 to {full}; blank for who was absent.").filled(full=full),
            refusal_title=text("请填评分", "A score, please"),
            refusal=text("评分应在 0 到 {full} 之间。", "A score lies between 0 and {full}.").filled(full=full),
            criteria={"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": item.full_score},
        )

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        return dict.fromkeys(self.fields(item), np.array([0.0, item.full_score / 2, item.full_score]))
