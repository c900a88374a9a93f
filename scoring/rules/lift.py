"""`lift`: an event that raises the grade (直接评为).

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from scoring.problems.lint_check import LintCheck, LintResult
from scoring.problems.suggestions import not_among
from scoring.rules.base import AdjustmentRule, Item, Limits, Mistake, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import label
from scoring.words import Lang, Text, text

_DESCRIPTION = text("一经发生，等次不低于“{grade}”", "Once it happens: grade no lower than '{grade}'")
_HAPPENED, _NOT_HAPPENED = (
    text("已发生，提升等次", "It happened: the grade is lifted"),
    text("未发生", "It did not happen"),
)
_WITHOUT_EFFECT = LintCheck(
    "look",
    text("提升等次没有作用", "a lift without effect"),
    text("它保证的是最低的等次，发生与否都一样。", "It guarantees the lowest grade, which everyone has."),
    text("改为更高的等次，或删去这一项。", "Name a better grade, or remove it."),
)


class Lift(AdjustmentRule):
    """Once it happened: grade at least `grade_at_least`, whatever quotas and requirements say."""

    kind: Literal["lift"] = "lift"
    grade_at_least: Annotated[str, label("等次至少", "grade at least")]
    takes: ClassVar = ("yes_no", "count")
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("一经发生，等次不低于某一等", "an event that raises the grade")
    lint_checks: ClassVar = {"lift_without_effect": _WITHOUT_EFFECT}

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        grade = rule.get("grade_at_least")
        if isinstance(grade, str) and grade not in grades:
            yield Mistake("unknown_grade", not_among(grade, grades), ("rule", "grade_at_least"))

    def happened(self, x: Columns) -> NDArray[np.bool_]:
        """Whether the event happened, for every unit; blank is no."""
        return np.nan_to_num(x.value, nan=0.0) > 0

    def limits(self) -> Limits:
        return Limits(grade_at_least=self.grade_at_least)

    def describe(self, about: Subject, lang: Lang) -> str:
        return _DESCRIPTION.format(lang, grade=about.grades[self.grade_at_least])

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        return (_HAPPENED if self.happened(x)[i] else _NOT_HAPPENED).get(lang)

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        if self.grade_at_least == outlook.last_grade:
            yield LintResult("lift_without_effect", text("保证的是最低一等", "It guarantees the lowest grade"))
