"""Numbers and dates that are not understood, and questions about cells; nothing where nothing is near."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.workbook.intake.suggestions import date_question, number_question, numeral
from tests.workbook.helpers import BASICS, csv_of, read, workbook


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三", "3"), ("十二", "12"), ("二十", "20"), ("一百零五", "105"), ("一万二千", "12000"), ("两", "2"),
        ("三次", "3"), ("12次", "12"), ("１２ 次", "12"), ("'12", "12"), ("1 200", "1200"), ("1.5万", "15000"),
        ("18,5", "18.5"), ("l0", "10"), ("1O", "10"), ("2o5", "205"), ("1|", "11"), ("1,5", "1.5"), ("18，5", "18.5"), ("0,95", "0.95"),
    ],
)  # fmt: skip
def test_numbers(words: str, number: str) -> None:
    assert number_question(words).get("zh") == f"是不是 {number}？"


@pytest.mark.parametrize(
    "words",
    [
        "一般",
        "十分好",
        "没有",
        "约12",
        "3-5",
        "负3",
        "3/4",
        "十余次",
        "三四",
        "85%",
        "5‰",
        "12 34",
        "1,5,2",
        "1,2345",
        "长" * 50,
        True,
        None,
    ],
)
def test_no_number_where_several_or_none_could_be_meant(words: object) -> None:
    assert number_question(words).get("zh") == ""


def test_a_small_number_that_its_cell_shows_as_a_date() -> None:
    assert number_question(dt.datetime(1900, 1, 3)).get("zh") == "是不是 3？"
    assert number_question(dt.date(1900, 3, 1)).get("zh") == "是不是 61？"
    assert number_question(dt.date(2025, 1, 2)).get("zh") == ""


@pytest.mark.parametrize(
    "value",
    [
        45747, 45747.0, "45747", 20250331, "20250331", "2025年3月31", "2025年3月31号", "2025 03 31", "2025-03-31 10:30",
        "二〇二五年三月三十一日", "２０２５．３．３１。",
    ],
)  # fmt: skip
def test_dates(value: object) -> None:
    assert date_question(value).get("zh") == "是不是 2025-03-31？"


@pytest.mark.parametrize(
    "value", ["2025-02-30", "3月31日", "2025年3月", "2025/3/31至4/2", 3, float("nan"), True, 1e300, "长" * 50, None]
)
def test_no_date_where_none_is_whole(value: object) -> None:
    assert date_question(value).get("zh") == ""


def test_numerals() -> None:
    assert [numeral(words) for words in ("十", "二〇二五", "一千零一", "三亿", "壹佰")] == [
        10,
        2025,
        1001,
        300_000_000,
        100,
    ]
    assert numeral("三四") is None


HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 |"


@pytest.mark.parametrize(
    ("row", "code", "asked"),
    [
        ("M01-2 | 十二次", "not_a_number", "12"),
        ("M01-6 | 45747", "not_a_date", "2025-03-31"),
        ("M01-7 | 甲", "not_an_option", "“甲、乙”"),
        ("M1-2 | 3", "unknown_indicator", "“M01-2”"),
        ("M01-2 | @1900-01-03", "date_in_number", "3"),
    ],
)
def test_cells_are_asked_about(row: str, code: str, asked: str) -> None:
    problem = next(p for p in read(workbook(f"{HEAD}\n| {row} |")).problems if p.code == code)
    assert asked in problem.hint("zh")
    assert asked.strip("“”") in problem.hint("en")


@pytest.mark.parametrize(
    ("basics", "code", "asked"),
    [
        (BASICS.replace("单位编码", "单位代码"), "missing_basics", "“单位代码”是不是“单位编码”"),
        (BASICS.replace("综合部门", "综合部"), "unknown_unit_group", "“综合部门”"),
        (BASICS.replace("综合部门", "genral"), "unknown_unit_group", "“General”"),
    ],
)
def test_basics_are_asked_about(basics: str, code: str, asked: str) -> None:
    problem = next(p for p in read(workbook(basics=basics)).problems if p.code == code)
    assert asked in problem.hint()


def test_headings_and_fields_are_asked_about() -> None:
    problems = read(workbook("| 编号 | 填报数值 | 应完成数 | 不适用 |\n| M01-2 | 3 | | |")).problems
    assert "“填报数值”是不是“填报值”" in next(p for p in problems if p.code == "missing_column").hint()
    problems = read(csv_of("U01,办公室,综合部门,M01-4,dome,3,,"), "a.csv").problems
    assert "“done”" in next(p for p in problems if p.code == "unknown_field").hint()


def test_what_is_quoted_stands_as_it_was_written() -> None:
    problems = read(workbook("| 编号 | 填报值（数） | 应完成数 | 不适用 |\n| M01-2 | 3 | | |")).problems
    assert "“填报值（数）”" in next(p for p in problems if p.code == "missing_column").hint()
    problems = read(csv_of("U01（甲）,办公室,综合（部）,M01-4,完成（数）,3,,"), "a.csv").problems
    said = {p.code: p.message() for p in problems}
    assert "U01（甲）" in said["bad_unit_code"]
    problems = read(csv_of("U01,办公室,综合（部）,M01-4,完成（数）,3,,"), "a.csv").problems
    said = {p.code: p.message() for p in problems}
    assert "“综合（部）”" in said["unknown_unit_group"]
    assert "“完成（数）”" in said["unknown_field"]


@pytest.mark.parametrize(
    ("row", "asked"),
    [("M01-2 | '18,5", ""), ("M01-3 | '18,5", "18.5"), ("M01-2 | 'l0", "10"), ("M01-3 | '1,5万", "")],
)
def test_only_what_the_cell_would_take_is_asked_for(row: str, asked: str) -> None:
    problem = next(p for p in read(workbook(f"| 编号 | 填报值 |\n| {row} |")).problems if p.code == "not_a_number")
    assert problem.params["nearest"].get() == (f"是不是 {asked}？" if asked else "")


def test_a_table_without_lists_to_drop_down_names_none() -> None:
    problems = read(csv_of("U01,办公室,某组,M01-7,value,丁,,"), "a.csv").problems
    hints = [p.hint() for p in problems if p.code in ("unknown_unit_group", "not_an_option")]
    assert len(hints) == 2
    assert not any("下拉" in hint for hint in hints)


def test_places_in_english_are_english() -> None:
    problems = read(workbook("| 编号 | 填报值 |\n| M01-2 | 3 |\n| M01-2 | 3 |")).problems
    said = next(p for p in problems if p.code == "indicator_twice").message("en")
    assert "'填报' A2" in said
    assert "《" not in said
