"""Adjustments that share a limit: what is cut is shown cut, and the sentence says by what. Worked by hand."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scoring.analysis.unit_lines import adjustments_table
from scoring.analysis.what_if import Change, settings, with_changes
from scoring.analysis.what_if_words import change_words
from scoring.engine import ScoreSheet, score
from scoring.reports.score_json import score_answer
from scoring.system import DEFAULT_SYSTEM, load_system
from scoring.system.diff import diff
from scoring.system.words import value_words
from tests.frames import Report, System, fact_frame, loaded, unit_frame

SYSTEM: System = {
    "format": 1,
    "id": "shared",
    "title": "合并限额",
    "period": {"year": 2025},
    "groups": {"all": {"title": "全部单位"}},
    "sections": [
        {
            "id": "S1",
            "title": "板块",
            "measures": [
                {
                    "id": "M1",
                    "title": "现场管理",
                    "indicators": [
                        {
                            "id": "I1",
                            "title": "得分率",
                            "marks": 100,
                            "facts": "number",
                            "rule": {"kind": "target", "target": 100},
                        }
                    ],
                }
            ],
        }
    ],
    "adjustments": [
        {"id": "B1", "title": "表彰", "facts": "count", "rule": {"kind": "per_event", "points": 1, "cap": 2.5}},
        {"id": "B2", "title": "刊发", "facts": "count", "rule": {"kind": "per_event", "points": 0.5}},
        {"id": "B3", "title": "创新", "facts": "count", "rule": {"kind": "per_event", "points": 1}},
    ],
    "caps": {"together": [{"of": ["B1", "B2"], "at_most": 3}]},
}


def changed(**together: Any) -> System:
    """The system with other keys of its one entry."""
    system = copy.deepcopy(SYSTEM)
    system["caps"] = {"together": [together]}
    return system


def facts_of(counts: dict[str, int]) -> Report:
    figures = {"I1": 80, **counts}
    return Report({("甲", item, "value"): figure for item, figure in figures.items()})


def sheet_of(system: System, **counts: int) -> ScoreSheet:
    return score(loaded(system), unit_frame([("甲", "all")]), fact_frame(system, facts_of(counts)))


def test_a_cut_adjustment_says_by_what() -> None:
    sheet = sheet_of(SYSTEM, B1=4, B2=3, B3=1)
    assert sheet.why("甲", "B1") == "4次，达到上限，加2.5分"
    assert sheet.why("甲", "B2") == "3次，加1.5分；“表彰”、“刊发”合计最多加3分，本项只计0.5分"
    assert sheet.why("甲", "B3") == "1次，加1分"
    assert sheet.why("甲", "B2", "en") == (
        "3 times: plus 1.5; '表彰' and '刊发': together at most 3 added; of this one 0.5 count"
    )


def test_one_that_does_not_count_says_so() -> None:
    sheet = sheet_of(changed(of=["B2", "B3"], take="largest"), B2=1, B3=2)
    assert sheet.why("甲", "B2") == "1次，加0.5分；“刊发”、“创新”只计加分最多的一项，本项不计"
    assert sheet.why("甲", "B3") == "2次，加2分"


def test_tables_and_the_answer_show_what_counts() -> None:
    system = SYSTEM
    sheet = sheet_of(system, B1=4, B2=3)
    table = adjustments_table(sheet, "甲", fact_frame(system, facts_of({"B1": 4, "B2": 3})))
    assert table["points"].tolist() == [2.5, 0.5]
    (unit,) = score_answer(sheet, [])["units"]
    assert unit["bonus"] == 3
    assert unit["adjustments"]["B2"] == {"points": 0.5, "state": "scored", "why": sheet.why("甲", "B2")}
    assert unit["adjustments"]["B3"]["state"] == "unanswered"


def test_the_entry_in_words() -> None:
    both = changed(of=["B1", "B2"], at_most=3)
    both["adjustments"][1]["rule"]["points"] = -0.5
    for system, words in (
        (SYSTEM, "“表彰”、“刊发”合计最多加3分"),
        (both, "“表彰”、“刊发”合计最多加3分，最多扣3分"),
        (changed(of=["B3", "B1"], take="largest"), "“创新”、“表彰”只计加分最多的一项"),
    ):
        read = loaded(system)
        assert value_words("caps.together", read.caps.together, read, "zh") == words
    plain = load_system(DEFAULT_SYSTEM)
    assert value_words("caps.together", plain.caps.together, plain, "zh") == "不设"


def test_a_shared_cap_can_be_tried_and_differs_in_words() -> None:
    system = loaded(SYSTEM)
    (setting,) = [one for one in settings(system, "") if "together" in one.name]
    change = Change(setting.name, 2.0)
    after = with_changes(system, [change])
    assert change_words(system, change) == "将“表彰”、“刊发”合计上限由3调整为2"
    assert [c.words.get("zh") for c in diff(system, after)] == [
        "合并限额由““表彰”、“刊发”合计最多加3分”改为““表彰”、“刊发”合计最多加2分”。"
    ]


@pytest.mark.parametrize(
    ("points", "zh"),
    [
        (-1, "每次扣1分；追加扣分：从“现场管理”中扣，扣完为止"),
        (1, "每次加1分；追加加分：计入“现场管理”，不超过其分值"),
    ],
)
def test_what_acts_in_a_part_says_so(points: float, zh: str) -> None:
    system = copy.deepcopy(SYSTEM) | {"caps": {}}
    system["adjustments"][2] |= {"in": "M1", "rule": {"kind": "per_event", "points": points}}
    read = loaded(system)
    assert read.rule_text(read.items["B3"]) == zh
    sheet = sheet_of(system, B3=2)
    assert sheet.why("甲", "B3") == f"2次，{'加' if points > 0 else '扣'}2分（计入“现场管理”）"
    (change,) = diff(loaded(copy.deepcopy(SYSTEM) | {"caps": {}}), read) if points == 1 else [None]
    assert change is None or (change.field, change.scores) == ("in", True)


def test_steps_that_are_counted_from_a_figure_can_be_tried() -> None:
    system = copy.deepcopy(SYSTEM)
    rule = {"kind": "per_event", "points": 0.1, "from": 2000, "per": 1000, "whole_steps": "full"}
    system["adjustments"][2] |= {"facts": "number", "unit": "万元", "rule": rule}
    read = loaded(system)
    names = [one.name for one in settings(read, "B3")]
    assert names == ["B3:rule.points", "B3:rule.from", "B3:rule.per", "B3:rule.cap"]
    change = Change("B3:rule.from", 3000.0)
    assert change_words(read, change) == "将 B3“创新”的起算点由2000调整为3000"
    after = with_changes(read, [change])
    assert after.rule_text(after.items["B3"]).startswith("超过3000万元")
