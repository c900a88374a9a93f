"""The reference's rules against figures worked by hand, each on the edges of what a rulebook says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.reference.scenes import rate_of

BEYOND = {"per": 10, "marks": 3, "at_most": 9, "whole_steps": "full"}
BANDS = [{"at_least": 100, "marks": 10}, {"above": 80, "marks": 8}, {"at_least": 50, "marks": 5}]
ROE = [{"at": -5, "marks": 4}, {"at": 1.7, "marks": 6}, {"at": 9.5, "marks": 8}]
FAULTS = {"each": {"late": 0.5, "wrong": 2}, "at_most": {"late": 1}}
CASES: list[tuple[str, Any, dict[str, Any], Any, Any, dict[str, Any]]] = [
    ("a begun step costs", "number", {"kind": "shortfall", "at_least": 5, "deduct": 1, "whole_steps": True}, 3.5, 8, {}),
    ("a full step costs", "number", {"kind": "shortfall", "at_least": 5, "deduct": 1, "whole_steps": "full"}, 3.5, 9, {}),
    ("on the limit", "number", {"kind": "excess", "at_most": 5, "deduct": 1}, 5, 10, {}),
    ("half a unit over", "number", {"kind": "excess", "at_most": 5, "deduct": 1, "per": 0.25}, 5.5, 8, {}),
    ("growth in per cent", "growth", {"kind": "excess", "at_most": 5, "deduct": 1}, {"now": 107, "before": 100}, 8, {"unit": "%"}),
    ("nothing before", "growth", {"kind": "excess", "at_most": 5, "deduct": 1}, {"now": 1, "before": 0}, 0, {}),
    ("nothing ever", "growth", {"kind": "excess", "at_most": 5, "deduct": 1}, {"now": 0, "before": 0}, "not_applicable", {}),
    ("two are free", "count", {"kind": "deduct", "each": 0.5, "free": 2}, 5, 8.5, {}),
    ("fewer than free", "count", {"kind": "deduct", "each": 0.5, "free": 2}, 1, 10, {}),
    ("faults, one kind capped", "faults", {"kind": "deduct"} | FAULTS, {"late": 4, "wrong": 1}, 7, {"faults": {"late": {}, "wrong": {}}}),
    ("faults not given are none", "faults", {"kind": "deduct"} | FAULTS, {"late": 0}, 10, {"faults": {"late": {}, "wrong": {}}}),
    ("exactly above", "number", {"kind": "bands", "bands": BANDS}, 80, 5, {}),
    ("a little above", "number", {"kind": "bands", "bands": BANDS}, 80.1, 8, {}),
    ("one full step beyond", "number", {"kind": "bands", "bands": BANDS, "beyond": BEYOND}, 119, 13, {}),
    ("beyond is capped", "number", {"kind": "bands", "bands": BANDS, "beyond": BEYOND}, 145, 19, {}),
    ("from above", "number", {"kind": "bands", "bands": [{"at_most": 2, "rate": 1}, {"below": 5, "rate": 0.5}]}, 5, 0, {}),
    ("from above, reached", "number", {"kind": "bands", "bands": [{"at_most": 2, "rate": 1}, {"below": 5, "rate": 0.5}]}, 2, 10, {}),
    ("below the first point", "number", {"kind": "points", "points": ROE, "below": 0}, -5.01, 0, {}),
    ("on the first point", "number", {"kind": "points", "points": ROE, "below": 0}, -5, 4, {}),
    ("between points", "number", {"kind": "points", "points": ROE}, 8, 7.62, {}),  # 6 + 6.3 / 7.8 x 2
    ("the end holds", "number", {"kind": "points", "points": ROE}, 12, 8, {}),
    ("beyond the higher end", "number", {"kind": "points", "points": ROE, "beyond": {"per": 1, "marks": 0.5}}, 12.5, 9.5, {}),
    ("fewer is better", "ratio", {"kind": "share", "zero_at": 0.5, "full_at": 0.1}, {"done": 3, "due": 10}, 5, {}),
    ("fewer than full", "ratio", {"kind": "share", "zero_at": 0.5, "full_at": 0.1, "beyond": {"per": 0.05, "marks": 1}}, {"done": 0, "due": 9}, 12, {}),
    ("more than due", "ratio", {"kind": "share", "beyond": {"per": 0.1, "marks": 1}}, {"done": 12, "due": 10}, 12, {"over": True}),
    ("per cent by default", "ratio", {"kind": "share"}, {"done": 9, "due": 10}, 9, {"unit": "%"}),
    ("given", "number", {"kind": "given"}, 7.126, 7.13, {}),
    ("half the way to the benchmark", "growth", {"kind": "improvement", "benchmark": 80}, {"now": 70, "before": 60}, 5, {}),
    ("past it and still", "growth", {"kind": "improvement", "benchmark": 80}, {"now": 80, "before": 90}, 10, {}),
    ("past it and fallen", "growth", {"kind": "improvement", "benchmark": 80}, {"now": 79, "before": 80}, 0, {}),
    ("down to the benchmark", "growth", {"kind": "improvement", "benchmark": 5, "better": "low"}, {"now": 8, "before": 9}, 2.5, {}),
    ("from nothing", "growth", {"kind": "improvement", "benchmark": 4}, {"now": 0, "before": 0}, 0, {}),
    ("out of ten", "rating", {"kind": "rating", "out_of": 10}, {"r1": 8, "r2": 9}, 8.5, {"raters": 3}),
    ("too few given", "rating", {"kind": "rating", "at_least_given": 3}, {"r1": 80, "r2": 90}, "awaited", {"raters": 3}),
    ("marks of a level", "choice", {"kind": "levels", "marks": {"x": 3, "y": 1}}, "x", 3, {"options": ["x", "y"]}),
    ("mean of the months given", "monthly_number", {"kind": "target", "target": 4}, {"m01": 1, "m03": 3}, 5, {"take": "mean"}),
    ("the last given", "monthly_number", {"kind": "target", "target": 4}, {"m01": 1, "m03": 3}, 7.5, {"take": "last"}),
    ("months of the quarter", "monthly", {"kind": "every_period"}, {"m07": 1, "m08": 1}, 6.67, {"period": {"year": 2025, "quarter": 3}}),
    ("quarters of the half", "quarterly", {"kind": "every_period"}, {"q3": 1}, 5, {"period": {"year": 2025, "half": 2}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "rule", "answer", "worked", "keys"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_rule(facts: Any, rule: dict[str, Any], answer: Any, worked: Any, keys: dict[str, Any]) -> None:
    found = rate_of(facts, rule, answer, **keys)
    assert found == (worked if isinstance(worked, str) else Fraction(str(worked)))
