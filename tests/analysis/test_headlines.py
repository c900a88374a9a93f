"""What a period says, in sentences: only what holds, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scoring.analysis.headline import MOST
from scoring.analysis.headlines import headlines
from scoring.analysis.trend import trend
from scoring.analysis.trend_headlines import comparison_basis, trend_headlines
from scoring.engine import ScoreSheet
from scoring.words import LANGS
from tests.analysis.small import SMALL, VALUES, section, small_sheet, target
from tests.analysis.small import indicator as made
from tests.analysis.small import measure as holding
from tests.analysis.test_overview import only_for

ZERO = {"A1": 0, "A2": 0, "A3": 0, "B1": 0}
CASES: dict[str, dict[str, Any]] = {
    "four units": {},
    "one unit": {"units": [("U2", "a")]},
    "two units": {"units": [("U1", "a"), ("U2", "a")]},
    "nobody": {"units": []},
    "all the same": {"values": dict.fromkeys(VALUES, VALUES["U2"]), "claims": frozenset()},
    "all full": {"values": dict.fromkeys(VALUES, VALUES["U1"]), "claims": frozenset()},
    "all zero": {"values": dict.fromkeys(VALUES, ZERO), "claims": frozenset()},
    "nothing applies": {"units": [("U1", "a")], "sections": only_for("b")},
    "no grades": {"grades": [], "adjustments": []},
}


def earlier(**given: Any) -> ScoreSheet:
    return small_sheet(**{"period": {"year": 2024}, **given})


def texts(sheet: ScoreSheet, previous: ScoreSheet | None = None, lang: str = "zh", **more: Any) -> dict[str, str]:
    """Kind -> sentence."""
    return {headline.kind: headline.text for headline in headlines(sheet, previous, lang=lang, **more)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", CASES)
@pytest.mark.parametrize("before", [None, *CASES])
def test_every_case_is_told_whole(now: str, before: str | None, lang: str) -> None:
    sheet = small_sheet(**CASES[now])
    previous = None if before is None else earlier(**CASES[before])
    every = headlines(sheet, previous, lang=lang)
    every += [] if previous is None else trend_headlines(trend([previous, sheet], lang=lang), lang)
    sentences = [headline.text for headline in every]
    sentences += [] if previous is None else comparison_basis(trend([previous, sheet], lang=lang), lang)
    assert len(headlines(sheet, previous, lang=lang)) <= MOST
    assert len(sentences) == len(set(sentences)) or previous is not None
    for text in sentences:
        assert text.endswith("。" if lang == "zh" else ".")
        assert not re.search(r"nan|None|\{|inf", text)
        assert not re.search(r"\b1 (units|places|indicators)\b", text)


def test_the_first_and_by_how_much() -> None:
    two = small_sheet(units=[("U1", "a"), ("U2", "a")])
    assert texts(two)["lead"] == "单位U1以100.00分居首，领先第二名（单位U2）42.50分。"
    assert texts(two, lang="en")["lead"] == "单位U1 leads with 100.00, 42.50 ahead of 单位U2."


def test_a_shared_first_place_and_a_ranking_without_one() -> None:
    assert texts(small_sheet())["lead"] == "单位U1、单位U4以100.00分并列第一。"
    alone = small_sheet(units=[("U1", "a")])
    assert texts(alone)["lead"] == "只有单位U1有得分，为100.00分，平均分与之相同，没有其他单位可比较名次。"
    assert "lead" not in texts(small_sheet(units=[]))
    same = small_sheet(**CASES["all the same"])
    assert texts(same)["lead"] == "4个单位得分相同，都是57.50分。"
    assert texts(same, lang="en")["lead"] == "All 4 units have the same score, 57.50."


def test_a_long_tie_names_three() -> None:
    units = [(f"U{n}", "a") for n in range(1, 7)]
    values = {unit: VALUES["U1"] for unit, _ in units[:5]} | {"U6": VALUES["U2"]}
    sheet = small_sheet(units=units, values=values, claims=frozenset())
    assert texts(sheet)["lead"] == "单位U1、单位U2、单位U3等5个单位以100.00分并列第一。"
    assert texts(sheet, lang="en")["lead"].startswith("单位U1, 单位U2, 单位U3 and 2 more share")


def test_scores_are_told_as_the_system_rounds_them() -> None:
    sheet = small_sheet(units=[("U1", "a"), ("U2", "a")], rounding={"indicator": 2, "total": 0})
    assert texts(sheet)["lead"] == "单位U1以100分居首，领先第二名（单位U2）42分。"  # 57.5 is published as 58


def test_the_section_that_loses_most() -> None:
    # 15 of 27 lost marks are B1's, the only indicator of S2.
    assert texts(small_sheet())["pull"] == (
        "“板块S2”板块失分最多，占全部失分的55.6%，主要在“指标B1”（B1，占该板块失分的100.0%）。"
    )
    assert "pull" not in texts(small_sheet(**CASES["all full"]))


def test_a_veto_comes_first() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    first = headlines(small_sheet(values=values))[0]
    assert (first.text, first.unit) == ("单位U1被一票否决（重大事件）。", "U1")
    assert headlines(small_sheet(values=values), lang="en")[0].text == "单位U1 was vetoed (重大事件)."


def one_indicator(*scores: float, **more: Any) -> ScoreSheet:
    """Units U1, U2 ... whose scores are these."""
    sections = [section("S1", holding("M1", made("A1", 100, target(100_000))))]
    units = [(f"U{n}", "a") for n in range(1, len(scores) + 1)]
    values = {unit: {"A1": round(score * 1000)} for (unit, _), score in zip(units, scores, strict=True)}
    return small_sheet(units=units, values=values, sections=sections, claims=frozenset(), **more)


def test_units_just_below_a_grade() -> None:
    sheet = one_indicator(95, 79.5, 79, 78.9, 59.2)
    chinese = [one.text for one in headlines(sheet) if one.kind == "near"]
    assert chinese[0] == "距“良好”1分以内的有2个单位：单位U2（差0.50分）、单位U3（差1.00分）。"
    english = [one.text for one in headlines(sheet, lang="en") if one.kind == "near"]
    assert english[1] == "1 unit within 1 of '合格': 单位U5 (0.80 short)."
    assert "near" not in texts(one_indicator(95, 70, 30))


def test_a_vetoed_unit_is_not_just_below_a_grade() -> None:
    """100 points, held at 59 by a veto: 1 short of 合格, and it will stay so."""
    vetoed = small_sheet(values=VALUES | {"U1": VALUES["U1"] | {"V1": 1}})
    assert vetoed.totals.set_index("unit").loc["U1", "score"] == 59
    assert not [one for one in headlines(vetoed) if one.kind == "near" and "U1" in one.text]


def test_units_a_quota_keeps_out() -> None:
    grades = [
        {"id": "good", "title": "良好", "at_least": 80, "quota": 0.5},
        {"id": "pass", "title": "合格", "at_least": 0},
    ]
    sheet = one_indicator(95, 90, 85, 20, grades=grades, adjustments=[])
    assert texts(sheet)["quota"] == "达到“良好”分数线但受名额限制未评上的有1个单位：单位U3。"


def test_units_that_reach_a_grade_but_not_its_conditions() -> None:
    """U2 earns 8 of 20 on S1; where a grade begins at 0 points, nobody 'reached its points'."""
    rest = {"id": "rest", "title": "其他", "at_least": 0}
    for at_least, said in ((50, "达到“优秀”分数线但未满足其他条件的有1个单位：单位U2。"), (0, None)):
        top = {"id": "top", "title": "优秀", "at_least": at_least, "requires": {"sections": {"S1": 0.8}}}
        found = texts(small_sheet(grades=[top, rest], adjustments=[]))
        assert found.get("conditions") == said


def test_how_close_the_places_are() -> None:
    assert texts(one_indicator(90, 89.9, 89.8, 80))["tight"] == "相邻名次分差较小：3对相邻名次中，2对相差不到0.5分。"
    assert "tight" not in texts(one_indicator(90, 80, 70, 60))
    assert "tight" not in texts(one_indicator(90, 90, 90, 90))
    assert "tight" in texts(one_indicator(*(90 - at / 10 for at in range(40))))
    assert "tight" not in texts(one_indicator(*(90 - at / 10 for at in range(41))))  # they could not be farther apart


def test_each_vetoed_unit_stands_beside_its_own_reason() -> None:
    """U2 by the second veto, U1 by the first: the order of units and of vetoes differ."""
    second = {"id": "V2", "title": "弄虚作假", "facts": "yes_no", "rule": {"kind": "veto", "grade_at_most": "fail"}}
    values = VALUES | {"U1": VALUES["U1"] | {"V2": 1}, "U2": VALUES["U2"] | {"V1": 1}}
    sheet = small_sheet(values=values, adjustments=[*SMALL["adjustments"], second])
    assert headlines(sheet)[0].text == "单位U1（弄虚作假）、单位U2（重大事件）被一票否决。"
    assert headlines(sheet, lang="en")[0].text == "单位U1 (弄虚作假) and 单位U2 (重大事件) were vetoed."


def test_vetoes_that_all_share_are_named_once() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}, "U2": VALUES["U2"] | {"V1": 1}}
    assert headlines(small_sheet(values=values))[0].text == "单位U1、单位U2被一票否决（重大事件）。"
