"""Totals and footers are passed over with a notice; a figure in them is told."""

from __future__ import annotations

import pytest

from scoring.workbook.intake.table_ends import end_column
from tests.workbook.helpers import SYSTEM, csv_of, errors, figures, read, workbook


def entry(*rows: str) -> str:
    return "\n".join(["| 编号 | 填报值 | 应完成数 |", *(f"| {row} |" for row in rows)])


U = "U01,办公室,综合部门"


@pytest.mark.parametrize(
    "words",
    ["合计", "合 计", "总计：", "小计（分）", "填表人：张某", "填报人", "审核人: 李某  日期：2025年1月", "日期", "备注：无",
     "说明：以上数据截至12月底", "注：略", "负责人（签字）：", "Total", "Prepared by: x", "单位负责人签字："],
)  # fmt: skip
def test_known_ends(words: str) -> None:
    assert end_column({2: words}) == 2
    submission = read(workbook(entry("M01-2 | 3", f"{words} | ")))
    assert errors(submission.problems) == []
    assert ("end_passed_over", "填报", "A3") in [(p.code, p.sheet, p.cell) for p in submission.problems]
    assert figures(submission) == {("M01-2", "value"): 3}


@pytest.mark.parametrize(
    "words", ["M01-2", "合计表", "备注栏的说明", "日期很近", "U01", "注意事项", "审核工作", 3, None, ""]
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
