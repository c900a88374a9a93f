"""Trying other numbers: what can be changed, what it does to scores and ranks (worked by hand)."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.analysis.effect import effect, effect_sentence, moves
from scoring.analysis.what_if import Tried, as_link, from_link, knobs, known_knobs, tried_words, with_changes
from scoring.engine import ScoreSheet, score
from scoring.problems import SystemError_
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system
from scoring.system.diff import diff
from tests.analysis.small import SMALL, UNITS, small_facts, small_sheet
from tests.frames import loaded, unit_frame


def under(system: IndicatorSystem) -> ScoreSheet:
    return score(system, unit_frame(UNITS), small_facts())


def test_the_numbers_of_an_indicator() -> None:
    names = [knob.name for knob in knobs(loaded(SMALL), "A2")]
    assert names == ["A2:marks", "A2:marks.a", "A2:marks.b", "A2:rule.target"]


def test_marks_of_everyone() -> None:
    before, system = small_sheet(), loaded(SMALL)
    after = under(with_changes(system, [Tried("B1:marks", 10.0)]))
    # U1 30/30, U2 0+3+5+7.5 = 15.5 of 30, U3 4+6+5 = 15 of 20, U4 30/30.
    rows = effect(before, after).set_index("unit")
    assert rows["score_after"].to_dict() == {"U1": 100.0, "U4": 100.0, "U3": 75.0, "U2": 51.67}
    assert rows.loc["U3", ["score_before", "score_change"]].tolist() == [66.67, 8.33]


def test_a_threshold_that_turns_ranks() -> None:
    system = loaded(SMALL)
    after = under(with_changes(system, [Tried("B1:rule.target", 40.0)]))
    # B1 earns U1 10, U2 7.5, U3 5, U4 10: U1 30/40, U2 15.5/40, U3 15/30, U4 30/40.
    rows = effect(small_sheet(), after).set_index("unit")
    assert rows["score_after"].to_dict() == {"U1": 75.0, "U4": 75.0, "U3": 50.0, "U2": 38.75}
    assert rows["grade_after"].to_dict() == {"U1": "合格", "U4": "合格", "U3": "不合格", "U2": "不合格"}
    assert rows["rank_change"].tolist() == [0, 0, 0, 0]


def test_marks_of_one_group_leave_the_other_alone() -> None:
    changed = with_changes(loaded(SMALL), [Tried("A1:marks.a", 14.0)])
    assert {g: changed.indicators["A1"].marks_for(g) for g in "ab"} == {"a": 14.0, "b": 4.0}
    rows = effect(small_sheet(), under(changed)).set_index("unit")
    # U2: 23 of 50.
    assert rows["score_after"].to_dict()["U2"] == 46.0
    assert rows["score_change"].to_dict()["U4"] == 0.0


def test_the_later_change_of_a_number_counts_and_nothing_else_differs() -> None:
    system = loaded(SMALL)
    changed = with_changes(system, [Tried("A2:marks", 7.0), Tried("A2:marks", 8.0), Tried(":grades.0.at_least", 85.0)])
    assert [(c.id, c.field) for c in diff(system, changed)] == [("good", "at_least"), ("A2", "marks")]


def test_what_a_file_may_not_hold_is_refused_in_words() -> None:
    with pytest.raises(SystemError_) as told:
        with_changes(loaded(SMALL), [Tried("A2:marks", -1.0)])
    assert told.value.problems[0].message("zh")
    with pytest.raises(SystemError_):
        with_changes(loaded(SMALL), [Tried(":grades.0.at_least", 50.0)])  # below the next grade


def test_every_number_of_the_bundled_system_can_be_tried() -> None:
    system = load_system(DEFAULT_SYSTEM)
    for knob in list(known_knobs(system).values())[::7]:
        new = knob.value + dt.timedelta(1) if isinstance(knob.value, dt.date) else (knob.value or 0.5) * 0.999
        if knob.whole:
            continue
        changed = with_changes(system, [Tried(knob.name, new)])
        assert known_knobs(changed)[knob.name].value == pytest.approx(new) or knob.is_date
        assert tried_words(system, Tried(knob.name, new), "zh")
        assert tried_words(system, Tried(knob.name, new), "en")


def test_a_link_gives_the_changes_back_and_leaves_out_the_rest() -> None:
    system = load_system(DEFAULT_SYSTEM)
    changes = [Tried("M01-2:marks.general", 3.0), Tried("M01-1:rule.by", dt.date(2025, 5, 1))]
    assert from_link(system, as_link(changes)) == changes
    assert from_link(system, "M99:marks=1~M01-2:marks=nan~M01-2:marks=x~M01-2:marks=1e99") == []


def test_sentences() -> None:
    same = effect(small_sheet(), small_sheet())
    assert effect_sentence(same, "zh") == "所有单位的总分、名次、等次都不变。"
    assert moves(same).empty
    assert effect_sentence(effect(small_sheet(units=[]), small_sheet(units=[])), "zh") == "没有可比较的单位。"
    assert tried_words(loaded(SMALL), Tried("A2:marks", 7.0)) == "将 A2“指标A2”的分值由6调整为7"
    values = {"U1": {"A1": 1, "A2": 10, "A3": 4, "B1": 10}, "U2": {"A1": 0, "A2": 0, "A3": 4, "B1": 20}}
    two = {"units": [("U1", "a"), ("U2", "a")], "values": values, "claims": frozenset()}
    before = small_sheet(**two)  # U1 30/40 = 75, U2 30/40 = 75
    sections = with_changes(before.system, [Tried("B1:marks", 30.0)])
    after = score(sections, before.units, small_facts().iloc[:0])
    assert effect(before, after)["score_after"].tolist() == [0.0, 0.0]
    assert "等次变动" in effect_sentence(effect(before, after), "zh")
