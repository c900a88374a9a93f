"""The indicator system as validated objects; what each may hold is DESIGN'd for the YAML's reader.

Only shapes and single values are checked here; what must agree across places is in `checks`.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from scoring.facts import FACT_KINDS, FactKind, field_label
from scoring.facts.base import is_percent_unit
from scoring.numbers import typed
from scoring.period import Period
from scoring.rules import RULES, AdjustmentRule, IndicatorRule, Rule, Subject
from scoring.rules.parameters import BadParameter, Number, Positive, Truth, Whole
from scoring.rules.words import side_of
from scoring.system.facts_given import CountedFrom, FactsGiven, FactsOf, Fault, PublishedScore, counted_title
from scoring.system.grades import Grade, Limit, TotalBounds
from scoring.system.part import Id, Key, NonNegative, Part
from scoring.system.record import COUNTED, SCORES, Counted
from scoring.system.sources import with_keys_of_sources
from scoring.words import Lang, Text, text

Decimals = Annotated[Whole, Field(ge=0, le=6)]
ReportedBy = Literal["unit", "inspector", "record"]
if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[reduce(or_, RULES.values()), Field(discriminator="kind")]


_IN_PART = {
    1: text("{rule}；追加加分：计入“{part}”，不超过其分值", "{rule}; added to '{part}', not above its marks"),
    -1: text("{rule}；追加扣分：从“{part}”中扣，扣完为止", "{rule}; taken from '{part}', not below 0"),
    0: text(
        "{rule}；追加加扣分：计入“{part}”，扣完为止，不超过其分值",
        "{rule}; added to or taken from '{part}', not below 0 and not above its marks",
    ),
}


class Rounding(Part):
    """Decimals, half up; None is not rounded."""

    indicator: Decimals | None = 2
    total: Decimals | None = 2
    rank_on: Literal["published", "exact"] = "published"


class NotApplicable(Part):
    mode: Literal["rescale", "full"] = "rescale"
    within: Literal["total", "section", "measure"] = "total"


class Group(Part):
    title: Text
    coefficient: Positive = 1.0


class Item(Part):
    """What indicators and adjustments have in common: something reported and the rule for it.

    One whose facts are `{of: ID}` has the keys of REPORTED_KEYS from that item.
    """

    id: Id
    title: Text
    facts: FactsGiven
    unit: Text = Text("")
    rule: AnyRule
    evidence: Text = Text("")
    note: Text = Text("")
    options: tuple[str, ...] = ()
    raters: Annotated[Whole, Field(ge=1, le=99)] | None = None
    min: Number | None = None
    max: Number | None = None
    over: Annotated[bool, Field(strict=True)] = False
    take: Literal["mean", "sum", "last", "highest", "lowest"] | None = None
    faults: Annotated[dict[Id, Fault], Field(min_length=1, max_length=99)] | None = None
    reported_by: ReportedBy = "unit"
    counted_from: CountedFrom | None = None

    _period: Period | None = PrivateAttr(default=None)
    _source: Item | None = PrivateAttr(default=None)

    @property
    def period(self) -> Period:
        """The period its facts are reported for. Raises RuntimeError: the item is in no system yet."""
        if self._period is None:
            raise RuntimeError(f"{self.id} is in no system")
        return self._period

    def of_period(self, period: Period) -> Self:
        """The same item with facts of another period."""
        item = self.model_copy()
        item._period = period
        return item

    @model_validator(mode="before")
    @classmethod
    def _defaults_in_percent(cls, given: Any) -> Any:
        """Fill in what the rule's parameters are by default where figures are per cent."""
        rule = given.get("rule") if isinstance(given, dict) else None
        if not isinstance(rule, dict) or not is_percent_unit(given.get("unit")):
            return given
        kind = RULES.get(str(rule.get("kind")))
        if kind is None:
            return given
        return {**given, "rule": {**kind.percent_defaults, **rule}}

    @property
    def has_facts(self) -> bool:
        """Whether something is reported on it, and not only on the item whose facts it judges."""
        return not isinstance(self.facts, FactsOf)

    @property
    def source(self) -> Item:
        """The item whose facts it judges, its own mostly. Raises RuntimeError: the item is in no system yet."""
        if self.has_facts:
            return self
        if self._source is None:
            raise RuntimeError(f"{self.id} is in no system")
        return self._source

    @property
    def fact_kind(self) -> FactKind:
        """What its facts are."""
        kind = FACT_KINDS[str(self.source.facts)]
        return kind if self._period is None else kind.in_period(self._period)

    @property
    def counted(self) -> Counted | None:
        """What the program counts of it itself; None for what units or inspectors report."""
        if isinstance(self.counted_from, PublishedScore):
            return SCORES._replace(title=counted_title(self.counted_from))
        return COUNTED[self.counted_from] if self.counted_from else None

    @property
    def fault_titles(self) -> dict[str, Text]:
        """What each fault is called, by the field of its count."""
        return {name: fault.title for name, fault in (self.faults or {}).items()}

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The figures of its rule that a reported figure is held against."""
        return self.rule.thresholds()

    @property
    def most_marks(self) -> float:
        """What it is worth where it is worth most; 0 outside the indicators."""
        return 0.0

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The least and the most that a figure may be, by min and max and by its rule; None for no limit."""
        return self.bounds_where(self.most_marks)

    def bounds_where(self, marks: float) -> tuple[float | None, float | None]:
        """The same where it is worth so many marks."""
        low, high = self.rule.bounds(marks)
        lows, highs = ([x for x in pair if x is not None] for pair in ((low, self.min), (high, self.max)))
        return max(lows, default=None), min(highs, default=None)

    @property
    def full_score(self) -> float:
        """What each score of a panel is out of, where it is such scores that are reported."""
        return self.rule.full_score()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are reported on it, in order; none where it judges another item's facts."""
        return self.fact_kind.fields(self) if self.has_facts else ()

    def field_label(self, field: str) -> Text:
        """What a field is called, also a claim, evidence and a note."""
        return self.fact_kind.label(field, self) if field in self.fields else field_label(field)

    def typed_value(self, field: str, value: float, lang: Lang) -> str:
        """The value of a field as a person types it; of a field that is none of its own, the bare figure."""
        return self.fact_kind.typed(value, self, lang) if field in self.fields else typed(value)


class Indicator(Item):
    marks: NonNegative | dict[Key, Positive]
    applies_to: tuple[Key, ...] | None = None
    may_not_apply: Annotated[bool, Field(strict=True)] = False

    def marks_for(self, group: str) -> float:
        """What it is worth to a group's units; 0 where `marks` leaves the group out."""
        return self.marks.get(group, 0.0) if isinstance(self.marks, dict) else self.marks

    @property
    def is_condition(self) -> bool:
        """Whether it is worth nothing, and judged for limits only."""
        return self.marks == 0

    @property
    def most_marks(self) -> float:
        return max(self.marks.values(), default=0.0) if isinstance(self.marks, dict) else self.marks

    def applies(self, group: str) -> bool:
        """Whether a group's units have this indicator at all, and the facts that it judges."""
        has_it = not isinstance(self.marks, dict) or group in self.marks
        own, source = has_it and (self.applies_to is None or group in self.applies_to), self.source
        return own and (source is self or not isinstance(source, Indicator) or source.applies(group))


class Adjustment(Item):
    """What acts on the total, or, with `in`, on what a section or measure earns."""

    reported_by: ReportedBy = "inspector"
    in_: Annotated[Id | None, Field(alias="in")] = None


class ZeroIf(Part):
    """What makes a part earn nothing: an indicator in it that does, or a direct child below its limit."""

    any_zero: tuple[Id, ...] = ()
    below: dict[Id, Limit] = {}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.any_zero and not self.below:
            raise BadParameter("any_zero 和 below 至少写一项", "any_zero or below is needed")
        return self


class SystemPart(Part):
    """What sections and measures have in common."""

    id: Id
    title: Text
    note: Text = Text("")
    weight: Positive | None = None
    take: Literal["all", "best", "worst"] = "all"
    zero_if: ZeroIf | None = None
    needs: Annotated[Whole, Field(ge=1)] | None = None


class Measure(SystemPart):
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


class Section(SystemPart):
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]


class BonusCap(Part):
    """At most so many points; counted only from (or above) base - deduction."""

    at_most: NonNegative | None = None
    only_from: Number | None = None
    only_above: Number | None = None


class DeductionCap(Part):
    at_most: NonNegative | None = None


class Together(Part):
    """Adjustments of which at most so many points count, or only the largest; plus and minus points apart."""

    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    at_most: NonNegative | None = None
    take: Literal["largest"] | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_most is None) == (self.take is None):
            raise BadParameter("at_most 与 take 必须写一个，且只写一个", "give either at_most or take, and not both")
        return self


class Caps(Part):
    bonus: BonusCap = BonusCap()
    deduction: DeductionCap = DeductionCap()
    together: tuple[Together, ...] = ()


@dataclass(frozen=True)
class Placed:
    """An indicator with where it stands."""

    indicator: Indicator
    measure: Measure
    section: Section


class IndicatorSystem(Part):
    """The whole indicator system of one period (指标体系)."""

    format: Literal[1]
    id: Id
    title: Text
    note: Text = Text("")
    period: Period
    scale: Positive = 100.0
    rounding: Rounding = Rounding()
    aggregation: Literal["sum", "geometric", "lowest", "highest"] = "sum"
    start: Number = 0.0
    needs: Annotated[Whole, Field(ge=1)] | None = None
    not_applicable: NotApplicable = NotApplicable()
    ties: Literal["min", "dense"] = "min"
    groups: Annotated[dict[Key, Group], Field(min_length=1)] = {"all": Group(title=text("全部单位", "All units"))}
    total: TotalBounds = TotalBounds()
    overall_rank: Truth = True
    grades: tuple[Grade, ...] = ()
    tie_break: tuple[str, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)] = ()
    adjustments: tuple[Adjustment, ...] = ()
    caps: Caps = Caps()

    @model_validator(mode="after")
    def _bind_items(self) -> Self:
        return self.bound()

    def bound(self) -> Self:
        """The system itself, each item of which knows its period and whose facts it judges."""
        for item in self.items.values():
            item._period = self.period
            if isinstance(item.facts, FactsOf):
                item._source = self.items.get(item.facts.of)
        return self

    @model_validator(mode="before")
    @classmethod
    def _facts_of_others(cls, given: Any) -> Any:
        """Give items that judge another's facts what is said of these there."""
        return with_keys_of_sources(given) if isinstance(given, dict) else given

    _text: str = PrivateAttr(default="")
    _digest: str = PrivateAttr(default="")
    _warnings: tuple[Any, ...] = PrivateAttr(default=())

    @property
    def source_text(self) -> str:
        """The YAML this system was read from."""
        return self._text

    @property
    def digest(self) -> str:
        """sha256 of the YAML, as 'sha256:...'."""
        return self._digest

    @property
    def warnings(self) -> tuple[Any, ...]:
        """Problems of severity warning found while loading."""
        return self._warnings

    @property
    def year(self) -> int:
        return self.period.year

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every indicator with its measure and section, in the file's order."""
        return tuple(Placed(i, m, s) for s in self.sections for m in s.measures for i in m.indicators)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by id, in the file's order."""
        return {p.indicator.id: p.indicator for p in self.placed}

    @cached_property
    def items(self) -> dict[str, Indicator | Adjustment]:
        """Everything that is judged: indicators, then adjustments, by id."""
        return {**self.indicators, **{a.id: a for a in self.adjustments}}

    @cached_property
    def reported_items(self) -> dict[str, Indicator | Adjustment]:
        """Those of `items` that facts are reported on: all but those that judge another's."""
        return {name: item for name, item in self.items.items() if item.has_facts}

    @cached_property
    def grade_titles(self) -> dict[str, Text]:
        return {grade.id: grade.title for grade in self.grades}

    @cached_property
    def part_titles(self) -> dict[str, Text]:
        """Titles of sections and measures, by id."""
        measures = {measure.id: measure.title for section in self.sections for measure in section.measures}
        return {section.id: section.title for section in self.sections} | measures

    def subject(self, item: Item) -> Subject:
        """What a rule's sentence needs to know of its indicator."""
        return Subject(item.fact_kind, item.unit, self.grade_titles, item.fault_titles, item.source.fields)

    def rule_text(self, item: Item, lang: Lang = "zh") -> str:
        """The 评分标准 of an indicator or adjustment, in words."""
        rule = item.rule.describe(self.subject(item), lang)
        if which := item.fact_kind.taken_words(item.take).get(lang):
            rule = _JUDGED.format(lang, which=which, rule=rule)
        if isinstance(item, Indicator) and item.is_condition:
            return _CONDITION.format(lang, rule=rule)
        if not isinstance(item, Adjustment) or item.in_ is None:
            return rule
        side = side_of(item.rule.most_points()) if isinstance(item.rule, AdjustmentRule) else 0
        return _IN_PART[side].format(lang, rule=rule, part=self.part_titles[item.in_])

    def unit_reported(self) -> Iterator[Indicator | Adjustment]:
        """What units report themselves (the rest comes from inspectors, or is counted from the record)."""
        return (item for item in self.reported_items.values() if item.reported_by == "unit")

    @cached_property
    def parts(self) -> tuple[Section | Measure, ...]:
        """Every section, each followed by its measures."""
        parts: list[Section | Measure] = []
        for section in self.sections:
            parts += [section, *section.measures]
        return tuple(parts)

    @property
    def has_weights(self) -> bool:
        """Whether the weights of parts, not their marks, say what of the total is theirs."""
        return any(part.weight is not None for part in self.parts)

    @property
    def marks_make_scale(self) -> bool:
        """Whether the marks should add up to the scale: not with weights, or where parts of them alone decide."""
        is_apart = self.has_weights or any(part.take != "all" for part in self.parts)
        return self.aggregation in ("sum", "geometric") and "start" not in self.model_fields_set and not is_apart

    @property
    def full_marks(self) -> float:
        """What a unit has that loses nothing and gets no bonus, before its group's coefficient."""
        return (self.scale if self.sections else 0.0) + self.start

    def total_marks(self, group: str) -> float:
        """The sum of marks that a group's units can earn."""
        return sum(i.marks_for(group) for i in self.indicators.values() if i.applies(group))


_CONDITION = text("{rule}（只作条件，不计分）", "{rule} (a condition only, worth no marks)")
_JUDGED = text("按{which}计：{rule}", "{rule} (by the {which})")


INDICATOR_RULES = tuple(kind for kind, rule in RULES.items() if issubclass(rule, IndicatorRule))
ADJUSTMENT_RULES = tuple(kind for kind, rule in RULES.items() if issubclass(rule, AdjustmentRule))
