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
from dataclasses import dataclass
from typing import Any

from scoring.numbers import plain
from scoring.rules import Rule
from scoring.rules.parameters import Step, Value, parameter_words, parameters
from scoring.system import Indicator, IndicatorSystem, load_system_text
from scoring.system.words import FIELDS, NOT_SET
from scoring.system.yaml_nodes import read_yaml
from scoring.words import Lang, day_words, gettext, text

MOST_CHANGES = 20


@dataclass(frozen=True)
class Knob:
    """A number (or a date) of the system that can be tried with another value.

    Attributes:
        name: `<id>:<way>`.
        way: the keys and positions that lead to it inside its part.
        value: what it is now; None where an optional one is not given.
        whole: whether only whole numbers will do.
    """

    name: str
    item: str
    way: tuple[Step, ...]
    value: Value | None
    whole: bool = False

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, dt.date)


@dataclass(frozen=True)
class Tried:
    """One change: a knob's name and the value to try."""

    name: str
    value: Value


def _knob(item: str, way: tuple[Step, ...], value: Value | None, whole: bool = False) -> Knob:
    return Knob(f"{item}:{'.'.join(str(step) for step in way)}", item, way, value, whole)


def knobs(system: IndicatorSystem, item: str) -> list[Knob]:
    """The numbers of an indicator or adjustment, or, for '', of grades, caps and groups.

    Raises:
        KeyError: the system has no such item.
    """
    if not item:
        return list(_settings(system))
    one = system.items[item]
    return [*(_marks(system, one) if isinstance(one, Indicator) else ()), *_rule_numbers(item, one.rule)]


def _marks(system: IndicatorSystem, indicator: Indicator) -> Iterator[Knob]:
    has_it = [g for g in system.groups if indicator.applies(g)]
    if not isinstance(indicator.marks, Mapping):
        yield _knob(indicator.id, ("marks",), indicator.marks)
    if isinstance(indicator.marks, Mapping) or len(has_it) > 1:
        yield from (_knob(indicator.id, ("marks", g), indicator.marks_for(g)) for g in has_it)


def _rule_numbers(item: str, rule: Rule) -> Iterator[Knob]:
    for parameter in parameters(rule):
        yield _knob(item, ("rule", *parameter.way), parameter.value, parameter.is_whole)


def _settings(system: IndicatorSystem) -> Iterator[Knob]:
    for place, grade in enumerate(system.grades):
        yield _knob("", ("grades", place, "at_least"), grade.at_least)
        yield _knob("", ("grades", place, "quota"), grade.quota)
    for side, cap in (("bonus", system.caps.bonus), ("deduction", system.caps.deduction)):
        for name in type(cap).model_fields:
            yield _knob("", ("caps", side, name), getattr(cap, name))
    for group, one in system.groups.items():
        yield _knob("", ("groups", group, "coefficient"), one.coefficient)


# --- names ---------------------------------------------------------------------------------------


_OF_GROUP = text("{words}（{group}）", "{words} ({group})")
_OF_GRADE = text("{grade}{words}", "{grade} {words}")


def knob_words(system: IndicatorSystem, knob: Knob, lang: Lang = "zh") -> str:
    """What a knob is called beside its indicator: 分值, 分值（综合部门）, 第2档的下限."""
    way = knob.way
    if way == ("marks",):
        return FIELDS["marks"].get(lang)
    if way[0] == "marks":
        return _OF_GROUP.format(lang, words=FIELDS["marks"], group=system.groups[str(way[1])].title)
    if way[0] == "rule":
        return parameter_words(system.items[knob.item].rule, way[1:], lang)
    if way[0] == "grades":
        return _OF_GRADE.format(lang, grade=system.grades[int(way[1])].title, words=FIELDS[str(way[2])])
    if way[0] == "groups":
        return _OF_GROUP.format(lang, words=FIELDS["coefficient"], group=system.groups[str(way[1])].title)
    return FIELDS[".".join(str(step) for step in way)].get(lang)


def tried_words(system: IndicatorSystem, change: Tried, lang: Lang = "zh") -> str:
    """A change in words: 把 M01-2“中心组专题学习”的分值由2调到3."""
    knob = known_knobs(system)[change.name]
    words, was, now = knob_words(system, knob, lang), value_of(knob.value, lang), value_of(change.value, lang)
    if not knob.item:
        return gettext(lang, "{words} from {was} to {now}", words=words, was=was, now=now)
    title = system.items[knob.item].title
    return gettext(
        lang,
        "{item} '{title}': {words} from {was} to {now}",
        item=knob.item,
        title=title,
        words=words,
        was=was,
        now=now,
    )


def value_of(value: Value | None, lang: Lang = "zh") -> str:
    """A knob's value in words."""
    if value is None:
        return NOT_SET.get(lang)
    return day_words(value, lang) if isinstance(value, dt.date) else plain(value)


# --- changes -------------------------------------------------------------------------------------


def known_knobs(system: IndicatorSystem) -> dict[str, Knob]:
    """Every knob of a system by its name."""
    return {knob.name: knob for item in ("", *system.items) for knob in knobs(system, item)}


def with_changes(system: IndicatorSystem, changes: Sequence[Tried]) -> IndicatorSystem:
    """A copy of the system with the values tried; the later change of a number counts.

    Raises:
        SystemError_: with every mistake; the places named in it are of no use here.
        KeyError: the system has no such number.
    """
    if not changes:
        return system
    data, known = copy.deepcopy(read_yaml(system.source_text).data), known_knobs(system)
    for change in changes:
        knob = known[change.name]
        _put(system, data, knob, change.value)
    # JSON is YAML, so the copy is read and checked as any file is.
    return load_system_text(json.dumps(data, ensure_ascii=False))


def _put(system: IndicatorSystem, data: dict[str, Any], knob: Knob, value: Value) -> None:
    here: Any = _item_data(system, data, knob.item) if knob.item else data
    if knob.way[0] == "marks" and len(knob.way) == 2 and not isinstance(here["marks"], dict):
        indicator = system.indicators[knob.item]
        here["marks"] = {g: indicator.marks_for(g) for g in system.groups if indicator.applies(g)}
    for step in knob.way[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    last = knob.way[-1]
    here[last] = value.isoformat() if isinstance(value, dt.date) else value


def _item_data(system: IndicatorSystem, data: dict[str, Any], item: str) -> dict[str, Any]:
    for place, adjustment in enumerate(system.adjustments):
        if adjustment.id == item:
            return data["adjustments"][place]
    measures = [measure for section in data["sections"] for measure in section["measures"]]
    return next(i for measure in measures for i in measure["indicators"] if i["id"] == item)


# --- a link --------------------------------------------------------------------------------------


def as_link(changes: Sequence[Tried]) -> str:
    """The changes as text for a link: `M01-2:marks=3~:grades.0.at_least=85`."""
    return "~".join(f"{change.name}={_for_link(change.value)}" for change in changes)


def _for_link(value: Value) -> str:
    return value.isoformat() if isinstance(value, dt.date) else plain(value)


def from_link(system: IndicatorSystem, link: str) -> list[Tried]:
    """The changes of a link that this system can take; the rest is left out."""
    known, found = known_knobs(system), []
    for part in _parts(link)[:MOST_CHANGES]:
        name, _, given = part.rpartition("=")
        value = _read(known[name], given) if name in known else None
        if value is not None:
            found.append(Tried(name, value))
    return found


def left_out(link: str, found: Sequence[Tried]) -> int:
    """How many changes of a link are not among those that `from_link` found in it."""
    return len(_parts(link)) - len(found)


def _parts(link: str) -> list[str]:
    return link.split("~") if link else []


def _read(knob: Knob, given: str) -> Value | None:
    try:
        if knob.is_date:
            return dt.date.fromisoformat(given)
        value = float(given)
    except ValueError:
        return None
    if value != value or abs(value) > 1e15 or (knob.whole and value != int(value)):
        return None
    return int(value) if knob.whole else value
