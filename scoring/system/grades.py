"""What a total may be, and what a grade asks for."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from scoring.rules.parameters import BadParameter, Number, Rate, Truth, Whole
from scoring.system.part import Id, Key, NonNegative, Part
from scoring.words import Text


class InMarks(Part):
    """A limit in marks: what is earned is compared as it stands."""

    marks: NonNegative


def _limit_kind(given: Any) -> str:
    return "in_marks" if isinstance(given, dict | InMarks) else "as_rate"


Limit = Annotated[Annotated[Rate, Tag("as_rate")] | Annotated[InMarks, Tag("in_marks")], Discriminator(_limit_kind)]
AtLeastOne = Annotated[Whole, Field(ge=1)]


class Count(Part):
    """At least so many of some parts or indicators reach a limit."""

    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    at_least: AtLeastOne
    rate: Limit

    @model_validator(mode="after")
    def _enough_to_count(self) -> Self:
        if self.at_least > len(self.of):
            raise BadParameter(
                f"at_least 是 {self.at_least}，of 里只有 {len(self.of)} 项，永远达不到；请减小 at_least 或补上编号",
                f"at_least is {self.at_least} and of names only {len(self.of)}: it can never be reached; "
                "lower at_least or name more",
            )
        return self


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, dict) else given


class Requires(Part):
    """What a grade asks for beside points; all of it has to hold."""

    every_section: Limit | None = None
    every_measure: Limit | None = None
    every_indicator: Limit | None = None
    sections: dict[Key, Limit] = Field(default_factory=dict)
    measures: dict[Key, Limit] = Field(default_factory=dict)
    indicators: dict[Key, Limit] = Field(default_factory=dict)
    count: Annotated[tuple[Count, ...], BeforeValidator(_as_list)] = ()
    no_veto: Truth = False


class Grade(Part):
    id: Key
    title: Text
    at_least: Number
    requires: Requires = Requires()
    quota: Annotated[Number, Field(ge=0, le=1)] | None = None
    places: Annotated[Whole, Field(ge=0)] | None = None
    of: Literal["group", "all"] = "group"

    @model_validator(mode="after")
    def _one_way_of_limiting(self) -> Self:
        if self.quota is not None and self.places is not None:
            raise BadParameter(
                "quota（比例）和 places（名额数）只能写一个", "give either quota (a share) or places (a number)"
            )
        return self

    @property
    def is_limited(self) -> bool:
        """Whether only so many units may hold it."""
        return self.quota is not None or self.places is not None


class TotalBounds(Part):
    """What the rounded total is bounded by; None is no limit."""

    at_least: Number | None = 0.0
    at_most: Number | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise BadParameter(
                "at_least 大于 at_most，没有总分能在其间", "at_least is above at_most: no total lies between them"
            )
        return self
