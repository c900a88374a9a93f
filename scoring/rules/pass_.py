"""`pass`: done or not done.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from scoring.numbers import Floats
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns, Subject
from scoring.words import Lang, Text, text

_DESCRIPTION = text("“是”得满分，“否”不得分", "Yes earns full marks, no earns none")
_YES, _NO = text("结果为“是”", "The answer is yes"), text("结果为“否”", "The answer is no")


class Pass(IndicatorRule):
    """Full marks for yes, none for no."""

    kind: Literal["pass"] = "pass"
    takes: ClassVar = ("yes_no",)
    monotone: ClassVar = {"value": 1}
    summary: ClassVar[Text] = text("“是”得满分，“否”不得分", "full marks for yes, none for no")

    def rate(self, x: Columns) -> Floats:
        return (x.value > 0).astype(float)

    def describe(self, about: Subject, lang: Lang) -> str:
        return _DESCRIPTION.get(lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        return (_YES if x.value[i] > 0 else _NO).get(lang)
