"""The reference's adjustments, totals, ranks and grades against figures worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.reference.scenes import GRADES, indicator, measure, one, scores, section, system

Plain = dict[str, Any]


def adjustment(id_: str, **rule: Any) -> Plain:
    return {"id": id_, "facts": "count", "rule": rule}


def graded(*adjustments: Plain, **keys: Any) -> Plain:
    whole = section("S1", measure("M1", indicator("I1", 60), indicator("I2", 40)))
    return system(whole, adjustments=list(adjustments), grades=GRADES) | keys


def with_best(**keys: Any) -> list[Plain]:
    return [GRADES[0] | keys, *GRADES[1:]]


def test_what_several_may_add_is_cut_from_the_last() -> None:
    events = [adjustment(f"A{n}", kind="per_event", points=2) for n in (1, 2)]
    cut = graded(*events, caps={"together": [{"of": ["A2", "A1"], "at_most": 3}]})
    found = one(cut, I1=50, I2=30, A1=1, A2=1)
    assert [found["adjustments"][id_]["points"] for id_ in ("A1", "A2")] == [1, 2]
    assert found["score"] == 83
    largest = graded(*events, caps={"together": [{"of": ["A1", "A2"], "take": "largest"}]})
    assert one(largest, I1=50, I2=30, A1=1, A2=2)["bonus"] == 4


def test_steps_beyond_and_below() -> None:
    beyond = adjustment("A1", kind="per_event", points=3, per=10, cap=9) | {"rule": {}}
    rule = {"kind": "per_event", "points": 3, "from": 100, "per": 10, "whole_steps": "full", "cap": 9}
    over = graded(beyond | {"facts": "number", "unit": "%", "rule": rule})
    assert [one(over, I1=50, I2=30, A1=x)["bonus"] for x in (99, 109.9, 110, 145)] == [0, 0, 3, 9]
    under = graded(
        beyond | {"facts": "number", "rule": rule | {"points": -1, "from": 5, "per": -2, "whole_steps": False}}
    )
    assert [one(under, I1=50, I2=30, A1=x)["deduction"] for x in (6, 4, 1)] == [0, Fraction(1, 2), 2]


def test_a_veto_limits_below_the_floor() -> None:
    veto = adjustment("V1", kind="veto", score_at_most=10)
    assert one(graded(veto, total={"at_least": 20}), I1=60, I2=40, V1=1)["score"] == 10
    assert one(graded(veto, total={"at_least": 20}), I1=1, I2=0, V1=0)["score"] == 20


def test_no_score_leaves_the_grade_it_names() -> None:
    veto = adjustment("V1", kind="veto", no_score=True, grade_at_most="c")
    first, second = scores(graded(veto), {"I1": 60, "I2": 40, "V1": 1}, {"I1": 50, "I2": 30})
    assert (first["score"], first["rank"], first["grade"]) == (None, None, "c")
    assert (second["rank"], second["grade"]) == (1, "b")


def test_a_unit_that_falls_short_takes_the_next_grade_whose_conditions_hold() -> None:
    needs = graded(grades=with_best(requires={"every_indicator": 0.5}))
    assert one(needs, I1=60, I2=30)["grade"] == "a"
    assert one(needs, I1=60, I2=39.99)["grade"] == "a"
    short = graded(grades=with_best(requires={"indicators": {"I2": {"marks": 35}}}))
    assert one(short, I1=60, I2=34)["grade"] == "b"
    assert one(short, I1=60, I2=34)["grade_missed"] == ["a"]
    count = graded(grades=with_best(requires={"count": {"of": ["I1", "I2"], "at_least": 2, "rate": 0.9}}))
    assert [one(count, I1=60, I2=x)["grade"] for x in (35, 36)] == ["b", "a"]


def test_a_lift_holds_despite_places_and_uses_one() -> None:
    lift = adjustment("L1", kind="lift", grade_at_least="a")
    veto = adjustment("V1", kind="veto", grade_down=1)
    whole = graded(lift, veto, grades=with_best(places=2))
    units: list[Plain] = [{"I1": 60, "I2": 40 - n} for n in range(3)]
    found = scores(whole, *units, {"I1": 10, "I2": 0, "L1": 1})
    assert [unit["grade"] for unit in found] == ["a", "b", "b", "a"]
    found = scores(whole, *units, {"I1": 10, "I2": 0, "L1": 1, "V1": 1})
    assert [unit["grade"] for unit in found] == ["a", "a", "b", "c"]


def test_down_two_grades_ends_at_the_last() -> None:
    whole = graded(adjustment("V1", kind="veto", grade_down=2), adjustment("V2", kind="veto", grade_down=1))
    assert [one(whole, I1=60, I2=40, V1=v, V2=w)["grade"] for v, w in ((0, 0), (0, 1), (1, 0), (1, 1))] == list("abcc")


def test_places_of_all_and_no_rank_across_groups() -> None:
    units: list[Plain] = [{"I1": 60, "I2": 40}, {"I1": 60, "I2": 40}, {"I1": 60, "I2": 39}]
    found = scores(graded(grades=with_best(places=1, of="all")), *units)
    assert [unit["grade"] for unit in found] == ["b", "b", "b"]  # a tie that would exceed takes none
    found = scores(graded(overall_rank=False), *units)
    assert [unit["rank"] for unit in found] == [None] * 3
    assert [unit["group_rank"] for unit in found] == [1, 1, 3]
