"""A second scorer, written from the rules' documentation and not from the engine.

Deliberately naive: one unit, one indicator, one number at a time, exact fractions, nothing shared
with `scoring/`, no thought of speed. Where engine and reference agree on thousands of random
systems, a mistake would have to be made twice in the same way. Only logarithms and the powers of
the geometric mean are not exact: they are taken with 50 digits and cut to 40.

Input of `score`: the system as plain data (as YAML gives it), the units as (code, group) pairs,
the facts as {(unit, indicator, field): value}, the claims of "not applicable" as
{(unit, indicator)}. A value is what a person means: True or False for 是/否, a `datetime.date`, the
text of a choice, or a number as int, Decimal or Fraction. Blank cells are absent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.reference.rules import (
    AWAITED,
    MANY_DIGITS,
    NOT_APPLICABLE,
    RATES,
    SCORED,
    UNANSWERED,
    Asked,
    Rate,
    Value,
    exact,
    half_up,
    months_of,
    power,
    sure,
)

Facts = dict[tuple[str, str, str], Value]
Claims = set[tuple[str, str]]
Result = dict[str, Any]


def decimals(system: dict[str, Any], of: str) -> int | None:
    """How many decimals `of` indicator or total are published with; None: as many as there are."""
    return system.get("rounding", {}).get(of, 2)


# ---------------------------------------------------------------- all indicators of all units


@dataclass
class Assessment:
    """Everything given, and where an indicator stands in the system."""

    system: dict[str, Any]
    group_of: dict[str, str]
    facts: Facts
    claims: Claims

    def indicators(self) -> Iterator[dict[str, Any]]:
        """Each indicator with the ids of its section and measure."""
        for section in self.system["sections"]:
            for measure in section["measures"]:
                for indicator in measure["indicators"]:
                    yield indicator | {"section": section["id"], "measure": measure["id"]}

    def reported(self, unit: str, indicator_id: str) -> dict[str, Value]:
        return {field: value for (u, i, field), value in self.facts.items() if (u, i) == (unit, indicator_id)}

    def marks(self, unit: str, indicator: dict[str, Any]) -> Fraction | None:
        """The marks a unit's group can earn; None where the map of marks leaves the group out."""
        marks = indicator["marks"]
        if isinstance(marks, dict):
            marks = marks.get(self.group_of[unit])
        return None if marks is None else exact(marks)

    def applies(self, unit: str, indicator: dict[str, Any]) -> bool:
        inside = self.group_of[unit] in indicator.get("applies_to", [self.group_of[unit]])
        return inside and self.marks(unit, indicator) is not None and (unit, indicator["id"]) not in self.claims

    def rivals(self, unit: str, indicator: dict[str, Any]) -> list[Fraction]:
        """The values of the units this unit is compared with, its own among them."""
        if indicator["rule"]["kind"] not in ("best_in_group", "by_rank"):
            return []
        everyone = indicator["rule"].get("scope", "group") == "all"
        peers = [u for u in self.group_of if everyone or self.group_of[u] == self.group_of[unit]]
        answers = [self.reported(u, indicator["id"]) for u in peers if self.applies(u, indicator)]
        return [exact(answer["value"]) for answer in answers if answer]

    def rate(self, unit: str, indicator: dict[str, Any]) -> Rate:
        if not self.applies(unit, indicator):
            return NOT_APPLICABLE
        reported = self.reported(unit, indicator["id"])
        if not reported:
            others = indicator.get("reported_by") == "inspector" or indicator["facts"] == "rating"
            return AWAITED if others else UNANSWERED
        marks = self.marks(unit, indicator) or Fraction(0)
        year, rivals = self.system["period"]["year"], self.rivals(unit, indicator)
        whole = Fraction(100 if indicator.get("unit") == "%" else 1)
        asked = Asked(
            indicator["rule"],
            indicator["facts"],
            reported,
            marks,
            year,
            rivals,
            whole,
            months_of(self.system["period"]),
        )
        return RATES[indicator["rule"]["kind"]](asked)

    def line(self, unit: str, indicator: dict[str, Any]) -> Result:
        """What a unit earns for an indicator; in the sums it stands for `credit` of `marks`."""
        place = {name: indicator[name] for name in ("section", "measure")}
        place["marks"] = marks = self.marks(unit, indicator)
        rate = self.rate(unit, indicator)
        if rate == NOT_APPLICABLE:
            counts = marks is not None and self.not_applicable["mode"] == "full"
            credit = marks if counts else None
            return place | {"rate": None, "earned": None, "credit": credit, "state": NOT_APPLICABLE}
        if rate in (UNANSWERED, AWAITED):
            return place | {
                "rate": Fraction(0),
                "earned": Fraction(0),
                "credit": Fraction(0),
                "state": rate,
            }
        earned = half_up(rate * marks, decimals(self.system, "indicator"))
        return place | {"rate": rate, "earned": earned, "credit": earned, "state": SCORED}

    @property
    def not_applicable(self) -> dict[str, str]:
        return {"mode": "rescale", "within": "total"} | self.system.get("not_applicable", {})


# ---------------------------------------------------------------- base


def total_marks(lines: Iterable[Result]) -> Fraction:
    return sum((line["marks"] for line in lines if line["marks"] is not None), Fraction(0))


def weigh(lines: dict[str, Result], within: str) -> None:
    """Give each line that counts its `weight`: its marks and, `within` a section or measure, its
    part of the marks of those lines there that do not count."""
    for line in lines.values():
        pool = [other for other in lines.values() if within == "total" or other[within] == line[within]]
        counted = [other for other in pool if other["credit"] is not None]
        if line["credit"] is not None:
            grown = Fraction(1) if within == "total" else total_marks(pool) / total_marks(counted)
            line["weight"] = line["marks"] * grown


def weighted_rate(lines: list[Result]) -> Fraction:
    gained = sum((line["weight"] * line["credit"] / line["marks"] for line in lines), Fraction(0))
    return gained / sum(line["weight"] for line in lines)


def section_table(lines: list[Result]) -> dict[str, Result]:
    table = {}
    for section in dict.fromkeys(line["section"] for line in lines):
        mine = [line for line in lines if line["section"] == section]
        credit = sum((line["credit"] for line in mine), Fraction(0))
        table[section] = {
            "earned": credit,
            "marks": total_marks(mine),
            "rate": credit / total_marks(mine),
        }
    return table


def share_earned(lines: list[Result], aggregation: str) -> Fraction:
    """The part of the scale that is earned, 0 to 1."""
    if aggregation == "sum":
        return weighted_rate(lines)
    product, whole = Decimal(1), sum(line["weight"] for line in lines)
    for section in {line["section"]: None for line in lines}:
        mine = [line for line in lines if line["section"] == section]
        share = sum(line["weight"] for line in mine) / whole
        product = MANY_DIGITS.multiply(product, power(weighted_rate(mine), share))
    return sure(product)


# ---------------------------------------------------------------- total


def points(adjustment: dict[str, Any], count: Value) -> Fraction:
    """What an adjustment adds (or, negative, takes away), up to its own cap."""
    rule = adjustment["rule"]
    raw = exact(rule["points"]) * exact(count)
    limit = exact(rule["cap"]) if "cap" in rule else abs(raw)
    return max(-limit, min(limit, raw))


def adjustment_table(assessment: Assessment, unit: str) -> dict[str, Result]:
    table = {}
    for adjustment in assessment.system.get("adjustments", []):
        answer = assessment.reported(unit, adjustment["id"])
        row: Result = {
            "points": Fraction(0),
            "state": SCORED if answer else UNANSWERED,
            "veto": False,
        }
        if answer and adjustment["rule"]["kind"] == "veto":
            row["veto"] = exact(answer["value"]) > 0
        elif answer:
            row["points"] = points(adjustment, answer["value"])
        table[adjustment["id"]] = row
    return table


def at_most(amount: Fraction, cap: dict[str, Any]) -> Fraction:
    return min(amount, exact(cap["at_most"])) if "at_most" in cap else amount


def add_up(result: Result, share: Fraction, assessment: Assessment, unit: str) -> None:
    """Base, bonus and deduction, and the total before vetoes, published and unrounded."""
    system, places = assessment.system, decimals(assessment.system, "total")
    coefficient = exact(system["groups"][assessment.group_of[unit]].get("coefficient", 1))
    unrounded = coefficient * exact(system["scale"]) * share
    base, caps = half_up(unrounded, places), system.get("caps", {})
    signed = [row["points"] for row in result["adjustments"].values()]
    bonus_cap = caps.get("bonus", {})
    bonus = at_most(sum((p for p in signed if p > 0), Fraction(0)), bonus_cap)
    deduction = at_most(sum((-p for p in signed if p < 0), Fraction(0)), caps.get("deduction", {}))
    reached = base - deduction
    if "only_from" in bonus_cap and reached < exact(bonus_cap["only_from"]):
        bonus = Fraction(0)
    if "only_above" in bonus_cap and reached <= exact(bonus_cap["only_above"]):
        bonus = Fraction(0)
    result |= {"base": base, "bonus": bonus, "deduction": deduction}
    result["score"] = max(Fraction(0), half_up(base + bonus - deduction, places))
    result["unrounded"] = max(Fraction(0), unrounded + bonus - deduction)


def apply_vetoes(result: Result, system: dict[str, Any]) -> None:
    """Hold score and rank down by every veto of the unit, and note the grades it leaves open."""
    result["open_grades"] = [grade["id"] for grade in system.get("grades", [])]
    for adjustment in system.get("adjustments", []):
        if result["adjustments"][adjustment["id"]]["veto"]:
            result["vetoes"].append(adjustment["id"])
            apply_veto(result, adjustment["rule"], system)


def apply_veto(result: Result, rule: dict[str, Any], system: dict[str, Any]) -> None:
    if "score_at_most" in rule:
        for name in ("score", "unrounded"):
            result[name] = min(result[name], exact(rule["score_at_most"]))
    if "grade_at_most" in rule:
        best_first = [grade["id"] for grade in system["grades"]]
        allowed = best_first[best_first.index(rule["grade_at_most"]) :]
        result["open_grades"] = [grade for grade in result["open_grades"] if grade in allowed]
    result["unranked"] |= rule.get("unranked", False)


def unit_result(assessment: Assessment, unit: str) -> Result:
    lines = {i["id"]: assessment.line(unit, i) for i in assessment.indicators()}
    weigh(lines, assessment.not_applicable["within"])
    counted = [line for line in lines.values() if line["credit"] is not None]
    result: Result = {"group": assessment.group_of[unit], "indicators": lines}
    result["sections"] = section_table(counted)
    result["adjustments"] = adjustment_table(assessment, unit)
    for name in ("base", "bonus", "deduction", "score", "unrounded", "rank", "group_rank"):
        result[name] = None
    result |= {"vetoes": [], "unranked": False, "grade": ""}
    if any(line["state"] != NOT_APPLICABLE for line in lines.values()):
        share = share_earned(counted, assessment.system.get("aggregation", "sum"))
        add_up(result, share, assessment, unit)
        apply_vetoes(result, assessment.system)
    return result


# ---------------------------------------------------------------- ranks and grades


def rank_key(result: Result, system: dict[str, Any]) -> list[Fraction]:
    """What ranks compare, in turn, higher being better; a section a unit lacks comes last."""
    published = system.get("rounding", {}).get("rank_on", "published") == "published"
    sections, rank_last = result["sections"], {"rate": Fraction(-1)}
    total = result["score"] if published else result["unrounded"]
    return [total, *(sections.get(section, rank_last)["rate"] for section in system.get("tie_break", []))]


def give_ranks(results: list[Result], name: str, system: dict[str, Any]) -> None:
    ranked = [result for result in results if result["score"] is not None and not result["unranked"]]
    keys = [rank_key(result, system) for result in ranked]
    for result, key in zip(ranked, keys, strict=True):
        better = [other for other in keys if other > key]
        if system.get("ties", "min") == "dense":
            better = [list(different) for different in {tuple(other) for other in better}]
        result[name] = 1 + len(better)


def give_grades(results: list[Result], system: dict[str, Any]) -> None:
    """Grades of the units of one group, best grade first; who finds no room waits for the next."""
    waiting = [result for result in results if result["score"] is not None]
    for grade in system.get("grades", []):
        fit = [r for r in waiting if r["score"] >= exact(grade["at_least"]) and grade["id"] in r["open_grades"]]
        if "quota" in grade:
            fit = within_quota(fit, math.floor(exact(grade["quota"]) * len(results)))
        for result in fit:
            result["grade"] = grade["id"]
        waiting = [result for result in waiting if not result["grade"]]


def within_quota(fit: list[Result], places: int) -> list[Result]:
    """Those who hold a grade with so many places: a tie that finds too few ends it, taking none."""
    taken: list[Result] = []
    for rank in sorted({result["group_rank"] for result in fit} - {None}):
        tied = [result for result in fit if result["group_rank"] == rank]
        if len(taken) + len(tied) > places:
            break
        taken += tied
    return taken


def score(
    system: dict[str, Any],
    units: Iterable[tuple[str, str]],
    facts: Facts,
    claims: Claims | None = None,
) -> dict[str, Result]:
    """Everything there is to say of each unit, by its code; numbers are exact fractions or None."""
    assessment = Assessment(system, dict(units), facts, claims or set())
    results = {unit: unit_result(assessment, unit) for unit in assessment.group_of}
    give_ranks(list(results.values()), "rank", system)
    for group in system["groups"]:
        members = [result for result in results.values() if result["group"] == group]
        give_ranks(members, "group_rank", system)
        give_grades(members, system)
    return results
