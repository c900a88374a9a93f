"""What the program counts itself: the day of the first report, and figures that verification cut."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from scoring.analysis.record import first_days_of, not_on_record, verified_cuts, with_record
from scoring.analysis.unit_lines import adjustments_table, lines_table
from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS
from scoring.system import load_system_text

SYSTEM = load_system_text("""
format: 1
id: record-system
title: 测试
period: {year: 2025}
scale: 40
sections:
  - id: S1
    title: 工作
    measures:
      - id: M1
        title: 措施
        indicators:
          - {id: A1, title: 办结率, marks: 10, facts: ratio, rule: {kind: share}}
          - {id: A2, title: 达线, marks: 10, facts: {of: A1}, rule: {kind: bands, bands: [{at_least: 0.9, rate: 1}]}}
          - {id: A3, title: 次数, marks: 10, facts: count, unit: 次, rule: {kind: target, target: 4}}
          - {id: A4, title: 按时报送, marks: 10, facts: date, reported_by: record, counted_from: reported_on, rule: {kind: deadline, by: 03-31, late: 0}}
adjustments:
  - {id: B1, title: 表彰, facts: count, reported_by: unit, rule: {kind: per_event, points: 1}}
  - {id: D1, title: 核减, facts: count, unit: 项, reported_by: record, counted_from: verified_cuts, rule: {kind: per_event, points: -2}}
  - {id: D2, title: 逾期整改, facts: count, reported_by: record, counted_from: findings_overdue, rule: {kind: per_event, points: -1}}
""")
UNITS = pd.DataFrame([("U1", "甲", "all"), ("U2", "乙", "all")], columns=["unit", "name", "group"])
ROWS = [
    ("U1", "A1", "done", 9.0, "self", ""),
    ("U1", "A1", "due", 10.0, "self", ""),
    ("U1", "A3", "value", 4.0, "self", ""),
    ("U1", "B1", "value", 2.0, "self", ""),
    ("U2", "A3", "value", 2.0, "self", ""),
    ("U1", "A1", "done", 8.0, "verified", "台账"),
    ("U1", "B1", "value", 1.0, "verified", "重复"),
    ("U2", "A3", "value", 3.0, "verified", "漏报"),
]
FACTS = pd.DataFrame(ROWS, columns=FACT_COLUMNS)
DAY = float(dt.date(2025, 3, 3).toordinal())


def scored(facts: pd.DataFrame = FACTS) -> ScoreSheet:
    return score(SYSTEM, UNITS, with_record(SYSTEM, UNITS, facts, {"U1": DAY, "U9": DAY}))


def test_a_figure_that_two_items_judge_is_cut_once_and_a_raise_is_no_cut() -> None:
    assert verified_cuts(SYSTEM, UNITS, FACTS) == {"U1": 2.0, "U2": 0.0}


def test_what_is_counted_is_scored_and_overrules_a_table() -> None:
    table = pd.DataFrame([("U1", "D1", "value", 5.0, "verified", "表")], columns=FACT_COLUMNS)
    sheet = scored(pd.concat([FACTS, table], ignore_index=True))
    points = sheet.adjustments.set_index(["unit", "indicator"])["points"]
    assert (points["U1", "D1"], points["U2", "D1"], points["U1", "D2"]) == (-4, 0, 0)
    assert sheet.lines.set_index(["unit", "indicator"]).loc[("U1", "A4"), "earned"] == 10
    assert first_days_of(sheet) == {"U1": DAY}


def test_a_table_gives_what_the_program_cannot_count_yet() -> None:
    table = pd.DataFrame([("U1", "D2", "value", 3.0, "verified", "")], columns=FACT_COLUMNS)
    sheet = scored(pd.concat([FACTS, table], ignore_index=True))
    assert sheet.adjustments.set_index(["unit", "indicator"])["points"]["U1", "D2"] == -3


def test_the_value_used_is_shown_with_where_it_comes_from() -> None:
    sheet = scored()
    lines = lines_table(sheet, "U1", FACTS).set_index("indicator")
    assert lines.loc["A4", "counted"] == "2025年3月3日（系统记录：本期首次受理填报的日期）"
    assert lines.loc["A2", "counted"] == lines.loc["A1", "counted"] == "9 / 10；核查：完成数 8"
    adjustments = adjustments_table(sheet, "U1", FACTS).set_index("indicator")
    assert adjustments.loc["D1", "verified"] == "2项（系统记录：核查后得分减少的项数）"
    assert adjustments.loc["D1", "why"] == "2项，扣4分（系统记录：核查后得分减少的项数）"
    assert adjustments.loc["D2", "why"] == "尚无整改记录，暂不计"


def test_what_is_not_on_record_is_named_once_for_each_reason() -> None:
    assert not_on_record(scored(), "zh") == ["“D2 逾期整改”：尚无整改记录，暂不计。"]
    assert not_on_record(score(SYSTEM, UNITS, FACTS), "en") == [
        "'A4 按时报送': no report has been accepted yet: not counted.",
        "'D1 核减': there is no record of verification yet: not counted.",
        "'D2 逾期整改': there is no record of rectification yet: not counted.",
    ]
    assert scored().why("U2", "A4") == "尚无受理的填报，暂不计"
    assert scored().why("U1", "D2", "en") == "There is no record of rectification yet: not counted"
