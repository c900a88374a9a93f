"""`veto`: an event that limits the grade and the score (一票否决).

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, Strict, model_validator

from scoring.numbers import plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.problems.suggestions import not_among
from scoring.rules.base import AdjustmentRule, Item, Limits, Mistake, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import BadParameter, Truth, Whole, label
from scoring.rules.words import clauses_words
from scoring.words import Lang, Text, text

_DESCRIPTION = text("一经发生，{limits}", "Once it happens: {limits}")
_GRADE = text("等次不高于“{grade}”", "grade no higher than '{grade}'")
_SCORE = text("总分不高于{score}分", "score at most {score}")
_UNRANKED = text("不参加排名", "not ranked")
_NO_SCORE = text("不计总分，不参加排名", "no score and no rank")
_DOWN, _ONE_DOWN = text("等次降{down}等", "{down} grades down"), text("等次降一等", "one grade down")
_HAPPENED, _NOT_HAPPENED = text("已发生，一票否决", "It happened: veto"), text("未发生", "It did not happen")
_GRADE_LIMITED = text("已发生，等次受限", "It happened: the grade is limited")
_STEPS = text("已发生，等次降{down}等", "It happened: {down} grades down")
_ONE_STEP = text("已发生，等次降一等", "It happened: one grade down")
_WITHOUT_EFFECT = LintCheck(
    "look",
    text("一票否决没有作用", "a veto without effect"),
    text(
        "限定的等次和总分不低于本来可能的最好结果，限了等于没限。",
        "Its limits are no stricter than the best result there can be.",
    ),
    text("降低它限定的等次或总分。", "Lower the grade or score that it limits to."),
)


class Veto(AdjustmentRule):
    """Once it happened: grade at most `grade_at_most`, or `grade_down` grades lower; score at most `score_at_most`.

    With `unranked` no rank; with `no_score` neither score nor rank, and no grade but `grade_at_most`.
    """

    kind: Literal["veto"] = "veto"
    grade_at_most: Annotated[str | None, label("等次最高", "grade at most")] = None
    score_at_most: Annotated[Annotated[float, Strict(), Field(ge=0)] | None, label("总分最高", "score at most")] = None
    unranked: Annotated[Truth, label("不参加排名", "not ranked")] = False
    grade_down: Annotated[Annotated[Whole, Field(ge=1)] | None, label("等次降几等", "grades down")] = None
    no_score: Annotated[Truth, label("不计总分", "no score")] = False
    takes: ClassVar = ("yes_no", "count")
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("一经发生，限定等次和总分", "an event that limits grade and score")
    total_limits: ClassVar = ("score_at_most",)
    lint_checks: ClassVar = {"veto_without_effect": _WITHOUT_EFFECT}

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.limits() == Limits():
            raise BadParameter(
                "grade_at_most、grade_down、score_at_most、unranked、no_score 至少写一个",
                "give at least one of grade_at_most, grade_down, score_at_most, unranked and no_score",
            )
        return self

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        grade = rule.get("grade_at_most")
        if isinstance(grade, str) and grade not in grades:
            yield Mistake("unknown_grade", not_among(grade, grades), ("rule", "grade_at_most"))

    def happened(self, x: Columns) -> NDArray[np.bool_]:
        """Whether the event happened, for every unit; blank is no."""
        return np.nan_to_num(x.value, nan=0.0) > 0

    def limits(self) -> Limits:
        return Limits(self.grade_at_most, self.score_at_most, self.unranked, self.grade_down or 0, self.no_score)

    def describe(self, about: Subject, lang: Lang) -> str:
        return _DESCRIPTION.format(lang, limits=self.limits_words(about, lang))

    def limits_words(self, about: Subject, lang: Lang) -> str:
        """What it limits, one after the other."""
        return clauses_words(self._limits(about, lang), lang)

    def _limits(self, about: Subject, lang: Lang) -> Iterator[str]:
        """What it limits, a phrase for each."""
        if self.no_score:
            yield _NO_SCORE.get(lang)
        if self.grade_down is not None:
            yield (_ONE_DOWN if self.grade_down == 1 else _DOWN).format(lang, down=self.grade_down)
        if self.grade_at_most is not None:
            yield _GRADE.format(lang, grade=about.grades[self.grade_at_most])
        if self.score_at_most is not None:
            yield _SCORE.format(lang, score=plain(self.score_at_most))
        if self.unranked and not self.no_score:
            yield _UNRANKED.get(lang)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if not self.happened(x)[i]:
            return _NOT_HAPPENED.get(lang)
        if self.grade_down is not None and self.limits() == Limits(grade_down=self.grade_down):
            return (_ONE_STEP if self.grade_down == 1 else _STEPS).format(lang, down=self.grade_down)
        if self.score_at_most is None and not (self.unranked or self.no_score):
            return _GRADE_LIMITED.get(lang)
        return _HAPPENED.get(lang)

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        by_score = self.score_at_most is not None and self.score_at_most < outlook.best_total
        by_grade = self.grade_at_most is not None and self.grade_at_most != outlook.best_grade
        by_steps = self.grade_down is not None and outlook.best_grade != outlook.last_grade
        if not (by_score or by_grade or by_steps or self.unranked or self.no_score):
            what = text("最高总分{best}分", "The best total is {best}").filled(best=plain(outlook.best_total))
            yield LintResult("veto_without_effect", what)
