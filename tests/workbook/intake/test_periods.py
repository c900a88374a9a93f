"""A workbook of a half, a quarter or a month: its columns, how its period is written, and what lies outside."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from scoring.system import IndicatorSystem, load_system_text
from scoring.workbook import read_upload, template_workbook
from tests.workbook.helpers import SYSTEM_TEXT, UNIT, errors, figures, read, saved

LANGS = ("zh", "en")


def of(period: str, without: str = "") -> IndicatorSystem:
    """The system of the tests for another period, without the line of one indicator."""
    lines = SYSTEM_TEXT.replace("period: {year: 2025}", f"period: {{{period}}}").splitlines()
    return load_system_text("\n".join(line for line in lines if not without or f"id: {without}," not in line))


QUARTER, HALF = of("year: 2025, quarter: 3"), of("year: 2025, half: 1")
MONTH = of("year: 2025, month: 5", without="M01-9")


def book(system: IndicatorSystem, lang: str = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_workbook(system, UNIT, lang)))


@pytest.mark.parametrize(
    ("system", "headings"),
    [
        (QUARTER, ["7月", "8月", "9月", "三季度", "不适用"]),
        (HALF, ["1月", "2月", "3月", "4月", "5月", "6月", "一季度", "二季度", "不适用"]),
        (MONTH, ["5月", "不适用"]),
    ],
)
def test_the_template_has_the_periods_own_columns(system: IndicatorSystem, headings: list[str]) -> None:
    row = [cell.value for cell in book(system)["月度季度"][1]]
    assert row[2 : 2 + len(headings)] == headings


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("system", [QUARTER, HALF, MONTH])
def test_the_template_is_read_back_in_its_period(system: IndicatorSystem, lang: str) -> None:
    assert errors(read(template_workbook(system, UNIT, lang), system=system).problems) == []


@pytest.mark.parametrize(
    ("system", "written"),
    [
        *((QUARTER, words) for words in ("2025年第三季度", "2025-Q3", "Q3 2025", "2025年三季度")),
        *((HALF, words) for words in ("2025年上半年", "2025-H1", "first half of 2025")),
        *((MONTH, words) for words in ("2025年5月", "2025-05", "May 2025", dt.datetime(2025, 5, 1))),
    ],
)
def test_ways_of_writing_a_period(system: IndicatorSystem, written: object) -> None:
    filled = book(system)
    filled["基本信息"]["B4"] = written
    assert errors(read(saved(filled), system=system).problems) == []


@pytest.mark.parametrize(
    ("label", "written", "expected"),
    [
        ("考核期", "2025年第二季度", "2025年第三季度"),
        ("考核年度", 2025, "2025年第三季度"),
        ("考核期", dt.datetime(2025, 7, 1), "2025年第三季度"),
        ("Period", "Q3 2024", "2025年第三季度"),
    ],
)
def test_another_period_is_a_mistake_that_says_which_is_expected(label: str, written: object, expected: str) -> None:
    filled = book(QUARTER)
    filled["基本信息"]["A4"], filled["基本信息"]["B4"] = label, written
    (problem,) = [p for p in read(saved(filled), system=QUARTER).problems if p.severity == "error"]
    assert (problem.code, problem.cell) == ("wrong_year", "B4")
    assert expected in problem.message("zh")


def test_the_workbook_of_another_quarter_is_told_once_with_where_it_belongs() -> None:
    """Its months are none of this quarter's, and its system is another: both follow from the one mistake."""
    submission = read(template_workbook(of("year: 2025, quarter: 2"), UNIT), system=QUARTER)
    (problem,) = [p for p in submission.problems if p.code != "left_blank"]
    assert (problem.code, problem.cell) == ("wrong_year", "B4")
    assert problem.message("zh") == "考核期写的是2025年第二季度，而现在填报的是2025年第三季度。"
    assert problem.hint("zh") == (
        "如果这是2025年第二季度的填报表，请到2025年第二季度这一期报送；如果只是写错了，请改为“2025年第三季度”。"
    )


def test_a_period_that_cannot_be_made_out_is_to_be_written_anew() -> None:
    filled = book(QUARTER)
    filled["基本信息"]["B4"] = "三季度"
    (problem,) = [p for p in read(saved(filled), system=QUARTER).problems if p.severity == "error"]
    assert problem.message("zh") == "考核期写的是“三季度”，而现在填报的是2025年第三季度。"
    assert problem.hint("zh") == "请改为“2025年第三季度”。"


def test_a_figure_of_another_month_is_a_mistake_at_its_cell() -> None:
    filled = book(QUARTER)
    series = filled["月度季度"]
    headings = {cell.value: cell.column for cell in series[1]}
    series.cell(1, headings["7月"]).value = "6月"
    row = next(cell.row for cell in series["A"] if cell.value == "M01-8")
    place = series.cell(row, headings["7月"])
    place.value = 3
    found = [(p.code, p.cell) for p in read(saved(filled), system=QUARTER).problems if p.indicator == "M01-8"]
    assert ("outside_period", place.coordinate) in found


LONG = "单位编码,单位名称,单位分组,编号,字段,值\nU01,办公室,综合部门,M01-8,{field},2\n"


@pytest.mark.parametrize(("field", "kept"), [("m08", "m08"), ("9月", "m09"), ("第八月", ""), ("m06", ""), ("6月", "")])
def test_a_long_table_holds_the_periods_months(field: str, kept: str) -> None:
    submission = read_upload("t.csv", LONG.format(field=field).encode(), QUARTER)[0]
    code = "unknown_field" if field == "第八月" else "outside_period"
    expected = [] if kept else [(code, "", "E2")]
    assert errors(submission.problems) == expected
    assert figures(submission) == ({("M01-8", kept): 2} if kept else {})


def test_a_score_of_one_rater_too_many_is_of_no_other_period() -> None:
    row = LONG.format(field="r4").replace("M01-8", "M02-1")
    submission = read_upload("t.csv", row.encode(), QUARTER)[0]
    assert errors(submission.problems) == [("unknown_field", "", "E2")]
