"""Small systems for tests of the reference scorer: indicators whose marks are given outright."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.reference.totals import Result, score

Plain = dict[str, Any]
GIVEN: Plain = {"facts": "number", "rule": {"kind": "given"}}
GRADES = [{"id": "a", "at_least": 90}, {"id": "b", "at_least": 80}, {"id": "c", "at_least": 0}]


def indicator(id_: str, marks: Any, **keys: Any) -> Plain:
    return {"id": id_, "marks": marks} | GIVEN | keys


def measure(id_: str, *indicators: Plain, **keys: Any) -> Plain:
    return {"id": id_, "indicators": list(indicators)} | keys


def section(id_: str, *measures: Plain, **keys: Any) -> Plain:
    return {"id": id_, "measures": list(measures)} | keys


def system(*sections: Plain, **keys: Any) -> Plain:
    return {"groups": {"g": {}}, "sections": list(sections), "period": {"year": 2025}} | keys


def scores(system: Plain, *units: Plain) -> list[Result]:
    """What each unit gets: a unit says item -> figure, or fields of it; None is a claim of not applicable."""
    codes = [f"U{n}" for n in range(1, 1 + len(units))]
    said = [(code, id_, answer) for code, unit in zip(codes, units, strict=True) for id_, answer in unit.items()]
    facts, claims = {}, set()
    for code, id_, answer in said:
        if answer is None:
            claims.add((code, id_))
            continue
        for field, value in (answer if isinstance(answer, dict) else {"value": answer}).items():
            facts[code, id_, field] = Fraction(str(value)) if isinstance(value, float) else value
    return list(score(system, [(code, "g") for code in codes], facts, claims).values())


def one(system: Plain, **unit: Any) -> Result:
    return scores(system, unit)[0]


def rate_of(facts: Any, rule: Plain, answer: Any, marks: Any = 10, **keys: Any) -> Any:
    """(earned, state) of one indicator, in tenths of marks at most two decimals."""
    period = keys.pop("period", {"year": 2025})
    line = one(
        system(section("S", measure("M", indicator("I", marks, facts=facts, rule=rule, **keys))), period=period),
        I=answer,
    )["indicators"]["I"]
    return line["earned"] if line["state"] == "scored" else line["state"]
