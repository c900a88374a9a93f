"""What each example uses, and the table of it in README.md: `python -m examples.features` writes it.

Tested in tests/test_examples.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from examples.check import ROOT, SYSTEM, folders
from scoring.facts import FACT_KINDS
from scoring.rules import RULES

README = ROOT / "README.md"
_TABLE = re.compile(r"(?<=<!-- features -->\n).*?(?=<!-- end -->)", re.DOTALL)
Node = dict[str, Any]

# Beside every rule kind and every kind of facts. A parameter of a rule is named `kind.parameter`.
FEATURES = (
    *("period.half", "period.quarter", "period.month", "ties: dense", "tie_break", "coefficient", "start", "needs"),
    *("aggregation: geometric", "aggregation: lowest", "aggregation: highest", "overall_rank: false"),
    *("total.at_least", "total.at_most", "not_applicable.mode: full", "not_applicable.within: section"),
    *("caps.bonus", "caps.deduction", "together.at_most", "together.take"),
    *("places", "quota", "grades of: all", "limit in marks"),
    *("requires.every_section", "requires.every_measure", "requires.every_indicator", "requires.sections"),
    *("requires.measures", "requires.indicators", "requires.count", "requires.no_veto"),
    *("section.weight", "measure.weight", "take: best", "take: worst", "zero_if.any_zero", "zero_if.below"),
    *("section or measure needs", "marks: 0", "marks by group", "may_not_apply", 'unit: "%"', "in: a part"),
    *("ratio over", "{of: ID}", "series mean", "series sum", "series last", "series highest", "series lowest"),
    *("counted_from: reported_on", "counted_from: findings_overdue", "counted_from: findings_closed_in_time"),
    *("counted_from: verified_cuts", "counted_from: score"),
    *("bands.above", "bands.at_most", "bands.below", "bands.marks", "band_points.bands", "deadline.deduct_per_day"),
    *("deadline.late", "deduct.free", "deduct.at_most", "goalposts.log", "improvement.benchmark", "improvement.beyond"),
    *("levels.marks", "by_rank.step", "per_event.cap", "per_event.from", "per_event.per", "points.above"),
    *("points.below", "points.marks", "points.rate", "rating.at_least_given", "rating.drop", "rating.out_of"),
    *("share.beyond", "share.full_at below zero_at", "target.beyond", "whole_steps: true", "whole_steps: full"),
    *("veto.grade_at_most", "veto.grade_down", "veto.no_score", "veto.score_at_most", "veto.unranked"),
)


def wanted() -> tuple[str, ...]:
    """Every rule kind, every kind of facts, every feature."""
    return (*(f"rule {kind}" for kind in RULES), *(f"facts {kind}" for kind in FACT_KINDS), *FEATURES)


def used(folder: Path) -> set[str]:
    """The names of what an example's system uses; more than `wanted` asks for."""
    system = yaml.safe_load((folder / SYSTEM).read_text(encoding="utf-8"))
    parts = [(part, kind) for section in system.get("sections", ()) for part, kind in _parts(section)]
    indicators = [item for part, _ in parts for item in part.get("indicators", ())]
    names = {*_of_system(system), *_of_grades(system)}
    names |= {name for part, kind in parts for name in _of_part(part, kind)}
    names |= {name for item in [*indicators, *system.get("adjustments", ())] for name in _of_item(item)}
    return names | _limits_in_marks([system.get("grades"), [part.get("zero_if") for part, _ in parts]])


def _parts(section: Node) -> Iterator[tuple[Node, str]]:
    yield section, "section"
    yield from ((measure, "measure") for measure in section["measures"])


def _of_system(system: Node) -> Iterator[str]:
    yield from system.keys() & {"start", "needs", "tie_break"}
    yield from (f"{key}: {_word(system[key])}" for key in ("aggregation", "ties", "overall_rank") if key in system)
    for key in ("period", "total"):
        yield from (f"{key}.{name}" for name in system.get(key, ()))
    yield from (f"not_applicable.{key}: {value}" for key, value in system.get("not_applicable", {}).items())
    yield from (f"caps.{key}" for key in system.get("caps", ()))
    yield from (f"together.{key}" for entry in system.get("caps", {}).get("together", ()) for key in entry)
    yield from (key for group in system.get("groups", {}).values() for key in group)


def _of_grades(system: Node) -> Iterator[str]:
    for grade in system.get("grades", ()):
        yield from grade.keys() & {"places", "quota"}
        yield from (f"requires.{key}" for key in grade.get("requires", ()))
        if "of" in grade:
            yield f"grades of: {grade['of']}"


def _of_part(part: Node, kind: str) -> Iterator[str]:
    yield from (f"{kind}.{key}" for key in part.keys() & {"weight"})
    yield from (f"zero_if.{key}" for key in part.get("zero_if", ()))
    if "take" in part:
        yield f"take: {part['take']}"
    if "needs" in part:
        yield "section or measure needs"


def _of_item(item: Node) -> Iterator[str]:
    facts, marks, counted = item["facts"], item.get("marks"), item.get("counted_from")
    yield "{of: ID}" if isinstance(facts, dict) else f"facts {facts}"
    yield f"series {item.get('take')}"
    yield "ratio over" if item.get("over") else ""
    yield "marks by group" if isinstance(marks, dict) else f"marks: {marks}"
    yield "in: a part" if "in" in item else ""
    yield 'unit: "%"' if item.get("unit") == "%" else ""
    yield "may_not_apply" if item.get("may_not_apply") else ""
    yield f"counted_from: {'score' if isinstance(counted, dict) else counted}"
    yield from _of_rule(item["rule"])


def _of_rule(rule: Node) -> Iterator[str]:
    kind = rule["kind"]
    yield f"rule {kind}"
    yield from (f"{kind}.{key}" for key in rule)
    steps = (rule, rule.get("beyond", {}))
    yield from (f"whole_steps: {_word(one['whole_steps'])}" for one in steps if "whole_steps" in one)
    yield from (f"{kind}.{key}" for key in ("bands", "points") for row in _rows(rule.get(key)) for key in row)
    if kind == "share" and rule.get("full_at", 100) < rule.get("zero_at", 0):
        yield "share.full_at below zero_at"


def _rows(given: Any) -> list[Node]:
    return given if isinstance(given, list) else []


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _limits_in_marks(node: Any) -> set[str]:
    """Whether a limit anywhere below is `{marks: n}`."""
    if isinstance(node, dict):
        found = {"limit in marks"} if node.keys() == {"marks"} else set()
        return found.union(*map(_limits_in_marks, node.values()))
    return set().union(*map(_limits_in_marks, node)) if isinstance(node, list) else set()


def table() -> str:
    """The rows of README.md's table: what, and the examples that use it."""
    uses = {folder.name: used(folder) for folder in folders()}
    rows = [(name, [example for example, names in uses.items() if name in names]) for name in wanted()]
    lines = [f"| `{name}` | {', '.join(f'[{e}]({e}/)' for e in examples)} |" for name, examples in rows]
    return "\n".join(["| what | where |", "|---|---|", *lines]) + "\n"


def with_table(readme: str) -> str:
    """README.md with the table as the examples are now."""
    return _TABLE.sub(lambda _: table(), readme)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
