"""Sections and measures: what they say of themselves, and what the base would be with other marks earned."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scoring.analysis.losses import bases_with_full, gains, section_losses
from scoring.analysis.weights import contributions, nominal_shares
from scoring.engine import ScoreSheet, score
from scoring.reports.score_json import score_answer
from tests.engine.test_cases import CASES, DEFAULTS, scenes, sources
from tests.frames import fact_frame, loaded, unit_frame

SCENES = [*scenes(CASES / "totals" / "parts.yaml"), *scenes(CASES / "totals" / "weights.yaml")]


def sheet_of(scene: dict[str, Any]) -> ScoreSheet:
    system = DEFAULTS | scene["system"]
    units = [(unit["unit"], unit.get("group", "all")) for unit in scene["units"]]
    return score(loaded(system), unit_frame(units), fact_frame(system, *sources(scene)))


def about(words: str) -> ScoreSheet:
    return sheet_of(next(scene for scene in SCENES if words in scene["about"]))


@pytest.mark.parametrize(
    ("scene", "unit", "part", "words"),
    [
        ("保证项目", "丙", "B", "“保证项目”得39分，低于40分，本板块计0分"),
        ("保证项目", "乙", "B", "“现场围挡”得0分，“保证项目”得30分，低于40分，本板块计0分"),
        ("保证项目", "戊", "B", "“现场围挡”未填报，按0分计，“保证项目”得30分，低于40分，本板块计0分"),
        ("保证项目", "甲", "A", ""),
        ("三个方案", "甲", "M1", "取最好的一项：“方案一”（得分率80%）"),
        ("三个方案", "丁", "M1", ""),
        ("取最差的一项", "甲", "M1", "取最差的一项：“方案二”（得分率50%）"),
        ("板块取最好", "甲", "S1", "取最好的一项：“乙类”（得分率80%）"),
        ("板块取最好", "甲", "M1", "“任选一类”取最好的一项，取的是“乙类”，本项不计"),
        ("少于两张", "乙", "M1", "适用的只有1项，少于2项，本措施不参加评分"),
        ("追加扣分", "甲", "S1", "追加扣分3分，从“机械设备”中扣，扣后得12分"),
        ("追加扣分", "乙", "S1", "追加扣分30分，从“机械设备”中扣，扣后得0分"),
    ],
)
def test_a_part_says_what_happened_in_it(scene: str, unit: str, part: str, words: str) -> None:
    assert about(scene).part_why(unit, part) == words


def test_a_part_says_it_in_english() -> None:
    assert about("保证项目").part_why("丙", "B", "en") == "'保证项目' earns 39, below 40: this section earns 0"
    assert about("少于两张").part_why("乙", "M1", "en") == "Only 1 apply, fewer than 2: this measure is left out"


def test_an_indicator_that_was_not_taken_says_so_and_json_marks_it() -> None:
    sheet = about("三个方案")
    assert sheet.why("甲", "I2").endswith("“改革方案”取最好的一项，取的是“方案一”，本项不计")
    [unit] = [unit for unit in score_answer(sheet, [])["units"] if unit["code"] == "甲"]
    assert unit["indicators"]["I2"]["taken"] is False
    assert "taken" not in unit["indicators"]["I1"]


def test_parts_frame_has_a_row_for_every_part_of_every_unit() -> None:
    frame = about("保证项目").parts.set_index(["unit", "part"])
    assert len(frame) == 6 * 8
    closed = frame.loc[("丙", "B")]
    assert (closed["level"], closed["earned"], closed["marks"], closed["rate"]) == ("section", 0, 100, 0)
    assert closed[["closed", "applies", "out"]].tolist() == [True, True, False]
    assert np.isnan(frame.loc[("甲", "C"), "rate"])
    assert not frame.loc[("甲", "C"), "applies"]
    assert frame.loc[("丙", "BG"), ["earned", "rate"]].tolist() == [39, 0.65]


def test_a_gate_opens_once_what_closed_it_is_earned() -> None:
    # 丙: B's guaranteed items 20 + 19 of 60: with the first at 30 the sheet counts (49 + 40) / 100 of 20 points in 40.
    sheet = about("保证项目")
    parts = sheet.base_parts.of(2)
    gained = dict(zip(sheet.system.indicators, gains(parts), strict=True))
    assert gained["BG1"] == pytest.approx(20 * 0.89 / 40 * 100)
    assert gained["BN1"] == 0


def test_full_marks_of_what_was_not_taken_count_where_they_become_the_best() -> None:
    sheet = about("三个方案")
    parts = sheet.base_parts.of(0)
    # I1 16 of 20, I2 10 of 20: either at 20 brings 4; both no more than one.
    assert gains(parts)[:2] == pytest.approx([4, 4])
    assert bases_with_full(parts, np.array([1, 0])) == pytest.approx([60, 60])


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene["about"])
def test_losses_and_base_make_the_full_score(scene: dict[str, Any]) -> None:
    parts = sheet_of(scene).base_parts
    base, losses = parts.base() - parts.system.start, section_losses(parts).sum(axis=0)
    counts = ~np.isnan(base)
    assert base[counts] + losses[counts] == pytest.approx(parts.full[counts])


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene["about"])
def test_contributions_add_up_where_sections_do(scene: dict[str, Any]) -> None:
    sheet = sheet_of(scene)
    if sheet.system.aggregation != "sum" or sheet.system.adjustments:
        return
    earned = sheet.base_parts.base() - sheet.system.start
    assert contributions(sheet).sum(axis=0)[~np.isnan(earned)] == pytest.approx(earned[~np.isnan(earned)])


def test_shares_on_paper_follow_weights() -> None:
    system = about("措施也带权重").system
    assert nominal_shares(system, "all") == pytest.approx([0.225, 0.225, 0.15, 0.4])
