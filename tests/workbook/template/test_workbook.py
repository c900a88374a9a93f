"""The template says what to fill in, lets just that be filled in, and holds what the intake looks for."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scoring.system import load_system_text
from scoring.workbook import template_workbook
from tests.workbook.helpers import SYSTEM, SYSTEM_TEXT, UNIT, column_named, row_named

ENTRY_HEADINGS = [
    "编号",
    "考核内容",
    "评分标准",
    "分值",
    "填报项",
    "计量单位",
    "填报值",
    "应完成数",
    "不适用",
    "不适用理由",
    "佐证材料",
    "备注",
]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def blank() -> openpyxl.Workbook:
    return opened(template_workbook(SYSTEM))


@pytest.fixture(scope="module")
def prefilled() -> openpyxl.Workbook:
    return opened(template_workbook(SYSTEM, ("U07", "培训中心", "other")))


def ids(sheet: Worksheet) -> list[str]:
    return [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]


def cell_at(book: openpyxl.Workbook, sheet: str, item: str, heading: str) -> openpyxl.cell.Cell:
    return book[sheet].cell(row_named(book[sheet], item), column_named(book[sheet], heading))


def validation_of(book: openpyxl.Workbook, sheet: str, item: str, heading: str) -> object:
    place = cell_at(book, sheet, item, heading).coordinate
    return next((v for v in book[sheet].data_validations.dataValidation if place in v.sqref), None)


def test_sheets(blank: openpyxl.Workbook) -> None:
    assert blank.sheetnames == ["填报说明", "基本信息", "填报", "月度季度", "评议", "_kaoping"]
    assert blank["_kaoping"].sheet_state == "hidden"


def test_headings(blank: openpyxl.Workbook) -> None:
    assert [cell.value for cell in blank["填报"][1]][:12] == ENTRY_HEADINGS
    series = [cell.value for cell in blank["月度季度"][1]]
    assert series[:18] == [
        "编号",
        "考核内容",
        *(f"{n}月" for n in range(1, 13)),
        "一季度",
        "二季度",
        "三季度",
        "四季度",
    ]
    assert [cell.value for cell in blank["评议"][1]][:5] == ["编号", "考核内容", "评分1", "评分2", "评分3"]
    assert [blank["基本信息"].cell(row, 1).value for row in range(1, 5)] == [
        "单位编码",
        "单位名称",
        "单位分组",
        "考核期",
    ]


def test_every_unit_reported_item_has_one_row(blank: openpyxl.Workbook) -> None:
    assert ids(blank["填报"]) == ["M01-1", "M01-2", "M01-3", "M01-4", "M01-5", "M01-6", "M01-7", "M02-2", "B1"]
    assert ids(blank["月度季度"]) == ["M01-8", "M01-9"]
    assert ids(blank["评议"]) == ["M02-1"]


def test_a_units_workbook_has_only_its_groups_indicators(prefilled: openpyxl.Workbook) -> None:
    assert "M02-2" not in ids(prefilled["填报"])
    assert [prefilled["基本信息"].cell(row, 2).value for row in range(1, 5)] == [
        "U07",
        "培训中心",
        "所属单位",
        "2025年",
    ]


def test_the_stamp_says_what_it_was_made_from(blank: openpyxl.Workbook) -> None:
    stamp = {row[0].value: row[1].value for row in blank["_kaoping"].iter_rows(max_row=3)}
    assert stamp == {"system": "test-system", "digest": SYSTEM.digest, "template": "1"}


def test_an_adjustment_has_no_marks(blank: openpyxl.Workbook) -> None:
    assert cell_at(blank, "填报", "B1", "分值").value is None
    assert cell_at(blank, "填报", "M01-2", "分值").value == 10
    assert cell_at(blank, "填报", "B1", "评分标准").value == SYSTEM.rule_text(SYSTEM.items["B1"])


@pytest.mark.parametrize(
    ("item", "heading", "is_open"),
    [
        ("M01-1", "填报值", True),
        ("M01-1", "应完成数", False),
        ("M01-1", "不适用", False),
        ("M01-2", "不适用", True),
        ("M01-2", "不适用理由", True),
        ("M01-4", "应完成数", True),
        ("M01-5", "应完成数", True),
        ("M01-1", "佐证材料", True),
        ("M01-1", "备注", True),
        ("M01-1", "编号", False),
        ("M01-1", "评分标准", False),
        ("B1", "填报值", True),
        ("B1", "不适用", False),
    ],
)
def test_just_the_cells_to_fill_in_are_open(blank: openpyxl.Workbook, item: str, heading: str, is_open: bool) -> None:
    assert blank["填报"].protection.sheet
    assert cell_at(blank, "填报", item, heading).protection.locked is not is_open


def test_a_month_is_open_only_to_monthly_figures(blank: openpyxl.Workbook) -> None:
    assert not cell_at(blank, "月度季度", "M01-8", "3月").protection.locked
    assert cell_at(blank, "月度季度", "M01-9", "3月").protection.locked
    assert not cell_at(blank, "月度季度", "M01-9", "二季度").protection.locked


@pytest.mark.parametrize(
    ("sheet", "item", "heading", "kind"),
    [
        ("填报", "M01-1", "填报值", "list"),
        ("填报", "M01-2", "填报值", "whole"),
        ("填报", "M01-2", "不适用", "list"),
        ("填报", "M01-3", "填报值", "decimal"),
        ("填报", "M01-4", "应完成数", "decimal"),
        ("填报", "M01-6", "填报值", "date"),
        ("填报", "M01-7", "填报值", "list"),
        ("月度季度", "M01-8", "12月", "whole"),
        ("评议", "M02-1", "评分3", "decimal"),
    ],
)
def test_cells_are_checked_while_typing(
    blank: openpyxl.Workbook, sheet: str, item: str, heading: str, kind: str
) -> None:
    validation = validation_of(blank, sheet, item, heading)
    assert validation.type == kind
    assert validation.prompt
    assert validation.error


def test_bounds_of_a_number_are_checked(blank: openpyxl.Workbook) -> None:
    validation = validation_of(blank, "填报", "M01-3", "填报值")
    assert (float(validation.formula1), float(validation.formula2)) == (0, 365)


def test_options_come_from_a_range_and_may_hold_commas(blank: openpyxl.Workbook) -> None:
    formula = validation_of(blank, "填报", "M01-7", "填报值").formula1
    sheet, cells = formula.split("!")
    assert [cell.value for (cell,) in blank[sheet.lstrip("=")][cells.replace("$", "")]] == ["甲、乙", "丙"]


def test_no_sheet_without_rows() -> None:
    cut = SYSTEM_TEXT.replace(
        "facts: rating, raters: 3, rule", "facts: rating, raters: 3, reported_by: inspector, rule"
    )
    assert "评议" not in opened(template_workbook(load_system_text(cut))).sheetnames


def test_what_looks_like_a_formula_stays_text() -> None:
    system = load_system_text(SYSTEM_TEXT.replace("title: 有制度", "title: '=1+1'"))
    book = opened(template_workbook(system, ("U01", '=HYPERLINK("http://x")', "general")))
    assert cell_at(book, "填报", "M01-1", "考核内容").data_type == "s"
    assert book["基本信息"]["B2"].data_type == "s"


def test_marks_by_group() -> None:
    system = load_system_text(SYSTEM_TEXT.replace("marks: 3, facts: count", "marks: {general: 3}, facts: count"))
    assert cell_at(opened(template_workbook(system, UNIT)), "填报", "M02-2", "分值").value == 3
    assert cell_at(opened(template_workbook(system)), "填报", "M02-2", "分值").value == "综合部门 3"


def test_prints_on_a4_one_page_wide_with_headings(blank: openpyxl.Workbook) -> None:
    sheet = blank["填报"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # a width of 1 is the default
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"


def test_no_word_of_an_english_heading_breaks() -> None:
    """A bold letter takes about 1.1 of a column's units, the cell's edges about one."""
    sheet = opened(template_workbook(SYSTEM, lang="en"))["Figures"]
    for cell in sheet[1]:
        longest = max(map(len, str(cell.value).split()))
        assert sheet.column_dimensions[cell.column_letter].width >= 1.1 * longest + 1, cell.value


def test_the_guide_says_grades_adjustments_and_kinds(blank: openpyxl.Workbook) -> None:
    said = "\n".join(str(cell.value) for row in blank["填报说明"].iter_rows() for cell in row if cell.value)
    for words in (
        "良好",
        "80 分及以上",
        "评定条件",
        "考核期内没有发生",
        "30%",
        "批评",
        "核查人员登记",
        "单位填报",
        "零报告",
        "不适用",
        "完成数与应完成数",
    ):
        assert words in said


def test_the_guide_says_what_is_rare_where_it_is_so() -> None:
    """No veto, a number of sections that is needed, one measure whose weight says nothing, growth in per cent."""
    text = """
format: 1
id: rare
title: 少见的
period: {year: 2025}
needs: 2
sections:
  - id: S1
    title: 经济
    weight: 60
    measures:
      - id: M1
        title: 增长
        weight: 7
        indicators:
          - {id: I1, title: 产值, marks: 5, facts: growth, unit: "%", rule: {kind: improvement, zero_at: 0, full_at: 8}}
  - id: S2
    title: 民生
    weight: 40
    measures:
      - {id: M2, title: 就业, weight: 3, indicators: [{id: I2, title: 安置, marks: 5, facts: yes_no, rule: {kind: pass}}]}
"""
    book = opened(template_workbook(load_system_text(text)))
    said = [str(cell.value) for row in book["填报说明"].iter_rows() for cell in row if cell.value]
    assert "基础分加加分、减扣分，不低于0。" in said
    assert any("适用的板块少于2个的，不计总分。" in words for words in said)
    assert [words for words in said if words.startswith("权重")] == ["权重60。", "权重40。"]
    rows = {row[0]: row for row in book["填报"].iter_rows(values_only=True)}
    unit = list(next(book["填报"].iter_rows(values_only=True))).index("计量单位")
    assert rows["I1"][unit] is None  # the two figures are amounts


# --- in English --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def english() -> openpyxl.Workbook:
    return opened(template_workbook(SYSTEM, ("U07", "Training centre", "other"), "en"))


def test_an_english_template_has_english_sheets_and_headings(english: openpyxl.Workbook) -> None:
    assert english.sheetnames == ["How to fill in", "Unit", "Figures", "Months and quarters", "Panel", "_kaoping"]
    assert [cell.value for cell in english["Figures"][1]] == [
        *("ID", "Indicator", "Scoring rule", "Marks", "Report", "Measured in", "Value", "Due"),
        *("Not applicable", "Reason not applicable", "Evidence", "Note", "Evidence wanted", "Section"),
    ]
    assert [cell.value for cell in english["Months and quarters"][1]][2:15] == [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Q1"),
    ]
    unit = english["Unit"]
    assert [[unit.cell(row, column).value for column in (1, 2)] for row in range(1, 5)] == [
        ["Unit code", "U07"],
        ["Unit name", "Training centre"],
        ["Group", "Affiliated"],
        ["Period", "2025"],
    ]


def test_an_english_template_speaks_english_but_for_what_the_system_says_in_chinese(english: openpyxl.Workbook) -> None:
    chinese = re.compile("[\u3400-\u9fff]+")
    of_system = "".join(chinese.findall(SYSTEM_TEXT))
    for sheet in english.worksheets:
        words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for validation in sheet.data_validations.dataValidation:
            words += [
                validation.prompt or "",
                validation.error or "",
                validation.promptTitle or "",
                validation.formula1 or "",
            ]
        words += [sheet.oddFooter.center.text or ""]
        strange = [found for text in words for found in chinese.findall(text) if found not in of_system]
        assert (sheet.title, strange) == (sheet.title, [])


def test_a_choice_of_yes_or_no_is_offered_in_english(english: openpyxl.Workbook) -> None:
    assert validation_of(english, "Figures", "M01-1", "Value").formula1 == '"yes,no"'
    assert validation_of(english, "Figures", "M01-2", "Not applicable").formula1 == '"yes"'


SERIES = """
format: 1
id: series
title: 月度
period: {year: 2025, quarter: 3}
sections:
  - id: S1
    title: 安全
    measures:
      - id: M1
        title: 安全生产暗访检查（取最差一次）
        needs: 2
        indicators:
          - {id: A, title: 优良率, marks: 50, facts: FACTS, reported_by: WHO, rule: {kind: target, target: 90}}
          - {id: B, title: 检查, marks: 50, facts: count, reported_by: inspector, rule: {kind: target, target: 2}}
"""


def guide_of(facts: str, who: str = "unit") -> dict[str, openpyxl.cell.Cell]:
    """The first column of 填报说明 -> the cell beside it."""
    text = SERIES.replace("FACTS, reported", f"{facts}, reported").replace("WHO", who)
    sheet = opened(template_workbook(load_system_text(text)))["填报说明"]
    return {str(row[0].value): row[1] for row in sheet.iter_rows() if row[0].value}


def test_what_becomes_of_a_blank_month_is_said_of_the_kinds_that_are_asked_for() -> None:
    """A count that is blank was not done; of a figure that is blank nothing is known."""
    numbers = guide_of("monthly_number, take: mean")["空白"].value
    assert numbers == "没有填报，不得分。月度、季度数值只按已填的计算，空白的不计入。"
    assert guide_of("count")["空白"].value == "没有填报，不得分。"


def test_the_name_of_a_part_is_not_cut_off() -> None:
    cell = guide_of("count")["安全 / 安全生产暗访检查（取最差一次）"]
    assert cell.value == "适用的少于2项时，本措施不参加评分。"
    assert cell.offset(column=-1).alignment.wrap_text
    assert cell.parent.row_dimensions[cell.row].height > 40  # three lines of 14 characters


def test_a_workbook_with_nothing_to_fill_in_says_so() -> None:
    found = guide_of("count", "inspector")
    assert found["第 1 步"].value == "本表没有需要单位填报的内容，各项指标均由核查人员登记。"
    assert "第 2 步" not in found
    assert "空白" not in found
