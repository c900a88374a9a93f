"""What differs between two versions of an indicator system, each difference in a sentence.

Parts are matched by id. Every key that a file can hold is compared, so that a change of any one of
them is told; remarks, spacing and the order of keys in the YAML are not a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from scoring.facts.base import is_percent
from scoring.numbers import plain
from scoring.rules.parameters import file_keys
from scoring.system.checks import REPORTED_KEYS
from scoring.system.grades import Grade
from scoring.system.models import Adjustment, Group, Indicator, IndicatorSystem, Item, Measure, Section
from scoring.system.words import FIELDS, value_words
from scoring.words import LANGS, Lang, Text, capitalised, gettext, joined, text

WORDS_ONLY = ("id", "title", "note", "evidence", "unit", "min", "max")  # keys that no score depends on
_PARTS: dict[str, Text] = {
    "system": text("体系", "system"),
    "group": text("分组", "group"),
    "grade": text("等次", "grade"),
    "section": text("板块", "section"),
    "measure": text("措施", "measure"),
    "indicator": text("指标", "indicator"),
    "adjustment": text("加减分项", "adjustment"),
}
_EVERY_PART: dict[str, Text] = {
    "group": text("分组", "groups"),
    "grade": text("等次", "grades"),
    "section": text("板块", "sections"),
    "measure": text("措施", "measures"),
    "indicator": text("指标", "indicators"),
    "adjustment": text("加减分项", "adjustments"),
}
_NAMED = text("{kind} {id}“{title}”", "{kind} {id} '{title}'")
_MARKS_OF_GROUP = text("{group}{marks}", "{group} {marks}")
KINDS: dict[str, Text] = {
    "added": text("新增", "added"),
    "removed": text("删去", "removed"),
    "moved": text("移动", "moved"),
    "renamed": text("更名", "renamed"),
    "renumbered": text("换编号", "new id"),
    "changed": text("修改", "changed"),
    "order": text("次序", "order"),
}
Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        kind: of KINDS.
        part: what it is about: system, group, grade, section, measure, indicator or adjustment.
        id: the part's id in the new version (in the old one for what was removed); '' for the system itself.
        field: the key that differs, '' where the whole part is meant.
        words: the difference as a sentence.
        scores: whether scores can change because of it.
    """

    kind: str
    part: str
    id: str
    field: str
    words: Text
    scores: bool = True


def diff(old: IndicatorSystem, new: IndicatorSystem) -> list[Change]:
    """Every difference between two systems, in the order of the file; none for two that say the same."""
    both = _Both(old, new)
    return [
        *both.settings(),
        *both.parts("group", old.groups, new.groups),
        *both.parts("grade", {g.id: g for g in old.grades}, {g.id: g for g in new.grades}),
        *both.parts("section", {s.id: s for s in old.sections}, {s.id: s for s in new.sections}),
        *both.parts("measure", _measures(old), _measures(new)),
        *both.parts("indicator", old.indicators, new.indicators),
        *both.parts("adjustment", {a.id: a for a in old.adjustments}, {a.id: a for a in new.adjustments}),
    ]


def _turns_percent(before: Text, after: Text) -> bool:
    """Whether figures are per cent in one version alone, so that they and the limits mean something else."""
    return is_percent(before) is not is_percent(after)


def _measures(system: IndicatorSystem) -> dict[str, Measure]:
    return {m.id: m for s in system.sections for m in s.measures}


def _in_languages(sentence: Callable[[Lang], str]) -> Text:
    """A sentence in every language, its first letter a capital."""
    sentences = {lang: sentence(lang) for lang in LANGS}
    return Text({lang: capitalised(words) for lang, words in sentences.items()})


def _flat(part: BaseModel, leave_out: Sequence[str] = (), before: str = "") -> Iterator[tuple[str, Any]]:
    """The keys of a part with their values; those of a part inside it with a dot."""
    for own, name in file_keys(type(part)).items():
        value, key = getattr(part, name), f"{before}{own}"
        if key in leave_out:
            continue
        if isinstance(value, BaseModel) and not isinstance(value, Text) and name not in _WHOLE:
            yield from _flat(value, leave_out, f"{key}.")
        else:
            yield key, value


_WHOLE = ("rule", "facts", "counted_from", "zero_if", "requires")  # keys that are told as one, whatever is inside
_INSIDE: Mapping[type[BaseModel], tuple[str, ...]] = {
    IndicatorSystem: ("format", "groups", "grades", "sections", "adjustments"),
    Group: (),
    Grade: ("id",),
    Section: ("id", "measures"),
    Measure: ("id", "indicators"),
    Indicator: ("id",),
    Adjustment: ("id",),
}


@dataclass(frozen=True)
class _Both:
    """The two systems, and what is said of their parts."""

    old: IndicatorSystem
    new: IndicatorSystem

    def settings(self) -> Iterator[Change]:
        """What holds for the system as a whole."""
        yield from self.keys("system", "", self.old, self.new)

    def parts(self, part: str, old: Mapping[str, Part], new: Mapping[str, Part]) -> Iterator[Change]:
        """Everything about the parts of one kind, given by id."""
        same = {name: name for name in new if name in old} | self._renumbered(part, old, new)
        for name in new:
            if name in same:
                yield from self._one(part, same[name], name, old[same[name]], new[name])
            else:
                yield self._added(part, name, new[name])
        for name in old:
            if name not in same.values():
                yield self._removed(part, name, old[name])
        if self._in_order(part, same, list(old), self.old) != self._in_order(part, same, list(new), self.new):
            yield Change("order", part, "", "", _in_languages(lambda lang: _order_words(part, lang)), scores=False)

    def _renumbered(self, part: str, old: Mapping[str, Part], new: Mapping[str, Part]) -> dict[str, str]:
        """New id -> old id of items that kept title and facts but not their id."""
        if part not in ("indicator", "adjustment"):
            return {}
        gone = {(_key(item)): name for name, item in old.items() if name not in new}
        return {name: gone[_key(item)] for name, item in new.items() if name not in old and _key(item) in gone}

    def _one(self, part: str, before: str, after: str, old: Part, new: Part) -> Iterator[Change]:
        if before != after:
            yield Change("renumbered", part, after, "id", _in_languages(lambda lang: _new_id(part, before, new, lang)))
        if self._home(part, before, self.old) != self._home(part, after, self.new):
            yield Change("moved", part, after, "", _in_languages(lambda lang: self._moved(part, before, after, lang)))
        yield from self.keys(part, after, old, new)

    def keys(self, part: str, name: str, old: BaseModel, new: BaseModel) -> Iterator[Change]:
        """The keys of one part that differ."""
        from_others = REPORTED_KEYS if any(isinstance(one, Item) and not one.has_facts for one in (old, new)) else ()
        was = dict(_flat(old, _INSIDE[type(old)] + from_others))
        for field, value in _flat(new, _INSIDE[type(new)] + from_others):
            if self._differs(field, was[field], value):
                kind = "renamed" if field == "title" and name else "changed"

                def sentence(lang: Lang, field: str = field, before: Any = was[field], after: Any = value) -> str:
                    return self._changed(part, name, field, (old, before), (new, after), lang)

                scores = field not in WORDS_ONLY or (field == "unit" and _turns_percent(was[field], value))
                yield Change(kind, part, name, field, _in_languages(sentence), scores)

    def _differs(self, field: str, before: Any, after: Any) -> bool:
        if field == "marks":
            return bool(self._marks_groups(before, after))
        if field == "applies_to":
            return (before and set(before)) != (after and set(after))
        return bool(before != after)

    def _marks_groups(self, before: Any, after: Any) -> list[str]:
        """The groups of both versions whose marks differ, however they are written."""
        groups = [g for g in self.new.groups if g in self.old.groups]
        return [g for g in groups if _marks(before, g) != _marks(after, g)]

    def _changed(
        self, part: str, name: str, field: str, old: tuple[BaseModel, Any], new: tuple[BaseModel, Any], lang: Lang
    ) -> str:
        before, after = self._pair(field, old, new, lang)
        values = {"field": FIELDS[field], "before": before, "after": after}
        is_number = field == "marks" or all(isinstance(v, int | float | None) for v in (old[1], new[1]))
        if name:
            values["part"] = _named(part, name, new[0], lang)
            if is_number:
                return gettext(lang, "{part}: {field} from {before} to {after}.", **values)
            return gettext(lang, "{part}: {field} from “{before}” to “{after}”.", **values)
        if is_number:
            return gettext(lang, "{field} from {before} to {after}.", **values)
        return gettext(lang, "{field} from “{before}” to “{after}”.", **values)

    def _pair(self, field: str, old: tuple[BaseModel, Any], new: tuple[BaseModel, Any], lang: Lang) -> tuple[str, str]:
        """A key's value before and after, in words."""
        if field == "marks":
            return self._marks_words(old[1], new[1], lang)
        if field == "rule" and isinstance(old[0], Item) and isinstance(new[0], Item):
            rules = self.old.rule_text(old[0], lang), self.new.rule_text(new[0], lang)
            return rules if rules[0] != rules[1] else (str(old[1]), str(new[1]))  # written otherwise, and says the same
        words = (value_words(field, old[1], self.old, lang), value_words(field, new[1], self.new, lang))
        return words if words[0] != words[1] else (_in_full(old[1]), _in_full(new[1]))  # differs in the other language

    def _marks_words(self, before: Any, after: Any, lang: Lang) -> tuple[str, str]:
        groups = self._marks_groups(before, after)
        worth = [sorted({_marks(m, g) for g in groups}) for m in (before, after)]
        if len(groups) == len(self.new.groups) and all(len(values) == 1 for values in worth):
            return plain(worth[0][0]), plain(worth[1][0])
        titles = {g: self.new.groups[g].title for g in groups}
        each = [[_marks_of_group(titles[g], _marks(m, g), lang) for g in groups] for m in (before, after)]
        return joined(each[0], lang), joined(each[1], lang)

    def _home(self, part: str, name: str, system: IndicatorSystem) -> str:
        """The id of what a part stands in."""
        if part == "indicator":
            return next(p.measure.id for p in system.placed if p.indicator.id == name)
        if part == "measure":
            return next(s.id for s in system.sections for m in s.measures if m.id == name)
        return ""

    def _moved(self, part: str, before: str, after: str, lang: Lang) -> str:
        above = "measure" if part == "indicator" else "section"
        was, now = self._home(part, before, self.old), self._home(part, after, self.new)
        return gettext(
            lang,
            "{part} moved from {before} to {after}.",
            part=_named(part, after, _part(part, after, self.new), lang),
            before=_named(above, was, _part(above, was, self.old), lang),
            after=_named(above, now, _part(above, now, self.new), lang),
        )

    def _added(self, part: str, name: str, new: BaseModel) -> Change:
        def sentence(lang: Lang) -> str:
            values = {"part": _named(part, name, new, lang)} | _content(self.new, new, lang)
            if "marks" in values:
                return gettext(lang, "New {part}, {marks} marks, {rule}.", **values)
            if "rule" in values:
                return gettext(lang, "New {part}: {rule}.", **values)
            return gettext(lang, "New {part}.", **values)

        return Change("added", part, name, "", _in_languages(sentence))

    def _removed(self, part: str, name: str, old: BaseModel) -> Change:
        def sentence(lang: Lang) -> str:
            values = {"part": _named(part, name, old, lang)} | _content(self.old, old, lang)
            if "marks" in values:
                return gettext(lang, "Removed {part}, {marks} marks, {rule}.", **values)
            if "rule" in values:
                return gettext(lang, "Removed {part}: {rule}.", **values)
            return gettext(lang, "Removed {part}.", **values)

        return Change("removed", part, name, "", _in_languages(sentence))

    def _in_order(
        self, part: str, same: Mapping[str, str], names: list[str], system: IndicatorSystem
    ) -> dict[str, list[str]]:
        """The old ids of the parts that stayed in their place, by that place, in a version's order."""
        if system is self.new:
            names = [same[name] for name in names if name in same]
        placed: dict[str, list[str]] = {}
        now = {before: after for after, before in same.items()}
        for name in names:
            home = self._home(part, name, self.old) if name in now else ""
            if name in now and home == self._home(part, now[name], self.new):
                placed.setdefault(home, []).append(name)
        return placed


def _marks(marks: Any, group: str) -> float:
    return float(marks.get(group, 0)) if isinstance(marks, Mapping) else float(marks)


def _key(part: BaseModel) -> tuple[Any, ...]:
    return (str(part.title.root), str(part.facts)) if isinstance(part, Item) else ()


def _part(part: str, name: str, system: IndicatorSystem) -> BaseModel:
    if part == "section":
        return next(s for s in system.sections if s.id == name)
    return _measures(system)[name] if part == "measure" else system.items[name]


def _in_full(value: Any) -> str:
    """A text with all its languages."""
    return " / ".join(value.root.values()) if isinstance(value, Text) else str(value)


def _named(part: str, name: str, one: BaseModel, lang: Lang) -> str:
    """指标 M01-2“中心组专题学习”."""
    return _NAMED.format(lang, kind=_PARTS[part], id=name, title=getattr(one, "title", Text("")))


def _content(system: IndicatorSystem, one: BaseModel, lang: Lang) -> dict[str, str]:
    """How an item is scored and, of an indicator, what it is worth; nothing of other parts."""
    if not isinstance(one, Item):
        return {}
    rule = {"rule": system.rule_text(one, lang)}
    return rule | {"marks": marks_words(one, system, lang)} if isinstance(one, Indicator) else rule


def marks_words(indicator: Indicator, system: IndicatorSystem, lang: Lang) -> str:
    """What an indicator is worth: 2, or by group where that differs; a group that does not have it is left out."""
    worth = {g: indicator.marks_for(g) for g in system.groups if indicator.applies(g)}
    if len(set(worth.values())) == 1:
        return plain(next(iter(worth.values())))
    return joined((_marks_of_group(system.groups[g].title, marks, lang) for g, marks in worth.items()), lang)


def _marks_of_group(group: Text, marks: float, lang: Lang) -> str:
    return _MARKS_OF_GROUP.format(lang, group=group, marks=plain(marks))


def _new_id(part: str, before: str, new: BaseModel, lang: Lang) -> str:
    return gettext(
        lang,
        "{kind} '{title}': id from {before} to {after}; earlier facts go by id and no longer join it.",
        kind=_PARTS[part],
        title=getattr(new, "title", Text("")),
        before=before,
        after=getattr(new, "id", ""),
    )


def _order_words(part: str, lang: Lang) -> str:
    return gettext(lang, "The {parts} stand in another order.", parts=_EVERY_PART[part])


@dataclass(frozen=True)
class SectionMarks:
    """Marks of a section for one group before and after; None where the version does not have it."""

    section: str
    title: Text
    group: str
    before: float | None
    after: float | None


def section_totals(old: IndicatorSystem, new: IndicatorSystem) -> list[SectionMarks]:
    """The marks of every section by group in both versions, the sections of the new one first."""
    sections = {s.id: s.title for s in (*old.sections, *new.sections)}
    order = [*(s.id for s in new.sections), *(s.id for s in old.sections if s.id not in {n.id for n in new.sections})]
    groups = list(dict.fromkeys([*new.groups, *old.groups]))
    return [
        SectionMarks(name, sections[name], group, _section_marks(old, name, group), _section_marks(new, name, group))
        for name in order
        for group in groups
    ]


def _section_marks(system: IndicatorSystem, section: str, group: str) -> float | None:
    inside = [p.indicator for p in system.placed if p.section.id == section]
    if not inside or group not in system.groups:
        return None
    return sum(i.marks_for(group) for i in inside if i.applies(group))
