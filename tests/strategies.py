"""Random indicator systems, units and facts for hypothesis.

Systems are plain data as YAML gives it, always valid, and use every rule kind, group, cap and mode.
Facts are as people write them: figures with few decimals but of odd sizes, blanks, half-filled
series, nothing due, ties, claims of "not applicable", units that report nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scoring.rules import RULES
from tests.frames import Report, System
from tests.reference import rules as reference
from tests.reference.totals import Value
from tests.rule_fields import DAYS, OPTIONS, YEAR, decimals, items

Rule = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

PERIODS = {
    "monthly": [f"m{month:02d}" for month in range(1, 13)],
    "quarterly": ["q1", "q2", "q3", "q4"],
}


# ---------------------------------------------------------------- figures


def figures(low: int, high: int, places: int = 2) -> st.SearchStrategy[float]:
    """Numbers as a YAML file holds them."""
    return decimals(low, high, places).map(float)


def positive(high: int, places: int = 2) -> st.SearchStrategy[float]:
    return figures(0, high, places).map(lambda x: x or 0.5)


counts = st.one_of(st.integers(0, 12), st.integers(0, 12), st.sampled_from([99, 365, 100_000]))
amounts = st.one_of(counts, decimals(0, 30), decimals(0, 1000, 4))
numbers = st.one_of(amounts, amounts, decimals(-20, 20, 1))


# ---------------------------------------------------------------- rules


def with_some(draw: Draw, rule: Rule, **optional: st.SearchStrategy[Any]) -> Rule:
    """The rule with each optional parameter given or left out."""
    for name, values in optional.items():
        if draw(st.booleans()):
            rule[name] = draw(values)
    return rule


INDICATOR_RULES = tuple(kind for kind, rule in RULES.items() if not rule.adjusts)
WITH_REFERENCE = tuple(kind for kind in INDICATOR_RULES if kind in reference.RATES)


# ---------------------------------------------------------------- systems


@st.composite
def indicators(draw: Draw, number: int, groups: list[str]) -> Rule:
    item = draw(items(number, WITH_REFERENCE))
    some_groups = st.lists(st.sampled_from(groups), min_size=1, unique=True)
    marks = st.one_of(st.integers(1, 12), positive(10))
    item["marks"] = draw(marks)
    if draw(st.integers(0, 4)) == 0:
        item["marks"] = {group: draw(marks) for group in draw(some_groups)}
    elif draw(st.integers(0, 4)) == 0:
        item["applies_to"] = draw(some_groups)
    sources = st.sampled_from(["unit", "inspector"])
    return with_some(draw, item, may_not_apply=st.booleans(), reported_by=sources)


@st.composite
def section_lists(draw: Draw, groups: list[str]) -> list[Rule]:
    number, sections = 0, []
    for s in range(1, 1 + draw(st.integers(1, 3))):
        measures = []
        for m in range(1, 1 + draw(st.integers(1, 2))):
            size = draw(st.integers(1, 2))
            parts = [draw(indicators(number + k, groups)) for k in range(1, 1 + size)]
            number += size
            measures.append({"id": f"M{s}{m}", "title": "措施", "indicators": parts})
        sections.append({"id": f"S{s}", "title": "板块", "measures": measures})
    return sections


@st.composite
def adjustment_lists(draw: Draw, scale: float, grades: list[Rule], decimals: int | None) -> list[Rule]:
    adjustments = []
    points = figures(-2, 2, 1).map(lambda x: x * scale / 100 or 0.2)
    for number in range(1, 1 + draw(st.integers(0, 3))):
        if veto := draw(st.booleans()):
            ids = st.sampled_from([grade["id"] for grade in grades])
            optional = {"grade_at_most": ids, "unranked": st.booleans()}
            limit = draw(figures(0, 80)) * scale / 100
            rule = {"kind": "veto", "score_at_most": limit if decimals is None else round(limit, decimals)}
            rule = with_some(draw, rule, **(optional if grades else {}))
        else:
            rule = with_some(draw, {"kind": "per_event", "points": draw(points)}, cap=positive(3))
        facts = draw(st.sampled_from(["yes_no", "count"] if veto else ["count"]))
        adjustment = {"id": f"A{number}", "title": "加扣分", "facts": facts, "rule": rule}
        adjustments.append(with_some(draw, adjustment, reported_by=st.just("unit")))
    return adjustments


@st.composite
def grade_lists(draw: Draw, scale: float) -> list[Rule]:
    steps = sorted(draw(st.lists(st.integers(0, 95), max_size=4, unique=True)), reverse=True)
    grades = [{"id": f"g{n}", "title": "等次", "at_least": s * scale / 100} for n, s in enumerate(steps)]
    quotas = st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0])
    return [with_some(draw, grade, quota=quotas) for grade in grades]


@st.composite
def cap_maps(draw: Draw, scale: float) -> Rule:
    bonus = with_some(draw, {}, at_most=figures(0, 4, 1))
    gate = draw(st.sampled_from([None, "only_from", "only_above"]))
    if gate:
        bonus[gate] = draw(st.sampled_from([0, 33, 50, 60, 100])) * scale / 100
    return {"bonus": bonus, "deduction": with_some(draw, {}, at_most=figures(0, 4, 1))}


@st.composite
def systems(draw: Draw) -> System:
    """A whole system; every part that may be left out sometimes is."""
    groups = ["甲组", "乙组", "丙组"][: draw(st.integers(1, 3))]
    scale = draw(st.sampled_from([100, 100, 10, 120, 1000]))
    places = st.sampled_from([None, 0, 1, 2, 2, 3])
    decimals = draw(places)
    coefficient = st.sampled_from([1.0, 0.85, 0.9, 1.05, 1.2])
    sections, grades = draw(section_lists(groups)), draw(grade_lists(scale))
    system: System = {
        "format": 1,
        "id": "random",
        "title": "随机指标体系",
        "period": {"year": YEAR},
        "scale": scale,
        "rounding": {
            "indicator": draw(places),
            "total": decimals,
            "rank_on": draw(st.sampled_from(["published", "exact"])),
        },
        "groups": {g: with_some(draw, {"title": g}, coefficient=coefficient) for g in groups},
        "grades": grades,
        "sections": sections,
        "adjustments": draw(adjustment_lists(scale, grades, decimals)),
    }
    not_applicable = st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["rescale", "rescale", "full"]),
            "within": st.sampled_from(["total", "section", "measure"]),
        }
    )
    return with_some(
        draw,
        system,
        aggregation=st.sampled_from(["sum", "geometric"]),
        not_applicable=not_applicable,
        ties=st.sampled_from(["min", "dense"]),
        tie_break=st.permutations([section["id"] for section in sections]),
        caps=cap_maps(scale),
    )


# ---------------------------------------------------------------- facts

Answer = dict[str, Value]


@st.composite
def answers(draw: Draw, item: Rule) -> Answer:
    """What one unit reports for one indicator or adjustment: field -> value, never empty."""
    facts = item["facts"]
    if facts == "ratio":
        due = draw(st.one_of(st.just(0), amounts))
        part = draw(st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("0.8"), Decimal(1)]))
        return {"done": draw(st.sampled_from([min(due, Decimal(7)), due * part])), "due": due}
    if facts == "growth":
        some = st.one_of(st.just(0), amounts)
        return {"now": draw(some), "before": draw(some)}
    if facts in PERIODS:
        some_periods = st.sets(st.sampled_from(PERIODS[facts]), min_size=1)
        return {period: draw(st.integers(0, 3)) for period in sorted(draw(some_periods))}
    if facts == "rating":
        raters = [f"r{n}" for n in range(1, 1 + item["raters"])]
        some_raters = draw(st.sets(st.sampled_from(raters), min_size=1))
        full = item["rule"].get("out_of", 100)
        return {rater: draw(decimals(0, int(full), 1)) for rater in sorted(some_raters)}
    return {"value": draw(single_values(facts))}


def single_values(facts: str) -> st.SearchStrategy[Value]:
    return {
        "yes_no": st.booleans(),
        "count": counts,
        "number": numbers,
        "date": DAYS,
        "choice": st.sampled_from(OPTIONS),
    }.get(facts, counts)


@dataclass
class Assessed:
    """A system, its units as (code, group), and what both sources say of them."""

    system: System
    units: list[tuple[str, str]]
    own: Report
    verified: Report


def all_items(system: System) -> list[Rule]:
    measures = [measure for section in system["sections"] for measure in section["measures"]]
    return [i for measure in measures for i in measure["indicators"]] + system["adjustments"]


def inspectors_report(item: Rule) -> bool:
    """Whether the item's figures are the inspectors' to give: adjustments unless they say otherwise."""
    return item.get("reported_by", "unit" if "marks" in item else "inspector") == "inspector"


@st.composite
def profiles(draw: Draw, system: System) -> dict[str, tuple[str, Answer | None]]:
    """What a unit says of each item: (source, answer), with None for a claim; blank items absent."""
    said: dict[str, tuple[str, Answer | None]] = {}
    silent = draw(st.integers(0, 9)) == 0
    for item in [] if silent else all_items(system):
        source = draw(st.sampled_from(["own"] * 5 + ["verified", "both", "none"]))
        claimed = item.get("may_not_apply", False) and draw(st.integers(0, 3)) == 0
        if source != "none":
            said[item["id"]] = (source, None if claimed else draw(answers(item)))
    return said


def tell(report: Report, unit: str, item: str, answer: Answer | None) -> None:
    if answer is None:
        report.claims.add((unit, item))
    else:
        report.facts |= {(unit, item, field): value for field, value in answer.items()}


@st.composite
def assessments(draw: Draw) -> Assessed:
    """Up to seven units, several of which may report the very same."""
    system = draw(systems())
    said = draw(st.lists(profiles(system), min_size=1, max_size=4))
    groups = st.sampled_from(list(system["groups"]))
    chosen = draw(st.lists(st.tuples(groups, st.sampled_from(said)), min_size=1, max_size=7))
    by_id = {item["id"]: item for item in all_items(system)}
    result = Assessed(system, [], Report(), Report())
    for number, (group, profile) in enumerate(chosen, 1):
        unit = f"U{number:02d}"
        result.units.append((unit, group))
        for item, (source, answer) in profile.items():
            tell(result.own if source != "verified" else result.verified, unit, item, answer)
            if source == "both":
                correction = draw(corrections(by_id[item], answer))
                tell(result.verified, unit, item, correction)
    return result


@st.composite
def corrections(draw: Draw, item: Rule, answer: Answer | None) -> Answer | None:
    """What an inspector finds instead: other figures, or that the indicator does not apply."""
    if answer is not None and item.get("may_not_apply", False) and draw(st.booleans()):
        return None
    return draw(answers(item))
