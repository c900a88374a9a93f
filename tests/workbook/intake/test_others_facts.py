"""Figures that are not a unit's to give in its workbook: another item's, the record's; and figures by period."""

from __future__ import annotations

import io

import openpyxl

from scoring.system import load_system_text
from scoring.workbook import template_workbook
from scoring.workbook.submission import Submission
from tests.workbook.helpers import column_named, csv_of, errors, figures, read, saved, warnings, workbook

SYSTEM = load_system_text("""
format: 1
id: others-system
title: 测试
period: {year: 2025}
scale: 40
groups:
  general: {title: {zh: 综合部门, en: General}}
sections:
  - id: S1
    title: 工作
    measures:
      - id: M1
        title: 措施
        indicators:
          - {id: A1, title: 次数, marks: 10, facts: count, rule: {kind: target, target: 4}}
          - {id: A2, title: 次数再评, marks: 10, facts: {of: A1}, rule: {kind: target, target: 8}}
          - {id: A3, title: 报送日, marks: 10, facts: date, reported_by: record, counted_from: reported_on, rule: {kind: deadline, by: 03-31, late: 0}}
          - {id: A4, title: 达标率, marks: 10, facts: monthly_number, take: mean, unit: "%", min: 0, max: 100, rule: {kind: target, target: 95}}
          - {id: A5, title: 超额率, marks: 10, facts: ratio, over: true, rule: {kind: share}}
""")
HEAD = "| 编号 | 填报值 | 应完成数 |"


def read_rows(*rows: str, months: str = "") -> Submission:
    more = {"月度季度": months} if months else {}
    return read(workbook("\n".join([HEAD, *rows]), **more), system=SYSTEM)


def test_only_what_units_report_is_asked_for() -> None:
    submission = read_rows("| A1 | 3 | |", "| A5 | 6 | 5 |")
    assert errors(submission.problems) == []
    assert figures(submission) == {("A1", "value"): 3, ("A5", "done"): 6, ("A5", "due"): 5}
    absent = next(p for p in submission.problems if p.code == "indicators_absent")
    assert absent.params["count"] == 1  # A4 alone


def test_a_figure_of_another_item_or_of_the_record_is_a_mistake() -> None:
    submission = read_rows("| A1 | 3 | |", "| A2 | 3 | |", "| A3 | 2025-03-01 | |")
    assert errors(submission.problems) == [("facts_elsewhere", "填报", "B3"), ("record_item", "填报", "B4")]


def test_a_long_table_may_give_what_is_on_record_and_nothing_of_another_item() -> None:
    row = "U01,办公室,综合部门"
    content = csv_of(
        f"{row},A3,value,2025-03-01,,",
        f"{row},A2,value,3,,",
        f"{row},A3,填报值,2025-03-01,自评,",
        f"{row},A1,value,1,,",
    )
    submission = read(content, "figures.csv", SYSTEM)
    assert errors(submission.problems) == [("facts_elsewhere", "", "D3"), ("record_item", "", "G4")]
    assert submission.facts.loc[submission.facts["indicator"] == "A3", "source"].tolist() == ["verified"]
    recorded = read(csv_of(f"{row},A3,value,2025-03-01,系统记录,", f"{row},A3,note,说明,记录,"), "figures.csv", SYSTEM)
    assert errors(recorded.problems) == []


def test_figures_by_month_are_each_checked_and_blank_ones_told_of() -> None:
    head = "| 编号 | " + " | ".join(f"{month}月" for month in range(1, 13)) + " |"
    months = f"{head}\n| A4 | '96% | 0.96 | 101 " + "| " * 9 + "|"
    submission = read_rows("| A1 | 3 | |", months=months)
    assert errors(submission.problems) == [("out_of_range", "月度季度", "D2")]
    found = [place for place in warnings(submission.problems) if place[1] == "月度季度"]
    assert found == [("percent_or_share", "月度季度", "C2"), ("periods_left_out", "月度季度", "E2")]
    assert (figures(submission)["A4", "m01"], figures(submission)["A4", "m02"]) == (96, 0.96)


def test_the_template_asks_for_what_units_report_and_is_read_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(SYSTEM, ("U01", "办公室", "general"))))
    asked = [row[0].value for sheet in ("填报", "月度季度") for row in book[sheet].iter_rows(min_row=2)]
    assert asked == ["A1", "A5", "A4"]
    months = book["月度季度"]
    months.cell(2, column_named(months, "3月")).value = "97.5%"
    submission = read(saved(book), system=SYSTEM)
    assert errors(submission.problems) == []
    assert figures(submission) == {("A4", "m03"): 97.5}
