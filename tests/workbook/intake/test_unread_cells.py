"""What stands where nobody sees it, or where nothing reads it, is said; nothing of it is counted in silence."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scoring.system import load_system_text
from scoring.workbook import read_upload
from tests.workbook.corpus.old_formats import Ods, filled, row
from tests.workbook.helpers import (
    BASICS,
    ENTRY,
    LONG_HEADER,
    SYSTEM,
    SYSTEM_TEXT,
    UNIT,
    book_of,
    csv_of,
    errors,
    figures,
    read,
    saved,
    warnings,
    workbook,
)

TABLE = "| 编号 | 填报值 | 应完成数 | 备注 |\n| M01-2 | 3 | | |\n| M01-3 | 9 | | |\n| M01-4 | 4 | 5 | |"


def merged(*areas: str, entry: str = TABLE) -> bytes:
    """A workbook in which areas are merged as copying a format does it: the cells below keep what they hold."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(entry)))
    for area in areas:
        book["填报"].merged_cells.add(area)
    return saved(book)


@pytest.mark.parametrize(
    ("areas", "covered"),
    [
        (("B2:B3",), ["B3"]),
        (("B2:C3",), ["B3"]),
        (("B4:C4",), ["C4"]),
        (("B3:C4", "B2:C2"), ["B4", "C4"]),
        (("D2:D4",), []),  # nothing under it
        (("A1:D1",), []),  # headings may be merged; those below are found no more, which is said elsewhere
        (("F1:H9",), []),
    ],
)
def test_a_figure_under_a_merged_area_is_not_seen(areas: tuple[str, ...], covered: list[str]) -> None:
    found = [place for place in errors(read(merged(*areas)).problems) if place[0] == "covered_cell"]
    assert found == [("covered_cell", "填报", cell) for cell in covered]


def test_a_figure_under_a_merged_area_of_an_ods() -> None:
    spanning = Ods(
        '<table:table-cell office:value-type="float" office:value="3" table:number-rows-spanned="2">'
        "<text:p>3</text:p></table:table-cell>"
    )
    covered = '<table:covered-table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:covered-table-cell>'
    content = filled(spanning, extra=row(["M01-3", Ods(covered)]))
    assert errors(read(content, "U01.ods").problems) == [("covered_cell", "填报", "B3")]


def test_rows_that_sorting_left_above_the_headings() -> None:
    table = "| M01-2 | 3 | |\n| M01-3 | | |\n| B1 | 1 | |\n| 编号 | 填报值 | 应完成数 |\n| M01-4 | 4 | 5 |"
    assert errors(read(workbook(table)).problems) == [
        ("above_headings", "填报", "A1"),
        ("above_headings", "填报", "A3"),
    ]


def test_rows_above_the_headings_of_a_long_table() -> None:
    content = csv_of(
        "U01,办公室,综合部门,M01-2,value,3,,",
        header="U01,办公室,综合部门,M01-3,value,9,,\r\n" + csv_of().decode().strip(),
    )
    assert errors(read(content, "all.csv").problems) == [("above_headings", "", "D1")]


def test_a_title_and_notes_above_the_headings_are_fine() -> None:
    table = "| 2025 年自评 | | |\n| 填表 | 3 | |\n| M01-2 | | |\n| 编号 | 填报值 | 应完成数 |\n| M01-2 | 4 | |"
    assert errors(read(workbook(table)).problems) == []


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("U01,办公室,综合部门,M01-2,value,1,234", "G2"),
        ('U01,办公室,综合部门,M01-2,value,"1,234"', None),
        ("U01,办公室,综合部门,M01-2,value,1234,,,", None),
        ("U01,办公室,综合部门,M01-2,value,1,234,567", "G2"),
    ],
)
def test_a_number_that_fell_apart_at_its_comma(row: str, cell: str | None) -> None:
    found = read(csv_of(row, header="单位编码,单位名称,单位分组,编号,字段,值"), "all.csv")
    assert errors(found.problems) == ([("beyond_headings", "", cell)] if cell else [])
    assert cell or figures(found) == {("M01-2", "value"): 1234}


def test_a_heading_twice_in_a_long_table_is_not_chosen_from() -> None:
    found = read(
        csv_of("U01,办公室,综合部门,M01-2,value,3,9", header="单位编码,单位名称,单位分组,编号,字段,值,值"), "all.csv"
    )
    assert errors(found.problems) == [("duplicate_column", "", "G1")]


def test_a_second_sheet_with_other_headings_is_told() -> None:
    rows = [[*UNIT[:2], "综合部门", "M01-2", "value", 3], [*UNIT[:2], "综合部门", "M01-3", "value", 9]]
    book = openpyxl.Workbook()
    for name, headings, cells in (("一", LONG_HEADER, rows[0]), ("二", "单位代码,名称,分组,指标,字段名,数值", rows[1])):
        sheet = book.create_sheet(name)
        sheet.append(headings.split(",")[:6])
        sheet.append(cells)
    assert [place for place in warnings(read(saved(book)).problems) if place[1]] == [("sheet_not_read", "二", "")]


def test_notes_beside_a_table_of_a_workbook_are_fine() -> None:
    assert errors(read(workbook("| 编号 | 填报值 |\n| M01-2 | 3 | 请看佐证 |")).problems) == []


def test_a_sheet_that_lost_its_headings_is_told() -> None:
    found = read(workbook(加分="| B1 | 刊发 | 2 |\n| D1 | 批评 | |", 底稿="| 领导讲话 | 3 |"))
    assert ("sheet_not_read", "加分", "") in warnings(found.problems)
    assert [place for place in warnings(found.problems) if place[1] == "底稿"] == []
    assert ("B1", "value") not in figures(found)


def test_the_template_has_nothing_astray() -> None:
    assert errors(read(workbook()).problems) == []


OTHER = BASICS.replace("U01", "U99")


@pytest.mark.parametrize("is_hidden", [True, False])
@pytest.mark.parametrize(
    ("sheets", "place"),
    [
        ({"旧": OTHER, "基本信息": BASICS}, ("basics_differ", "基本信息", "B1")),
        ({"基本信息": BASICS, "旧": OTHER}, ("basics_differ", "旧", "B1")),
        ({"基本信息": BASICS, "旧": "| 考核年度 | 2024 |\n| 单位编码 | U01 |"}, ("basics_differ", "旧", "B1")),
        ({"基本信息": f"{BASICS}\n| 单位编码 | U02 |"}, ("basics_differ", "基本信息", "B6")),
        ({"基本信息": BASICS, "又": BASICS}, None),
        ({"基本信息": BASICS, "又": BASICS.replace("U01", " Ｕ０１ ").replace("综合部门", "")}, None),
        ({"基本信息": BASICS, "联系": "| 单位名称 | 数量 |\n| 甲 | 3 |"}, None),
    ],
)
def test_a_file_that_says_two_things_of_its_unit(
    sheets: dict[str, str], place: tuple[str, str, str] | None, is_hidden: bool
) -> None:
    book = book_of({**sheets, "填报": ENTRY})
    for name in set(sheets) - {"基本信息"}:
        book[name].sheet_state = "hidden" if is_hidden else "visible"
    assert errors(read(saved(book)).problems) == ([place] if place else [])


@pytest.mark.parametrize("words", ["12①", "10²", "3¹", "12₅", "1⒉", "½"])
def test_small_and_circled_digits_are_no_figures(words: str) -> None:
    assert errors(read(workbook(f"| 编号 | 填报值 |\n| M01-2 | {words} |")).problems) == [
        ("not_a_number", "填报", "B2")
    ]


def test_a_day_with_a_footnote_is_no_other_day() -> None:
    table = "| 编号 | 填报值 |\n| M01-6 | '2025-3-1① |"
    assert errors(read(workbook(table)).problems) == [("not_a_date", "填报", "B2")]


@pytest.mark.parametrize(
    ("day", "is_far"),
    [
        ("2025-03-31", False),
        ("2025-12-31", False),
        ("2024-12-22", True),
        ("2026-01-03", True),
        ("1925-03-31", True),
        ("0025-03-31", True),
        ("2052-03-31", True),
    ],
)
def test_a_date_outside_the_year_assessed(day: str, is_far: bool) -> None:
    found = read(workbook(f"| 编号 | 填报值 |\n| M01-6 | '{day} |"))
    assert (("date_far_off", "填报", "B2") in warnings(found.problems)) == is_far
    assert SYSTEM.year == 2025


def test_a_date_of_the_year_in_which_it_is_due_is_none_to_ask_about() -> None:
    system = load_system_text(SYSTEM_TEXT.replace('by: "03-31"', 'by: "2026-01-15"'))
    for day, is_asked in (("2026-01-10", False), ("2025-12-31", False), ("2027-01-10", True)):
        (found,) = read_upload("U01.xlsx", workbook(f"| 编号 | 填报值 |\n| M01-6 | '{day} |"), system)
        assert ("date_far_off" in [p.code for p in found.problems]) == is_asked


def test_a_figure_in_a_column_without_heading_is_told() -> None:
    problems = read(workbook("| 编号 | 填报值 | |\n| M01-2 | | 8 |\n| M01-3 | 4 | 见附件 |")).problems
    found = [(p.code, p.severity, p.cell) for p in problems if p.code == "figure_without_heading"]
    assert found == [("figure_without_heading", "warning", "C2")]
