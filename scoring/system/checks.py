"""What must agree across the places of a system file.

These run on the plain data and pass over anything of a wrong shape (its own message says so), so
that one reading tells every mistake, whatever else is wrong.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scoring.facts import FACT_KINDS
from scoring.numbers import plain
from scoring.period import Period, given_twice
from scoring.problems import Problem
from scoring.problems.suggestions import choices, not_among
from scoring.rules import RULES
from scoring.rules.mistakes import descending
from scoring.system.yaml_nodes import Document, Path
from scoring.words import joined_text


def check(doc: Document) -> Iterator[Problem]:
    """Every mistake between the parts of `doc`."""
    data = doc.data
    if not isinstance(data, dict):
        return
    every = list(items(data))
    yield from _period(doc)
    yield from _ids(doc)
    yield from _grades(doc)
    yield from _tie_break(doc)
    groups = _keys(data.get("groups", {"all": None}))
    for path, item, is_adjustment in every:
        yield from _rule_fits(doc, path, item, is_adjustment)
        yield from _rule_mistakes(doc, path, item)
        yield from _facts_keys(doc, path, item)
        yield from _facts_in_period(doc, path, item)
        yield from _groups(doc, path, item, groups)
        yield from _finer_than_totals(doc, path, item)


def _finer_than_totals(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """Limits of the total that have more decimals than it: shown rounded, they would be another number."""
    rule, rounding = item.get("rule"), doc.data.get("rounding")
    decimals = rounding.get("total", 2) if isinstance(rounding, dict) else 2
    kind = RULES.get(str(rule.get("kind"))) if isinstance(rule, dict) else None
    if kind is None or isinstance(decimals, bool) or not isinstance(decimals, int):
        return
    for name in kind.total_limits:
        limit = rule.get(name) if isinstance(rule, dict) else None
        if isinstance(limit, float) and round(limit, decimals) != limit:
            params = {"key": name, "found": plain(limit), "decimals": decimals}
            yield Problem("limit_too_fine", params, **doc.place((*path, "rule", name)))


def _period(doc: Document) -> Iterator[Problem]:
    """A period that names two parts of the year."""
    if second := given_twice(doc.data.get("period")):
        yield Problem("period_given_twice", {"key": second}, **doc.place(("period", second), key=True))


def _facts_in_period(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """Figures by month or quarter, of which the period has none."""
    kind, given = FACT_KINDS.get(_facts(item)), doc.data.get("period")
    if kind is None or not isinstance(given, dict) or given_twice(given):
        return
    try:
        period = Period.model_validate(given)
    except ValueError:
        return
    if kind.within(period) == ():
        params = {"facts": kind.name, "period": period.name}
        yield Problem("no_part_in_period", params, **doc.place((*path, "facts")))


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


def items(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    """Where each indicator and adjustment stands, what is given there, and whether it is an adjustment."""
    yield from ((path, item, False) for path, item in _indicators(data))
    yield from ((path, item, True) for path, item in _dicts(data.get("adjustments"), ("adjustments",)))


def _keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _ids(doc: Document) -> Iterator[Problem]:
    """Ids of sections, measures, indicators and adjustments are unique together; those of grades among themselves."""
    numbered = [*_sections(doc.data), *_measures(doc.data), *((p, i) for p, i, _ in items(doc.data))]
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


def _grades(doc: Document) -> Iterator[Problem]:
    grades = doc.data.get("grades")
    for mistake in descending(grades, ("grades",)):
        yield Problem(mistake.code, dict(mistake.params), **doc.place(mistake.path))
    parts = list(_dicts(grades, ("grades",)))
    lowest = parts[-1][1].get("at_least") if parts else 0
    if isinstance(lowest, int | float) and lowest > 0:
        yield Problem("grades_leave_gap", {"lowest": lowest}, **doc.place(parts[-1][0]))


def _tie_break(doc: Document) -> Iterator[Problem]:
    sections = [str(s.get("id")) for _, s in _sections(doc.data)]
    given = doc.data.get("tie_break")
    for index, found in enumerate(given if isinstance(given, list) else []):
        if isinstance(found, str) and found not in sections:
            yield Problem("unknown_section", not_among(found, sections), **doc.place(("tie_break", index)))


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
    place, rule = doc.place((*path, "rule", "kind")), RULES[kind]
    if rule.adjusts != is_adjustment:
        where = ("只能用于 adjustments", "is for adjustments only")
        if is_adjustment:
            where = ("不能用于 adjustments", "is not for adjustments")
        fitting = choices(k for k, r in RULES.items() if r.adjusts == is_adjustment)
        params = {"kind": kind, "where_zh": where[0], "where_en": where[1], "choices": fitting}
        yield Problem("rule_in_wrong_place", params, **place)
    elif facts and not rule.judges(FACT_KINDS[facts]):
        allowed = joined_text(name for name, known in FACT_KINDS.items() if rule.judges(known))
        yield Problem("rule_facts_mismatch", {"kind": kind, "facts": facts, "allowed": allowed}, **place)


def _rule_mistakes(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """What the rule itself says is wrong with it beside its indicator."""
    kind, rule = _rule(item)
    if not kind:
        return
    grades = [str(g.get("id")) for _, g in _dicts(doc.data.get("grades"), ("grades",))]
    for mistake in RULES[kind].mistakes(rule, item, grades):
        place = doc.place((*path, *mistake.path), key=mistake.at_key)
        yield Problem(mistake.code, dict(mistake.params), **place)


def _facts_keys(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """Keys that only some kinds of facts have: where they are missing, or have no business."""
    facts = _facts(item)
    if not facts:
        return
    own = FACT_KINDS[facts].keys
    for key in dict.fromkeys(key for kind in FACT_KINDS.values() for key in kind.keys):
        if key in item and key not in own:
            allowed = joined_text(name for name, kind in FACT_KINDS.items() if key in kind.keys)
            params = {"key": key, "facts": facts, "allowed": allowed}
            yield Problem("key_not_for_facts", params, **doc.place((*path, key), key=True))
    for key, is_needed in own.items():
        if is_needed and key not in item:
            yield Problem("missing_for_facts", {"facts": facts, "key": key}, **doc.place((*path, "facts")))
    for key, code, params in FACT_KINDS[facts].key_mistakes(item):
        yield Problem(code, params, **doc.place((*path, key)))


def _groups(doc: Document, path: Path, item: dict[str, Any], groups: list[str]) -> Iterator[Problem]:
    applies, marks = item.get("applies_to"), item.get("marks")
    named = list(enumerate(applies)) if isinstance(applies, list) else []
    for index, found in named:
        if isinstance(found, str) and found not in groups:
            yield Problem("unknown_group", not_among(found, groups), **doc.place((*path, "applies_to", index)))
    for found in _keys(marks):
        if found not in groups:
            yield Problem("unknown_group", not_among(found, groups), **doc.place((*path, "marks", found), key=True))
    allowed = set(applies) if isinstance(applies, list) else set(groups)
    worth = set(marks) if isinstance(marks, dict) else set(groups)
    if groups and allowed <= set(groups) and worth <= set(groups) and not allowed & worth:
        yield Problem("indicator_for_nobody", {"id": item.get("id", "")}, **doc.place(path))
