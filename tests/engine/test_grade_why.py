"""How a unit came by its grade, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS
from tests.frames import Report, fact_frame, loaded, unit_frame

GRADES = [
    {"id": "a", "title": "优秀", "at_least": 90, "requires": {"every_section": 0.5}, "places": 1},
    {"id": "b", "title": "良好", "at_least": 80},
    {"id": "c", "title": "合格", "at_least": 60},
    {"id": "d", "title": "不合格", "at_least": 0},
]


def indicator(name: str, title: str, marks: float) -> dict[str, Any]:
    rule = {"kind": "target", "target": marks}
    one = {"id": f"I{name}", "title": title, "marks": marks, "facts": "number", "rule": rule}
    return {"id": f"S{name}", "title": title, "measures": [{"id": f"M{name}", "title": title, "indicators": [one]}]}


def sheet(
    values: dict[str, tuple[float, float]], events: dict[str, list[str]] | None = None, **more: Any
) -> ScoreSheet:
    system = {
        "format": 1,
        "id": "case",
        "title": "算例",
        "period": {"year": 2025},
        "sections": [indicator("1", "日常", 90), indicator("2", "现场管理", 10)],
        "grades": GRADES,
        "adjustments": [
            {"id": "L", "title": "受到表彰", "facts": "yes_no", "rule": {"kind": "lift", "grade_at_least": "a"}},
            {"id": "V", "title": "重大事故", "facts": "yes_no", "rule": {"kind": "veto", "grade_down": 1}},
            {"id": "W", "title": "虚报", "facts": "yes_no", "rule": {"kind": "veto", "grade_at_most": "c"}},
            {"id": "N", "title": "无方案", "facts": "yes_no", "rule": {"kind": "veto", "no_score": True}},
        ],
    } | more
    own = Report()
    for unit, pair in values.items():
        own.facts |= {(unit, f"I{n}", "value"): value for n, value in zip("12", pair, strict=True)}
        own.facts |= {(unit, event, "value"): True for event in (events or {}).get(unit, [])}
    return score(loaded(system), unit_frame((unit, "all") for unit in values), fact_frame(system, own))


def why(values: dict[str, tuple[float, float]], unit: str, lang: str = "zh", **events: list[str]) -> list[str]:
    return sheet(values, events).grade_why(unit, lang)  # type: ignore[arg-type]


def test_points_alone() -> None:
    found = sheet({"U1": (75, 10)})
    assert found.grade_why("U1") == ["总分85.00达到良好（80分起）"]
    assert found.grade_note("U1") == ""
    assert found.grade_missed("U1") == []


def test_a_section_that_falls_short() -> None:
    found = sheet({"U1": (90, 4.5)})
    assert found.grade_why("U1") == ["总分94.50达到优秀，但“现场管理”得分率45%低于50%，定为良好"]
    assert found.grade_missed("U1") == [("a", "“现场管理”得分率45%低于50%")]
    assert found.grade_why("U1", "en") == ["94.50 reaches 优秀, but '现场管理' at 45%, below 50%: graded 良好"]


def test_a_rate_that_falls_short_has_the_decimal_that_tables_show() -> None:
    """4.25 of 10 is 42.5%, not 42%; 4.999 is shown as 49.99% since 50.0% would not be below."""
    assert sheet({"U1": (90, 4.25)}).grade_missed("U1") == [("a", "“现场管理”得分率42.5%低于50%")]
    exact = sheet({"U1": (90, 4.999)}, rounding={"indicator": 3, "total": 2})
    assert exact.grade_missed("U1") == [("a", "“现场管理”得分率49.99%低于50%")]


def test_a_section_with_too_few_marks() -> None:
    grades = [{**GRADES[0], "requires": {"sections": {"S2": {"marks": 5}}}}, *GRADES[1:]]
    assert sheet({"U1": (90, 4.5)}, grades=grades).grade_missed("U1") == [("a", "“现场管理”得4.5分，低于5分")]


def test_a_rate_just_below_a_limit_is_not_shown_as_the_limit() -> None:
    assert "得分率49.9%低于50%" in why({"U1": (90, 4.99)}, "U1")[0]


def test_a_lift_and_what_cancels_it() -> None:
    assert why({"U1": (75, 4)}, "U1", U1=["L"])[1] == "因“受到表彰”直接定为优秀"
    assert why({"U1": (75, 4)}, "U1", U1=["L", "V"])[1:] == [
        "有“受到表彰”，但因“重大事故”不予直接定等",
        "因“重大事故”，等次降一等，定为不合格",
    ]
    both = sheet({"U1": (75, 4), "U2": (75, 4)}, {"U1": ["L", "V"], "U2": ["L"]})
    assert both.why("U1", "L") == "已发生，提升等次；但发生一票否决情形，不予提升"
    assert both.why("U2", "L") == "已发生，提升等次"


def test_vetoes_come_after_points_and_places_last() -> None:
    values = {"U1": (90, 10), "U2": (88, 10)}
    assert why(values, "U1", U1=["V", "W"]) == [
        "总分100.00达到优秀（90分起）",
        "因“重大事故”，等次降一等，定为良好",
        "因“虚报”，等次最高为合格",
    ]
    assert why(values, "U2") == ["总分98.00达到优秀（90分起）", "优秀限本组1个名额，名额已满，本单位第2名，定为良好"]


def test_a_tie_past_the_end() -> None:
    said = why({"U1": (90, 10), "U2": (90, 10), "U3": (85, 10)}, "U3")
    assert (
        why({"U1": (90, 10), "U2": (90, 10)}, "U2")[1]
        == "优秀限本组1个名额，并列第1名的单位超过剩余名额，都不取，定为良好"
    )
    assert said[1] == "优秀限本组1个名额，并列第1名的单位超过剩余名额，都不取，本单位第3名，不再递补，定为良好"


def test_a_share_is_of_all_units_that_are_listed() -> None:
    quota = [{"id": "a", "title": "优秀", "at_least": 90, "quota": 0.25}, GRADES[-1]]
    few = sheet({"U1": (90, 10), "U2": (50, 10)}, grades=quota, adjustments=[])
    assert few.totals["grade"].tolist() == ["d", "d"]
    assert few.grade_why("U1")[1] == "按单位数计算，优秀没有名额，定为不合格"
    listed = unit_frame((f"U{n}", "all") for n in range(1, 5))
    facts = pd.DataFrame([("U1", "I1", "value", 90.0, "self", ""), ("U1", "I2", "value", 10.0, "self", "")])
    facts.columns = FACT_COLUMNS
    assert score(few.system, few.units, facts, listed).totals["grade"].tolist() == ["a", "d"]


def test_without_a_score() -> None:
    found = sheet({"U1": (90, 10)}, {"U1": ["N"]})
    assert found.grade_why("U1") == ["因“无方案”，没有得分，没有等次"]
    assert found.grade_missed("U1") == []
    assert found.totals["score"].isna().all()
    assert found.totals["rank"].isna().all()


def test_the_last_grade_is_not_reached_but_left() -> None:
    found = sheet({"U1": (40, 5)})
    assert found.grade_why("U1") == ["总分45.00低于合格（60分起），定为不合格"]
    assert found.grade_why("U1", "en") == ["45.00 is below 合格 (from 60): graded 不合格"]


def test_a_veto_that_takes_points_comes_first() -> None:
    rules = {"V": {"kind": "veto", "score_at_most": 70}, "W": {"kind": "veto", "score_at_most": 99}}
    vetoes = [{"id": name, "title": f"事项{name}", "facts": "yes_no", "rule": rule} for name, rule in rules.items()]
    values = {"U1": (75.0, 10.0), "U2": (50.0, 10.0)}
    found = sheet(values, {"U1": ["V", "W"], "U2": ["V"]}, adjustments=vetoes)
    assert found.grade_why("U1") == ["因“事项V”，总分由85.00分降为70.00分", "总分70.00达到合格（60分起）"]
    assert found.grade_why("U1", "en")[0] == "'事项V' limits the score from 85.00 to 70.00"
    assert found.grade_why("U2") == ["总分60.00达到合格（60分起）"]
    assert [bool(found.grade_note(unit)) for unit in ("U1", "U2")] == [True, False]


def test_grades_that_ask_for_no_points() -> None:
    """A rating by the judgements alone: every grade begins at 0."""
    asks = {"a": {"every_section": 0.5}, "b": {"sections": {"S2": 0.4}}, "d": {}}
    grades = [{"id": name, "title": name.upper(), "at_least": 0, "requires": asked} for name, asked in asks.items()]
    found = sheet({"U1": (90, 10), "U2": (90, 4.5), "U3": (90, 1)}, grades=grades, adjustments=[])
    assert found.grade_why("U1") == ["符合A的全部条件"]
    assert found.grade_why("U2") == ["未评为A：“现场管理”得分率45%低于50%，定为B"]
    assert found.grade_why("U3") == ["未评为A：“现场管理”得分率10%低于50%；对B而言，“现场管理”得分率10%低于40%，定为D"]
    assert found.grade_why("U1", "en") == ["All that A asks for holds"]
    assert found.grade_why("U2", "en") == ["Not A: '现场管理' at 45%, below 50%: graded B"]


def test_a_condition_that_is_worth_nothing_is_met_or_not() -> None:
    section = indicator("2", "现场管理", 10)
    rule = {"kind": "bands", "bands": [{"at_least": 5, "rate": 1}]}
    judged = {"id": "C2", "title": "现场达标", "marks": 0, "facts": {"of": "I2"}, "rule": rule}
    section["measures"][0]["indicators"].append(judged)
    grades = [GRADES[0] | {"requires": {"indicators": {"C2": 1}}}, *GRADES[1:]]
    found = sheet({"U1": (90, 4), "U2": (90, 5)}, grades=grades, sections=[indicator("1", "日常", 90), section])
    assert found.grade_why("U1") == ["总分94.00达到优秀，但“现场达标”未达到要求，定为良好"]
    assert found.why("U1", "C2") == "4，未达到要求；只作条件，不计分"
    assert found.why("U2", "C2", "en") == "5, met; a condition only, worth no marks"
    assert found.system.rule_text(found.system.items["C2"]).endswith("（只作条件，不计分）")


def test_a_part_that_has_to_have_full_marks() -> None:
    grades = [{**GRADES[0], "requires": {"sections": {"S2": 1}}}, *GRADES[1:]]
    found = sheet({"U1": (90, 9)}, grades=grades)
    assert found.grade_missed("U1") == [("a", "“现场管理”未得满分（得分率90%）")]
    assert found.grade_why("U1", "en") == [
        "99.00 reaches 优秀, but '现场管理' without full marks (90% of them): graded 良好"
    ]


def test_how_many_reach_what_is_counted() -> None:
    def missed(rate: float) -> list[tuple[str, str]]:
        counted = {"count": [{"of": ["S1", "S2"], "at_least": 2, "rate": rate}]}
        return sheet({"U1": (90, 5)}, grades=[{**GRADES[0], "requires": counted}, *GRADES[1:]]).grade_missed("U1")

    assert missed(0.75) == [("a", "“日常”、“现场管理”中只有1项得分率达到75%，不足2项")]
    assert missed(1) == [("a", "“日常”、“现场管理”中只有1项得满分，不足2项")]


def test_a_title_that_begins_as_the_sentence_goes_on() -> None:
    grades = [{"id": "a", "title": "达标", "at_least": 60}, {"id": "d", "title": "不达标", "at_least": 0}]
    assert sheet({"U1": (90, 9)}, grades=grades, adjustments=[]).grade_why("U1") == ["总分99.00达到“达标”（60分起）"]
