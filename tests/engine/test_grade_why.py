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


def test_a_rate_just_below_a_limit_is_not_shown_as_the_limit() -> None:
    assert "得分率49.9%低于50%" in why({"U1": (90, 4.99)}, "U1")[0]


def test_a_lift_and_what_cancels_it() -> None:
    assert why({"U1": (75, 4)}, "U1", U1=["L"])[1] == "因“受到表彰”直接定为优秀"
    assert why({"U1": (75, 4)}, "U1", U1=["L", "V"])[1:] == [
        "有“受到表彰”，但发生“重大事故”，不予直接定等",
        "发生“重大事故”，等次降一等，定为不合格",
    ]


def test_vetoes_come_after_points_and_places_last() -> None:
    values = {"U1": (90, 10), "U2": (88, 10)}
    assert why(values, "U1", U1=["V", "W"]) == [
        "总分100.00达到优秀（90分起）",
        "发生“重大事故”，等次降一等，定为良好",
        "发生“虚报”，等次最高为合格，定为合格",
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
    assert found.grade_why("U1") == ["发生“无方案”，没有得分，没有等次"]
    assert found.grade_missed("U1") == []
    assert found.totals["score"].isna().all()
    assert found.totals["rank"].isna().all()
