"""Facts of several faults: a row for each in the workbook, found by 编号 and 填报项."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scoring.system import IndicatorSystem, load_system_text
from scoring.words import LANGS, Lang
from scoring.workbook import template_workbook
from scoring.workbook.submission import Submission
from tests.workbook.helpers import (
    csv_of,
    errors,
    figures,
    read,
    saved,
    texts,
    workbook,
)

SYSTEM_TEXT = """
format: 1
id: faults-system
title: 信息报送考核
period: {year: 2025}
scale: 20
groups:
  general: {title: {zh: 综合部门, en: General}}
sections:
  - id: S1
    title: 报送
    measures:
      - id: M1
        title: 报送质量
        indicators:
          - id: F1
            title: 信息差错
            marks: 10
            facts: faults
            faults:
              late: {title: {zh: 迟报, en: Late}}
              missed: {title: {zh: 漏报, en: Missed}}
              wrong: {title: {zh: 错报, en: Wrong}}
            may_not_apply: true
            note: 不含节假日
            rule: {kind: deduct, each: {late: 0.5, missed: 2, wrong: 1}}
          - {id: C1, title: 报送数量, marks: 10, facts: count, unit: 条, rule: {kind: target, target: 4}}
"""
SYSTEM: IndicatorSystem = load_system_text(SYSTEM_TEXT)
UNIT = ("U01", "办公室", "general")
HEAD = "| 编号 | 考核内容 | 填报项 | 填报值 | 应完成数 | 不适用 | 不适用理由 | 佐证材料 |"


def read_rows(*rows: str, head: str = HEAD) -> Submission:
    return read(workbook("\n".join([head, *rows])), system=SYSTEM)


def test_each_fault_is_read_from_its_own_row() -> None:
    submission = read_rows(
        "| F1 | 信息差错 | 迟报 | 2 |  |  |  | 台账 |",
        "| F1 | 信息差错 | 漏报 | 0 |  |  |  |  |",
        "| F1 | 信息差错 | 错报 |  |  |  |  | 通报 |",
        "| C1 | 报送数量 | 次数 | 4 |  |  |  |  |",
    )
    assert errors(submission.problems) == []
    assert figures(submission) == {("F1", "late"): 2, ("F1", "missed"): 0, ("C1", "value"): 4}
    assert texts(submission) == {("F1", "evidence"): "台账；通报"}


def test_rows_may_be_sorted_and_named_in_another_language_or_by_id() -> None:
    submission = read_rows(
        "| F1 | | wrong | 1 |  |  |  |  |",
        "| C1 | | | 4 |  |  |  |  |",
        "| F1 | | LATE | 3 |  |  |  |  |",
        "| F1 | | ' 漏报 | 0 |  |  |  |  |",
    )
    assert errors(submission.problems) == []
    assert figures(submission) == {("F1", "late"): 3, ("F1", "missed"): 0, ("F1", "wrong"): 1, ("C1", "value"): 4}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("| F1 | | 迟到 | 2 |", "| F1 | | 迟报 | |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"),
            ("unknown_fault", "C2"),
        ),
        (("| F1 | | | 2 |", "| F1 | | 迟报 | |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"), ("fault_not_named", "C2")),
        (
            ("| F1 | | 迟报 | 2 |", "| F1 | | 迟报 | 2 |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"),
            ("fault_twice", "C3"),
        ),
        (("| F1 | | 迟报 | 2 |", "| F1 | | 错报 | |"), ("faults_absent", "A2")),
        (("| F1 | | 迟到 | 2 |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"), ("unknown_fault", "C2")),
        (("| F1 | | | 2 |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"), ("fault_not_named", "C2")),
        (("| F1 | | 迟报 | 2.5 |", "| F1 | | 漏报 | |", "| F1 | | 错报 | |"), ("not_whole", "D2")),
    ],
)
def test_what_is_wrong_with_rows_of_faults(rows: tuple[str, ...], expected: tuple[str, str]) -> None:
    submission = read_rows(*rows)
    assert [(code, cell) for code, _, cell in errors(submission.problems)] == [expected]


def test_rows_below_may_leave_the_id_out_as_where_its_cells_were_merged() -> None:
    submission = read_rows("| F1 | 信息差错 | 迟报 | 2 |", "| | | 漏报 | 1 |", "| | | 错报 | |", "| C1 | | 次数 | 4 |")
    assert errors(submission.problems) == []
    assert figures(submission) == {("F1", "late"): 2, ("F1", "missed"): 1, ("C1", "value"): 4}


def test_a_row_without_an_id_below_another_item_is_nobodys() -> None:
    submission = read_rows("| C1 | | 次数 | 4 |", "| | | 漏报 | 1 |", "| F1 | | 迟报 | |", "| F1 | | 错报 | |")
    assert [(code, cell) for code, _, cell in errors(submission.problems)] == [("missing_id", "A3")]


def test_without_the_column_of_titles_no_fault_is_read() -> None:
    submission = read_rows("| F1 | 信息差错 | 2 |", head="| 编号 | 考核内容 | 填报值 |")
    assert [code for code, _, _ in errors(submission.problems)] == ["missing_column"]
    assert figures(submission) == {}


def test_a_claim_stands_in_any_of_the_rows() -> None:
    submission = read_rows(
        "| F1 | | 迟报 |  |  | 是 | 无报送任务 |",
        "| F1 | | 漏报 |  |  |  |  |",
        "| F1 | | 错报 |  |  |  |  |",
    )
    assert errors(submission.problems) == []
    assert texts(submission) == {("F1", "na"): "无报送任务"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_has_a_row_for_each_fault(lang: Lang) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(SYSTEM, UNIT, lang)))
    sheet = book[{"zh": "填报", "en": "Figures"}[lang]]
    heads = [cell.value for cell in sheet[1]]
    at = {key: heads.index(word) + 1 for key, word in _WORDS[lang].items()}
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "F1"]
    titles = [sheet.cell(row, at["item"]).value for row in rows]
    assert titles == {"zh": ["迟报", "漏报", "错报"], "en": ["Late", "Missed", "Wrong"]}[lang]
    assert [sheet.cell(row, at["marks"]).value for row in rows] == [10, None, None]
    for row, count in zip(rows, (2, 0, 1), strict=True):
        assert not sheet.cell(row, at["value"]).protection.locked
        sheet.cell(row, at["value"]).value = count
    submission = read(saved(book), system=SYSTEM)
    assert errors(submission.problems) == []
    assert figures(submission) == {("F1", "late"): 2, ("F1", "missed"): 0, ("F1", "wrong"): 1}


_WORDS = {
    "zh": {"item": "填报项", "value": "填报值", "marks": "分值"},
    "en": {"item": "Report", "value": "Value", "marks": "Marks"},
}


def test_a_long_table_names_faults_by_id_or_title() -> None:
    content = csv_of(
        "U01,办公室,综合部门,F1,late,2,,",
        "U01,办公室,综合部门,F1,错报,1,,",
        "U01,办公室,综合部门,F1,填报值,1,,",
    )
    submission = read(content, "figures.csv", SYSTEM)
    assert [(code, cell) for code, _, cell in errors(submission.problems)] == [("unknown_field", "E4")]
    assert figures(submission) == {("F1", "late"): 2, ("F1", "wrong"): 1}
