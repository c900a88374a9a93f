"""What must agree across the places of a system file.

These run on the plain data and pass over anything of a wrong shape (its own message says so), so
that one reading tells every mistake, whatever else is wrong.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from scoring.facts import FACT_KINDS
from scoring.numbers import typed
from scoring.period import Period, given_twice
from scoring.problems import Problem
from scoring.problems.suggestions import choices, not_among
from scoring.rules import RULES, AdjustmentRule, IndicatorRule
from scoring.system.grade_checks import grade_mistakes
from scoring.system.part_checks import part_mistakes
from scoring.system.record import COUNTED, SCORES
from scoring.system.yaml_nodes import Document, Path
from scoring.words import joined_text, text

_SECTION_OR_MEASURE = text("板块或措施", "section or measure")

# Keys that say what is reported, and how; an item that judges another's facts has them from there.
REPORTED_KEYS = (
    *("unit", "options", "raters", "min", "max", "over", "take", "faults"),
    *("reported_by", "counted_from", "may_not_apply"),
)


def check(doc: Document) -> Iterator[Problem]:
    """Every mistake between the parts of `doc`."""
    data = doc.data
    if not isinstance(data, dict):
        return
    every = list(items(data))
    yield from _period(doc)
    yield from _ids(doc)
    yield from grade_mistakes(doc, _part_ids(data))
    yield from part_mistakes(doc)
    yield from _tie_break(doc)
    yield from _in_parts(doc)
    yield from _together(doc)
    groups = _keys(data.get("groups", {"all": None}))
    known = {str(item.get("id")): item for _, item, _ in every}
    for path, item, is_adjustment in every:
        yield from _facts_of(doc, path, item, known)
        whole = with_keys_of_source(item, known)
        yield from _rule_fits(doc, path, whole, is_adjustment)
        yield from _rule_mistakes(doc, path, whole)
        yield from _worth_nothing(doc, path, whole)
        yield from _facts_keys(doc, path, item)
        yield from _counted_from(doc, path, item)
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
            params = {"key": name, "found": typed(limit), "decimals": decimals}
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


def _part_ids(data: dict[str, Any]) -> dict[str, list[str]]:
    """The ids of sections, measures and indicators, by level."""
    levels = {"section": _sections(data), "measure": _measures(data), "indicator": _indicators(data)}
    return {level: [str(part.get("id")) for _, part in parts] for level, parts in levels.items()}


def _tie_break(doc: Document) -> Iterator[Problem]:
    sections = [str(s.get("id")) for _, s in _sections(doc.data)]
    given = doc.data.get("tie_break")
    for index, found in enumerate(given if isinstance(given, list) else []):
        if isinstance(found, str) and found not in sections:
            yield Problem("unknown_section", not_among(found, sections), **doc.place(("tie_break", index)))


def _in_parts(doc: Document) -> Iterator[Problem]:
    """Adjustments that act in a section or measure: that there is it, and that they give points."""
    parts = [str(part.get("id")) for _, part in (*_sections(doc.data), *_measures(doc.data))]
    for path, item in _dicts(doc.data.get("adjustments"), ("adjustments",)):
        found, place = item.get("in"), doc.place((*path, "in"))
        if isinstance(found, str) and found not in parts:
            yield Problem("unknown_part", not_among(found, parts) | {"kind": _SECTION_OR_MEASURE}, **place)
        if "in" in item and not _gives_points(item):
            yield Problem("points_needed", {"id": item.get("id", ""), "kind": _rule(item)[0]}, **place)


def _gives_points(item: dict[str, Any]) -> bool:
    """Whether an adjustment's rule gives points; one that is none has a message of its own."""
    rule = RULES.get(_rule(item)[0])
    return rule is None or not issubclass(rule, AdjustmentRule) or rule.gives_points()


def _together(doc: Document) -> Iterator[Problem]:
    """Adjustments that share a limit: each is one that gives points to the total, and stands in one entry only."""
    by_id = {str(item.get("id")): item for _, item in _dicts(doc.data.get("adjustments"), ("adjustments",))}
    caps, first = doc.data.get("caps"), dict[str, int]()
    for path, entry in _dicts(caps.get("together") if isinstance(caps, dict) else None, ("caps", "together")):
        listed = entry.get("of")
        for index, found in enumerate(listed if isinstance(listed, list) else []):
            place = doc.place((*path, "of", index))
            if not isinstance(found, str):
                continue
            if found in first:
                yield Problem("together_twice", {"id": found, "first": first[found]}, **place)
            first.setdefault(found, place["line"])
            if found not in by_id:
                yield Problem("unknown_adjustment", not_among(found, by_id), **place)
            elif not _gives_points(by_id[found]):
                yield Problem("points_needed", {"id": found, "kind": _rule(by_id[found])[0]}, **place)
            elif "in" in by_id[found]:
                yield Problem("in_and_together", {"id": found}, **place)


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


def _worth_nothing(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """`marks: 0` with a rule that gives or takes marks: there are none to give or take."""
    kind, rule = _rule(item)
    marks = item.get("marks")
    if not kind or RULES[kind].adjusts or isinstance(marks, bool) or marks != 0:
        return
    try:
        read = RULES[kind].model_validate(rule, context={"year": 2000})
    except ValidationError:  # its own message says so
        return
    if isinstance(read, IndicatorRule) and read.in_marks():
        yield Problem("worth_nothing", {"kind": kind}, **doc.place((*path, "marks")))


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
    for where, code, params in FACT_KINDS[facts].key_mistakes(item):
        yield Problem(code, params, **doc.place((*path, *where)))


def source_id(item: Any) -> str:
    """The id of the item whose facts an item judges; '' where it has its own, or says nothing that can be read."""
    facts = item.get("facts") if isinstance(item, dict) else None
    of = facts.get("of") if isinstance(facts, dict) else None
    return of if isinstance(of, str) else ""


def with_keys_of_source(item: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """An item that judges another's facts with that one's kind and keys of facts; any other as it is."""
    source = known.get(source_id(item))
    if source is None or source_id(source):
        return item
    own = {key: value for key, value in item.items() if key not in REPORTED_KEYS}
    theirs = ("facts", *REPORTED_KEYS) if "marks" in item else ("facts", *REPORTED_KEYS[:-1])  # no claim on adjustments
    return own | {key: source[key] for key in theirs if key in source}


def _facts_of(
    doc: Document, path: Path, item: dict[str, Any], known: Mapping[str, dict[str, Any]]
) -> Iterator[Problem]:
    """What is wrong with judging another item's facts."""
    if not (of := source_id(item)):
        return
    place, own = doc.place((*path, "facts", "of")), str(item.get("id"))
    if of == own:
        yield Problem("facts_of_itself", {"id": of}, **place)
    elif of not in known:
        yield Problem("facts_of_unknown", not_among(of, (name for name in known if name != own)), **place)
    elif further := source_id(known[of]):
        yield Problem("facts_of_chain", {"id": of, "further": further}, **place)
    for key in REPORTED_KEYS:
        if key in item:
            yield Problem("key_not_with_of", {"key": key, "of": of}, **doc.place((*path, key), key=True))


def _counted_from(doc: Document, path: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """What the program counts itself: said where it does and nowhere else, and of the kind that it is."""
    given, is_counted = item.get("counted_from"), item.get("reported_by") == "record"
    if source_id(item):
        return
    if is_counted and given is None:
        yield Problem("missing_counted_from", {"choices": choices([*COUNTED, "{score: ...}"])}, **doc.place(path))
    if given is None:
        return
    if not is_counted:
        yield Problem("counted_from_not_here", **doc.place((*path, "counted_from"), key=True))
    one = SCORES if isinstance(given, dict) else COUNTED.get(str(given))
    facts = _facts(item)
    if one is not None and facts and facts != one.facts:
        found = "score" if isinstance(given, dict) else given
        params = {"counted": found, "facts": facts, "expected": one.facts}
        yield Problem("counted_from_facts_mismatch", params, **doc.place((*path, "facts")))


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
