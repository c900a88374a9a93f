"""The ranking as a table."""

from __future__ import annotations

import math

from scoring.analysis.ranking import ends, matching, ranking
from tests.analysis.small import VALUES, small_sheet


def test_gaps_are_to_the_mean_and_the_first() -> None:
    frame = ranking(small_sheet()).set_index("unit")
    # 100, 100, 66.67 and 57.5 have the mean 81.0425, shown as 81.04: what is shown adds up.
    assert frame.loc["U3", "gap_to_mean"] == -14.37
    assert frame.loc["U2", "gap_to_first"] == -42.5
    assert frame.loc["U1", "gap_to_first"] == 0


def test_order_and_titles() -> None:
    frame = ranking(small_sheet())
    assert frame["unit"].tolist() == ["U1", "U4", "U3", "U2"]
    assert frame["rank"].tolist() == [1, 1, 3, 4]
    assert frame["grade_title"].tolist() == ["良好", "良好", "合格", "不合格"]
    assert frame["rate_S1"].tolist() == [1, 1, 1, 0.4]


def test_a_group_is_compared_with_itself() -> None:
    frame = ranking(small_sheet(), group="a").set_index("unit")
    assert frame.index.tolist() == ["U1", "U3", "U2"]
    # 100, 66.67 and 57.5 have the mean 74.7233..., shown as 74.72.
    assert frame.loc["U1", "gap_to_mean"] == 25.28


def test_rank_change_counts_places_gained() -> None:
    before = VALUES | {"U1": {"A1": 0}, "U2": VALUES["U1"]}
    previous = small_sheet(units=[("U1", "a"), ("U2", "a")], values=before)
    change = ranking(small_sheet(), previous).set_index("unit")["rank_change"]
    assert change["U1"] == 1  # second, now first
    assert change["U2"] == -3  # first, now fourth
    assert math.isnan(change["U4"])  # not there before


def test_a_rank_within_another_group_is_no_comparison() -> None:
    previous = small_sheet(units=[("U1", "b"), ("U2", "a"), ("U3", "a")])
    change = ranking(small_sheet(), previous, group="a").set_index("unit")["rank_change"]
    assert math.isnan(change["U1"])
    assert change["U3"] == -1  # first of its group, now second


def test_verification_cut_is_self_minus_score() -> None:
    frame = ranking(small_sheet(verified={"U1": {"B1": 10}})).set_index("unit")
    assert frame.loc["U1", "score"] == 75
    assert frame.loc["U1", "verification_cut"] == 25
    assert frame.loc["U2", "verification_cut"] == 0


def test_unranked_units_come_last() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    adjustments = [{"id": "V1", "title": "否决", "facts": "yes_no", "rule": {"kind": "veto", "unranked": True}}]
    frame = ranking(small_sheet(values=values, adjustments=adjustments))
    assert frame["unit"].tolist() == ["U4", "U3", "U2", "U1"]
    assert math.isnan(frame["rank"].iloc[-1])
    assert frame["veto_titles"].iloc[-1] == "否决"


def test_nobody_and_one_and_all_the_same() -> None:
    assert ranking(small_sheet(units=[])).empty
    alone = ranking(small_sheet(units=[("U2", "a")])).iloc[0]
    assert (alone["rank"], alone["gap_to_mean"], alone["gap_to_first"]) == (1, 0, 0)
    same = ranking(small_sheet(values=dict.fromkeys(VALUES, VALUES["U2"]), claims=frozenset()))
    assert same["rank"].tolist() == [1, 1, 1, 1]
    assert same["gap_to_mean"].tolist() == [0, 0, 0, 0]


def test_ends_of_a_long_ranking() -> None:
    frame = ranking(small_sheet())
    assert ends(frame, 4)["unit"].tolist() == frame["unit"].tolist()
    assert ends(frame, 3)["unit"].tolist() == ["U1", "U4", "U2"]
    assert ends(frame, 3)["position"].tolist() == [0, 1, 3]


def test_one_unit_is_kept_wherever_it_stands() -> None:
    frame = ranking(small_sheet())
    assert ends(frame, 2, keep="U3")["unit"].tolist() == ["U1", "U3", "U2"]
    assert ends(frame, 2, keep="U99")["unit"].tolist() == ["U1", "U2"]


def test_search_takes_every_word_as_plain_text() -> None:
    frame = ranking(small_sheet())
    assert matching(frame, "")["unit"].tolist() == ["U1", "U4", "U3", "U2"]
    assert matching(frame, "单位 u3")["unit"].tolist() == ["U3"]
    assert matching(frame, "(").empty


def test_search_looks_past_the_width_of_brackets() -> None:
    frame = ranking(small_sheet()).assign(name=["办公室（甲）", "办公室(甲)", "办公室", "第一　分局"])
    assert [len(matching(frame, words)) for words in ("(甲)", "（甲）", "第一 分局")] == [2, 2, 1]


def test_search_by_grade() -> None:
    frame = ranking(small_sheet())
    assert matching(frame, "", "good")["unit"].tolist() == ["U1", "U4"]
    assert matching(frame, "u4", "good")["unit"].tolist() == ["U4"]
    assert matching(frame, "", "").empty
