"""Measures and sections of one unit in the reference scorer: what is taken, gated, left out, and its rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.reference.limits import Line, Part, applies, earns_nothing, falls_short, published_rate
from tests.reference.numbers import NOTHING, between, clipped, exact, total

Plain = dict[str, Any]


@dataclass
class Parts:
    """The parts of one unit, by id, and what it takes to build them."""

    lines: dict[str, Line]
    within: str
    points_in: dict[str, Fraction]  # of the parts that adjustments act in
    measures: dict[str, Part]
    sections: dict[str, Part]


def parts_of(system: Plain, lines: dict[str, Line], within: str, points_in: dict[str, Fraction]) -> Parts:
    parts = Parts(lines, within, points_in, {}, {})
    for section in system.get("sections", []):
        for measure in section["measures"]:
            parts.measures[measure["id"]] = measure_part(parts, measure)
        parts.sections[section["id"]] = section_part(parts, section)
    return parts


def taken_of(
    spec: Plain, children: list[Any], worth: list[Any], candidates: list[Any], rate_of: Callable[[Any], Fraction]
) -> list[Any]:
    """The children that count: all that are worth something, or the best or worst of the candidates, the first of
    equals; without candidates, the first of those that stand in full."""
    if "take" not in spec:
        return worth
    if candidates:
        rates = [rate_of(child) for child in candidates]
        chosen = candidates[rates.index((max if spec["take"] == "best" else min)(rates))]
    else:
        in_full = [child for child in worth if child.get("credit") is not None or child.get("counts", False)]
        if not in_full:
            return worth[:1]  # stands for the part, which is worth one child
        chosen = in_full[0]
    for child in children:
        child["taken"] = child is chosen
    return [chosen]


def finished(parts: Parts, spec: Plain, part: Part, children: dict[str, Line | Part]) -> Part:
    """The part after its gate and the points that act in it."""
    gate = spec.get("zero_if", {})
    zero = [parts.lines[indicator] for indicator in gate.get("any_zero", [])]
    short = [falls_short(children[child], limit) for child, limit in gate.get("below", {}).items()]
    part["closed"] = part["applies"] and (any(earns_nothing(line) for line in zero) or any(short))
    if part["closed"]:
        part |= {"earned": NOTHING, "rate": NOTHING}
    if part["applies"] and spec["id"] in parts.points_in:
        points, marks = parts.points_in[spec["id"]], part["marks"]
        part["earned"] = between(part["earned"] + points, NOTHING, marks)
        part["rate"] = clipped(part["rate"] + points / marks)
    return part


def part_of(spec: Plain, applying: list[Any], counted: list[Any], pool: Fraction) -> Part:
    """What measures and sections have in common, before gates; `counted` are the children in its sums."""
    out = len(applying) < spec.get("needs", 0)
    counted = [] if out else counted
    part: Part = {"id": spec["id"], "weight": spec.get("weight"), "pool": pool, "taken": True}
    part |= {"applies": bool(applying) and not out, "out": out, "counts": bool(counted), "rate": None}
    part["marks"] = total(child["marks"] for child in counted)
    part["earned"] = total(child["credit"] if "credit" in child else child["earned"] for child in counted)
    return part


def measure_part(parts: Parts, spec: Plain) -> Part:
    children = {indicator["id"]: parts.lines[indicator["id"]] for indicator in spec["indicators"]}
    for line in children.values():
        line["taken"] = True
    worth = [line for line in children.values() if line["marks"]]  # neither left out of the group's marks nor worth 0
    applying = [line for line in worth if applies(line)]
    pool = taken_of(spec, list(children.values()), worth, applying, published_rate)
    counted = [line for line in pool if line["credit"] is not None]
    part = part_of(spec, applying, counted, total(line["marks"] for line in pool))
    if part["counts"]:
        part["rate"] = part["earned"] / part["marks"]
    return finished(parts, spec, part, children)


def section_part(parts: Parts, spec: Plain) -> Part:
    children = {measure["id"]: parts.measures[measure["id"]] for measure in spec["measures"]}
    everything = list(children.values())
    applying = [part for part in everything if part["applies"]]
    pool = taken_of(spec, everything, everything, applying, published_rate)
    counted = [part for part in pool if part["counts"]]
    part = part_of(spec, applying, counted, total(child["pool"] for child in pool))
    if part["counts"]:
        weights = [weight_of(parts, child) for child in counted]
        part["rate"] = weighted_mean(weights, [child["rate"] for child in counted])
        part["kept_pool"] = total(child["pool"] for child in counted)  # without the measures that are out
    for measure in spec["measures"]:
        for indicator in measure["indicators"]:
            parts.lines[indicator["id"]]["taken"] &= children[measure["id"]]["taken"]
    return finished(parts, spec, part, children)


# ---------------------------------------------------------------- what a part stands for in the sums above it


def weighted_mean(weights: list[Fraction], rates: list[Fraction]) -> Fraction:
    return total(w * rate for w, rate in zip(weights, rates, strict=True)) / total(weights)


def weight_of(parts: Parts, part: Part) -> Fraction:
    """A part's own weight, else its marks: those that count or, within a section or measure, also those
    there that do not."""
    if part["weight"] is not None:
        return exact(part["weight"])
    is_section = part["id"] in parts.sections
    if parts.within == "total" or (parts.within == "section" and not is_section):
        return part["marks"]
    return part["kept_pool"] if is_section and parts.within == "measure" else part["pool"]
