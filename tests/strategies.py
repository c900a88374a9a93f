"""Random systems, units and facts for hypothesis (rules: random_rules.py; systems: random_systems.py).

Facts are as people write them: figures with few decimals but of odd sizes or exactly on a rule's limit, blanks,
half-filled series, nothing due, ties, claims of "not applicable", units that report nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scoring.rules import RULES
from tests.frames import Report, System
from tests.random_rules import Draw, Rule, chance
from tests.random_systems import FEATURES, LANDED, all_items, marks_for, own_items, systems
from tests.reference.reported import months, quarters, series
from tests.reference.totals import Value
from tests.rule_fields import DAYS, OPTIONS, YEAR, decimals

__all__ = ["FEATURES", "INDICATOR_RULES", "LANDED", "PERIODS", "Answer", "Assessed", "Draw", "Rule"]

PERIODS = {"monthly": months({"year": YEAR}), "quarterly": quarters({"year": YEAR})}
INDICATOR_RULES = tuple(kind for kind, rule in RULES.items() if not rule.adjusts)

counts = st.one_of(st.integers(0, 12), st.integers(0, 12), st.sampled_from([99, 365, 100_000]))
amounts = st.one_of(counts, decimals(0, 30), decimals(0, 1000, 4))
numbers = st.one_of(amounts, amounts, decimals(-20, 20, 1))


# ---------------------------------------------------------------- figures exactly on limits

LIMIT_KEYS = {
    "at_least",
    "above",
    "at_most",
    "below",
    "full_at",
    "zero_at",
    "target",
    "worst",
    "best",
    "at",
    "from",
    "free",
}


def edges_of(rule: Any) -> list[Decimal]:
    """The limits that a rule names, wherever they stand in it."""
    if isinstance(rule, list):
        return [edge for row in rule for edge in edges_of(row)]
    if not isinstance(rule, dict):
        return []
    found = [edge for name, value in rule.items() if name != "beyond" for edge in edges_of(value)]
    return found + [
        Decimal(str(rule[name])) for name in LIMIT_KEYS & rule.keys() if isinstance(rule[name], (int, float))
    ]


def judged_limits(system: System) -> dict[str, list[Decimal]]:
    """Of each item with cells: the limits of every rule that judges them."""
    found: dict[str, list[Decimal]] = {}
    for item in all_items(system):
        source = item["facts"]["of"] if isinstance(item["facts"], dict) else item["id"]
        found[source] = found.get(source, []) + edges_of(item["rule"])
    return found


# ---------------------------------------------------------------- facts

Answer = dict[str, Value]


@st.composite
def answers(draw: Draw, item: Rule, edges: list[Decimal] | None = None, period: Rule | None = None) -> Answer:
    """What one unit reports for one indicator or adjustment: field -> value, never empty; often exactly on an edge."""
    facts, whole = item["facts"], 100 if item.get("unit") == "%" else 1
    edge = draw(st.sampled_from(edges)) if edges and draw(st.booleans()) else None
    if facts == "ratio":
        return draw(ratios(edge and edge / whole, item.get("over", False)))
    if facts == "growth":
        return draw(growths(edge and edge / whole))
    if facts in ("monthly", "quarterly", "monthly_number", "quarterly_number"):
        fields = series(facts, period or {"year": YEAR})
        some_periods = st.sets(st.sampled_from(fields), min_size=1)
        if edge is not None and facts not in PERIODS and draw(st.booleans()):  # of the same mean, whatever is given
            spread = [edge + place - Decimal(len(fields) - 1) / 2 for place in range(len(fields))]
            return dict(zip(fields, draw(st.sampled_from([spread, [edge]])), strict=False))
        figure = st.integers(0, 3) if facts in PERIODS else st.one_of(numbers, st.just(edge or 1))
        return {field: draw(figure) for field in sorted(draw(some_periods))}
    if facts == "rating":
        raters = [f"r{n}" for n in range(1, 1 + item["raters"])]
        some_raters = draw(st.sets(st.sampled_from(raters), min_size=1))
        return {rater: draw(decimals(0, int(item["rule"].get("out_of", 100)), 1)) for rater in sorted(some_raters)}
    if facts == "faults":
        return {
            fault: draw(st.integers(0, 4))
            for fault in draw(st.sets(st.sampled_from(sorted(item["faults"])), min_size=1))
        }
    if item["rule"]["kind"] == "given":
        return {"value": draw(given_marks(item))}
    if edge is not None and (facts == "number" or (facts == "count" and edge >= 0)):
        return {"value": edge if facts == "number" else int(edge) + draw(st.integers(0, 1))}
    return {"value": draw(single_values(facts))}


@st.composite
def ratios(draw: Draw, edge: Decimal | None, over: bool) -> Answer:
    if edge is not None and (0 <= edge <= 1 or (over and edge >= 0)):
        due = draw(st.sampled_from([100, 40, 8]))
        return {"done": edge * due, "due": due}
    due = draw(st.one_of(st.just(0), amounts))
    part = draw(st.sampled_from([Decimal(part) for part in ("0", "0.5", "0.8", "1", *(["1.3", "2"] if over else []))]))
    return {"done": draw(st.sampled_from([min(due, Decimal(7)), due * part])), "due": due}


@st.composite
def growths(draw: Draw, edge: Decimal | None) -> Answer:
    some = st.one_of(st.just(0), amounts)
    if edge is not None and edge >= -1:
        before = draw(st.sampled_from([100, 40, 8]))
        return {"now": before * (1 + edge), "before": before}
    return {"now": draw(some), "before": draw(some)}


def given_marks(item: Rule) -> st.SearchStrategy[Decimal]:
    """Marks that are given outright: none, all, or some of them."""
    whole = min(marks_for({"marks": item.get("marks", 3)}, []))
    return st.sampled_from([Decimal(part) for part in ("0", "1", "0.5", "0.333", "0.8", "0.05")]).map(
        lambda x: x * whole
    )


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
    """A system, its units as (code, group), what both sources say of them, and units of the roster that are no part."""

    system: System
    units: list[tuple[str, str]]
    own: Report
    verified: Report
    absent: list[tuple[str, str]] = field(default_factory=list)


def others_report(item: Rule) -> bool:
    """Whether the item's figures are not the unit's to give: adjustments unless they say otherwise."""
    return item.get("reported_by", "unit" if "marks" in item else "inspector") != "unit"


@st.composite
def profiles(draw: Draw, system: System) -> dict[str, tuple[str, Answer | None]]:
    """What a unit says of each item: (source, answer), with None for a claim; blank items absent."""
    said: dict[str, tuple[str, Answer | None]] = {}
    silent, edges = draw(st.integers(0, 9)) == 0, judged_limits(system)
    for item in [] if silent else own_items(system):
        source = draw(st.sampled_from(["own"] * 5 + ["verified", "both", "none"]))
        claimed = item.get("may_not_apply", False) and draw(st.integers(0, 3)) == 0
        if source != "none":
            said[item["id"]] = (source, None if claimed else draw(answers(item, edges[item["id"]], system["period"])))
    return said


def tell(report: Report, unit: str, item: str, answer: Answer | None) -> None:
    if answer is None:
        report.claims.add((unit, item))
    else:
        report.facts |= {(unit, item, field): value for field, value in answer.items()}


@st.composite
def assessments(draw: Draw, features: frozenset[str] = LANDED) -> Assessed:
    """Up to seven units, several of which may report the very same."""
    system = draw(systems(features))
    said = draw(st.lists(profiles(system), min_size=1, max_size=4))
    groups = st.sampled_from(list(system["groups"]))
    chosen = draw(st.lists(st.tuples(groups, st.sampled_from(said)), min_size=1, max_size=7))
    by_id = {item["id"]: item for item in all_items(system)}
    result = Assessed(system, [], Report(), Report())
    if chance(draw, 3):
        result.absent = [(f"V{n}", group) for n, group in enumerate(draw(st.lists(groups, max_size=6)))]
    for number, (group, profile) in enumerate(chosen, 1):
        unit = f"U{number:02d}"
        result.units.append((unit, group))
        for item, (source, answer) in profile.items():
            tell(result.own if source != "verified" else result.verified, unit, item, answer)
            if source == "both":
                correction = draw(corrections(by_id[item], answer, system["period"]))
                tell(result.verified, unit, item, correction)
    return result


@st.composite
def corrections(draw: Draw, item: Rule, answer: Answer | None, period: Rule) -> Answer | None:
    """What an inspector finds instead: other figures, or that the indicator does not apply."""
    if answer is not None and item.get("may_not_apply", False) and draw(st.booleans()):
        return None
    return draw(answers(item, period=period))
