"""Trying other numbers: what can be changed, what it does to scores and ranks (worked by hand)."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path

import pytest

from examples.check import ROOT, folders
from scoring.analysis.effect import effect, effect_sentence, moves
from scoring.analysis.what_if import (
    Change,
    Setting,
    alongside,
    as_link,
    from_link,
    in_proportion,
    known_settings,
    out_of_proportion,
    settings,
    turned_round,
    with_changes,
)
from scoring.analysis.what_if_words import change_words, mistakes, setting_words
from scoring.engine import ScoreSheet, score
from scoring.problems import SystemError_
from scoring.rules.parameters import Value
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system
from scoring.system.diff import diff
from scoring.words import LANGUAGES
from tests.analysis.small import SMALL, UNITS, small_facts, small_sheet
from tests.frames import loaded, unit_frame


def under(system: IndicatorSystem) -> ScoreSheet:
    return score(system, unit_frame(UNITS), small_facts())


def test_the_numbers_of_an_indicator() -> None:
    names = [setting.name for setting in settings(loaded(SMALL), "A2")]
    assert names == ["A2:marks", "A2:marks.a", "A2:marks.b", "A2:rule.target"]


def test_marks_of_everyone() -> None:
    before, system = small_sheet(), loaded(SMALL)
    after = under(with_changes(system, [Change("B1:marks", 10.0)]))
    # U1 30/30, U2 0+3+5+7.5 = 15.5 of 30, U3 4+6+5 = 15 of 20, U4 30/30.
    rows = effect(before, after).set_index("unit")
    assert rows["score_after"].to_dict() == {"U1": 100.0, "U4": 100.0, "U3": 75.0, "U2": 51.67}
    assert rows.loc["U3", ["score_before", "score_change"]].tolist() == [66.67, 8.33]


def test_a_threshold_that_turns_ranks() -> None:
    system = loaded(SMALL)
    after = under(with_changes(system, [Change("B1:rule.target", 40.0)]))
    # B1 earns U1 10, U2 7.5, U3 5, U4 10: U1 30/40, U2 15.5/40, U3 15/30, U4 30/40.
    rows = effect(small_sheet(), after).set_index("unit")
    assert rows["score_after"].to_dict() == {"U1": 75.0, "U4": 75.0, "U3": 50.0, "U2": 38.75}
    assert rows["grade_after"].to_dict() == {"U1": "合格", "U4": "合格", "U3": "不合格", "U2": "不合格"}
    assert rows["rank_change"].tolist() == [0, 0, 0, 0]


def test_marks_of_one_group_leave_the_other_alone() -> None:
    changed = with_changes(loaded(SMALL), [Change("A1:marks.a", 14.0)])
    assert {g: changed.indicators["A1"].marks_for(g) for g in "ab"} == {"a": 14.0, "b": 4.0}
    rows = effect(small_sheet(), under(changed)).set_index("unit")
    # U2: 23 of 50.
    assert rows["score_after"].to_dict()["U2"] == 46.0
    assert rows["score_change"].to_dict()["U4"] == 0.0


def test_the_later_change_of_a_number_counts_and_nothing_else_differs() -> None:
    system = loaded(SMALL)
    changed = with_changes(
        system, [Change("A2:marks", 7.0), Change("A2:marks", 8.0), Change(":grades.0.at_least", 85.0)]
    )
    assert [(c.id, c.field) for c in diff(system, changed)] == [("good", "at_least"), ("A2", "marks")]


def test_what_a_file_may_not_hold_is_refused_in_words() -> None:
    with pytest.raises(SystemError_) as told:
        with_changes(loaded(SMALL), [Change("A2:marks", -1.0)])
    assert told.value.problems[0].message("zh")
    with pytest.raises(SystemError_):
        with_changes(loaded(SMALL), [Change(":grades.0.at_least", 50.0)])  # below the next grade


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            Change("A2:marks", -1.0),
            "A2“指标A2”：分值不能为−1：不能小于0。",
            "A2 '指标A2': marks cannot be −1: it must be 0 or more.",
        ),
        (
            Change("A2:marks.a", 0.0),
            "A2“指标A2”：分值（甲组）不能为0：应大于0。",
            "A2 '指标A2': marks (甲组) cannot be 0: it must be above 0.",
        ),
        (
            Change(":grades.0.at_least", 50.0),
            "良好起点分不能为50：各项应从高到低，不能相同。",
            "良好 threshold cannot be 50: each must be below the one before it.",
        ),
        (
            Change("A3:rule.full_at", 0.5),
            "A3“指标A3”：满分线不能为0.5：“满分线” 与 “零分线” 不能相等。",
            "A3 '指标A3': full marks at cannot be 0.5: 'full marks at' and 'no marks at' must differ.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_told_in_the_words_of_the_page(change: Change, zh: str, en: str) -> None:
    data = copy.deepcopy(SMALL)
    share = {"facts": "ratio", "rule": {"kind": "share", "full_at": 0.9, "zero_at": 0.5}}
    data["sections"][0]["measures"][1]["indicators"][0] |= share
    system = loaded(data)
    with pytest.raises(SystemError_) as told:
        with_changes(system, [change])
    assert mistakes(system, [change], told.value, "zh") == [zh]
    assert mistakes(system, [change], told.value, "en") == [en]


def test_no_refusal_speaks_in_keys_of_the_file() -> None:
    system = load_system(DEFAULT_SYSTEM)
    for setting in list(known_settings(system).values())[::11]:
        if setting.is_date:
            continue
        for value in (-5, 1000):
            changes = [Change(setting.name, value)]
            try:
                with_changes(system, changes)
            except SystemError_ as bad:
                for lang in LANGUAGES:
                    said = " ".join(mistakes(system, changes, bad, lang))
                    assert "_" not in said
                    assert "yaml" not in said
                    assert "None" not in said


def test_a_value_beyond_the_other_end_turns_the_rule_round() -> None:
    data = copy.deepcopy(SMALL)
    data["sections"][0]["measures"][0]["indicators"][1] |= {
        "facts": "number",
        "rule": {"kind": "goalposts", "worst": 50, "best": 95},
    }
    system = loaded(data)
    assert turned_round(system, with_changes(system, [Change("A2:rule.worst", 96.0)])) == ["A2"]
    assert turned_round(system, with_changes(system, [Change("A2:rule.worst", 60.0)])) == []
    assert turned_round(system, with_changes(system, [Change("N1:rule.points", 1.0)])) == [
        "N1"
    ]  # a fine becomes a prize


def test_what_is_taken_off_can_keep_its_proportion_to_the_marks() -> None:
    data = copy.deepcopy(SMALL)
    data["sections"][0]["measures"][0]["indicators"][1]["rule"] = {"kind": "shortfall", "at_least": 10, "deduct": 0.5}
    system = loaded(data)  # A2: 6 marks, 0.5 off for each one short of 10
    marks = Change("A2:marks", 9.0)
    assert in_proportion(system, marks) == [Change("A2:rule.deduct", 0.75)]
    assert in_proportion(system, Change("A1:marks", 9.0)) == []  # takes nothing off in marks
    assert in_proportion(system, Change("A2:marks.a", 9.0)) == []  # the others' marks stay
    assert out_of_proportion(system, with_changes(system, [marks])) == ["A2"]
    assert out_of_proportion(system, with_changes(system, [marks, Change("A2:rule.deduct", 0.75)])) == []
    assert out_of_proportion(system, with_changes(system, [Change("A2:marks.a", 9.0)])) == ["A2"]
    assert out_of_proportion(system, with_changes(system, [Change("A2:rule.deduct", 0.75)])) == []  # as it is meant


def test_every_number_of_the_bundled_system_can_be_tried() -> None:
    system = load_system(DEFAULT_SYSTEM)
    for setting in list(known_settings(system).values())[::7]:
        # Limits of the total have no more decimals than it.
        less = None if isinstance(setting.value, dt.date) else round((setting.value or 0.5) * 0.999, 2)
        new = setting.value + dt.timedelta(1) if less is None else less or setting.value
        if setting.whole:
            continue
        changed = with_changes(system, [Change(setting.name, new)])
        assert known_settings(changed)[setting.name].value == pytest.approx(new) or setting.is_date
        assert change_words(system, Change(setting.name, new), "zh")
        assert change_words(system, Change(setting.name, new), "en")


def nearby(setting: Setting) -> list[Value]:
    """Values that are near what a setting is."""
    now = setting.value
    if isinstance(now, dt.date):
        return [now + dt.timedelta(1)]
    if now is None:
        return [1.0, 0.5]
    if setting.whole:
        return [int(now) + 1, int(now) - 1]
    return [round(now + step, 2) for step in (0.01, -0.01, 1, -1)]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_number_of_an_example_can_be_tried(folder: Path) -> None:
    system = load_system(folder / "system.yaml")
    for setting in known_settings(system).values():
        assert all(setting_words(system, setting, lang) for lang in LANGUAGES)
        assert any(can_be_tried(system, Change(setting.name, value)) for value in nearby(setting)), setting.name


def can_be_tried(system: IndicatorSystem, change: Change) -> bool:
    together = [change, *alongside(system, change)]
    try:
        changed = with_changes(system, together)
    except SystemError_:
        return False
    known = known_settings(changed)
    return all(known[one.name].value == one.value for one in together)


def test_marks_of_which_one_is_taken_change_together() -> None:
    system = load_system(ROOT / "township_quarter" / "system.yaml")
    assert alongside(system, Change("V1:marks", 12.0)) == [Change("V2:marks", 12.0), Change("V3:marks", 12.0)]
    of_towns = alongside(system, Change("V1:marks.town", 5.0))
    assert of_towns == [Change("V2:marks.town", 5.0), Change("V3:marks.town", 5.0)]
    assert alongside(system, Change("GDP:marks", 5.0)) == []


def test_a_number_that_cannot_stand_there_is_not_offered() -> None:
    township, market = (load_system(ROOT / name / "system.yaml") for name in ("township_quarter", "market_safety"))
    assert "GARB:marks" in known_settings(township)
    assert "GARB:marks.town" not in known_settings(township)  # its options are in marks
    assert "C1a:rule.free" not in known_settings(market)  # of faults
    assert "C1b:rule.free" in known_settings(market)
    assert ":groups.all.coefficient" not in known_settings(market)  # the file names no group


def test_a_link_gives_the_changes_back_and_leaves_out_the_rest() -> None:
    system = load_system(DEFAULT_SYSTEM)
    changes = [Change("M01-2:marks.general", 3.0), Change("M01-1:rule.by", dt.date(2025, 5, 1))]
    assert from_link(system, as_link(changes)) == changes
    assert from_link(system, "M99:marks=1~M01-2:marks=nan~M01-2:marks=x~M01-2:marks=1e99") == []


def test_sentences() -> None:
    same = effect(small_sheet(), small_sheet())
    assert effect_sentence(same, "zh") == "所有单位的总分、名次、等次都不变。"
    assert moves(same).empty
    assert effect_sentence(effect(small_sheet(units=[]), small_sheet(units=[])), "zh") == "没有可比较的单位。"
    assert change_words(loaded(SMALL), Change("A2:marks", 7.0)) == "将 A2“指标A2”的分值由6调整为7"
    values = {"U1": {"A1": 1, "A2": 10, "A3": 4, "B1": 10}, "U2": {"A1": 0, "A2": 0, "A3": 4, "B1": 20}}
    two = {"units": [("U1", "a"), ("U2", "a")], "values": values, "claims": frozenset()}
    before = small_sheet(**two)  # U1 30/40 = 75, U2 30/40 = 75
    sections = with_changes(before.system, [Change("B1:marks", 30.0)])
    after = score(sections, before.units, small_facts().iloc[:0])
    assert effect(before, after)["score_after"].tolist() == [0.0, 0.0]
    assert "等次变动" in effect_sentence(effect(before, after), "zh")


def test_numbers_of_parts_are_tried_and_named() -> None:
    data = copy.deepcopy(SMALL) | {"start": 5, "needs": 1}
    data["scale"] = 95
    for section, weight in zip(data["sections"], (2, 1), strict=True):
        section["weight"] = weight
    data["sections"][0] |= {"needs": 1, "zero_if": {"below": {"M1": 0.5}}}
    data["sections"][0]["measures"][0]["zero_if"] = {"below": {"A1": {"marks": 1}}}
    system = loaded(data)
    known = {name for name in known_settings(system) if name.startswith((":sections", ":start", ":needs"))}
    assert known == {
        *(":start", ":needs", ":sections.0.weight", ":sections.1.weight", ":sections.0.needs"),
        *(":sections.0.zero_if.below.M1", ":sections.0.measures.0.zero_if.below.A1.marks"),
    }
    changed = with_changes(system, [Change(":sections.1.weight", 3.0), Change(":sections.0.zero_if.below.M1", 0.6)])
    assert [(c.id, c.field) for c in diff(system, changed)] == [("S1", "zero_if"), ("S2", "weight")]
    section, measure = system.sections[0], system.sections[0].measures[0]
    assert change_words(system, Change(":sections.0.weight", 3.0)) == f"将权重（{section.title.get('zh')}）由2调整为3"
    said = change_words(system, Change(":sections.0.zero_if.below.M1", 0.6))
    assert said == f"将“{section.title.get('zh')}”计0分的界限（{measure.title.get('zh')}）由0.5调整为0.6"
