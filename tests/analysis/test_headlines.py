"""Sentences made from the numbers: only what holds, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scoring.analysis.headlines import MOST, comparison_basis, findings, trend_findings
from scoring.analysis.trend import trend
from scoring.engine import ScoreSheet
from scoring.words import LANGS
from tests.analysis.small import VALUES, section, small_sheet, target
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


def said(sheet: ScoreSheet, previous: ScoreSheet | None = None, lang: str = "zh", **more: Any) -> dict[str, str]:
    return {finding.kind: finding.text for finding in findings(sheet, previous, lang=lang, **more)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", CASES)
@pytest.mark.parametrize("before", [None, *CASES])
def test_every_case_is_told_whole(now: str, before: str | None, lang: str) -> None:
    sheet = small_sheet(**CASES[now])
    previous = None if before is None else earlier(**CASES[before])
    told = findings(sheet, previous, lang=lang)
    told += [] if previous is None else trend_findings(trend([previous, sheet], lang=lang), lang)
    texts = [finding.text for finding in told]
    texts += [] if previous is None else comparison_basis(trend([previous, sheet], lang=lang), lang)
    assert len(findings(sheet, previous, lang=lang)) <= MOST
    assert len(texts) == len(set(texts)) or previous is not None
    for text in texts:
        assert text.endswith("。" if lang == "zh" else ".")
        assert not re.search(r"nan|None|\{|inf", text)
        assert not re.search(r"\b1 (units|places|indicators)\b", text)


def test_the_first_and_by_how_much() -> None:
    two = small_sheet(units=[("U1", "a"), ("U2", "a")])
    assert said(two)["lead"] == "单位U1以100.00分居首，领先第二名（单位U2）42.50分。"
    assert said(two, lang="en")["lead"] == "单位U1 leads with 100.00, 42.50 ahead of 单位U2."


def test_a_shared_first_place_and_a_ranking_without_one() -> None:
    assert said(small_sheet())["lead"] == "单位U1、单位U4以100.00分并列第一。"
    alone = small_sheet(units=[("U1", "a")])
    assert said(alone)["lead"] == "只有单位U1有得分，100.00分；平均分就是它的得分，没有名次可比。"
    assert "lead" not in said(small_sheet(units=[]))
    same = small_sheet(**CASES["all the same"])
    assert said(same)["lead"] == "4个单位得分相同，都是57.50分。"
    assert said(same, lang="en")["lead"] == "All 4 units have the same score, 57.50."


def test_a_long_tie_names_three() -> None:
    units = [(f"U{n}", "a") for n in range(1, 7)]
    values = {unit: VALUES["U1"] for unit, _ in units[:5]} | {"U6": VALUES["U2"]}
    sheet = small_sheet(units=units, values=values, claims=frozenset())
    assert said(sheet)["lead"] == "单位U1、单位U2、单位U3等5个单位以100.00分并列第一。"
    assert said(sheet, lang="en")["lead"].startswith("单位U1, 单位U2, 单位U3 and 2 more share")


def test_scores_are_told_as_the_system_rounds_them() -> None:
    sheet = small_sheet(units=[("U1", "a"), ("U2", "a")], rounding={"indicator": 2, "total": 0})
    assert said(sheet)["lead"] == "单位U1以100分居首，领先第二名（单位U2）42分。"  # 57.5 is published as 58


def test_the_section_that_loses_most() -> None:
    # 15 of 27 lost marks are B1's, the only indicator of S2.
    assert said(small_sheet())["pull"] == (
        "“板块S2”板块失分最多，占全部失分的55.6%，主要在“指标B1”（B1，占该板块失分的100.0%）。"
    )
    assert "pull" not in said(small_sheet(**CASES["all full"]))


def test_a_veto_comes_first() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    told = findings(small_sheet(values=values))
    assert told[0].text == "单位U1被一票否决（重大事件）。"
    assert told[0].unit == "U1"
    assert findings(small_sheet(values=values), lang="en")[0].text == "单位U1 was vetoed (重大事件)."


def test_whose_rank_moved_most_and_why() -> None:
    before = earlier(units=[("U1", "a"), ("U2", "a")], values={"U1": VALUES["U2"], "U2": VALUES["U1"]})
    told = said(small_sheet(), before)
    assert told["risen"] == (
        "较2024年，名次上升最多的是单位U1，升1位（第2名到第1名），主要因为“板块S1”得分率提高60.0个百分点。"
    )
    assert said(small_sheet(), before, "en")["fallen"] == (
        "Compared with 2024, 单位U2 fell most, by 3 places (from 1 to 4), "
        "mainly because of '板块S1', down 60.0 percentage points."
    )
    assert not {"risen", "fallen"} & set(said(small_sheet(), earlier()))


def one_indicator(*scores: float, **more: Any) -> ScoreSheet:
    """Units U1, U2 ... whose scores are these."""
    sections = [section("S1", holding("M1", made("A1", 100, target(100_000))))]
    units = [(f"U{n}", "a") for n in range(1, len(scores) + 1)]
    values = {unit: {"A1": round(score * 1000)} for (unit, _), score in zip(units, scores, strict=True)}
    return small_sheet(units=units, values=values, sections=sections, claims=frozenset(), **more)


def test_units_just_below_a_grade() -> None:
    sheet = one_indicator(95, 79.5, 79, 78.9, 59.2)
    texts = [f.text for f in findings(sheet) if f.kind == "near"]
    assert texts[0] == "离“良好”不到1分的有2个单位：单位U2（差0.50分）、单位U3（差1.00分）。"
    english = [f.text for f in findings(sheet, lang="en") if f.kind == "near"]
    assert english[1] == "1 unit within 1 of '合格': 单位U5 (0.80 short)."
    assert "near" not in said(one_indicator(95, 70, 30))


def test_units_a_quota_keeps_out() -> None:
    grades = [
        {"id": "good", "title": "良好", "at_least": 80, "quota": 0.5},
        {"id": "pass", "title": "合格", "at_least": 0},
    ]
    sheet = one_indicator(95, 90, 85, 20, grades=grades, adjustments=[])
    assert said(sheet)["quota"] == "达到“良好”分数线但受名额限制未评上的有1个单位：单位U3。"


def test_how_close_the_places_are() -> None:
    assert said(one_indicator(90, 89.9, 89.8, 80))["tight"] == "名次咬得很紧：3对相邻名次中，2对相差不到0.5分。"
    assert "tight" not in said(one_indicator(90, 80, 70, 60))
    assert "tight" not in said(one_indicator(90, 90, 90, 90))


def test_what_is_compared_is_said() -> None:
    before = earlier(units=[("U1", "a"), ("U9", "a")], values={"U1": VALUES["U1"], "U9": VALUES["U2"]}, scale=1000)
    found = trend([before, small_sheet()])
    assert comparison_basis(found) == [
        "名次比较2024年与2025年都有名次的1个单位，3个单位只在2025年有名次，1个单位只在2024年有名次。",
        "2024年满分不同，得分不作比较，只比较名次和得分率。",
    ]
    changed = earlier(sections=[section("S1", holding("M1", made("A1", 5, {"kind": "pass"})))])
    told = comparison_basis(trend([changed, small_sheet()], lang="en"), "en")
    assert told[1:] == [
        "The indicator system of 2025 is not that of 2024: 3 indicators new, 0 dropped, 1 with other marks.",
        "Only 2025 has '板块S2': not compared.",
    ]


def test_directions_are_counted() -> None:
    before = earlier(units=[("U1", "a"), ("U2", "a")], values={"U1": VALUES["U2"], "U2": VALUES["U1"]})
    assert trend_findings(trend([before, small_sheet()]))[0].text == "较2024年，1个单位名次上升，1个下降，0个不变。"
    still = trend_findings(trend([earlier(), small_sheet()]), "en")
    assert [f.text for f in still] == ["Compared with 2024, no unit changed its rank."]
