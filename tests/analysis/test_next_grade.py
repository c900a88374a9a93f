"""What the next grade takes, and what bars the way."""

from __future__ import annotations

from scoring.analysis.next_grade import Place, next_grade, next_grade_sentences
from scoring.engine import ScoreSheet
from tests.analysis.small import VALUES, small_sheet

QUOTA = [{"id": "top", "title": "优秀", "at_least": 60, "quota": 0.34}, {"id": "rest", "title": "其他", "at_least": 0}]


def said(sheet: ScoreSheet, unit: str, lang: str = "zh") -> list[str]:
    return next_grade_sentences(next_grade(sheet, unit, lang), lang)


def test_points_to_the_next_grade() -> None:
    found = next_grade(small_sheet(), "U2")
    assert found is not None
    assert (found.grade, found.missing, found.ways, found.veto, found.place) == ("pass", 2.5, 1, "", None)
    assert said(small_sheet(), "U2") == ["距“合格”（60分）还差2.50分，补齐下列第1项即可达到。"]
    assert said(small_sheet(), "U2", "en") == ["2.50 short of 合格 (60); full marks on the first below would reach it."]


def test_several_ways_are_needed() -> None:
    grades = [{"id": "top", "title": "优秀", "at_least": 85}, {"id": "rest", "title": "其他", "at_least": 0}]
    sheet = small_sheet(grades=grades, adjustments=[])
    # 57.5 + 12.5 + 12.5 = 82.5 is not enough, with 10 more it is.
    assert said(sheet, "U2") == ["距“优秀”（85分）还差27.50分，补齐下列前3项即可达到。"]


def test_full_marks_may_not_be_enough() -> None:
    values = {"U2": VALUES["U2"] | {"N1": 3}}
    grades = [{"id": "top", "title": "优秀", "at_least": 98}, {"id": "fail", "title": "其他", "at_least": 0}]
    sheet = small_sheet(units=[("U2", "a")], values=values, grades=grades)
    assert said(sheet, "U2") == ["距“优秀”（98分）还差43.50分，补齐全部失分仍不能达到。"]


def test_nothing_above_the_best_and_nothing_without_grades() -> None:
    assert next_grade(small_sheet(), "U1") is None
    assert next_grade(small_sheet(grades=[], adjustments=[]), "U2") is None
    assert next_grade_sentences(None) == []


def test_a_veto_bars_the_way() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"V1": 1}}
    sheet = small_sheet(values=values)
    assert said(sheet, "U1") == ["因“重大事件”一票否决，本期不能评为合格，补分也不能改变。"]
    assert said(sheet, "U1", "en") == ["The veto '重大事件' bars 合格 this period, whatever is gained."]


def test_a_quota_bars_the_way() -> None:
    # Group a has 3 units and one place, which U1 holds; U3 has the points but is second.
    sheet = small_sheet(grades=QUOTA, adjustments=[])
    found = next_grade(sheet, "U3")
    assert found is not None
    assert found.place == Place(1, 2, False, 100)
    assert said(sheet, "U3") == [
        "得分已达到“优秀”（60分）的要求。",
        "“优秀”有名额限制，须列组内第1名，现列第2名（第1名100.00分）。",
    ]
    assert said(sheet, "U3", "en")[1] == (
        "优秀 has a quota: the unit must be first in its group; it is number 2 (number 1 has 100.00)."
    )


def test_a_tie_that_exceeds_the_places() -> None:
    values = dict.fromkeys(VALUES, VALUES["U1"])
    sheet = small_sheet(values=values, grades=QUOTA, adjustments=[], claims=frozenset())
    assert said(sheet, "U1")[1] == "“优秀”有名额限制，须列组内第1名，现列第1名，但同分单位超出名额，均未取得。"


def test_a_group_too_small_for_a_place() -> None:
    sheet = small_sheet(units=[("U4", "b")], grades=QUOTA, adjustments=[])
    assert said(sheet, "U4") == ["得分已达到“优秀”（60分）的要求。", "本组单位少，按比例没有“优秀”名额。"]


# --- conditions, lifts, grades down, places of all ------------------------------------------------------


def test_what_a_grade_asks_beside_points() -> None:
    grades = [{"id": "top", "title": "优秀", "at_least": 50, "requires": {"sections": {"S1": 0.8}}}, QUOTA[1]]
    sheet = small_sheet(grades=grades, adjustments=[])
    assert said(sheet, "U2") == [
        "得分已达到“优秀”（50分）的要求。",
        "“优秀”另有条件：“板块S1”得分率40%低于80%。",
    ]


def test_vetoes_that_lower_ask_for_a_better_grade_first() -> None:
    down = {"id": "D1", "title": "事故", "facts": "yes_no", "rule": {"kind": "veto", "grade_down": 1}}
    sheet = small_sheet(adjustments=[down], values=VALUES | {"U3": VALUES["U3"] | {"D1": 1}})
    assert sheet.totals["grade"].tolist() == ["good", "fail", "fail", "good"]
    assert said(sheet, "U3")[:2] == [
        "因一票否决等次降1等，要评为“合格”须先达到“良好”。",
        "距“良好”（80分）还差13.33分，补齐下列第1项即可达到。",
    ]
    best = small_sheet(adjustments=[down], values=VALUES | {"U1": VALUES["U1"] | {"D1": 1}})
    assert said(best, "U1") == ["因“事故”一票否决，本期不能评为良好，补分也不能改变。"]


def test_places_of_all_and_those_that_lifts_hold() -> None:
    lift = {"id": "L1", "title": "表彰", "facts": "yes_no", "rule": {"kind": "lift", "grade_at_least": "top"}}
    grades = [{"id": "top", "title": "优秀", "at_least": 60, "places": 1, "of": "all"}, QUOTA[1]]
    sheet = small_sheet(grades=grades, adjustments=[lift])
    assert said(sheet, "U3")[1] == "“优秀”有名额限制，须列全体第1名，现列第3名（第1名100.00分）。"
    raised = small_sheet(grades=grades, adjustments=[lift], values=VALUES | {"U2": VALUES["U2"] | {"L1": 1}})
    assert raised.totals["grade"].tolist() == ["rest", "top", "rest", "rest"]
    assert said(raised, "U3")[1] == "“优秀”的名额已由直接定等的单位占用。"


def test_what_the_grade_before_a_fall_asks_is_said_of_that_grade() -> None:
    """U2 has 57.5 points; to be graded 良好 after the veto it has to earn 优秀 (50) first."""
    down = {"id": "D1", "title": "事故", "facts": "yes_no", "rule": {"kind": "veto", "grade_down": 1}}
    values = VALUES | {"U2": VALUES["U2"] | {"D1": 1}}
    best = {"id": "top", "title": "优秀", "at_least": 50}
    grades = [{"id": "good", "title": "良好", "at_least": 40}, {"id": "rest", "title": "其他", "at_least": 0}]
    by_section = small_sheet(
        grades=[best | {"requires": {"sections": {"S1": 0.8}}}, *grades], adjustments=[down], values=values
    )
    assert said(by_section, "U2")[-1] == "“优秀”另有条件：“板块S1”得分率40%低于80%。"
    spotless = small_sheet(grades=[best | {"requires": {"no_veto": True}}, *grades], adjustments=[down], values=values)
    assert said(spotless, "U2") == ["因“事故”一票否决，本期不能评为良好，补分也不能改变。"]


def test_a_grade_that_asks_for_no_points_says_what_else_it_asks() -> None:
    first = {"id": "top", "title": "优秀", "at_least": 0, "requires": {"sections": {"S1": 0.8}}}
    sheet = small_sheet(grades=[first, QUOTA[1]], adjustments=[])
    assert said(sheet, "U2") == ["尚不能评为“优秀”：“板块S1”得分率40%低于80%。"]
    assert said(sheet, "U2", "en") == ["In the way of 优秀: '板块S1' at 40%, below 80%."]


def test_a_grade_down_never_lowers_below_the_last_grade() -> None:
    # U2 has 57.5 and no grade below 60; lowered by one, whoever reaches the last grade keeps it.
    lower = {"id": "V1", "title": "事故", "facts": "yes_no", "rule": {"kind": "veto", "grade_down": 1}}
    grades = [{"id": "good", "title": "良好", "at_least": 80}, {"id": "pass", "title": "合格", "at_least": 60}]
    sheet = small_sheet(values=VALUES | {"U2": VALUES["U2"] | {"V1": 1}}, grades=grades, adjustments=[lower])
    found = next_grade(sheet, "U2")
    assert found is not None
    assert (found.grade, found.at_least, found.missing, found.ways, found.down) == ("pass", 60, 2.5, 1, 0)


def test_a_grade_that_a_veto_leaves_no_place_for_is_passed_over() -> None:
    # U2, unranked, can hold no place of 合格; 良好 has no limit of places.
    apart = {"id": "V1", "title": "弄虚作假", "facts": "yes_no", "rule": {"kind": "veto", "unranked": True}}
    grades = [
        {"id": "good", "title": "良好", "at_least": 80},
        {"id": "pass", "title": "合格", "at_least": 60, "quota": 0.5},
        {"id": "fail", "title": "不合格", "at_least": 0},
    ]
    sheet = small_sheet(values=VALUES | {"U2": VALUES["U2"] | {"V1": 1}}, grades=grades, adjustments=[apart])
    found = next_grade(sheet, "U2")
    assert found is not None
    assert (found.grade, found.veto, found.missing) == ("good", "", 22.5)
