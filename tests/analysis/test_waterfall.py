"""From full marks to the score."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from scoring.analysis.waterfall import waterfall
from scoring.engine import ScoreSheet, score
from tests.analysis.small import VALUES, indicator, measure, section, small_sheet, target
from tests.analysis.test_loss_shares import example
from tests.analysis.test_overview import only_for
from tests.frames import fact_frame, loaded, unit_frame
from tests.strategies import Assessed, assessments


def steps(sheet: ScoreSheet, unit: str) -> list[tuple[str, str, float]]:
    frame = waterfall(sheet, unit)
    return list(zip(frame["kind"], frame["section"], frame["points"], strict=True))


def two_sections(first: float, second: float, **changes: object) -> ScoreSheet:
    """A unit with two sections of equal marks at these rates."""
    halves = [
        section("S1", measure("M1", indicator("A1", 10, target(100)))),
        section("S2", measure("M2", indicator("B1", 10, target(100)))),
    ]
    values = {"U1": {"A1": first * 100, "B1": second * 100}}
    return small_sheet(units=[("U1", "a")], values=values, sections=halves, adjustments=[], **changes)


def test_every_section_in_points_of_the_total() -> None:
    assert steps(small_sheet(), "U2") == [
        ("scale", "", 100),
        ("section", "S1", -30),  # 12 marks at 2.5 points
        ("section", "S2", -12.5),
        ("base", "", 57.5),
        ("score", "", 57.5),
    ]


def test_marks_weigh_more_where_others_do_not_apply() -> None:
    # 30 marks apply: a mark is 3.33 points, and U3 loses 10.
    assert steps(small_sheet(), "U3")[1:4] == [("section", "S1", 0), ("section", "S2", -33.33), ("base", "", 66.67)]


def test_within_the_section_only_its_own_marks_weigh_more() -> None:
    # S1 keeps its 20 of 40 marks, earned in full; S2 loses 10 of 20: a quarter of the total.
    sheet = small_sheet(not_applicable={"within": "section"})
    assert steps(sheet, "U3")[1:4] == [("section", "S1", 0), ("section", "S2", -25), ("base", "", 75)]


def test_what_rounding_leaves_goes_to_the_largest_loss() -> None:
    thirds = [section(f"S{n}", measure(f"M{n}", indicator(f"I{n}", 1, {"kind": "pass"}))) for n in (1, 2, 3)]
    sheet = small_sheet(units=[("U1", "a")], values={"U1": {"I1": 0}}, sections=thirds)
    assert steps(sheet, "U1")[1:5] == [
        ("section", "S1", -33.34),
        ("section", "S2", -33.33),
        ("section", "S3", -33.33),
        ("base", "", 0),
    ]


def test_bonus_deduction_and_veto() -> None:
    values = {"U1": VALUES["U1"] | {"P1": 1, "N1": 2, "V1": 1}}
    frame = waterfall(small_sheet(units=[("U1", "a")], values=values), "U1")
    tail = frame[frame["kind"].isin(["bonus", "deduction", "veto", "score"])]
    assert tail["points"].tolist() == [0.5, -2, -39.5, 59]
    assert tail["level"].tolist() == [100.5, 98.5, 59, 59]
    assert tail["title"].tolist() == ["加分", "扣分", "一票否决", "总分"]


def test_coefficient_and_floor() -> None:
    groups = {"a": {"title": "甲组", "coefficient": 1.1}, "b": {"title": "乙组"}}
    assert steps(small_sheet(groups=groups), "U1")[1] == ("coefficient", "", pytest.approx(10))
    assert steps(small_sheet(groups=groups), "U1")[-1] == ("score", "", 110)
    poor = small_sheet(units=[("U1", "a")], values={"U1": {"A1": 0, "N1": 3}})
    assert steps(poor, "U1")[-3:] == [("deduction", "", -3), ("floor", "", 3), ("score", "", 0)]


def test_a_total_rounded_to_whole_points_shows_the_rounding() -> None:
    values = {"U1": VALUES["U1"] | {"P1": 1, "A1": 0}}
    sheet = small_sheet(units=[("U1", "a")], values=values, rounding={"total": 0})
    # 90 + 0.5 is published as 91.
    assert steps(sheet, "U1")[-3:] == [("bonus", "", 0.5), ("rounding", "", 0.5), ("score", "", 91)]


def test_products_share_out_by_logarithms() -> None:
    # base = 100 x 0.5^(1/2) = 70.71; S2 is full, so S1 takes it all.
    assert steps(two_sections(0.5, 1, aggregation="geometric"), "U1")[1:4] == [
        ("section", "S1", -29.29),
        ("section", "S2", 0),
        ("base", "", 70.71),
    ]
    # base = 100 x (1/8)^(1/2) = 35.36; log 1/4 is twice log 1/2: 43.10 and 21.55, of which 0.01 too much.
    assert steps(two_sections(0.25, 0.5, aggregation="geometric"), "U1")[1:4] == [
        ("section", "S1", -43.09),
        ("section", "S2", -21.55),
        ("base", "", 35.36),
    ]


def test_a_section_without_marks_takes_all_of_a_product() -> None:
    assert steps(two_sections(0, 0.5, aggregation="geometric"), "U1")[1:4] == [
        ("section", "S1", -100),
        ("section", "S2", 0),
        ("base", "", 0),
    ]


def test_no_score_no_steps() -> None:
    assert waterfall(small_sheet(units=[("U1", "a")], sections=only_for("b")), "U1").empty
    with pytest.raises(KeyError):
        waterfall(small_sheet(), "U9")


def titled(sheet: ScoreSheet, unit: str) -> list[tuple[str, float]]:
    frame = waterfall(sheet, unit)
    return list(zip(frame["title"], frame["points"], strict=True))


def test_what_a_gate_takes_is_a_step_of_its_own() -> None:
    """B is half of the total: U02 lost 10 of its 100 marks, 5 points, and the gate takes the other 45."""
    assert titled(example("jgj59"), "U02")[1:5] == [
        ("安全管理", -1.5),
        ("文明施工", -5),
        ("“文明施工”清零", -45),
        ("施工用电", 0),
    ]
    english = waterfall(example("jgj59"), "U02", "en")
    assert english["title"].tolist()[3].endswith(": earns 0")


def test_what_adjustments_take_in_a_part_and_what_lies_beyond_full_marks() -> None:
    """U03: 240 of 300 marks lost, and of 90 on top the 60 that were left; then 100 of 700, of 1000 for 100 points."""
    assert titled(example("market_safety"), "U03")[1:5] == [
        ("制度与投入", -24),
        ("制度与投入追加扣分（计入“制度与投入”）", -6),
        ("设备设施与作业", -10),
        ("特种设备未检先用追加扣分（计入“设备设施与作业”）", -10),
    ]
    # GDP 2, INV 1 and VISIT 0.3 more than their marks; RATE lost 0.62
    assert titled(example("township_quarter"), "T1")[1:3] == [("经济发展", -0.62), ("“经济发展”超出满分", 3.3)]


def test_a_total_is_bounded_by_its_own_limits() -> None:
    """110 points to start with; C2 loses 200 and stays above the floor of -203."""
    assert titled(example("sprs"), "C2") == [("起始分", 110), ("基础分", 110), ("扣分", -200), ("总分", -90)]
    bounded = small_sheet(total={"at_least": 60, "at_most": 90})
    assert titled(bounded, "U1")[-2:] == [("不高于90分", -10), ("总分", 90)]
    assert titled(bounded, "U2")[-2:] == [("不低于60分", 2.5), ("总分", 60)]


@given(assessments())
@settings(max_examples=30)
def test_the_steps_make_the_score(given: Assessed) -> None:
    facts = fact_frame(given.system, given.own, given.verified)
    sheet = score(loaded(given.system), unit_frame(given.units), facts)
    for at, (unit, _) in enumerate(given.units):
        if math.isnan(sheet.total_arrays.score[at]):
            assert waterfall(sheet, unit).empty
            continue
        frame = waterfall(sheet, unit)
        assert frame["level"].iloc[-1] == pytest.approx(sheet.total_arrays.score[at], abs=1e-7)
        changes = frame[~frame["kind"].isin(["scale", "base", "score"])]["points"].sum()
        assert frame["level"].iloc[0] + changes == pytest.approx(sheet.total_arrays.score[at], abs=1e-6)
