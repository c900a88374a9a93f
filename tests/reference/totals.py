"""A second scorer, written from the rules' documentation and not from the engine.

Deliberately naive: one unit, one indicator, one number at a time, exact fractions, nothing shared
with `scoring/`, no thought of speed. Where engine and reference agree on thousands of random
systems, a mistake would have to be made twice in the same way.

numbers.py: exact arithmetic; reported.py: the figure that is judged; rules.py: an indicator's rate;
points.py: adjustments; limits.py, parts.py: measures and sections; here: a unit from facts to total;
grades.py: ranks and grades.

Input of `score`: the system as plain data (as YAML gives it), the units as (code, group) pairs,
the facts as {(unit, indicator, field): value}, the claims of "not applicable" as
{(unit, indicator)}. A value is what a person means: True or False for 是/否, a `datetime.date`, the
text of a choice, or a number as int, Decimal or Fraction. Blank cells are absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.reference.grades import give_grades, give_ranks
from tests.reference.numbers import MANY_DIGITS, NOTHING, between, exact, half_up, power, sure, total
from tests.reference.parts import Parts, parts_of, weight_of, weighted_mean
from tests.reference.points import HAPPENS, Table, cut_together, points_of
from tests.reference.reported import AWAITED, NOT_APPLICABLE, SCORED, UNANSWERED, Asked, Value, figure
from tests.reference.rules import RATES, Rate

Facts = dict[tuple[str, str, str], Value]
Claims = set[tuple[str, str]]
Result = dict[str, Any]

__all__ = ["Claims", "Facts", "Result", "Value", "score"]


def decimals(system: dict[str, Any], of: str) -> int | None:
    """How many decimals `of` indicator or total are published with; None: as many as there are."""
    return system.get("rounding", {}).get(of, 2)


# ---------------------------------------------------------------- all indicators of all units


@dataclass
class Assessment:
    """Everything given."""

    system: dict[str, Any]
    group_of: dict[str, str]
    facts: Facts
    claims: Claims

    def __post_init__(self) -> None:
        measures = [m for section in self.system.get("sections", []) for m in section["measures"]]
        self.indicators = [indicator for measure in measures for indicator in measure["indicators"]]
        self.adjustments = self.system.get("adjustments", [])
        self.items = {item["id"]: item for item in [*self.indicators, *self.adjustments]}

    def source(self, item: dict[str, Any]) -> dict[str, Any]:
        """The item whose cells this one judges: its own, or those of another."""
        facts = item["facts"]
        return self.items[facts["of"]] if isinstance(facts, dict) else item

    def reported(self, unit: str, item: dict[str, Any]) -> dict[str, Value]:
        source = self.source(item)["id"]
        return {field: value for (u, i, field), value in self.facts.items() if (u, i) == (unit, source)}

    def marks(self, unit: str, indicator: dict[str, Any]) -> Fraction | None:
        """The marks a unit's group can earn; None where the map of marks leaves the group out."""
        marks = indicator["marks"]
        if isinstance(marks, dict):
            marks = marks.get(self.group_of[unit])
        return None if marks is None else exact(marks)

    def applies(self, unit: str, item: dict[str, Any]) -> bool:
        """Whether the unit's group has it, and no claim says otherwise; what judges another's cells follows it."""
        if item is not self.source(item) and not self.applies(unit, self.source(item)):
            return False
        has_it = "marks" not in item or self.marks(unit, item) is not None
        inside = self.group_of[unit] in item.get("applies_to", [self.group_of[unit]])
        return has_it and inside and (unit, item["id"]) not in self.claims

    def asked(self, unit: str, item: dict[str, Any]) -> Asked:
        return Asked(item["rule"], self.source(item), self.reported(unit, item), self.system.get("period", {}))

    def rivals(self, unit: str, indicator: dict[str, Any]) -> list[Fraction]:
        """The figures of the units this unit is compared with, its own among them."""
        if indicator["rule"]["kind"] not in ("best_in_group", "by_rank"):
            return []
        everyone = indicator["rule"].get("scope", "group") == "all"
        peers = [u for u in self.group_of if everyone or self.group_of[u] == self.group_of[unit]]
        peers = [u for u in peers if self.applies(u, indicator) and self.reported(u, indicator)]
        return [figure(self.asked(u, indicator)) for u in peers]

    def rate(self, unit: str, indicator: dict[str, Any]) -> Rate:
        if not self.applies(unit, indicator):
            return NOT_APPLICABLE
        asked = self.asked(unit, indicator)
        if not asked.reported:
            return AWAITED if inspectors_report(asked.item) else UNANSWERED
        asked.marks = self.marks(unit, indicator)
        asked.rivals = self.rivals(unit, indicator)
        return RATES[indicator["rule"]["kind"]](asked)

    def line(self, unit: str, indicator: dict[str, Any]) -> Result:
        """What a unit earns for an indicator; in the sums it stands for `credit` of `marks`."""
        marks, rate = self.marks(unit, indicator), self.rate(unit, indicator)
        line: Result = {"id": indicator["id"], "marks": marks}
        if rate == NOT_APPLICABLE:
            full = marks is not None and self.not_applicable["mode"] == "full"
            return line | {"rate": None, "earned": None, "credit": marks if full else None, "state": NOT_APPLICABLE}
        if isinstance(rate, str):
            return line | {"rate": NOTHING, "earned": NOTHING, "credit": NOTHING, "state": rate}
        earned = half_up(rate * marks, decimals(self.system, "indicator"))
        return line | {"rate": rate, "earned": earned, "credit": earned, "state": SCORED}

    @property
    def not_applicable(self) -> dict[str, str]:
        return {"mode": "rescale", "within": "total"} | self.system.get("not_applicable", {})


def inspectors_report(item: dict[str, Any]) -> bool:
    """Whether a blank is the inspectors' to fill: adjustments too, unless they say otherwise."""
    return item.get("reported_by", "unit" if "marks" in item else "inspector") == "inspector" or (
        item["facts"] == "rating"
    )


# ---------------------------------------------------------------- adjustments


def adjustment_table(assessment: Assessment, unit: str) -> Table:
    """Every adjustment's points after all that holds several together, and what happened."""
    table: Table = {}
    for adjustment in assessment.adjustments:
        row: Result = {"points": NOTHING, "state": UNANSWERED, "happened": False}
        asked, kind = assessment.asked(unit, adjustment), adjustment["rule"]["kind"]
        if not assessment.applies(unit, adjustment):
            row["state"] = NOT_APPLICABLE
        elif asked.reported and kind in HAPPENS:
            row |= {"state": SCORED, "happened": exact(asked.reported["value"]) > 0}
        elif asked.reported:
            points = points_of(asked)
            row |= {"state": NOT_APPLICABLE} if points is None else {"state": SCORED, "points": points}
        table[adjustment["id"]] = row
    for entry in assessment.system.get("caps", {}).get("together", []):
        cut_together(table, entry)
    return table


def points_in_parts(assessment: Assessment, table: Table) -> dict[str, Fraction]:
    acting = [adjustment for adjustment in assessment.adjustments if "in" in adjustment]
    parts = {adjustment["in"] for adjustment in acting}
    return {part: total(table[a["id"]]["points"] for a in acting if a["in"] == part) for part in parts}


# ---------------------------------------------------------------- base and total


def share_earned(system: dict[str, Any], parts: Parts) -> Fraction | None:
    """The part of the scale that is earned; 0 without sections, None where there is no score."""
    if not parts.sections:
        return NOTHING
    applying = [part for part in parts.sections.values() if part["applies"]]
    if not applying or len(applying) < system.get("needs", 0):
        return None
    aggregation = system.get("aggregation", "sum")
    if aggregation in ("lowest", "highest"):
        return (min if aggregation == "lowest" else max)(part["rate"] for part in applying)
    counted = [part for part in parts.sections.values() if part["counts"]]
    weights, rates = [weight_of(parts, part) for part in counted], [part["rate"] for part in counted]
    if aggregation == "sum":
        return weighted_mean(weights, rates)
    product = Decimal(1)
    for weight, rate in zip(weights, rates, strict=True):
        product = MANY_DIGITS.multiply(product, power(rate, weight / total(weights)))
    return sure(product)


def at_most(amount: Fraction, cap: dict[str, Any]) -> Fraction:
    return min(amount, exact(cap["at_most"])) if "at_most" in cap else amount


def add_up(result: Result, share: Fraction, assessment: Assessment, unit: str) -> None:
    """Base, bonus and deduction, and the total before vetoes, published and unrounded."""
    system, places = assessment.system, decimals(assessment.system, "total")
    coefficient = exact(system.get("groups", {}).get(assessment.group_of[unit], {}).get("coefficient", 1))
    unrounded = coefficient * exact(system.get("scale", 100)) * share + exact(system.get("start", 0))
    base, caps = half_up(unrounded, places), system.get("caps", {})
    signed = [result["adjustments"][a["id"]]["points"] for a in assessment.adjustments if "in" not in a]
    bonus_cap = caps.get("bonus", {})
    bonus = at_most(total(p for p in signed if p > 0), bonus_cap)
    deduction = at_most(total(-p for p in signed if p < 0), caps.get("deduction", {}))
    reached = base - deduction
    if "only_from" in bonus_cap and reached < exact(bonus_cap["only_from"]):
        bonus = NOTHING
    if "only_above" in bonus_cap and reached <= exact(bonus_cap["only_above"]):
        bonus = NOTHING
    low, high = total_bounds(system)
    result |= {"base": base, "bonus": bonus, "deduction": deduction}
    result["score"] = between(half_up(base + bonus - deduction, places), low, high)
    result["unrounded"] = between(unrounded + bonus - deduction, low, high)


def total_bounds(system: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    given = {"at_least": 0, "at_most": None} | system.get("total", {})
    low, high = (None if given[name] is None else exact(given[name]) for name in ("at_least", "at_most"))
    return low, high


# ---------------------------------------------------------------- vetoes and lifts


def apply_vetoes(result: Result, assessment: Assessment) -> None:
    """Hold score and rank down by every veto of the unit, and note what vetoes and lifts do to its grade."""
    order = [grade["id"] for grade in assessment.system.get("grades", [])]
    happened = [a for a in assessment.adjustments if result["adjustments"][a["id"]]["happened"]]
    vetoes = [a["rule"] for a in happened if a["rule"]["kind"] == "veto"]
    lifts = [a["rule"] for a in happened if a["rule"]["kind"] == "lift"]
    result["vetoes"] = [a["id"] for a in happened if a["rule"]["kind"] == "veto"]
    for rule in vetoes:
        if "score_at_most" in rule:
            for name in ("score", "unrounded"):
                result[name] = min(result[name], exact(rule["score_at_most"]))
    result["unranked"] = any(rule.get("unranked", False) for rule in vetoes)
    result["down"] = sum(rule.get("grade_down", 0) for rule in vetoes)
    result["best_allowed"] = max((order.index(r["grade_at_most"]) for r in vetoes if "grade_at_most" in r), default=0)
    result["lift"] = min((order.index(r["grade_at_least"]) for r in lifts), default=None) if not vetoes else None
    without = [rule for rule in vetoes if rule.get("no_score", False)]
    if without:
        held = [order.index(rule["grade_at_most"]) for rule in without if "grade_at_most" in rule]
        result |= {"score": None, "unrounded": None, "grade": order[max(held)] if held else ""}


def unit_result(assessment: Assessment, unit: str) -> Result:
    lines = {indicator["id"]: assessment.line(unit, indicator) for indicator in assessment.indicators}
    table, within = adjustment_table(assessment, unit), assessment.not_applicable["within"]
    parts = parts_of(assessment.system, lines, within, points_in_parts(assessment, table))
    result: Result = {"group": assessment.group_of[unit], "indicators": lines, "adjustments": table}
    extreme = assessment.system.get("aggregation") in ("lowest", "highest")
    shown = "applies" if extreme else "counts"
    result["sections"] = {id_: part for id_, part in parts.sections.items() if part[shown]}
    result["parts"] = parts.measures | parts.sections
    for name in ("base", "bonus", "deduction", "score", "unrounded", "rank", "group_rank"):
        result[name] = None
    result |= {"vetoes": [], "unranked": False, "grade": "", "grade_missed": []}
    share = share_earned(assessment.system, parts)
    if share is not None:
        add_up(result, share, assessment, unit)
        apply_vetoes(result, assessment)
    return result


def score(
    system: dict[str, Any],
    units: Iterable[tuple[str, str]],
    facts: Facts,
    claims: Claims | None = None,
    listed: Iterable[tuple[str, str]] | None = None,
) -> dict[str, Result]:
    """Everything there is to say of each unit, by its code; numbers are exact fractions or None.

    `listed`: the units of the roster, of whose number a quota is a share; those that are scored, if there is none.
    """
    assessment = Assessment(system, dict(units), facts, claims or set())
    results = {unit: unit_result(assessment, unit) for unit in assessment.group_of}
    everyone = list(results.values())
    if system.get("overall_rank", True):
        give_ranks(everyone, "rank", system)
    for group in dict.fromkeys(assessment.group_of.values()):
        give_ranks([result for result in everyone if result["group"] == group], "group_rank", system)
    give_grades(everyone, system, list(dict(listed or assessment.group_of).values()))
    return results
