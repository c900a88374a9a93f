"""What if a number of the system were another one? Changes to a copy, checked as any file is.

A number of the system is named by the id of its indicator (or adjustment; '' for the system's own
settings) and the way to it inside: `M01-2:marks`, `M01-2:marks.general`, `M03-1:rule.bands.0.at_least`,
`:grades.0.at_least`. A change is such a name with the new value.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring.numbers import typed
from scoring.problems import SystemError_
from scoring.rules.parameters import Step, Value, parameters
from scoring.system import Indicator, IndicatorSystem, InMarks, Item, Measure, Section, load_system_text
from scoring.system.grade_words import Limit
from scoring.system.grades import Requires
from scoring.system.yaml_nodes import read_yaml

MOST_CHANGES = 20


@dataclass(frozen=True)
class Setting:
    """A number (or a date) of the system that can be tried with another value.

    Attributes:
        name: `<id>:<way>`.
        way: the keys and positions that lead to it inside its part.
        value: what it is now; None where an optional one is not given.
        whole: whether only whole numbers will do.
        is_marks: whether it is what a rule takes off, in marks.
    """

    name: str
    item: str
    way: tuple[Step, ...]
    value: Value | None
    whole: bool = False
    is_marks: bool = False

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, dt.date)


@dataclass(frozen=True)
class Change:
    """One change: a setting's name and the value to try."""

    name: str
    value: Value


def _setting(item: str, way: tuple[Step, ...], value: Value | None) -> Setting:
    return Setting(f"{item}:{'.'.join(str(step) for step in way)}", item, way, value)


def settings(system: IndicatorSystem, item: str) -> list[Setting]:
    """The numbers of an indicator or adjustment, or, for '', of grades, caps and groups.

    Raises:
        KeyError: the system has no such item.
    """
    if not item:
        return list(_settings(system))
    one = system.items[item]
    return [*(_marks(system, one) if isinstance(one, Indicator) else ()), *_rule_numbers(one)]


def _marks(system: IndicatorSystem, indicator: Indicator) -> Iterator[Setting]:
    has_it = [g for g in system.groups if indicator.applies(g)]
    if not isinstance(indicator.marks, Mapping):
        yield _setting(indicator.id, ("marks",), indicator.marks)
    by_group = {"marks": {g: indicator.marks_for(g) for g in has_it}}
    if isinstance(indicator.marks, Mapping) or (len(has_it) > 1 and _goes_together(indicator, by_group)):
        yield from (_setting(indicator.id, ("marks", g), indicator.marks_for(g)) for g in has_it)


def _rule_numbers(item: Item) -> Iterator[Setting]:
    given = item.rule.model_dump(by_alias=True, exclude_unset=True)
    for parameter in parameters(item.rule):
        first = parameter.way[0]
        if first not in given and not _goes_together(item, {"rule": given | {first: parameter.value}}):
            continue
        one = _setting(item.id, ("rule", *parameter.way), parameter.value)
        yield replace(one, whole=parameter.is_whole, is_marks=parameter.is_marks)


def _goes_together(item: Item, changed: dict[str, Any]) -> bool:
    """Whether the item's rule could stand beside other marks, or with one parameter more."""
    data = item.model_dump(by_alias=True, exclude_unset=True) | changed
    return not any(type(item.rule).mistakes(data["rule"], data, []))


def _settings(system: IndicatorSystem) -> Iterator[Setting]:
    for place, grade in enumerate(system.grades):
        yield _setting("", ("grades", place, "at_least"), grade.at_least)
        if grade.places is None:
            yield _setting("", ("grades", place, "quota"), grade.quota)
        else:
            yield replace(_setting("", ("grades", place, "places"), grade.places), whole=True)
        yield from _required(("grades", place, "requires"), grade.requires)
    for name in type(system.total).model_fields:
        yield _setting("", ("total", name), getattr(system.total, name))
    for side, cap in (("bonus", system.caps.bonus), ("deduction", system.caps.deduction)):
        for name in type(cap).model_fields:
            yield _setting("", ("caps", side, name), getattr(cap, name))
    for place, entry in enumerate(system.caps.together):
        if entry.at_most is not None:
            yield _setting("", ("caps", "together", place, "at_most"), entry.at_most)
    for group, one in system.groups.items() if "groups" in system.model_fields_set else ():
        yield _setting("", ("groups", group, "coefficient"), one.coefficient)
    yield from _part_numbers(system)


def _part_numbers(system: IndicatorSystem) -> Iterator[Setting]:
    """What units start with, and the weights, limits and counts of sections and measures, where they are given."""
    if "start" in system.model_fields_set:
        yield _setting("", ("start",), system.start)
    if system.needs is not None:
        yield replace(_setting("", ("needs",), system.needs), whole=True)
    for place, section in enumerate(system.sections):
        yield from _numbers_of_part(section, ("sections", place))
        for inside, measure in enumerate(section.measures):
            yield from _numbers_of_part(measure, ("sections", place, "measures", inside))


def _numbers_of_part(part: Section | Measure, way: tuple[Step, ...]) -> Iterator[Setting]:
    if part.weight is not None:
        yield _setting("", (*way, "weight"), part.weight)
    if part.needs is not None:
        yield replace(_setting("", (*way, "needs"), part.needs), whole=True)
    for child, limit in (part.zero_if.below if part.zero_if else {}).items():
        is_marks = isinstance(limit, InMarks)
        to_limit = (*way, "zero_if", "below", child, "marks") if is_marks else (*way, "zero_if", "below", child)
        yield _setting("", to_limit, limit.marks if isinstance(limit, InMarks) else limit)


def _required(way: tuple[Step, ...], asked: Requires) -> Iterator[Setting]:
    """The numbers of what a grade asks beside points: limits, and how many of some parts have to reach one."""
    for name in asked.model_fields_set & {"every_section", "every_measure", "every_indicator"}:
        yield from _limit((*way, name), getattr(asked, name))
    for level in ("sections", "measures", "indicators"):
        for part, limit in getattr(asked, level).items():
            yield from _limit((*way, level, part), limit)
    for number, count in enumerate(asked.count):
        yield replace(_setting("", (*way, "count", number, "at_least"), count.at_least), whole=True)
        yield from _limit((*way, "count", number, "rate"), count.rate)


def _limit(way: tuple[Step, ...], limit: Limit | None) -> Iterator[Setting]:
    if isinstance(limit, InMarks):
        yield _setting("", (*way, "marks"), limit.marks)
    elif limit is not None:
        yield _setting("", way, limit)


# --- changes -------------------------------------------------------------------------------------


def known_settings(system: IndicatorSystem) -> dict[str, Setting]:
    """Every setting of a system by its name."""
    return {setting.name: setting for item in ("", *system.items) for setting in settings(system, item)}


def with_changes(system: IndicatorSystem, changes: Sequence[Change]) -> IndicatorSystem:
    """A copy of the system with the values tried; the later change of a number counts.

    Raises:
        SystemError_: with every mistake; the places named in it are of no use here.
        KeyError: the system has no such number.
    """
    if not changes:
        return system
    data, known = copy.deepcopy(read_yaml(system.source_text).data), known_settings(system)
    for change in changes:
        setting = known[change.name]
        _put(system, data, setting, change.value)
    # JSON is YAML, so the copy is read and checked as any file is.
    return load_system_text(json.dumps(data, ensure_ascii=False))


def refused(system: IndicatorSystem, changes: Sequence[Change]) -> Change:
    """The first of changes that cannot all be tried with which the system cannot be read.

    Raises IndexError: there are no changes.
    """
    for count in range(1, len(changes)):
        try:
            with_changes(system, changes[:count])
        except SystemError_:
            return changes[count - 1]
    return changes[-1]


# --- marks of which one is taken, and what is taken off them ------------------------------------------


def alongside(system: IndicatorSystem, change: Change) -> list[Change]:
    """The other marks that change in the same proportion, where a part takes only one of several of equal worth.

    Empty where the change is of something else, or no part around the indicator takes one.
    """
    setting, value = known_settings(system)[change.name], change.value
    if setting.way[0] != "marks" or isinstance(value, dt.date) or not isinstance(setting.value, float | int):
        return []
    around = next((part for part in system.parts if part.take != "all" and setting.item in _inside(part)), None)
    if around is None or not setting.value:
        return []
    found = []
    for name in (name for name in _inside(around) if name != setting.item):
        found += _in_same_proportion(system, name, setting, value / setting.value)
    return found


def _inside(part: Section | Measure) -> list[str]:
    """The ids of the indicators of a part that are worth something."""
    measures = part.measures if isinstance(part, Section) else [part]
    return [indicator.id for measure in measures for indicator in measure.indicators if indicator.marks != 0]


def _in_same_proportion(system: IndicatorSystem, name: str, like: Setting, factor: float) -> list[Change]:
    """The changes of an indicator's marks that go with those of another: of every group that it speaks of."""
    marks = system.indicators[name].marks
    ways = [like.way] if len(like.way) > 1 or not isinstance(marks, Mapping) else [("marks", g) for g in marks]
    known = {setting.way: setting for setting in settings(system, name)}
    return [
        Change(known[way].name, round(float(now) * factor, 6))
        for way in ways
        if way in known and isinstance(now := known[way].value, float | int)
    ]


def in_proportion(system: IndicatorSystem, change: Change) -> list[Change]:
    """The changes that keep what a rule takes off in proportion to an indicator's changed marks.

    Empty where the change is of something else, of one group's marks alone, or nothing is taken off in marks.
    """
    known = known_settings(system)
    setting = known[change.name]
    if (
        setting.way != ("marks",)
        or not isinstance(setting.value, float | int)
        or not setting.value
        or not isinstance(change.value, float | int)
    ):
        return []
    factor = change.value / setting.value
    return [
        Change(one.name, round(one.value * factor, 6))
        for one in known.values()
        if one.item == setting.item and one.is_marks and isinstance(one.value, float | int)
    ]


def out_of_proportion(system: IndicatorSystem, changed: IndicatorSystem) -> list[str]:
    """The indicators whose marks differ while what their rule takes off does not differ with them."""
    return [
        item for item, before in system.indicators.items() if _factors_apart(system, before, changed.indicators[item])
    ]


def _factors_apart(system: IndicatorSystem, before: Indicator, after: Indicator) -> bool:
    marks = {_factor(before.marks_for(g), after.marks_for(g)) for g in system.groups if before.applies(g)}
    pairs = zip(parameters(before.rule), parameters(after.rule), strict=True)
    taken_off = {_factor(was.value, now.value) for was, now in pairs if was.is_marks and was.value is not None}
    return bool(taken_off) and marks != {1.0} and len(marks | taken_off) > 1


def turned_round(system: IndicatorSystem, changed: IndicatorSystem) -> list[str]:
    """The items of which more was the better and is now the worse, or the other way round."""
    return [
        name for name, item in system.items.items() if item.rule.direction() * changed.items[name].rule.direction() < 0
    ]


def _factor(before: Any, after: Any) -> float:
    return round(float(after) / float(before), 4) if before else float(after == before)


def _put(system: IndicatorSystem, data: dict[str, Any], setting: Setting, value: Value) -> None:
    here: Any = _item_data(system, data, setting.item) if setting.item else data
    if setting.way[0] == "marks" and len(setting.way) == 2 and not isinstance(here["marks"], dict):
        indicator = system.indicators[setting.item]
        here["marks"] = {g: indicator.marks_for(g) for g in system.groups if indicator.applies(g)}
    for step in setting.way[:-1]:
        if isinstance(step, int) and isinstance(here, dict):  # one entry that stands without its list
            continue
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    last = setting.way[-1]
    here[last] = value.isoformat() if isinstance(value, dt.date) else value


def _item_data(system: IndicatorSystem, data: dict[str, Any], item: str) -> dict[str, Any]:
    for place, adjustment in enumerate(system.adjustments):
        if adjustment.id == item:
            return data["adjustments"][place]
    measures = [measure for section in data.get("sections", []) for measure in section["measures"]]
    return next(i for measure in measures for i in measure["indicators"] if i["id"] == item)


# --- a link --------------------------------------------------------------------------------------


def as_link(changes: Sequence[Change]) -> str:
    """The changes as text for a link: `M01-2:marks=3~:grades.0.at_least=85`."""
    return "~".join(f"{change.name}={_for_link(change.value)}" for change in changes)


def _for_link(value: Value) -> str:
    return value.isoformat() if isinstance(value, dt.date) else typed(value)


def from_link(system: IndicatorSystem, link: str) -> list[Change]:
    """The changes of a link that this system can take; the rest is left out."""
    known, found = known_settings(system), []
    for part in _parts(link)[:MOST_CHANGES]:
        name, _, given = part.rpartition("=")
        value = _read(known[name], given) if name in known else None
        if value is not None:
            found.append(Change(name, value))
    return found


def left_out(link: str, found: Sequence[Change]) -> int:
    """How many changes of a link are not among those that `from_link` found in it."""
    return len(_parts(link)) - len(found)


def _parts(link: str) -> list[str]:
    return link.split("~") if link else []


def _read(setting: Setting, given: str) -> Value | None:
    try:
        if setting.is_date:
            return dt.date.fromisoformat(given)
        value = float(given)
    except ValueError:
        return None
    if value != value or abs(value) > 1e15 or (setting.whole and value != int(value)):
        return None
    return int(value) if setting.whole else value
