"""What changed against an earlier period, in sentences."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from scoring.analysis.trend import ADJUSTED, VETO_LIFTED, VETOED, trend
from scoring.analysis.trend_headlines import comparison_basis, rank_moves, trend_headlines
from scoring.engine import ScoreSheet
from scoring.period import period_name
from tests.analysis.small import VALUES, section, small_sheet
from tests.analysis.small import indicator as made
from tests.analysis.small import measure as holding
from tests.analysis.test_headlines import earlier, texts


def test_whose_rank_moved_most_and_why() -> None:
    before = earlier(units=[("U1", "a"), ("U2", "a")], values={"U1": VALUES["U2"], "U2": VALUES["U1"]})
    chinese = texts(small_sheet(), before)
    assert chinese["risen"] == (
        "较2024年，名次上升最多的是单位U1，升1位（第2名到第1名），主要因为“板块S1”得分率提高60.0个百分点。"
    )
    assert texts(small_sheet(), before, "en")["fallen"] == (
        "Compared with 2024, 单位U2 fell most, by 3 places (from 1 to 4), "
        "mainly because of '板块S1', down 60.0 percentage points."
    )
    assert not {"risen", "fallen"} & set(texts(small_sheet(), earlier()))


def test_what_is_compared_is_said() -> None:
    before = earlier(units=[("U1", "a"), ("U9", "a")], values={"U1": VALUES["U1"], "U9": VALUES["U2"]}, scale=1000)
    assert comparison_basis(trend([before, small_sheet()])) == [
        "名次比较2024年与2025年都有名次的1个单位，3个单位只在2025年有名次，1个单位只在2024年有名次。",
        "2024年满分不同，得分不作比较，只比较名次和得分率。",
    ]
    changed = earlier(sections=[section("S1", holding("M1", made("A1", 5, {"kind": "pass"})))])
    english = comparison_basis(trend([changed, small_sheet()], lang="en"), "en")
    assert english[1:] == [
        "The indicator system of 2025 is not that of 2024: 3 indicators new, 0 dropped, 1 with other marks.",
        "Only 2025 has '板块S2': not compared.",
    ]


def test_directions_are_counted() -> None:
    before = earlier(units=[("U1", "a"), ("U2", "a")], values={"U1": VALUES["U2"], "U2": VALUES["U1"]})
    assert trend_headlines(trend([before, small_sheet()]))[0].text == "较2024年，1个单位名次上升，1个下降，0个不变。"
    still = trend_headlines(trend([earlier(), small_sheet()]), "en")
    assert [one.text for one in still] == ["Compared with 2024, no unit changed its rank."]


def moved(*rows: tuple[str, int, int, str, float]) -> pd.DataFrame:
    """Units with the rank before and now, and why: what of `trend.changes` the sentences are made from.

    Each lost a few more points than the one above it.
    """
    frame = pd.DataFrame(rows, columns=["name", "rank_before", "rank", "cause", "cause_change"])
    change = frame["rank_before"] - frame["rank"]
    points = change - frame.index / 10
    return frame.assign(unit=frame["name"], rank_change=change, score_change=points, cause_title="板块S1")


def sentences(*rows: tuple[str, int, int, str, float], lang: str = "zh") -> list[str]:
    return [headline.text for headline in rank_moves(moved(*rows), period_name("2024"), lang)]


@pytest.mark.parametrize(
    ("cause", "change", "chinese", "english"),
    [
        ("", math.nan, "", ""),
        (VETOED, math.nan, "，因被一票否决", ", because of a veto"),
        (VETO_LIFTED, math.nan, "，上次被一票否决，本次没有", ", no longer vetoed"),
        (ADJUSTED, 2.0, "，主要因为加分和扣分的变化", ", mainly because of bonus and deduction"),
        (
            "S1",
            0.01,
            "，主要因为“板块S1”得分率提高1.0个百分点",
            ", mainly because of '板块S1', up 1.0 percentage points",
        ),
        (
            "S1",
            -0.025,
            "，主要因为“板块S1”得分率下降2.5个百分点",
            ", mainly because of '板块S1', down 2.5 percentage points",
        ),
    ],
)
def test_why_a_unit_moved(cause: str, change: float, chinese: str, english: str) -> None:
    rows = (("甲", 4, 2, cause, change), ("乙", 2, 3, cause, change), ("丙", 5, 5, "", math.nan))
    assert sentences(*rows) == [
        f"较2024年，名次下降最多的是乙，降1位（第2名到第3名）{chinese}。",
        f"较2024年，名次上升最多的是甲，升2位（第4名到第2名）{chinese}。",
    ]
    assert sentences(*rows, lang="en") == [
        f"Compared with 2024, 乙 fell most, by 1 place (from 2 to 3){english}.",
        f"Compared with 2024, 甲 rose most, by 2 places (from 4 to 2){english}.",
    ]


def test_units_that_moved_alike_are_named_together_while_they_are_few() -> None:
    up = [(name, 5, 4, "", math.nan) for name in "甲乙丙丁"]
    assert sentences(*up[:2]) == ["较2024年，名次上升最多的是甲、乙，升1位。"]
    assert sentences(*up[:2], lang="en") == ["Compared with 2024, 甲 and 乙 rose most, by 1 place."]
    down = [(name, 2, 4, "", math.nan) for name in "甲乙"]
    assert sentences(*down) == ["较2024年，名次下降最多的是乙、甲，降2位。"]
    assert sentences(*down, lang="en") == ["Compared with 2024, 乙 and 甲 fell most, by 2 places."]
    assert sentences(*up) == []  # nobody stands out
    assert sentences(*up[:1]) == []  # one unit has nobody to be compared with


def test_the_basis_counts_those_ranked_in_one_period_only() -> None:
    one = trend([earlier(units=[("U1", "a")]), small_sheet(units=[("U1", "a")])])
    now, before = {"only_now": 2}, {"only_before": 1}
    english = [comparison_basis(dataclasses.replace(one, **more), "en") for more in ({}, now, before, now | before)]
    assert english == [
        ["Ranks compare the 1 unit ranked in both 2024 and 2025."],
        ["Ranks compare the 1 unit ranked in both 2024 and 2025; 2 ranked only in 2025."],
        ["Ranks compare the 1 unit ranked in both 2024 and 2025; 1 ranked only in 2024."],
        ["Ranks compare the 1 unit ranked in both 2024 and 2025; 2 ranked only in 2025; 1 ranked only in 2024."],
    ]
    assert comparison_basis(dataclasses.replace(one, **before)) == [
        "名次比较2024年与2025年都有名次的1个单位，1个单位只在2024年有名次。"
    ]


def test_a_mean_rate_that_moved() -> None:
    # S1 of U2 goes from 40% to 100%, S2 from 75% to 100%: the larger rise is told.
    before = earlier(units=[("U2", "a")], values={"U2": VALUES["U2"]})
    now = small_sheet(units=[("U2", "a")], values={"U2": VALUES["U1"]})
    assert texts(now, before)["section"] == "较2024年，“板块S1”平均得分率提高最多，升60.0个百分点，现为100.0%。"
    assert texts(now, before, "en")["section"] == (
        "Compared with 2024, the mean rate of '板块S1' rose most, by 60.0 percentage points to 100.0%."
    )
    back = texts(small_sheet(units=[("U2", "a")]), earlier(units=[("U2", "a")], values={"U2": VALUES["U1"]}), "en")
    assert back["section"] == (
        "Compared with 2024, the mean rate of '板块S1' fell most, by 60.0 percentage points to 40.0%."
    )


def of(**period: int) -> ScoreSheet:
    return small_sheet(period=period)


def test_a_quarter_is_compared_with_the_same_quarter_of_the_year_before() -> None:
    found = trend([of(year=2024, quarter=3), of(year=2025, quarter=3)])
    assert found.periods == ("2024-Q3", "2025-Q3")
    (sentence,) = trend_headlines(found, "zh")
    assert sentence.text == "较上年同期（2024年第三季度），各单位名次均无变化。"
    (sentence,) = trend_headlines(found, "en")
    assert sentence.text == ("Compared with the same quarter of the year before (Q3 2024), no unit changed its rank.")
    assert comparison_basis(found, "en") == ["Ranks compare the 4 units ranked in both Q3 2024 and Q3 2025."]


def test_another_quarter_is_called_by_its_name() -> None:
    (sentence,) = trend_headlines(trend([of(year=2025, quarter=2), of(year=2025, quarter=3)]), "zh")
    assert sentence.text == "较2025年第二季度，各单位名次均无变化。"
