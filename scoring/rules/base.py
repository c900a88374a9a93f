"""What every scoring rule is: its parameters, its sentence and its arithmetic in one class.

A new kind is one new file in this package. A class that lacks a part dies at import, with its name.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, Strict

from scoring.numbers import Floats
from scoring.words import Lang, Text, text

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Rate = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
Truth = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]


class BadParameter(ValueError):
    """Parameters that cannot go together; `words` says why in each language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = text(zh, en)


@dataclass(frozen=True)
class Columns:
    """One indicator's figures for all units, as a rule sees them; every array is over units.

    Attributes:
        fields: field name -> value, NaN where blank.
        marks: what the indicator is worth to each unit.
        live: whether the unit has an answer here and the indicator applies to it; values of other
            units are not to be compared with.
        scope: the number of each unit's group.
        measured_in: unit of measurement, for sentences.
        options: a choice's options, in order.
    """

    fields: dict[str, Floats]
    marks: Floats
    live: NDArray[np.bool_]
    scope: NDArray[np.int64]
    measured_in: Text = field(default_factory=lambda: Text(""))
    options: tuple[str, ...] = ()

    @cached_property
    def value(self) -> Floats:
        """The figure to judge: `value` itself, or done / due of a ratio (NaN where due is 0)."""
        if "done" not in self.fields:
            return self.fields["value"]
        due = self.fields["due"]
        return np.divide(self.fields["done"], due, out=np.full_like(due, np.nan), where=due > 0)

    @cached_property
    def given(self) -> NDArray[np.bool_]:
        """Which figures are given, shape (fields, units)."""
        return np.isfinite(np.stack(list(self.fields.values())))

    @cached_property
    def periods(self) -> Floats:
        """The counts of a series, shape (periods, units), blank periods as 0."""
        return np.nan_to_num(np.stack(list(self.fields.values())), nan=0.0)

    def scope_of(self, scope: str) -> NDArray[np.int64]:
        """The number of the scope each unit is compared in: its group, or one for all."""
        return self.scope if scope == "group" else np.zeros_like(self.scope)


class Rule(BaseModel):
    """A scoring rule's parameters, sentence and arithmetic.

    Class attributes of each kind: `takes` (the kinds of facts it can judge), `monotone` (fields of
    which more never scores lower, +1, or never higher, -1; empty where the rule claims neither)
    and `summary` (one line for the docs).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    takes: ClassVar[tuple[str, ...]]
    monotone: ClassVar[dict[str, int]]
    summary: ClassVar[Text]
    adjusts: ClassVar[bool] = False

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__name__ in ("IndicatorRule", "AdjustmentRule"):
            return
        missing = [part for part in ("takes", "monotone", "summary") if not hasattr(cls, part)]
        missing += [] if isinstance(cls.model_fields["kind"].default, str) else ["kind"]
        missing += sorted(cls.__abstractmethods__)
        if missing:
            raise TypeError(f"scoring rule {cls.__module__}.{cls.__name__} lacks {', '.join(missing)}")

    @abstractmethod
    def describe(self, about: Subject, lang: Lang) -> str:
        """The rule in words (评分标准), made from its own parameters."""

    @abstractmethod
    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        """How the figures of unit number `i` lead to its result, without the marks earned."""


class IndicatorRule(Rule):
    """A rule that gives an indicator's rate."""

    def answered(self, x: Columns) -> NDArray[np.bool_]:
        """Whether enough is reported to judge, for every unit; by default, every field."""
        return np.logical_and.reduce(x.given)

    @abstractmethod
    def rate(self, x: Columns) -> Floats:
        """Rate in [0, 1] of every unit; NaN where the figures make the indicator not applicable.

        Units that are not live get a value too; the engine disregards it.
        """


class Limits(NamedTuple):
    """What a veto limits; None is no limit."""

    grade_at_most: str | None = None
    score_at_most: float | None = None
    unranked: bool = False


class AdjustmentRule(Rule):
    """A rule that acts on the total, outside the indicators' marks: by points, or as a veto."""

    adjusts: ClassVar[bool] = True

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing happened."""
        return np.zeros_like(x.marks)

    def happened(self, x: Columns) -> NDArray[np.bool_]:
        """Whether a veto's event happened, for every unit; blank is no."""
        return np.zeros_like(x.live)

    def limits(self) -> Limits:
        """What the veto limits once its event happened."""
        return Limits()


@dataclass(frozen=True)
class Subject:
    """What a sentence needs to know of the indicator it is about."""

    facts: str = "count"
    measured_in: Text = field(default_factory=lambda: Text(""))
    grades: Mapping[str, Text] = field(default_factory=dict)

    def amount(self, figure: str, lang: Lang) -> str:
        """A figure with its unit of measurement: 4次, 4 times."""
        return with_unit(figure, self.measured_in, lang)


def with_unit(figure: str, measured_in: Text, lang: Lang) -> str:
    """A figure followed by its unit of measurement, spaced as the language does."""
    unit = measured_in.get(lang)
    if lang == "zh":
        return f"{figure}{unit}"
    # English units are written in the plural; "1 sessions" would be wrong, and 1 alone is clear.
    return f"{figure} {unit}" if unit and figure != "1" else figure
