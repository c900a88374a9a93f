"""Marks that are given directly: more than the indicator is worth to the unit's group is an error at the cell."""

from __future__ import annotations

from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.workbook.helpers import errors, figures, read, workbook

SYSTEM = load_system_text("""
format: 1
id: given-system
title: 测试
period: {year: 2025}
scale: 30
groups:
  general: {title: {zh: 综合部门, en: General}}
  committee: {title: {zh: 专门委员会, en: Committees}}
sections:
  - id: S1
    title: 工作
    measures:
      - id: M1
        title: 措施
        indicators:
          - {id: A1, title: 评分, marks: 10, facts: number, rule: {kind: given}}
          - {id: A2, title: 评分, marks: 20, facts: number, min: 1, max: 40, rule: {kind: given}}
          - {id: A3, title: 评分, marks: {general: 5, committee: 8}, facts: number, rule: {kind: given}}
""")
HEAD = "| 编号 | 填报值 |"


def read_rows(*rows: str) -> Submission:
    return read(workbook("\n".join([HEAD, *rows])), system=SYSTEM)


def test_within_the_marks() -> None:
    submission = read_rows("| A1 | 10 |", "| A2 | 1.5 |", "| A3 | 5 |")
    assert errors(submission.problems) == []
    assert figures(submission) == {("A1", "value"): 10, ("A2", "value"): 1.5, ("A3", "value"): 5}


def test_beyond_the_marks_or_the_bounds_of_the_file() -> None:
    submission = read_rows("| A1 | 10.5 |", "| A2 | 0.5 |", "| A3 | -1 |")
    assert errors(submission.problems) == [("out_of_range", "填报", cell) for cell in ("B2", "B3", "B4")]
    assert [p.params["high"] for p in submission.problems if p.code == "out_of_range"] == ["10", "20", "8"]


def test_what_another_group_can_earn_is_too_much() -> None:
    submission = read_rows("| A3 | 6 |")
    assert errors(submission.problems) == [("out_of_range", "填报", "B2")]
    [problem] = [p for p in submission.problems if p.code == "out_of_range"]
    assert (problem.params["low"], problem.params["high"]) == ("0", "5")
