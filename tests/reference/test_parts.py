"""The reference's parts against figures worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.reference.scenes import indicator, measure, one, section, system

NA: dict[str, Any] = {"may_not_apply": True}


def test_weights_are_kept_where_marks_are_missing() -> None:
    heavy = section("S1", measure("M1", indicator("I1", 4), indicator("I2", 6, **NA)), weight=3)
    light = section("S2", measure("M2", indicator("I3", 10)), weight=1)
    assert one(system(heavy, light), I1=2, I2=None, I3=10)["base"] == Fraction("62.5")  # (3 x 0.5 + 1 x 1) / 4
    assert one(system(heavy, light), I1=2, I2=6, I3=5)["base"] == Fraction("72.5")  # (3 x 0.8 + 0.5) / 4


def test_best_of_what_applies_the_first_of_equals() -> None:
    best = measure("M1", indicator("I1", 5), indicator("I2", 5, **NA), indicator("I3", 5), take="best")
    found = one(system(section("S1", best, measure("M2", indicator("I4", 5)))), I1=4, I2=5, I3=5, I4=0)
    assert [found["indicators"][id_]["taken"] for id_ in ("I1", "I2", "I3", "I4")] == [False, True, False, True]
    assert found["base"] == 50
    found = one(system(section("S1", best)), I1=4, I2=None, I3=4)
    assert [found["indicators"][id_]["taken"] for id_ in ("I1", "I2", "I3")] == [True, False, False]
    assert found["base"] == 80


def test_where_nothing_is_a_candidate_the_first_stands_in_full() -> None:
    best = measure("M1", indicator("I1", 5, **NA), indicator("I2", 5, **NA), take="best")
    whole = system(section("S1", best, measure("M2", indicator("I3", 5))), not_applicable={"mode": "full"})
    found = one(whole, I1=None, I2=None, I3=0)
    assert [found["indicators"][id_]["taken"] for id_ in ("I1", "I2", "I3")] == [True, False, True]
    assert found["base"] == 50  # 5 of 5 stand in full, beside 0 of 5


def test_gate_closes_on_what_is_blank_but_not_on_what_does_not_apply() -> None:
    gate = {"any_zero": ["I1", "I2"], "below": {"M1": {"marks": 4}}}
    part = section("S1", measure("M1", indicator("I1", 5, **NA), indicator("I2", 5)), zero_if=gate)
    whole = system(part, section("S2", measure("M2", indicator("I3", 10))))
    assert one(whole, I1=1, I2=3, I3=10)["base"] == 70
    assert one(whole, I2=5, I3=10)["base"] == 50  # I1 is blank: 10 of 20
    assert one(whole, I1=None, I2=4, I3=10)["base"] == Fraction("93.33")  # 14 of 15
    assert one(whole, I1=1, I2=2.99, I3=10)["base"] == 50  # 3.99 of the 4 marks
    assert one(whole, I1=1, I2=2.99, I3=10)["indicators"]["I2"]["earned"] == Fraction("2.99")


def test_points_in_a_part_end_at_nothing_and_at_its_marks() -> None:
    more = {"id": "A1", "facts": "count", "rule": {"kind": "per_event", "points": 3}, "in": "M1"}
    less = {"id": "A2", "facts": "count", "rule": {"kind": "per_event", "points": -4}, "in": "M1"}
    whole = system(
        section("S1", measure("M1", indicator("I1", 10)), measure("M2", indicator("I2", 10))), adjustments=[more, less]
    )
    assert one(whole, I1=2, I2=10, A2=1)["base"] == 50
    assert one(whole, I1=8, I2=10, A1=2, A2=1)["base"] == 100  # 8 + 6 - 4
    assert one(whole, I1=9, I2=10, A1=1, A2=1)["base"] == 90
    assert one(whole, I1=9, I2=10, A1=1, A2=1)["bonus"] == 0


def test_a_part_with_too_little_is_out_whatever_the_mode() -> None:
    few = measure("M1", indicator("I1", 5, **NA), indicator("I2", 5), needs=2)
    whole = system(section("S1", few, measure("M2", indicator("I3", 10))), not_applicable={"mode": "full"})
    assert one(whole, I1=None, I2=0, I3=10)["base"] == 100
    assert one(whole, I2=5, I3=10)["base"] == 75  # blank applies


def test_the_lowest_section_counts() -> None:
    two = [section(f"S{n}", measure(f"M{n}", indicator(f"I{n}", 100, **NA))) for n in (1, 2)]
    assert one(system(*two, aggregation="lowest"), I1=85, I2=58)["score"] == 58
    assert one(system(*two, aggregation="highest"), I1=85, I2=58)["score"] == 85
    full = system(*two, aggregation="highest", not_applicable={"mode": "full"})
    assert one(full, I1=None, I2=58)["score"] == 58


def test_an_indicator_of_no_marks_is_judged_for_limits_only() -> None:
    judged = indicator("I1", 0, facts="yes_no", rule={"kind": "pass"})
    whole = system(section("S1", measure("M1", judged, indicator("I2", 10)), zero_if={"any_zero": ["I1"]}))
    assert one(whole, I1=1, I2=7)["score"] == 70
    assert one(whole, I1=0, I2=7)["score"] == 0
    assert one(whole, I2=7)["score"] == 0


def test_without_sections_there_is_what_every_unit_starts_with() -> None:
    bare = {"groups": {"g": {"coefficient": 0.5}}, "start": 110, "total": {"at_least": -203}}
    off = {"id": "A1", "facts": "count", "rule": {"kind": "per_event", "points": -5}}
    assert one(bare | {"adjustments": [off]}, A1=40)["score"] == -90
    assert one(system(section("S1", measure("M1", indicator("I1", 5, **NA)))) | {"start": 5}, I1=None)["score"] is None
