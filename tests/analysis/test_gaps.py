"""Where marks are lost."""

from __future__ import annotations

import pytest

from scoring.analysis.gaps import gap_sentences, in_parts_note, measures_pareto, pareto, widest
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_loss_shares import example

PERFECT = dict.fromkeys(VALUES, VALUES["U1"])
HALF = {u: VALUES["U1"] | {"B1": 10} for u in VALUES}


def test_pareto_is_of_all_lost_marks() -> None:
    frame = pareto(small_sheet())
    assert frame["indicator"].tolist() == ["B1", "A3", "A1", "A2"]
    assert frame["lost"].tolist() == [15, 5, 4, 3]
    assert frame["units"].tolist() == [2, 1, 1, 1]
    assert frame["share"].tolist() == [15 / 27, 5 / 27, 4 / 27, 3 / 27]
    assert [round(c, 12) for c in frame["cumulative"]] == [round(c / 27, 12) for c in (15, 20, 24, 27)]


def test_pareto_of_a_group_and_of_nothing_lost() -> None:
    assert pareto(small_sheet(), "b").empty
    assert pareto(small_sheet(), "a")["lost"].sum() == 27
    assert pareto(small_sheet(units=[])).empty


def test_sentences_in_both_languages() -> None:
    gaps = widest(small_sheet())
    assert gap_sentences(gaps, "zh") == [
        "失分最多的是“指标B1”（B1），共失15.00分，占全部失分的55.6%，涉及2个单位：单位U3、单位U2。",
        "其次是“指标A3”（A3），共失5.00分，占全部失分的18.5%，涉及1个单位：单位U2。",
        "第三位是“指标A1”（A1），共失4.00分，占全部失分的14.8%，涉及1个单位：单位U2。",
    ]
    assert gap_sentences(gaps, "en")[:2] == [
        "Most marks are lost on '指标B1' (B1): 15.00 marks in all, 55.6% of all lost marks, by 2 units: 单位U3 and 单位U2.",
        "Then on '指标A3' (A3): 5.00 marks in all, 18.5% of all lost marks, by 1 unit: 单位U2.",
    ]


def test_sentence_where_all_lose_the_same() -> None:
    gaps = widest(small_sheet(values=HALF, claims=frozenset()))
    assert gap_sentences(gaps) == ["失分最多的是“指标B1”（B1），共失40.00分，即全部失分，涉及4个单位，各失10.00分。"]
    assert gap_sentences(gaps, "en") == [
        "Most marks are lost on '指标B1' (B1): 40.00 marks in all, all that was lost, by 4 units, 10.00 each."
    ]


def test_sentence_where_many_lose_unequally() -> None:
    values = {u: VALUES["U1"] | {"B1": b} for u, b in zip(VALUES, (16, 12, 8, 4), strict=True)}
    gaps = widest(small_sheet(values=values, claims=frozenset()))
    assert gap_sentences(gaps)[0].endswith("涉及4个单位，其中较多的是单位U4、单位U3、单位U2。")


def test_nothing_lost_says_nothing() -> None:
    assert gap_sentences(widest(small_sheet(values=PERFECT, claims=frozenset()))) == []
    assert gap_sentences(widest(small_sheet(units=[]))) == []


def test_more_than_three_are_numbered() -> None:
    assert gap_sentences(widest(small_sheet(), count=4))[3].startswith("第4位是“指标A2”（A2），共失3.00分，")
    assert gap_sentences(widest(small_sheet(), count=4), "en")[3] == (
        "Number 4, on '指标A2' (A2): 3.00 marks in all, 11.1% of all lost marks, by 1 unit: 单位U2."
    )


def test_of_one_part_shares_are_of_what_is_lost_there() -> None:
    """In S1 12 marks are lost: A3 5, A1 4, A2 3; M1 (A1 and A2) 7, M2 5."""
    inside = pareto(small_sheet(), section="S1")
    assert dict(zip(inside["indicator"], inside["lost"], strict=True)) == {"A3": 5, "A1": 4, "A2": 3}
    assert inside["cumulative"].iloc[-1] == pytest.approx(1)
    assert pareto(small_sheet(), measure="M1")["indicator"].tolist() == ["A1", "A2"]


def test_measures_are_ranked_by_what_is_lost_in_them() -> None:
    rows = measures_pareto(small_sheet())
    assert rows[["indicator", "lost", "units"]].to_numpy().tolist()[1:] == [["M1", 7, 1], ["M2", 5, 1]]
    assert rows["lost"].iloc[0] == 15
    assert rows["share"].sum() == pytest.approx(1)
    assert measures_pareto(small_sheet(), section="S1")["indicator"].tolist() == ["M1", "M2"]
    assert measures_pareto(small_sheet(), group="b").empty


def test_points_of_parts_are_named_for_no_bar_holds_them() -> None:
    """market_safety: 丙商场 is charged three times for one category and once for the other."""
    sheet = example("market_safety")
    assert in_parts_note(sheet) == (
        "在板块或措施内整体加减、不属于任何指标，未计入上图：“制度与投入追加扣分”、“特种设备未检先用追加扣分”。"
    )
    assert "in none of the bars" in in_parts_note(sheet, lang="en")
    assert in_parts_note(small_sheet()) == ""
