"""One unit's result indicator by indicator."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from scoring.analysis.unit_lines import adjustments_table, by_section, counted_text, facts_text, lines_table
from scoring.engine import ScoreSheet
from scoring.facts import FACT_COLUMNS
from scoring.facts.base import with_unit
from scoring.period import Period
from scoring.system import Indicator
from scoring.words import text
from tests.analysis.small import VALUES, small_facts, small_sheet
from tests.analysis.test_loss_shares import example
from tests.analysis.test_overview import only_for
from tests.engine.test_parts import about


def test_lines_show_values_as_people_read_them() -> None:
    facts = small_facts(verified={"U3": {"B1": 5}})
    facts.loc[facts["source"] == "verified", "text"] = "台账只有5次"
    frame = lines_table(small_sheet(verified={"U3": {"B1": 5}}), "U3", facts).set_index("indicator")
    assert frame["reported"].to_dict() == {"A1": "是", "A2": "10", "A3": "不适用：理由", "B1": "10次"}
    assert frame.loc["B1", ["verified", "reason", "earned", "rate"]].tolist() == ["5次", "台账只有5次", 5, 0.25]
    assert frame["counted"].to_dict() == {"A1": "是", "A2": "10", "A3": "不适用：理由", "B1": "10次；核查：5次"}
    assert frame["corrected"].tolist() == [False, False, False, True]
    assert frame.loc["A3", "state_label"] == "不适用"
    assert math.isnan(frame.loc["A3", "earned"])
    assert frame.loc["B1", "why"] == "5次，目标20次，得5分"


def test_lines_leave_out_what_the_group_does_not_have() -> None:
    sheet = small_sheet(units=[("U1", "a")], sections=only_for("b"))
    assert lines_table(sheet, "U1", small_facts()).empty
    assert lines_table(sheet, "U1", small_facts().head(0)).empty


def test_lines_by_section_with_sums_of_what_applies() -> None:
    sheet = small_sheet()
    found = by_section(sheet, "U3", lines_table(sheet, "U3", small_facts()))
    assert [(one.title, one.earned, one.marks, one.notes) for one in found] == [
        ("板块S1", 10, 10, []),
        ("板块S2", 10, 20, []),
    ]


def test_a_section_shows_what_counts_of_it_and_says_why() -> None:
    closed, took = about("保证项目"), about("三个方案")
    [section] = [one for one in by_section(closed, "丙", lines_of(closed, "丙")) if one.title == "文明施工"]
    assert (section.earned, section.marks) == (0, 100)
    assert section.notes == ["“保证项目”得39分，低于40分，本板块计0分"]
    [section] = by_section(took, "甲", lines_of(took, "甲"))
    assert (section.earned, section.marks) == (56, 100)
    assert section.notes == ["“改革方案”：取最好的一项：“方案一”（得分率80%）"]


def test_what_was_not_taken_or_is_out_says_so_and_loses_nothing() -> None:
    """The worst of the visits counts: 4 of 10; T3 had one visit, of two that are needed."""
    sheet = example("township_quarter")
    lines = lines_of(sheet, "T4").set_index("indicator")
    assert lines.loc[["V1", "V2"], "apart"].tolist() == ["", "未取"]
    assert lines.loc[["V1", "V2"], "lost"].tolist() == [6, 0]
    assert lines_of(sheet, "T3").set_index("indicator").loc["V1", "apart"] == "未参加评分"
    assert (
        lines_table(sheet, "T4", small_facts().head(0), "en").set_index("indicator").loc["V2", "apart"] == "not taken"
    )


def test_a_section_has_its_weight_and_the_rate_that_counts() -> None:
    sheet = example("jgj59")
    found = by_section(sheet, "U02", lines_of(sheet, "U02"))
    assert [(one.weight, one.rate, one.is_weighed) for one in found] == [
        (10, 0.94, False),
        (20, 0, False),
        (10, 1, False),
    ]


def lines_of(sheet: ScoreSheet, unit: str) -> pd.DataFrame:
    return lines_table(sheet, unit, small_facts().head(0))


def test_adjustments_that_were_recorded() -> None:
    values = VALUES | {"U1": VALUES["U1"] | {"N1": 5, "V1": 0}}
    verified = {"U1": {"N1": 5, "V1": 0}}
    frame = adjustments_table(small_sheet(values=values), "U1", small_facts(verified))
    assert frame["indicator"].tolist() == ["N1", "V1"]
    assert frame["points"].tolist() == [-3, 0]  # at most 3
    assert frame["verified"].tolist() == ["5", "否"]


SHARE, MARCH = {"kind": "share"}, {"kind": "deadline", "by": "2025-03-31", "late": 0}
GROWTH = {"kind": "improvement", "zero_at": 0, "full_at": 1}


@pytest.mark.parametrize(
    ("facts", "rule", "unit", "values", "shown"),
    [
        ("ratio", SHARE, "人", {"done": 18, "due": 20}, "18 / 20人"),
        ("quarterly", {"kind": "every_period"}, "次", {"q1": 2, "q3": 0}, "一季度 2，三季度 0"),
        ("growth", GROWTH, "份", {"now": 120, "before": 100}, "今年数 120，上年数 100"),
        ("number", {"kind": "target", "target": 1}, "天", {"value": 2.5}, "2.5天"),
        ("date", MARCH, "", {"value": dt.date(2025, 3, 31).toordinal()}, "2025年3月31日"),
        ("yes_no", {"kind": "pass"}, "", {}, ""),
    ],
)
def test_every_kind_of_facts_can_be_read(
    facts: str, rule: dict[str, object], unit: str, values: dict[str, float], shown: str
) -> None:
    item = Indicator.model_validate(
        {"id": "A1", "title": "指标", "marks": 1, "facts": facts, "rule": rule, "unit": unit}
    )
    rows = [("U1", "A1", field, float(value), "self", "") for field, value in values.items()]
    assert facts_text(item.of_period(Period.of("2025")), pd.DataFrame(rows, columns=FACT_COLUMNS)) == shown


def test_a_unit_that_begins_with_a_figure_stands_apart() -> None:
    assert with_unit("100", text("2017年美元", "2017 dollars"), "zh") == "100 2017年美元"
    assert with_unit("1", text("2017年美元", "2017 dollars"), "en") == "1 2017 dollars"


def test_english_puts_a_space_before_the_unit() -> None:
    item = Indicator.model_validate(
        {"id": "A1", "title": "x", "marks": 1, "facts": "ratio", "rule": SHARE, "unit": "people"}
    )
    rows = [("U1", "A1", field, 2.0, "self", "") for field in ("done", "due")]
    assert facts_text(item, pd.DataFrame(rows, columns=FACT_COLUMNS), "en") == "2 / 2 people"


def test_lost_marks_stand_beside_what_was_earned() -> None:
    lines = lines_table(small_sheet(), "U3", small_facts()).set_index("indicator")
    assert lines["lost"].to_dict() == {"A1": 0, "A2": 0, "A3": 0, "B1": 10}


def test_what_counts_is_what_was_verified() -> None:
    sheet = small_sheet(verified={"U1": {"B1": 12}})
    item = sheet.system.indicators["B1"]
    assert [counted_text(sheet, item, at) for at in range(4)] == ["12次", "15次", "10次", "20次"]
    assert counted_text(sheet, sheet.system.indicators["A3"], 2) == ""  # claimed not applicable
