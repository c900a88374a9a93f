"""Totals and footers are passed over with a notice; a figure in them is told."""

from __future__ import annotations

import pytest

from scoring.workbook import read_roster
from scoring.workbook.intake.table_ends import end_column
from tests.workbook.helpers import SYSTEM, csv_of, errors, figures, read, workbook


def entry(*rows: str) -> str:
    return "\n".join(["| 编号 | 填报值 | 应完成数 |", *(f"| {row} |" for row in rows)])


U = "U01,办公室,综合部门"


@pytest.mark.parametrize(
    "words",
    ["合计", "合 计", "总计：", "小计（分）", "填表人：张某", "填报人", "审核人: 李某  日期：2025年1月", "日期", "备注：无",
     "说明：以上数据截至12月底", "注：略", "负责人（签字）：", "Total", "Prepared by: x", "单位负责人签字：",
     "单位（盖章）", "单位公章", "以上数据属实，负责人签字：", "本表一式两份", "本页小计", "总得分", "自评得分", "分值合计",
     "各项得分合计", "注1：略", "2025年12月30日", "年  月  日", "2025-12-30", "第 1 页 共 3 页", "I hereby certify the above"],
)  # fmt: skip
def test_known_ends(words: str) -> None:
    assert end_column({2: words}) == 2
    submission = read(workbook(entry("M01-2 | 3", f"{words} | ")))
    assert errors(submission.problems) == []
    assert ("end_passed_over", "填报", "A3") in [(p.code, p.sheet, p.cell) for p in submission.problems]
    assert figures(submission) == {("M01-2", "value"): 3}


@pytest.mark.parametrize(
    "words",
    [
        "M01-2",
        "合计表",
        "备注栏的说明",
        "日期很近",
        "U01",
        "注意事项",
        "审核工作",
        "统计",
        "核查",
        "2025-01",
        "平均分配",
        3,
        None,
        "",
    ],
)
def test_what_is_no_end(words: object) -> None:
    assert end_column({0: words}) is None


def test_a_figure_in_a_total_is_told() -> None:
    submission = read(workbook(entry("M01-2 | 3", "合计 | 12 | 4")))
    assert errors(submission.problems) == []
    (notice,) = [p for p in submission.problems if p.code == "end_with_figures"]
    assert (notice.sheet, notice.cell) == ("填报", "B3")
    assert "B3 12、C3 4" in notice.message()


def test_ends_of_a_long_table() -> None:
    submission = read(csv_of(f"{U},M01-2,value,3,,", "合计,,,,,3,,", "填表人：张某,,,,,,,"), "a.csv")
    assert errors(submission.problems) == []
    assert [(p.code, p.cell) for p in submission.problems if p.code.startswith("end_")] == [
        ("end_with_figures", "F3"),
        ("end_passed_over", "A4"),
    ]
    assert len(SYSTEM.items) > len(figures(submission)) == 1


@pytest.mark.parametrize(
    "words", ["二、综合工作", "（一）学习情况", "第二部分 工作", "1.学习", "M01 措施", "单位主要负责同志已审阅"]
)
def test_headings_of_parts_and_lone_words_between_rows(words: str) -> None:
    submission = read(workbook(entry(f"{words} | ", "M01-2 | 3")))
    assert errors(submission.problems) == []
    assert ("end_passed_over", "填报", "A2") in [(p.code, p.sheet, p.cell) for p in submission.problems]
    assert figures(submission) == {("M01-2", "value"): 3}


@pytest.mark.parametrize("row", ["二、学习情况 | 3", "1、M01-3 | ", "学习情况 | | | 是", "2025-01-02 | 3", " | 3"])
def test_a_row_that_may_be_an_item_is_no_heading(row: str) -> None:
    submission = read(workbook(entry(row).replace("| 应完成数 |", "| 应完成数 | 不适用 |")))
    assert [code for code, _, _ in errors(submission.problems)] in (["unknown_indicator"], ["missing_id"])


def test_a_figure_beside_the_title_of_a_part_is_told() -> None:
    title = next(iter(SYSTEM.sections)).title.get("zh")
    submission = read(workbook(entry(f"二、{title}（20分） | 18", "M01-2 | 3")))
    assert errors(submission.problems) == []
    assert ("end_with_figures", "填报", "B2") in [(p.code, p.sheet, p.cell) for p in submission.problems]


@pytest.mark.parametrize("cell", ["审核人：李四", "=SUM(B2:B2)", "@2025-12-30", "是"])
def test_only_figures_are_told_as_such(cell: str) -> None:
    submission = read(workbook(entry("M01-2 | 3", f"填表人：张三 | {cell}")))
    assert errors(submission.problems) == []
    assert ("end_passed_over", "填报", "A3") in [(p.code, p.sheet, p.cell) for p in submission.problems]


def test_a_total_in_a_list_of_units_is_no_unit() -> None:
    content = "单位编码,单位名称,单位分组\nU01,办公室,综合部门\n合计,1,\n".encode()
    units, problems = read_roster("units.csv", content, SYSTEM)
    assert units["unit"].tolist() == ["U01"]
    assert [(p.code, p.cell) for p in problems] == [("row_without_unit", "A3")]
    assert "指标" not in problems[0].sentence()
