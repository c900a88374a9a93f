"""Last period's facts under another file: what is matched, what is left out, whose score moves."""

from __future__ import annotations

import copy
import datetime as dt

import pandas as pd

from scoring.analysis.back_test import back_test, facts_affected, in_period, reduced, unmatched
from scoring.facts import FACT_COLUMNS
from scoring.period import Period
from scoring.rules.deadline import Deadline
from scoring.system import DEFAULT_SYSTEM, load_system
from tests.analysis.small import SMALL, UNITS, indicator, measure, section, small_facts, target
from tests.frames import loaded, unit_frame


def other(**changes: object) -> dict:
    return copy.deepcopy(SMALL) | changes


def test_the_same_file_changes_nothing_and_leaves_nothing_out() -> None:
    found = back_test(loaded(SMALL), loaded(SMALL), unit_frame(UNITS), small_facts())
    assert found is not None
    assert found.left_out == ()
    assert found.before.totals["score"].tolist() == found.after.totals["score"].tolist()


def test_what_cannot_be_matched_is_out_of_both_sides() -> None:
    new = other()
    new["sections"][1]["measures"][0]["indicators"][0]["facts"] = "number"  # B1
    new["sections"][0]["measures"][0]["indicators"][0]["id"] = "A7"  # A1
    found = back_test(loaded(SMALL), loaded(new), unit_frame(UNITS), small_facts())
    assert found is not None
    assert {(i.id, i.reason) for i in found.left_out} == {("A1", "removed"), ("A7", "added"), ("B1", "facts")}
    # A2 and A3 remain: U1 16/16, U2 (3 + 5)/16, U3 6/6, U4 16/16; on both sides.
    assert found.before.totals["score"].tolist() == [100.0, 50.0, 100.0, 100.0]
    assert found.after.totals["score"].tolist() == [100.0, 50.0, 100.0, 100.0]


def test_units_of_a_group_that_is_gone_are_left_out_and_named() -> None:
    new = other(groups={"a": {"title": "甲组"}})
    found = back_test(loaded(SMALL), loaded(new), unit_frame(UNITS), small_facts())
    assert found is not None
    assert found.units_left_out == ("U4",)
    assert found.after.units["unit"].tolist() == ["U1", "U2", "U3"]


def test_nothing_in_common() -> None:
    new = other(groups={"z": {"title": "丙组"}})
    assert back_test(loaded(SMALL), loaded(new), unit_frame(UNITS), small_facts()) is None
    assert reduced(loaded(SMALL), ["A1", "A2", "A3", "B1"]) is None


def test_limits_that_adjustments_share_lose_those_that_are_gone() -> None:
    points = {"facts": "count", "rule": {"kind": "per_event", "points": 1}}
    adjustments = [{"id": name, "title": name, **points} for name in ("P1", "P2", "P3")]
    adjustments.append({"id": "P4", "title": "P4", **points, "in": "S2"})
    shared = {"together": [{"of": ["P1", "P2"], "at_most": 1}, {"of": ["P3"], "take": "largest"}]}
    kept = reduced(loaded(other(adjustments=adjustments, caps=shared)), ["P1", "P3", "B1"])
    assert kept is not None
    assert [entry.of for entry in kept.caps.together] == [("P2",)]
    assert [adjustment.id for adjustment in kept.adjustments] == ["P2"]  # the section that P4 acts in is gone


def test_scores_out_of_another_figure_are_not_compared() -> None:
    panel = {"facts": "rating", "raters": 2, "rule": {"kind": "rating"}}
    old, new = other(), other()
    for system, rule in ((old, {"kind": "rating"}), (new, {"kind": "rating", "out_of": 10})):
        system["sections"][1]["measures"][0]["indicators"][0] |= panel | {"rule": rule}
    assert [(one.id, one.reason) for one in unmatched(loaded(old), loaded(new))] == [("B1", "full_score")]


def test_deadlines_move_to_the_period_of_the_facts() -> None:
    system, moved = in_period(load_system(DEFAULT_SYSTEM), Period.of("2024"))
    rule = system.indicators["M01-1"].rule
    assert isinstance(rule, Deadline)
    assert rule.by == dt.date(2024, 3, 31)
    assert "M01-1" in moved


def test_facts_that_would_no_longer_count() -> None:
    new = other()
    new["sections"][0]["measures"][0]["indicators"][1]["id"] = "A7"  # A2, which four units reported
    rows = facts_affected(loaded(SMALL), loaded(new), small_facts())
    assert rows[["indicator", "reason", "units"]].to_numpy().tolist() == [["A2", "removed", 4]]
    assert [i.reason for i in unmatched(loaded(SMALL), loaded(new))] == ["removed", "added"]


def of(quarter: int) -> dict:
    return {
        **SMALL,
        "period": {"year": 2025, "quarter": quarter},
        "adjustments": [],
        "sections": [
            {"id": "S1", "title": "板块", "measures": [{"id": "M1", "title": "措施", "indicators": [
                {"id": "A1", "title": "每月", "marks": 6, "facts": "monthly", "rule": {"kind": "every_period"}},
                {"id": "A2", "title": "印发", "marks": 4, "facts": "date",
                 "rule": {"kind": "deadline", "by": f"2025-{3 * quarter:02}-30", "late": 0}},
            ]}]},
        ],
    }  # fmt: skip


def test_a_quarters_facts_are_scored_by_the_file_of_another_quarter() -> None:
    reported = [("A1", "m04", 1), ("A1", "m05", 0), ("A1", "m06", 1), ("A2", "value", dt.date(2025, 6, 30).toordinal())]
    rows = [("U1", indicator, field, float(value), "self", "") for indicator, field, value in reported]
    facts = pd.DataFrame(rows, columns=FACT_COLUMNS)
    found = back_test(loaded(of(2)), loaded(of(3)), unit_frame([("U1", "a")]), facts)
    assert found is not None
    assert found.shifted == ("A2",)
    assert found.before.line_arrays.earned[:, 0].tolist() == found.after.line_arrays.earned[:, 0].tolist() == [4.0, 4.0]


def test_a_quarter_is_not_compared_with_a_year() -> None:
    assert back_test(loaded(SMALL), loaded(of(3)), unit_frame(UNITS), small_facts()) is None


# 10 marks each; A1 is judged by a gate and by a grade, J1 judges what A1 reports.
GATED = other(
    sections=[
        section("S1", measure("M1", *(indicator(name, 10, target(4)) for name in ("A1", "A2"))))
        | {"zero_if": {"any_zero": ["A1"], "below": {"M1": 0.1}}, "needs": 1},
        section("S2", measure("M2", indicator("B1", 10, target(4))) | {"needs": 1}),
    ],
    grades=[
        {
            "id": "good",
            "title": "良好",
            "at_least": 0,
            "requires": {"indicators": {"A1": 0.5}, "count": {"of": ["A1", "B1"], "at_least": 2, "rate": 0.5}},
        }
    ],
    adjustments=[{"id": "J1", "title": "加分", "facts": {"of": "A1"}, "rule": {"kind": "per_event", "points": 1}}],
)


def test_gates_and_conditions_lose_what_is_gone() -> None:
    kept = reduced(loaded(GATED), ["A1", "J1"])
    assert kept is not None
    assert kept.sections[0].zero_if is not None
    assert (kept.sections[0].zero_if.any_zero, list(kept.sections[0].zero_if.below)) == ((), ["M1"])
    requires = kept.grades[0].requires
    assert (requires.indicators, [(count.of, count.at_least) for count in requires.count]) == ({}, [(("B1",), 1)])


def test_what_judges_the_facts_of_what_is_gone_is_gone_too() -> None:
    new = copy.deepcopy(GATED)
    new["sections"][0]["measures"][0]["indicators"][0]["facts"] = "number"  # A1
    found = back_test(loaded(GATED), loaded(new), unit_frame(UNITS), small_facts())
    assert found is not None
    assert {(one.id, one.reason) for one in found.left_out} == {("A1", "facts"), ("J1", "source")}
    # A2 and B1 remain, of which a target of 4 takes the whole: U2 has 4/4 of A2 (5) and 4/4 of B1 (15).
    assert found.before.totals["score"].tolist() == [100.0] * 4


def test_other_faults_cannot_be_compared() -> None:
    def of_faults(*names: str) -> dict:
        rule = {"kind": "deduct", "each": dict.fromkeys(names, 1)}
        one = {"id": "A1", "title": "差错", "marks": 10, "facts": "faults", "rule": rule}
        return one | {"faults": {name: {"title": name} for name in names}}

    both = indicator("B1", 10, target(4))
    old, new = (
        loaded(other(sections=[section("S1", measure("M1", one, both))], adjustments=[]))
        for one in (of_faults("late"), of_faults("late", "wrong"))
    )
    assert [(one.id, one.reason) for one in unmatched(old, new)] == [("A1", "faults")]
    facts = pd.DataFrame([("U1", "A1", "late", 1.0, "self", "")], columns=FACT_COLUMNS)
    assert facts_affected(old, new, facts).empty
    assert facts_affected(new, old, facts)["indicator"].tolist() == ["A1"]


def test_an_item_that_judges_anothers_facts_follows_it_to_another_quarter() -> None:
    def quarter(number: int) -> dict:
        one = indicator("A1", 10, target(3)) | {"facts": "monthly_number", "take": "sum"}
        other_one = {"id": "A2", "title": "二", "marks": 10, "facts": {"of": "A1"}, "rule": target(6)}
        sections = [section("S1", measure("M1", one, other_one))]
        return other(sections=sections, adjustments=[], period={"year": 2025, "quarter": number})

    facts = pd.DataFrame([("U1", "A1", "m02", 3.0, "self", "")], columns=FACT_COLUMNS)
    found = back_test(loaded(quarter(1)), loaded(quarter(2)), unit_frame(UNITS[:1]), facts)
    assert found is not None
    assert found.before.totals["score"].tolist() == found.after.totals["score"].tolist() == [75.0]


def test_a_system_of_adjustments_alone_can_be_tested() -> None:
    points = [{"id": "P1", "title": "加分", "facts": "count", "rule": {"kind": "per_event", "points": 1}}]
    data = {key: value for key, value in other(adjustments=points, start=50).items() if key != "sections"}
    found = back_test(loaded(data), loaded(data | {"start": 60}), unit_frame(UNITS[:1]), small_facts())
    assert found is not None
    assert [side.totals["score"].tolist() for side in (found.before, found.after)] == [[50.0], [60.0]]
