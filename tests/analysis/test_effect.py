"""What moves, in one sentence; the figures behind it are worked by hand in test_what_if."""

from __future__ import annotations

import math

import pandas as pd

from scoring.analysis.effect import EFFECT_COLUMNS, changes, effect, effect_sentence, moves
from tests.analysis.small import UNITS, small_sheet

NONE = math.nan
Side = tuple[float, float, str]  # score, rank, grade


def rows(**units: tuple[Side, Side]) -> pd.DataFrame:
    """What `effect` gives of units with these sides, before and after."""
    before = pd.DataFrame([side for side, _ in units.values()], columns=["score_before", "rank_before", "grade_before"])
    after = pd.DataFrame([side for _, side in units.values()], columns=["score_after", "rank_after", "grade_after"])
    frame = before.join(after).assign(unit=list(units), name=list(units), group_title="组")
    frame["score_change"] = frame["score_after"] - frame["score_before"]
    frame["rank_change"] = frame["rank_before"] - frame["rank_after"]
    return frame[EFFECT_COLUMNS]


SAME = {"丙": ((70.0, 3, "合格"), (70.0, 3, "合格"))}
ONE = rows(甲=((90.0, 1, "优秀"), (88.5, 1, "良好")), **SAME)
SWAP = rows(甲=((90.0, 1, "优秀"), (80.0, 2, "优秀")), 乙=((85.0, 2, "优秀"), (87.0, 1, "优秀")), **SAME)


def test_one_unit_and_more_are_counted() -> None:
    assert effect_sentence(ONE) == (
        "1个单位总分变动，变动最大的是甲（−1.50），名次都不变，1个单位等次变动（甲：优秀 → 良好）。"
    )
    assert effect_sentence(ONE, "en") == (
        "The score of 1 unit changes, most for 甲 (−1.50); no rank changes; "
        "the grade of 1 unit changes (甲: 优秀 → 良好)."
    )
    assert effect_sentence(SWAP) == (
        "2个单位总分变动，变动最大的是甲（−10.00），2个单位名次变动，第1名由甲变为乙，等次都不变。"
    )
    assert effect_sentence(SWAP, "en", decimals=0) == (
        "The score of 2 units changes, most for 甲 (−10); "
        "the rank of 2 units changes, first place goes from 甲 to 乙; no grade changes."
    )


def test_first_place_may_stay_or_be_nobodys() -> None:
    lower = {"乙": ((80.0, 2, "合格"), (70.0, 3, "合格")), "丙": ((75.0, 3, "合格"), (75.0, 2, "合格"))}
    stays = rows(甲=((90.0, 1, "合格"), (90.0, 1, "合格")), **lower)
    assert effect_sentence(stays, "en") == (
        "The score of 1 unit changes, most for 乙 (−10.00); "
        "the rank of 2 units changes, first place stays with 甲; no grade changes."
    )
    assert "2个单位名次变动，第1名仍是甲，" in effect_sentence(stays)
    nobody = rows(**lower)
    assert "; the rank of 2 units changes; " in effect_sentence(nobody, "en")


def test_what_moves_all_alike_moves_nobody_most() -> None:
    alike = rows(甲=((90.0, 1, "优秀"), (92.0, 1, "优秀")), 乙=((80.0, 2, "优秀"), (82.0, 2, "优秀")))
    assert effect_sentence(alike) == "2个单位总分变动，各+2.00，名次都不变，等次都不变。"
    assert effect_sentence(alike, "en") == (
        "The scores of 2 units change by +2.00 each; no rank changes; no grade changes."
    )
    assert "最大的是甲" in effect_sentence(rows(甲=((90.0, 1, "优秀"), (92.0, 1, "优秀")), **SAME))


def test_without_grades_nothing_speaks_of_them() -> None:
    moved = rows(甲=((90.0, 1, ""), (80.0, 2, "")), 乙=((85.0, 2, ""), (85.0, 1, "")))
    assert effect_sentence(moved) == "1个单位总分变动，变动最大的是甲（−10.00），2个单位名次变动，第1名由甲变为乙。"
    assert effect_sentence(rows(甲=((90.0, 1, ""), (90.0, 1, ""))), "en") == "No score or rank changes."


def test_many_grades_are_only_counted_and_a_missing_one_is_a_dash() -> None:
    down = {f"U{n}": ((90.0, n, "优秀"), (90.0, n, "良好")) for n in range(1, 5)}
    assert effect_sentence(rows(**down)) == "总分都不变，名次都不变，4个单位等次变动。"
    assert effect_sentence(rows(**down), "en") == "No score changes; no rank changes; the grade of 4 units changes."
    few = rows(甲=((90.0, 1, ""), (90.0, 1, "优秀")), 乙=((80.0, 2, "良好"), (80.0, 2, "")))
    assert effect_sentence(few).endswith("2个单位等次变动（甲：— → 优秀；乙：良好 → —）。")
    assert effect_sentence(few, "en").endswith("the grade of 2 units changes (甲: — → 优秀; 乙: 良好 → —).")


def test_a_score_on_one_side_only_has_changed_by_no_amount() -> None:
    gone = rows(甲=((90.0, 1, ""), (NONE, NONE, "")), **SAME)
    assert effect_sentence(gone, "en") == ("1 unit with another score; the rank of 1 unit changes; no grade changes.")
    assert effect_sentence(gone).startswith("1个单位总分变动，1个单位名次变动，")


def test_which_rows_move() -> None:
    assert moves(ONE)["unit"].tolist() == ["甲"]
    assert changes(SWAP).tolist() == [True, True, False]
    assert not changes(rows(甲=((NONE, NONE, ""), (NONE, NONE, "")))).any()


def test_a_unit_of_one_side_alone_is_there_and_moves_others() -> None:
    """U4 scores 100 like U1."""
    three, four = small_sheet(units=UNITS[:3]), small_sheet()
    frame = effect(three, four).set_index("unit")
    assert set(frame.index) == {"U1", "U2", "U3", "U4"}
    assert frame.loc["U4", ["name", "score_after", "rank_after", "grade_before"]].tolist() == ["单位U4", 100.0, 1, ""]
    assert math.isnan(frame.loc["U4", "score_before"])
    assert frame.loc["U3", ["rank_before", "rank_after"]].tolist() == [2, 3]  # U1 and U4 share the first place
    gone = effect(four, three).set_index("unit")
    assert gone.loc["U4", "name"] == "单位U4"
    assert math.isnan(gone.loc["U4", "score_after"])
