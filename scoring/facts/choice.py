"""`choice`: one of several options.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scoring.facts.base import BadValue, Floats, Reported, Validation
from scoring.facts.single import SingleValue
from scoring.numbers import tidy
from scoring.words import Lang, Text, joined_text, text


class Choice(SingleValue):
    """The position of the option chosen, from 0."""

    name, order = "choice", 9
    title = text("选项", "choice")
    accepts = text("所列选项之一", "one of the options")
    keys = {"options": True}
    how = text("从下拉列表中选一项", "choose from the list")
    example = text("所列选项之一", "one of the options")
    misread_day = ""

    def read(self, raw: Any, item: Reported) -> float:
        wanted = tidy(str(raw))
        for index, option in enumerate(item.options):
            if tidy(option) == wanted:
                return float(index)
        raise BadValue("not_an_option", found=raw, options="、".join(item.options))

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        return item.options[int(value)]

    def prompt(self, item: Reported, year: int) -> Text:
        return text("选项：{options}", "Options: {options}").filled(options=joined_text(item.options))

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return Validation(
            title=text("请选择", "Please choose"),
            prompt=text("从下拉列表中选择。", "Choose from the list."),
            refusal_title=text("请选择", "Please choose"),
            refusal=text("请从下拉列表中选择。", "Please choose from the list."),
            options=tuple(map(Text, item.options)),
            refuses=True,
        )

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        return np.arange(len(item.options), dtype=float)
