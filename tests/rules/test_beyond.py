"""What lies beyond full marks: where it starts, how it is counted, and how it is said."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from scoring.facts import FACT_KINDS
from scoring.rules import RULES, Columns, Subject
from scoring.rules.beyond import RuleWithBeyond

BEYOND = {"per": 0.1, "marks": 3, "at_most": 9, "whole_steps": "full"}
ENDS = [{"at": 0.0, "rate": 0.2}, {"at": 1.0, "rate": 1.0}]
BETTER_LOW = [{"at": 0.0, "rate": 1.0}, {"at": 1.0, "rate": 0.2}]


def rule_of(kind: str, **given: Any) -> RuleWithBeyond:
    rule = RULES[kind].model_validate({"kind": kind, "beyond": BEYOND, **given})
    assert isinstance(rule, RuleWithBeyond)
    return rule


def ratio(*done: float) -> Columns:
    fields = {"done": np.array(done), "due": np.full(len(done), 100.0)}
    everyone = np.ones(len(done), dtype=bool)
    return Columns(FACT_KINDS["ratio"], fields, np.full(len(done), 40.0), everyone, np.zeros(len(done), dtype=np.int64))


@pytest.mark.parametrize(
    ("kind", "given", "start"),
    [
        ("share", {"full_at": 0.9}, (0.9, 1)),
        ("share", {"full_at": 0.1, "zero_at": 0.3}, (0.1, -1)),
        ("target", {"target": 4}, (4, 1)),
        ("improvement", {"zero_at": 0, "full_at": 0.1}, (0.1, 1)),
        ("bands", {"bands": [{"above": 3, "rate": 1}, {"at_least": 1, "rate": 0.5}]}, (3, 1)),
        ("bands", {"bands": [{"at_most": 1, "rate": 1}, {"below": 3, "rate": 0.5}]}, (1, -1)),
        ("points", {"points": ENDS}, (1, 1)),
        ("points", {"points": BETTER_LOW}, (0, -1)),
        ("goalposts", {"worst": 20, "best": 60}, (60, 1)),
        ("goalposts", {"worst": 60, "best": 20}, (20, -1)),
    ],
)
def test_it_starts_at_full_marks_and_goes_towards_better(
    kind: str, given: dict[str, Any], start: tuple[float, int]
) -> None:
    assert rule_of(kind, **given).beyond_from() == start


def test_each_complete_step_earns_more_up_to_the_cap() -> None:
    """40 marks: 112 % is one complete step, 145 % four of them, which are capped at 9; 130 % is three exactly."""
    rates = rule_of("share").rate(ratio(90, 100, 112, 130, 145))
    assert (rates * 40).tolist() == pytest.approx([36, 40, 43, 49, 49])


def test_the_end_of_what_can_be_earned() -> None:
    assert rule_of("share").most_beyond() == 9
    assert rule_of("share", beyond={"marks": 1}).most_beyond() == math.inf
    assert rule_of("share", beyond=None).most_beyond() == 0


def test_how_it_is_said() -> None:
    about = Subject(FACT_KINDS["ratio"])
    assert rule_of("share").describe(about, "zh") == (
        "按完成比例得分，全部完成得满分；超过100%的，每超10个百分点加3分，不足10个百分点不计，最多加9分"
    )
    x = ratio(112, 145, 105)
    assert [rule_of("share").explain(x, i, "zh") for i in range(3)] == [
        "应完成100，完成112（112%），另超出12个百分点，加3分",
        "应完成100，完成145（145%），另超出45个百分点，按上限加9分",
        "应完成100，完成105（105%）",
    ]
    fewer = rule_of("share", full_at=0.1, zero_at=0.3, beyond={"per": 0.02, "marks": 0.5})
    assert fewer.describe(about, "zh") == (
        "比率不超过10%得满分，30%及以上不得分，其间按比例得分；低于10%的，每低2个百分点加0.5分"
    )
    assert fewer.explain(ratio(3), 0, "zh") == "应完成100，完成3（3%），另低7个百分点，加1.75分"


def test_growth_from_nothing_earns_the_most() -> None:
    fields = {"now": np.array([3.0]), "before": np.array([0.0])}
    one = np.ones(1, dtype=bool)
    x = Columns(FACT_KINDS["growth"], fields, np.array([5.0]), one, np.zeros(1, dtype=np.int64))
    rule = rule_of("improvement", zero_at=0, full_at=0.1)
    assert (rule.rate(x) * 5).tolist() == [14.0]
    assert rule.explain(x, 0, "zh") == "上年为0，今年3，得满分，另按上限加9分"
