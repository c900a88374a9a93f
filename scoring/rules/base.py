"""What every scoring rule is: its parameters, its sentence, its arithmetic and its own checks in one class.

A new kind is one new file in this package. A class that lacks a part dies at import, with its name.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from scoring.facts import FactKind, Reported
from scoring.facts.rating import FULL as FULL_SCORE
from scoring.numbers import Floats
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.columns import Columns, Subject
from scoring.rules.parameters import numbers, without_label
from scoring.words import Lang, Text

_STEP = 0.01  # beside a number of the rule, where figures are tried
_BASES = ("IndicatorRule", "AdjustmentRule", "DeductingRule", "RuleWithBeyond")


class Item(Reported, Protocol):
    """What a rule has to know of its indicator (or adjustment)."""

    @property
    def fact_kind(self) -> FactKind: ...


class Mistake(NamedTuple):
    """What is wrong with a rule beside its indicator, in the file.

    Attributes:
        code, params: of the problem. path: where, from the indicator on. at_key: at the key and not at its value.
    """

    code: str
    params: Mapping[str, Any]
    path: tuple[str | int, ...]
    at_key: bool = False


@dataclass(frozen=True)
class Outlook:
    """What a system makes possible, for the lint of its rules.

    Attributes:
        year: that is assessed. best_total: the best total there can be. best_grade: its id, None without grades.
        caps: of all bonuses and of all deductions; None for no cap. last_grade: the lowest grade's id, None without.
    """

    year: int
    best_total: float
    best_grade: str | None
    caps: tuple[float | None, float | None]
    last_grade: str | None = None


class Rule(BaseModel):
    """A scoring rule's parameters, sentence and arithmetic.

    Every parameter carries a `Label` in its annotation.

    Class attributes of each kind: `takes` (the kinds of facts it can judge), `monotone` (fields of
    which more never scores lower, +1, or never higher, -1, turned round where `direction` is -1; empty where the rule
    claims neither), `summary` (one line for the docs), `lint_checks` (its own checks by code) and `percent_defaults`
    (what parameters are by default where the unit is %).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    takes: ClassVar[tuple[str, ...]]
    monotone: ClassVar[dict[str, int]]
    summary: ClassVar[Text]
    lint_checks: ClassVar[Mapping[str, LintCheck]] = {}
    percent_defaults: ClassVar[Mapping[str, float]] = {}
    adjusts: ClassVar[bool] = False
    compares_units: ClassVar[bool] = False  # whether what a unit earns, and why, depends on what others report
    total_limits: ClassVar[tuple[str, ...]] = ()  # parameters that a total is held to

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__name__ in _BASES:
            return
        missing = [part for part in ("takes", "monotone", "summary") if not hasattr(cls, part)]
        missing += [] if isinstance(cls.model_fields["kind"].default, str) else ["kind"]
        missing += sorted(cls.__abstractmethods__)
        missing += [f"a label of {name}" for name in without_label(cls)]
        if missing:
            raise TypeError(f"scoring rule {cls.__module__}.{cls.__name__} lacks {', '.join(missing)}")

    @classmethod
    def judges(cls, facts: FactKind) -> bool:
        """Whether it can judge a kind of facts."""
        return facts.name in cls.takes or facts.judged_as in cls.takes

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        """What is wrong with a rule of this kind beside its indicator.

        Args:
            rule, item: as the file gives them; whatever has a wrong shape is passed over, its own message says so.
            grades: the ids of the file's grades.
        """
        return iter(())

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        """What can be read and still does not do what its author meant, by `lint_checks`."""
        return iter(())

    def thresholds(self) -> tuple[float, ...]:
        """The parameters that a reported figure itself is held against."""
        return ()

    def full_score(self) -> float:
        """What each score of a panel is out of."""
        return FULL_SCORE

    def bounds(self, marks: float) -> tuple[float | None, float | None]:
        """The least and the most that a figure may be where the indicator is worth so much; None for no limit."""
        return (None, None)

    def direction(self) -> int:
        """1 where its parameters make more the better, -1 where they make less so, 0 where they say nothing of it."""
        return 0

    @abstractmethod
    def describe(self, about: Subject, lang: Lang) -> str:
        """The rule in words (评分标准), made from its own parameters."""

    @abstractmethod
    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        """How the figures of unit number `i` lead to its result, without the marks earned."""

    def trial(self, item: Item, marks: float = 1.0) -> Columns:
        """Figures worth trying on the rule, as if each were another unit's: around every number it holds."""
        kind = item.fact_kind
        fields = kind.trial(item, _around([*numbers(self), *(x for x in item.bounds if x is not None)]))
        count = len(next(iter(fields.values())))
        everyone = np.ones(count, dtype=bool)
        scope = np.zeros(count, dtype=np.int64)
        return Columns(
            kind, fields, np.full(count, marks), everyone, scope, item.unit, item.options, item.take, item.fault_titles
        )


def _around(known: list[float]) -> list[float]:
    """Figures at, just below and just above some numbers, 0 and 1, and between them."""
    near = {n + d for n in (*known, 0.0, 1.0) for d in (-1.0, -_STEP, 0.0, _STEP, 1.0)}
    between = {(a + b) / 2 for a, b in itertools.pairwise(sorted(near))}
    return sorted(near | between)


class IndicatorRule(Rule):
    """A rule that gives an indicator's rate.

    Class attributes: `waits_for_others`, whether too few figures are others' to complete, not the unit's, whoever
    enters them; `says_met_or_not`, whether a condition that it judges is said to be met or not, in place of the part of
    the marks that its explanation names.
    """

    waits_for_others: ClassVar[bool] = False
    says_met_or_not: ClassVar[bool] = False

    def in_marks(self) -> bool:
        """Whether it gives or takes marks, so that its rate depends on what the indicator is worth."""
        return False

    def most_beyond(self) -> float:
        """The most marks there can be beyond full marks; infinite without any end."""
        return 0.0

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        """Whether enough is reported to judge, for every unit; by default, what the kind of facts calls so."""
        return x.kind.answered(x.given)

    def explain_too_few(self, x: Columns, i: int, lang: Lang) -> str:
        """How much was given to unit number `i` and how much is needed; '' where nothing was."""
        return ""

    def says_enough(self) -> bool:
        """Whether it says itself how many of several figures are enough, so that the others are not waited for."""
        return False

    @abstractmethod
    def rate(self, x: Columns) -> Floats:
        """Rate of every unit, in [0, 1] but for what `beyond` adds; NaN where the figures do not apply.

        Units that are not live get a value too; the engine disregards it.
        """

    def range(self, item: Item, marks: float) -> tuple[float, float]:
        """The lowest and the highest rate that any report can earn; NaN where nothing can be reported."""
        rates = self.rate(self.trial(item, marks))
        known = rates[~np.isnan(rates)]
        return (float(known.min()), float(known.max())) if len(known) else (float("nan"), float("nan"))


class Limits(NamedTuple):
    """What an event does to grade, score and rank; None, False and 0 leave them as they are.

    Attributes:
        grade_down: by how many grades it lowers. no_score: the unit has neither score nor rank.
        grade_at_least: the grade a lift raises to.
    """

    grade_at_most: str | None = None
    score_at_most: float | None = None
    unranked: bool = False
    grade_down: int = 0
    no_score: bool = False
    grade_at_least: str | None = None


class AdjustmentRule(Rule):
    """A rule that acts on the total, outside the indicators' marks: by points, as a veto, or as a lift."""

    adjusts: ClassVar[bool] = True

    @classmethod
    def gives_points(cls) -> bool:
        """Whether it adds or takes points."""
        return cls.points_of is not AdjustmentRule.points_of

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing happened."""
        return np.zeros_like(x.marks)

    def most_points(self) -> tuple[float, float]:
        """The lowest and the highest points there can be, infinite without any cap."""
        return (0.0, 0.0)

    def happened(self, x: Columns) -> NDArray[np.bool_]:
        """Whether the event of a veto or lift happened, for every unit; blank is no."""
        return np.zeros_like(x.live)

    def limits(self) -> Limits:
        """What a veto or lift does once its event happened."""
        return Limits()

    def limits_words(self, about: Subject, lang: Lang) -> str:
        """What a veto limits once its event happened; '' for any other rule."""
        return ""
