"""What must agree across the places of a system file.

These run on the plain data and pass over anything of a wrong shape (its own message says so), so
that one reading tells every mistake, whatever else is wrong.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, Unpack

from scoring.facts import FACT_KINDS
from scoring.problems import Problem
from scoring.rules import RULES
from scoring.system.yaml_nodes import Document, Path, Place
from scoring.words import Text, text

FACTS_KEYS = {"options": ("choice",), "raters": ("rating",), "min": ("number",), "max": ("number",)}


def nearest(word: str, allowed: Iterable[str]) -> Text:
    """'Did you mean …?' for a word that is not among the allowed; empty where none is near."""
    near = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return text(f"是不是“{near[0]}”？", f"Did you mean '{near[0]}'? ") if near else Text("")


def listed(words: Iterable[str]) -> Text:
    """Words as a list in each language."""
    words = list(words)
    return text("、".join(words), ", ".join(words))


def not_among(code: str, found: str, allowed: Iterable[str], **place: Unpack[Place]) -> Problem:
    """A problem of the kind 'no such …', with the nearest known word and all the known ones."""
    allowed = list(allowed)
    return Problem(code, {"found": found, "nearest": nearest(found, allowed), "allowed": listed(allowed)}, **place)


def check(doc: Document) -> Iterator[Problem]:
    """Every mistake between the parts of `doc`."""
    data = doc.data
    if not isinstance(data, dict):
        return
    items = list(_items(data))
    yield from _ids(doc)
    yield from _grades(doc)
    yield from _tie_break(doc)
    groups = _keys(data.get("groups", {"all": None}))
    for path, item, is_adjustment in items:
        yield from _rule_fits(doc, path, item, is_adjustment)
        yield from _facts_keys(doc, path, item)
        yield from _levels(doc, path, item)
        yield from _bands(doc, path, item)
        yield from _drop(doc, path, item)
        yield from _veto_grade(doc, path, item)
        yield from _groups(doc, path, item, groups)


def _dicts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(value, list):
        yield from ((((*path, i)), part) for i, part in enumerate(value) if isinstance(part, dict))


def _sections(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield from _dicts(data.get("sections"), ("sections",))


def _measures(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, section in _sections(data):
        yield from _dicts(section.get("measures"), (*path, "measures"))


def _indicators(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, measure in _measures(data):
        yield from _dicts(measure.get("indicators"), (*path, "indicators"))


def _items(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    yield from ((path, item, False) for path, item in _indicators(data))
    yield from ((path, item, True) for path, item in _dicts(data.get("adjustments"), ("adjustments",)))


def _keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _ids(doc: Document) -> Iterator[Problem]:
    """Ids of sections, measures, indicators and adjustments are unique together; those of grades among themselves."""
    numbered = [*_sections(doc.data), *_measures(doc.data), *((p, i) for p, i, _ in _items(doc.data))]
    yield from _repeats(doc, numbered)
    yield from _repeats(doc, _dicts(doc.data.get("grades"), ("grades",)))


def _repeats(doc: Document, numbered: Iterable[tuple[Path, dict[str, Any]]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for path, part in numbered:
        given = part.get("id")
        if not isinstance(given, str):
            continue
        place = doc.place((*path, "id"))
        if given in first:
            yield Problem("duplicate_id", {"id": given, "first": first[given]}, **place)
        first.setdefault(given, place["line"])


def _descending(doc: Document, parts: list[tuple[Path, dict[str, Any]]]) -> Iterator[Problem]:
    previous: float | None = None
    for path, part in parts:
        found = part.get("at_least")
        if isinstance(found, bool) or not isinstance(found, int | float):
            continue
        if previous is not None and found >= previous:
            params = {"key": "at_least", "found": found, "previous": previous}
            yield Problem("out_of_order", params, **doc.place((*path, "at_least")))
        previous = found


def _grades(doc: Document) -> Iterator[Problem]:
    grades = list(_dicts(doc.data.get("grades"), ("grades",)))
    yield from _descending(doc, grades)
    lowest = grades[-1][1].get("at_least") if grades else 0
    if isinstance(lowest, int | float) and lowest > 0:
        yield Problem("grades_leave_gap", {"lowest": lowest}, **doc.place(grades[-1][0]))


def _tie_break(doc: Document) -> Iterator[Problem]:
    sections = [str(s.get("id")) for _, s in _sections(doc.data)]
    given = doc.data.get("tie_break")
    for index, found in enumerate(given if isinstance(given, list) else []):
        if isinstance(found, str) and found not in sections:
            yield not_among("unknown_section", found, sections, **doc.place(("tie_break", index)))


def _rule(item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    rule = item.get("rule")
    kind = rule.get("kind") if isinstance(rule, dict) else None
    return (kind, rule) if isinstance(kind, str) and kind in RULES and isinstance(rule, dict) else ("", {})


def _facts(item: dict[str, Any]) -> str:
    facts = item.get("facts")
    return facts if isinstance(facts, str) and facts in FACT_KINDS else ""


def _rule_fits(doc: Document, path: Path, item: dict[str, Any], is_adjustment: bool) -> Iterator[Problem]:
    kind, facts = _rule(item)[0], _facts(item)
    if not kind:
        return
    place = doc.place((*path, "rule", "kind"))
    if RULES[kind].adjusts != is_adjustment:
        where = ("只能用于 adjustments", "is for adjustments only")
        if is_adjustment:
            where = ("不能用于 adjustments", "is not for adjustments")
        fitting = listed(k for k, r in RULES.items() if r.adjusts == is_adjustment)
        params = {"kind": kind, "where_zh": where[0], "where_en": where[1], "allowed": fitting}
        yield Problem("rule_in_wrong_place", params, **place)
    elif facts and facts not in RULES[kind].takes:
        params = {"kind": kind, "facts": facts, "allowed": listed(RULES[kind].takes)}
        yield Problem("rule_facts_mismatch", params, **place)


def _facts_keys(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    facts = _facts(item)
    if not facts:
        return
    for key, kinds in FACTS_KEYS.items():
        if key in item and facts not in kinds:
            params = {"key": key, "facts": facts, "allowed": listed(kinds)}
            yield Problem("key_not_for_facts", params, **doc.place((*path, key), key=True))
    for key in ("options", "raters"):
        if facts in FACTS_KEYS[key] and key not in item:
            yield Problem("missing_for_facts", {"facts": facts, "key": key}, **doc.place((*path, "facts")))
    low, high = item.get("min"), item.get("max")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        detail = text(f"大于 max 的 {high}", f"it is above max, {high}")
        params = {"key": "min", "found": low, "detail": detail, "expected": f"min <= {high}"}
        yield Problem("bad_value", params, **doc.place((*path, "min")))


def _levels(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    kind, rule = _rule(item)
    levels, options = rule.get("levels"), item.get("options")
    if kind != "levels" or not isinstance(levels, dict) or not isinstance(options, list):
        return
    words = [option for option in options if isinstance(option, str)]
    for index, option in enumerate(options):
        if isinstance(option, str) and option not in levels:
            yield Problem("option_without_level", {"option": option}, **doc.place((*path, "options", index)))
        if option in options[:index]:
            params = {
                "key": "options",
                "found": option,
                "detail": text("重复", "it is repeated"),
                "expected": text("每个选项一次", "each option once"),
            }
            yield Problem("bad_value", params, **doc.place((*path, "options", index)))
    for option in levels:
        if option not in words:
            params = {"option": option, "nearest": nearest(option, words)}
            yield Problem("level_without_option", params, **doc.place((*path, "rule", "levels", option), key=True))


def _bands(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    kind, rule = _rule(item)
    if kind == "bands":
        yield from _descending(doc, list(_dicts(rule.get("bands"), (*path, "rule", "bands"))))


def _drop(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    kind, rule = _rule(item)
    drop, raters = rule.get("drop"), item.get("raters")
    if kind == "rating" and isinstance(drop, int) and isinstance(raters, int) and 2 * drop >= raters:
        detail = text(f"{raters} 个评分去掉后一个不剩", f"it leaves none of {raters} scores")
        params = {"key": "drop", "found": drop, "detail": detail, "expected": f"drop <= {max(0, (raters - 1) // 2)}"}
        yield Problem("bad_value", params, **doc.place((*path, "rule", "drop")))


def _veto_grade(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    found = _rule(item)[1].get("grade_at_most")
    grades = [str(g.get("id")) for _, g in _dicts(doc.data.get("grades"), ("grades",))]
    if isinstance(found, str) and found not in grades:
        yield not_among("unknown_grade", found, grades, **doc.place((*path, "rule", "grade_at_most")))


def _groups(doc: Document, path: Path, item: dict[str, Any], groups: list[str]) -> Iterator[Problem]:
    applies, marks = item.get("applies_to"), item.get("marks")
    named = list(enumerate(applies)) if isinstance(applies, list) else []
    for index, found in named:
        if isinstance(found, str) and found not in groups:
            yield not_among("unknown_group", found, groups, **doc.place((*path, "applies_to", index)))
    for found in _keys(marks):
        if found not in groups:
            yield not_among("unknown_group", found, groups, **doc.place((*path, "marks", found), key=True))
    allowed = set(applies) if isinstance(applies, list) else set(groups)
    worth = set(marks) if isinstance(marks, dict) else set(groups)
    if groups and allowed <= set(groups) and worth <= set(groups) and not allowed & worth:
        yield Problem("indicator_for_nobody", {"id": item.get("id", "")}, **doc.place(path))
