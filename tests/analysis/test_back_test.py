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
from tests.analysis.small import SMALL, UNITS, small_facts
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
