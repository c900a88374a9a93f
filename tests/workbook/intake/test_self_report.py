"""Tables are found by headings and ids, never by position; a workbook says who it is and what it was made from."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scoring.workbook import template_workbook
from tests.workbook.helpers import (
    BASICS,
    ENTRY,
    SYSTEM,
    UNIT,
    book_of,
    errors,
    figures,
    read,
    saved,
    texts,
    warnings,
    workbook,
)


def test_columns_reordered_rows_sorted_sheets_renamed_and_added() -> None:
    content = saved(
        book_of(
            {
                "说明": "| 随便写写 |",
                "我的填报": "| 2025年自评 | | |\n| | | |\n| 备注 | 应完成数 | 自加列 | 填 报 值 | 编号 |\n| x | 4 | 9 | 3 | M01-4 |\n| | | | 2 | M01-2 |",
                "月": "| 十二月 | 编号 | 第一季度 | Q2 | 3季度 | 四季度 |\n| | M01-9 | 1 | 2 | 3 | 4 |",
                "单位": "| 填表 | 考核年度： | 2025年 |\n| | 单位分组： | general |\n| | 单位名称 | 办公室 |\n| | 单位编码 | U01 |",
            }
        )
    )
    submission = read(content)
    assert errors(submission.problems) == []
    assert figures(submission) == {
        ("M01-4", "done"): 3, ("M01-4", "due"): 4, ("M01-2", "value"): 2,
        ("M01-9", "q1"): 1, ("M01-9", "q2"): 2, ("M01-9", "q3"): 3, ("M01-9", "q4"): 4,
    }  # fmt: skip
    assert submission.units.values.tolist() == [["U01", "办公室", "general"]]


def test_two_tables_on_one_sheet() -> None:
    submission = read(workbook("| 编号 | 填报值 |\n| M01-2 | 3 |\n| | |\n| 编号 | 一季度 |\n| M01-9 | 1 |"))
    assert figures(submission) == {("M01-2", "value"): 3, ("M01-9", "q1"): 1}


BASICS_MISTAKES = {
    "no code": (("U01", ""), [("blank_basics", "B1")]),
    "code with a path": (("U01", "../U01"), [("bad_unit_code", "B1")]),
    "code of a device": (("U01", "CON"), [("bad_unit_code", "B1")]),
    "personal code": (("U01", "'13812345678"), [("personal_data", "B1")]),
    "no name": (("办公室", ""), [("blank_basics", "B2")]),
    "name too long": (("办公室", "长" * 101), [("name_too_long", "B2")]),
    "no group": (("综合部门", ""), [("blank_basics", "B3")]),
    "unknown group": (("综合部门", "综合部们"), [("unknown_unit_group", "B3")]),
    "no year": (("2025", ""), [("blank_basics", "B4")]),
    "last year": (("2025", "2024"), [("wrong_year", "B4")]),
    "year in words": (("2025", "今年"), [("wrong_year", "B4")]),
    "year by formula": (("2025", "=2024+1"), [("formula_without_value", "B4")]),
}


@pytest.mark.parametrize(("change", "expected"), BASICS_MISTAKES.values(), ids=BASICS_MISTAKES)
def test_basics(change: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    submission = read(workbook(ENTRY, BASICS.replace(*change)))
    assert errors(submission.problems) == [(code, "基本信息", cell) for code, cell in expected]


def test_a_group_by_id_or_any_title() -> None:
    for group in ("general", "综合部门", "General"):
        submission = read(workbook(ENTRY, BASICS.replace("综合部门", group)))
        assert submission.units["group"].tolist() == ["general"]


def test_a_missing_label_is_named() -> None:
    submission = read(workbook(ENTRY, BASICS.replace("单位编码", "编码")))
    assert errors(submission.problems) == [("missing_basics", "基本信息", "")]


def test_unknown_group_suggests() -> None:
    (problem,) = [
        p for p in read(workbook(ENTRY, BASICS.replace("综合部门", "综合部"))).problems if p.severity == "error"
    ]
    assert "是不是“综合部门”" in problem.hint()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (ENTRY.replace("填报值", "填报数"), [("missing_column", "填报", "A1")]),
        (ENTRY.replace("编号", "编码"), [("missing_column", "填报", "A1")]),
        ("| 编号 | 填报值 |\n| M01-4 | 3 |", [("missing_column", "填报", "A1")]),
        ("| 编号 | 填报值 | 填报值 |\n| M01-2 | 3 | 4 |", [("duplicate_column", "填报", "C1")]),
    ],
)
def test_headings(entry: str, expected: list[tuple[str, str, str]]) -> None:
    assert errors(read(workbook(entry)).problems) == expected


def test_a_heading_nearly_right_is_asked_about() -> None:
    (problem,) = [p for p in read(workbook(ENTRY.replace("填报值", "填报数"))).problems if p.code == "missing_column"]
    assert "“填报数”是不是“填报值”" in problem.hint()
    assert "填报数" in problem.hint("en")


def test_an_id_nearly_right_is_asked_about() -> None:
    (problem,) = [p for p in read(workbook(ENTRY.replace("M01-2", "M1-2"))).problems if p.code == "unknown_indicator"]
    assert "M01-2" in problem.hint()


def test_a_workbook_without_a_table() -> None:
    submission = read(saved(book_of({"基本信息": BASICS, "别的": "| 甲 | 乙 |"})))
    assert [code for code, _, _ in errors(submission.problems)] == ["no_table"]
    assert read(saved(book_of({"别的": "| 甲 | 乙 |"}))).kind == "unreadable"


def test_workbook_and_long_table_in_one_file() -> None:
    long = "| 单位编码 | 单位名称 | 单位分组 | 编号 | 字段 | 值 |\n| U01 | 办公室 | 综合部门 | M01-2 | value | 3 |"
    assert errors(read(workbook(ENTRY, 长表=long)).problems) == [("mixed_kinds", "长表", "")]


@pytest.mark.parametrize("heading", ["身份证号", "手机号", "联系电话", "电话"])
def test_headings_that_ask_for_personal_data(heading: str) -> None:
    submission = read(workbook(ENTRY, 名单=f"| 序号 | {heading} |\n| 1 | x |"))
    assert errors(submission.problems) == [("personal_data", "名单", "B1")]


def test_personal_numbers_in_sheets_nothing_reads() -> None:
    submission = read(workbook(ENTRY, 名单="| 序号 | 说明 |\n| 1 | 电话13812345678 |"))
    assert errors(submission.problems) == [("personal_data", "名单", "B2")]


# --- the stamp --------------------------------------------------------------------------------------


def filled_template(change: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(SYSTEM, UNIT)))
    for cell, value in change.items():
        book["_kaoping"][cell] = value
    book["填报"]["G3"] = 7
    return saved(book)


def test_made_for_another_system() -> None:
    submission = read(filled_template({"B1": "another"}))
    assert errors(submission.problems) == [("other_system", "", "")]


def test_made_before_a_change_is_still_read() -> None:
    submission = read(filled_template({"B2": "sha256:0"}))
    assert submission.accepted
    assert ("template_outdated", "", "") in warnings(submission.problems)
    assert figures(submission) == {("M01-2", "value"): 7}


# --- hidden parts -----------------------------------------------------------------------------------


def test_hidden_rows_columns_and_sheets_are_read_and_noted() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ENTRY, 备份="| 编号 | 填报值 |\n| M01-3 | 1 |")))
    book["填报"].row_dimensions[2].hidden = True
    book["填报"].column_dimensions["F"].hidden = True
    book["备份"].sheet_state = "hidden"
    submission = read(saved(book))
    noted = [p for p in submission.problems if p.code == "hidden_cells"]
    assert [p.sheet for p in noted] == ["填报", "填报", "备份"]
    assert [p.params["where"].get() for p in noted] == ["2", "F", "备份"]
    assert figures(submission) == {("M01-2", "value"): 3, ("M01-3", "value"): 1}
    assert submission.accepted


ENGLISH_BASICS = """
| Unit code | U01 |
| Unit name | Office |
| Group     | General |
| Year      | 2025 |
"""


def test_headings_of_both_languages_are_read_even_mixed() -> None:
    entry = """
    | ID    | 填报值 | Due | Not applicable | 不适用理由 | Evidence |
    | M01-2 | 3      |     |                |            | minutes  |
    | M01-4 | 4      | 5   |                |            |          |
    """
    quarters = "| 编号 | Q1 | 二季度 | 第三季度 | q4 |\n| M01-9 | 1 | 2 | 3 | 4 |"
    submission = read(saved(book_of({"Unit": ENGLISH_BASICS, "Figures": entry, "Quarters": quarters})))
    assert errors(submission.problems) == []
    assert submission.units.values.tolist() == [["U01", "Office", "general"]]
    assert figures(submission) == {
        ("M01-2", "value"): 3,
        ("M01-4", "done"): 4,
        ("M01-4", "due"): 5,
        **{("M01-9", f"q{n}"): n for n in (1, 2, 3, 4)},
    }
    assert texts(submission) == {("M01-2", "evidence"): "minutes"}


def test_what_is_missing_is_called_by_the_language_of_its_table() -> None:
    entry = "| ID | Indicator | Due | Evidence |\n| M01-2 | | | |"
    (problem,) = [
        p
        for p in read(saved(book_of({"Unit": ENGLISH_BASICS, "Figures": entry}))).problems
        if p.code == "missing_column"
    ]
    assert "Value" in problem.message("zh")
    assert "Value" in problem.message("en")
