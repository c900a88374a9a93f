"""What others have not entered yet: nobody's loss, and named for what it is wherever a result is told."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scoring.analysis.common import lost_marks
from scoring.analysis.gaps import widest
from scoring.analysis.headlines import headlines
from scoring.analysis.heat import heat, heat_sentence
from scoring.analysis.indicator_losses import losers, losers_sentence
from scoring.analysis.next_grade import next_grade
from scoring.analysis.unit_summary import unit_summary
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import ways_up
from scoring.engine import ScoreSheet, score
from scoring.reports.ranked import ranked_workbook
from tests.frames import Report, System, fact_frame, loaded, unit_frame

# 100 marks of 100 points: A1 60 by the unit, B1 30 by a panel of three without its ends, B2 10 by inspectors.
PANEL = {"facts": "rating", "raters": 3, "reported_by": "inspector", "rule": {"kind": "rating", "drop": 1}}
SYSTEM: System = {
    "format": 1,
    "id": "awaiting",
    "title": "待评体系",
    "period": {"year": 2025},
    "groups": {"a": {"title": "甲组"}},
    "grades": [{"id": "good", "title": "良好", "at_least": 50}, {"id": "fail", "title": "不合格", "at_least": 0}],
    "sections": [
        {
            "id": "S1",
            "title": "本单位填报",
            "measures": [
                {
                    "id": "M1",
                    "title": "措施",
                    "indicators": [
                        {
                            "id": "A1",
                            "title": "次数",
                            "marks": 60,
                            "facts": "count",
                            "rule": {"kind": "target", "target": 10},
                        }
                    ],
                }
            ],
        },
        {
            "id": "S2",
            "title": "他人评议",
            "measures": [
                {
                    "id": "M2",
                    "title": "措施",
                    "indicators": [
                        {"id": "B1", "title": "民主测评", "marks": 30, **PANEL},
                        {
                            "id": "B2",
                            "title": "抽查合格",
                            "marks": 10,
                            "facts": "yes_no",
                            "reported_by": "inspector",
                            "rule": {"kind": "pass"},
                        },
                    ],
                }
            ],
        },
    ],
}


def sheet(panel: dict[str, int], checked: int | None = None, count: int = 5, aggregation: str = "sum") -> ScoreSheet:
    """U1 with its count, the panel's scores, and what the inspectors found; U2 complete and full."""
    facts = {("U1", "A1", "value"): count, ("U2", "A1", "value"): 10, ("U2", "B2", "value"): 1}
    facts |= {("U1", "B1", field): points for field, points in panel.items()}
    facts |= {("U2", "B1", f"r{n}"): 100 for n in (1, 2, 3)}
    if checked is not None:
        facts["U1", "B2", "value"] = checked
    system = SYSTEM | {"aggregation": aggregation}
    return score(loaded(system), unit_frame([("U1", "a"), ("U2", "a")]), fact_frame(system, Report(facts)))


def states(of: ScoreSheet) -> dict[str, str]:
    lines = of.lines[of.lines["unit"] == "U1"]
    return dict(zip(lines["indicator"], lines["state"], strict=True))


def test_too_few_scores_and_blank_figures_of_inspectors_are_awaited() -> None:
    assert states(sheet({"r1": 90, "r2": 80})) == {"A1": "scored", "B1": "awaited", "B2": "awaited"}
    assert states(sheet({"r1": 90, "r2": 80, "r3": 85}, checked=0)) == {"A1": "scored", "B1": "scored", "B2": "scored"}


def test_it_counts_as_unanswered_in_the_total() -> None:
    totals = sheet({"r1": 90, "r2": 80}).totals.set_index("unit")
    assert totals.loc["U1", "score"] == 30  # 5 of 10 is half of 60; 40 marks are 0 as yet


def test_why_says_how_many_scores_were_given_and_how_many_are_needed() -> None:
    why = sheet({"r1": 90, "r2": 80}).why("U1", "B1")
    assert "已有2个评分" in why
    assert "至少要3个" in why
    assert "未填报" not in why
    english = sheet({"r1": 90, "r2": 80}).why("U1", "B1", "en")
    assert "2 scores given" in english
    assert "at least 3 needed" in english


def test_nobody_loses_what_is_awaited() -> None:
    waiting = sheet({})
    assert lost_marks(waiting)[:, 0].tolist() == [30, 0, 0]
    assert [gap.indicator for gap in widest(waiting)] == ["A1"]
    assert not [h for h in headlines(waiting) if "他人评议" in h.text]


def test_a_part_that_is_awaited_is_not_called_the_lowest() -> None:
    """S2 is 0 of 40 for U1 as yet; U1 has half of S1, U2 all of it."""
    whole = heat(sheet({}))
    assert whole.awaited == ("他人评议",)
    assert heat_sentence(whole) == "平均得分率75.0%。"
    assert heat(sheet({"r1": 90, "r2": 80, "r3": 85}, checked=0)).awaited == ()


def test_an_indicator_that_is_awaited_has_no_full_marks_everywhere() -> None:
    found = losers(sheet({}), "B1")
    assert losers_sentence(found) == "目前没有失分；适用的2个单位中，1个尚待评。"
    assert losers_sentence(losers(sheet({"r1": 100, "r2": 100, "r3": 100}), "B1")).startswith("适用的2个单位")


def test_the_sheet_of_lost_marks_counts_who_was_scored() -> None:
    """B1: U2 has 100 %, U1 is awaited."""
    book = openpyxl.load_workbook(io.BytesIO(ranked_workbook(sheet({}))))
    rows = {row[1]: row for row in book["失分"].iter_rows(values_only=True)}
    heads = next(row for row in rows.values() if "平均得分率" in row)
    assert rows["B1"][heads.index("平均得分率")] == 1
    assert rows["B1"][heads.index("单位数")] == 1


def test_a_unit_is_not_advised_on_what_others_enter() -> None:
    waiting = sheet({})
    assert ways_up(waiting, "U1")["indicator"].tolist() == ["A1"]
    grade = next_grade(waiting, "U1")
    assert grade is not None
    assert grade.ways == 1


def test_points_that_only_others_can_give_are_not_promised() -> None:
    """60 marks of its own at the most: 61 is beyond what the unit can reach alone."""
    system = SYSTEM | {"grades": [{"id": "good", "title": "良好", "at_least": 61}, SYSTEM["grades"][1]]}
    facts = fact_frame(system, Report({("U1", "A1", "value"): 5}))
    grade = next_grade(score(loaded(system), unit_frame([("U1", "a")]), facts), "U1")
    assert grade is not None
    assert grade.ways is None


def test_the_summary_names_it_apart_from_blanks() -> None:
    sentences = " ".join(unit_summary(sheet({}), "U1"))
    assert "2项待评" in sentences
    assert "共40.00分" in sentences
    assert "未填" not in sentences
    assert "他人评议" not in sentences


@pytest.mark.parametrize("aggregation", ["sum", "geometric"])
def test_the_waterfall_has_a_step_of_its_own(aggregation: str) -> None:
    """Without it the base would be 70 by sums (30 + 40), sqrt-like by products; the steps always lead to the score."""
    steps = waterfall(sheet({}, aggregation=aggregation), "U1").set_index("kind")
    sections = steps.loc["section"].set_index("section")["points"]
    assert sections["S2"] == 0
    assert steps.loc["awaited", "points"] < 0
    assert steps.loc["scale", "level"] + sections.sum() + steps.loc["awaited", "points"] == pytest.approx(
        steps.loc["base", "points"]
    )
    if aggregation == "sum":
        assert (sections["S1"], steps.loc["awaited", "points"], steps.loc["base", "points"]) == (-30, -40, 30)
