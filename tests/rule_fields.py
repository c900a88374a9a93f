"""Rules drawn from their own fields: whatever kinds there are, also those that these tests do not know."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from scoring.facts import FACT_KINDS
from scoring.facts.series_number import TAKES
from scoring.rules import RULES, Rule
from scoring.rules.entries import Entry
from scoring.rules.parameters import file_keys

Draw = Callable[[st.SearchStrategy[Any]], Any]

YEAR = 2025
NEW_YEAR = dt.date(YEAR, 1, 1)
OPTIONS = ["优秀", "良好", "一般", "较差"]
MAX_RATERS = 7
ATTEMPTS = 12  # to draw parameters that go together


def decimals(low: int, high: int, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Numbers of [low, high] with at most `places` decimals."""
    steps = st.integers(low * 10**places, high * 10**places)
    return steps.map(lambda n: Decimal(n).scaleb(-places))


# Of the sizes that reported figures have: shares, counts, and now and then others.
NUMBERS = st.one_of(
    decimals(0, 1), decimals(0, 1), decimals(0, 12, 1), decimals(0, 12, 1), decimals(-20, 20, 1), decimals(0, 200, 1)
).map(float)
SMALL_MARKS = st.sampled_from([0.25, 0.5, 1.0, 2.0])
RATES = st.sampled_from([0.0, 0.25, 0.3, 0.5, 0.6, 0.85, 0.9, 1.0])
DAYS = st.integers(-40, 400).map(lambda n: NEW_YEAR + dt.timedelta(days=n))
DATES = st.one_of(DAYS.map(lambda day: day.isoformat()), DAYS.map(lambda day: day.strftime("%m-%d")))


def values_of(annotation: Any, limits: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """What a field can hold, as a YAML file gives it."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values_of(inside[0], (*limits, *_limits(inside[1:])))
    if origin in (Union, types.UnionType):
        return st.one_of(*(values_of(one, limits) for one in inside if one is not type(None)))
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is tuple and isinstance(inside[0], type) and issubclass(inside[0], Entry):
        return entries(inside[0])
    if origin is tuple:
        return st.lists(values_of(inside[0]), min_size=1, max_size=4).map(best_first)
    if origin is not None and issubclass(origin, dict):
        return st.fixed_dictionaries({option: values_of(inside[1]) for option in OPTIONS})
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.fixed_dictionaries({name: value_of_field(name, f) for name, f in fields(annotation)})
    return _plain(annotation, limits)


def value_of_field(name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    """What a parameter can hold; marks within what any indicator here is worth, and ends as a rate or such marks."""
    values = values_of(field.annotation, tuple(field.metadata))
    if name == "marks":
        is_map = get_origin(field.annotation) is dict
        return st.fixed_dictionaries(dict.fromkeys(OPTIONS, SMALL_MARKS)) if is_map else SMALL_MARKS
    return RATES if name in ("below", "above") else values


@st.composite
def entries(draw: Draw, model: type[Entry]) -> list[dict[str, Any]]:
    """A list of entries that all give the same of each of their sets of keys, in the order that these ask for."""
    fixed = [key for key, _ in fields(model) if not any(key in keys for keys in model.one_of)]
    chosen = [*fixed, *(draw(st.sampled_from(keys)) for keys in model.one_of)]
    limit, worth = chosen[0], chosen[-1]
    limits = sorted(
        draw(st.lists(NUMBERS, min_size=1, max_size=4, unique=True)), reverse=limit in ("at_least", "above")
    )
    worths = st.sampled_from([0.0, 0.5, 1.0])  # as a rate or in marks
    return [{limit: one, worth: draw(worths)} for one in limits]


def _limits(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for part in metadata:
        yield from part.metadata if isinstance(part, FieldInfo) else [part]


def _plain(annotation: Any, limits: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    low = max(
        (b for x in limits for b in (getattr(x, "ge", None), getattr(x, "gt", None)) if b is not None), default=None
    )
    high = min(
        (b for x in limits for b in (getattr(x, "le", None), getattr(x, "lt", None)) if b is not None), default=None
    )
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(int(low or 0), 3 if high is None else int(high))
    if annotation is dt.date:
        return DATES
    if annotation is not float:
        return st.sampled_from(OPTIONS)
    if (low, high) == (0, 1):
        return RATES
    return NUMBERS.map(lambda x: abs(x) or 0.5) if low == 0 else NUMBERS


def best_first(drawn: list[Any]) -> list[Any]:
    """A list in the order in which a file gives steps, the best one first and none twice."""
    key = (lambda one: next(iter(one.values()))) if drawn and isinstance(drawn[0], dict) else (lambda one: one)
    return sorted({key(one): one for one in drawn}.values(), key=key, reverse=True)


def fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return [(key, model.model_fields[name]) for key, name in file_keys(model).items() if key != "kind"]


@st.composite
def items(draw: Draw, number: int, kinds: tuple[str, ...]) -> dict[str, Any]:
    """An indicator (or adjustment) without marks, as a YAML file gives it: what is reported and its rule."""
    kind = draw(st.sampled_from(kinds))
    rule = RULES[kind]
    for _ in range(ATTEMPTS):
        item: dict[str, Any] = {"id": f"I{number}", "title": f"指标{number}"}
        item["facts"] = draw(st.sampled_from([name for name, facts in FACT_KINDS.items() if rule.judges(facts)]))
        item |= draw(_facts_keys(item["facts"]))
        if item["facts"] in ("number", "ratio", "growth") and draw(st.booleans()):
            item["unit"] = "%"
        item["rule"] = {"kind": kind} | draw(_parameters(rule))
        if _can_be_read(rule, item):
            return item
    assume(False)
    raise AssertionError


@st.composite
def _facts_keys(draw: Draw, facts: str) -> dict[str, Any]:
    """The keys of an indicator that its kind of facts needs."""
    known: dict[str, Any] = {
        "options": OPTIONS,
        "raters": draw(st.integers(1, MAX_RATERS)),
        "take": draw(st.sampled_from(sorted(TAKES))),
        "faults": {option: {"title": option} for option in OPTIONS},
    }
    return {key: known[key] for key, is_needed in FACT_KINDS[facts].keys.items() if is_needed}


@st.composite
def _parameters(draw: Draw, rule: type[Rule]) -> dict[str, Any]:
    """Parameters, those that may be left out now and then left out."""
    return {
        name: draw(value_of_field(name, field))
        for name, field in fields(rule)
        if field.is_required() or draw(st.booleans())
    }


def _can_be_read(rule: type[Rule], item: dict[str, Any]) -> bool:
    try:
        defaults = rule.percent_defaults if "unit" in item else {}
        rule.model_validate({**defaults, **item["rule"]}, context={"year": YEAR})
    except ValidationError:
        return False
    return not list(rule.mistakes(item["rule"], item, OPTIONS))
