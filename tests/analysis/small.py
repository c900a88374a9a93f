"""A small assessment worked by hand.

40 marks, so a mark is worth 2.5 of the 100 points where everything applies:

    section    indicator  marks  rule             U1      U2       U3          U4
    S1 (20)    A1         4      yes              是 4    否 0     是 4        是 4
               A2         6      target 10        10 6    5  3     10 6        10 6
               A3         10     target 4         4  10   2  5     不适用      4  10
    S2 (20)    B1         20     target 20        20 20   15 15    10 10       20 20
    base                                          100     57.5     20/30=66.67 100

U1, U2 and U3 are in group a, U4 in group b. Lost: B1 15, A3 5, A1 4, A2 3; 27 in all.
"""

from __future__ import annotations

import copy
from typing import Any

from scoring.engine import ScoreSheet, score
from tests.frames import Report, System, fact_frame, loaded, unit_frame

UNITS = [("U1", "a"), ("U2", "a"), ("U3", "a"), ("U4", "b")]


def indicator(name: str, marks: float, rule: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An indicator that is answered with one value."""
    facts = "yes_no" if rule["kind"] == "pass" else "count"
    return {"id": name, "title": f"指标{name}", "marks": marks, "facts": facts, "rule": rule, **more}


def measure(name: str, *indicators: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "title": f"措施{name}", "indicators": list(indicators)}


def section(name: str, *measures: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "title": f"板块{name}", "measures": list(measures)}


def target(goal: float) -> dict[str, Any]:
    return {"kind": "target", "target": goal}


SMALL: System = {
    "format": 1,
    "id": "small",
    "title": "小体系",
    "period": {"year": 2025},
    "groups": {"a": {"title": "甲组"}, "b": {"title": "乙组"}},
    "grades": [
        {"id": "good", "title": "良好", "at_least": 80},
        {"id": "pass", "title": "合格", "at_least": 60},
        {"id": "fail", "title": "不合格", "at_least": 0},
    ],
    "sections": [
        section(
            "S1",
            measure("M1", indicator("A1", 4, {"kind": "pass"}), indicator("A2", 6, target(10))),
            measure("M2", indicator("A3", 10, target(4), may_not_apply=True)),
        ),
        section("S2", measure("M3", indicator("B1", 20, target(20), unit="次"))),
    ],
    "adjustments": [
        {"id": "P1", "title": "表扬", "facts": "count", "rule": {"kind": "per_event", "points": 0.5, "cap": 2}},
        {"id": "N1", "title": "批评", "facts": "count", "rule": {"kind": "per_event", "points": -1, "cap": 3}},
        {
            "id": "V1",
            "title": "重大事件",
            "facts": "yes_no",
            "rule": {"kind": "veto", "grade_at_most": "fail", "score_at_most": 59},
        },
    ],
}
VALUES = {
    "U1": {"A1": 1, "A2": 10, "A3": 4, "B1": 20},
    "U2": {"A1": 0, "A2": 5, "A3": 2, "B1": 15},
    "U3": {"A1": 1, "A2": 10, "B1": 10},
    "U4": {"A1": 1, "A2": 10, "A3": 4, "B1": 20},
}


def small_sheet(
    units: list[tuple[str, str]] | None = None,
    values: dict[str, dict[str, float]] | None = None,
    verified: dict[str, dict[str, float]] | None = None,
    claims: frozenset[tuple[str, str]] = frozenset({("U3", "A3")}),
    **changes: Any,
) -> ScoreSheet:
    """The small assessment, with other units, values or settings of the system if given."""
    units = UNITS if units is None else units
    system = copy.deepcopy(SMALL) | changes
    known = {unit for unit, _ in units}
    own = Report(told(VALUES if values is None else values), {c for c in claims if c[0] in known})
    facts = fact_frame(system, own, Report(told(verified or {})))
    return score(loaded(system), unit_frame(units), facts)


def told(values: dict[str, dict[str, float]]) -> dict[tuple[str, str, str], float]:
    """unit -> item -> value, as facts."""
    return {(u, i, "value"): v for u, given in values.items() for i, v in given.items()}


def small_facts(verified: dict[str, dict[str, float]] | None = None) -> Any:
    """The facts of the small assessment as a frame."""
    return fact_frame(SMALL, Report(told(VALUES), {("U3", "A3")}), Report(told(verified or {})))
