"""The marked copy: wrong cells coloured and commented, a list in front, all else as it was; and read again."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from scoring.problems import Problem
from scoring.sandbox import ProcessPool, value_of
from scoring.workbook import limits, marked_copies, marked_copy, template_workbook
from scoring.workbook.intake.headings import LIST_TITLE
from scoring.workbook.marked import copy as marked
from scoring.workbook.marked import marker
from scoring.workbook.marked.child.styles import COLOURS
from scoring.workbook.marked.problem_list import SHEET
from scoring.workbook.submission import Submission
from tests.sandbox.pools import WORKER, Misbehaving
from tests.workbook.helpers import (
    SYSTEM,
    UNIT,
    changed_part,
    column_named,
    csv_of,
    errors,
    figures,
    read,
    row_named,
    saved,
    workbook,
)

ENTRY = """
| 编号  | 填报值 | 应完成数 | 不适用 | 不适用理由 | 佐证材料 | 备注 |
| M01-2 | '三次   |          |        |            | 13800138000 |      |
| M01-4 | 3      |          |        |            |          |      |
"""


def mark(content: bytes, name: str = "U01.xlsx", lang: str = "zh") -> bytes:
    return marked_copy(read(content, name), SYSTEM, lang)[1]  # type: ignore[arg-type]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def colour(book: openpyxl.Workbook, sheet: str, cell: str) -> str:
    return str(book[sheet][cell].fill.fgColor.rgb)


def list_rows(book: openpyxl.Workbook) -> list[tuple[object, ...]]:
    return list(book.worksheets[0].iter_rows(min_row=4, max_col=7, values_only=True))


def test_wrong_cells_are_coloured_commented_and_listed() -> None:
    content = workbook(ENTRY)
    found = read(content)
    name, copy = marked_copy(found, SYSTEM)
    book = opened(copy)
    assert name == "U01_已标注.xlsx"
    assert book.sheetnames == ["问题清单", "基本信息", "填报"]
    assert book.active.title == "问题清单"
    assert errors(found.problems) == [
        ("not_a_number", "填报", "B2"),
        ("personal_data", "填报", "F2"),
        ("half_pair", "填报", "C3"),
    ]
    for _, sheet, cell in errors(found.problems):
        assert colour(book, sheet, cell) == COLOURS["error"]
        assert book[sheet][cell].comment.text.startswith("【填报核对】")
    assert "三次" in book["填报"]["B2"].comment.text
    assert book["填报"]["A2"].comment is None
    assert len(list_rows(book)) == len(found.problems)
    assert [row[5:] for row in list_rows(book)] == [(p.message(), p.hint()) for p in found.problems]
    assert {row[4] for row in list_rows(book)} >= {"活动", "办结率"}


def test_personal_data_is_not_repeated() -> None:
    for part, data in parts(mark(workbook(ENTRY))).items():
        if "sheet3" in part or "comments" in part:
            assert b"13800138000" not in data


def test_a_blank_wrong_cell_is_made_and_keeps_the_order_of_cells() -> None:
    sheet = parts(mark(workbook(ENTRY)))["xl/worksheets/sheet2.xml"]
    cells = re.findall(rb'<c r="([A-Z]+)(\d+)"', sheet)
    assert cells == sorted(cells, key=lambda at: (int(at[1]), at[0]))
    assert (b"C", b"3") in cells


def test_the_list_links_to_the_cells_is_frozen_and_prints_on_a4() -> None:
    sheet = opened(mark(workbook(ENTRY))).worksheets[0]
    row = next(r for r in range(4, 9) if sheet.cell(r, 3).value == "B2")
    assert sheet.cell(row, 3).hyperlink.location == "'填报'!B2"
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.column_dimensions["H"].hidden


def rich_book() -> bytes:
    """A workbook with what a careless program would lose."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.calc_on_load = False  # as if Excel had stored it
    basics, entry, other = (book.add_worksheet(n) for n in ("基本信息", "填报", "其他'表 一"))
    for row, (key, value) in enumerate({"单位编码": "U01", "单位名称": "办公室", "单位分组": "综合部门"}.items()):
        basics.write_row(row, 0, [key, value])
    basics.write_row(3, 0, ["考核年度", 2025])
    money = book.add_format({"num_format": "0.00", "border": 2, "locked": False, "bg_color": "#FFF2CC"})
    entry.write_row(0, 0, ["编号", "填报值", "应完成数", "备注"])
    entry.write(1, 0, "M01-2")
    entry.write(1, 1, "三次", money)
    entry.write(2, 0, "M01-3")
    entry.write_formula(2, 1, "=1+2", None, 3)
    entry.write_rich_string(2, 3, "一", book.add_format({"bold": True}), "粗", "二")
    entry.write_comment("B2", "原来的批注", {"author": "李四"})
    entry.write_comment("D9", "别处的批注", {"author": "李四"})
    entry.data_validation("B2:B9", {"validate": "list", "source": ["是", "否"]})
    entry.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    entry.merge_range("E2:F3", "合并")
    entry.print_area("A1:D9")
    entry.protect("secret")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=填报!$B$2:$B$3"})
    other.insert_chart("B2", chart)
    other.insert_image("H2", "a.png", {"image_data": io.BytesIO(PNG)})
    other.set_landscape()
    other.repeat_rows(0)
    hidden = book.add_worksheet("隐藏")
    hidden.write(0, 0, "内容")
    hidden.hide()
    book.define_name("区域", "=填报!$B$2")
    book.set_custom_property("部门", "办公室")
    other.activate()
    other.select()
    book.close()
    return target.getvalue()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000"
    "000049454e44ae426082"
)


def test_everything_else_is_as_it_was() -> None:
    before = rich_book()
    after = mark(before)
    old, new = parts(before), parts(after)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",  # marked
        "xl/worksheets/sheet3.xml",  # was the sheet shown first
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert new["xl/worksheets/sheet3.xml"] == old["xl/worksheets/sheet3.xml"].replace(b' tabSelected="1"', b"")
    assert set(new) - set(old) == {"xl/worksheets/sheet5.xml"}
    was, now = opened(before), opened(after)
    for sheet in was.sheetnames:
        assert now[sheet].sheet_state == was[sheet].sheet_state
        assert {c.coordinate: c.value for row in now[sheet].iter_rows() for c in row if c.value is not None} == {
            c.coordinate: c.value for row in was[sheet].iter_rows() for c in row if c.value is not None
        }
    entry = now["填报"]
    assert entry["B2"].number_format == "0.00"
    assert entry["B2"].border.left.style == "medium"
    assert not entry["B2"].protection.locked
    assert entry.protection.sheet
    assert entry.print_area == was["填报"].print_area
    assert now["其他'表 一"].print_title_rows == "$1:$1"
    assert str(entry.merged_cells) == str(was["填报"].merged_cells)
    assert [v.sqref for v in entry.data_validations.dataValidation] == [
        v.sqref for v in was["填报"].data_validations.dataValidation
    ]
    assert openpyxl.load_workbook(io.BytesIO(after), data_only=True)["填报"]["B3"].value == 3
    assert sum(sheet.sheet_view.tabSelected or False for sheet in now.worksheets) == 1


def test_a_comment_that_was_there_stands_below_ours() -> None:
    book = opened(mark(rich_book()))
    words = book["填报"]["B2"].comment.text
    assert words.index("【填报核对】") < words.index("【原有批注】") < words.index("原来的批注")
    assert book["填报"]["D9"].comment.text == "别处的批注"
    drawing = parts(mark(rich_book()))["xl/drawings/vmlDrawing1.vml"].decode()
    assert len(re.findall('ObjectType="Note"', drawing)) == 2


def test_several_problems_of_a_cell_are_one_comment() -> None:
    problems = (
        Problem("negative", {"found": "-1"}, sheet="填报", cell="B2"),
        Problem("not_whole", {"found": "-1"}, sheet="填报", cell="B2"),
    )
    found = Submission("U01.xlsx", "workbook", workbook(), problems=problems)
    words = opened(marked_copy(found, SYSTEM)[1])["填报"]["B2"].comment.text
    assert all(p.message() in words and p.hint() in words for p in problems)
    assert words.count("【填报核对】") == 1


def test_warnings_have_a_colour_of_their_own_and_english_its_words() -> None:
    problems = (
        Problem("reason_without_na", {}, sheet="填报", cell="B2"),
        Problem("negative", {"found": "-1"}, sheet="填报", cell="C2"),
    )
    found = Submission("U01.xlsx", "workbook", workbook(), problems=problems)
    name, copy = marked_copy(found, SYSTEM, "en")
    book = opened(copy)
    assert name == "U01_marked.xlsx"
    assert book.sheetnames[0] == "Problems"
    assert colour(book, "填报", "B2") == COLOURS["warning"]
    assert colour(book, "填报", "C2") == COLOURS["error"]
    assert book["填报"]["B2"].comment.text.startswith("[Check]")


# --- and back again -------------------------------------------------------------------------------


def corrected(content: bytes, **cells: object) -> bytes:
    book = opened(content)
    for cell, value in cells.items():
        book["填报"][cell].value = value
    return saved(book)


def test_the_corrected_copy_reads_as_the_corrected_workbook() -> None:
    copy = corrected(mark(workbook(ENTRY)), B2=3, F2="记录", C3=4)
    found = read(copy)
    assert errors(found.problems) == []
    assert figures(found) == {("M01-2", "value"): 3.0, ("M01-4", "done"): 3.0, ("M01-4", "due"): 4.0}


def test_a_copy_of_the_template_is_accepted_once_mended() -> None:
    book = opened(template_workbook(SYSTEM, UNIT))
    sheet = book["填报"]
    at = (row_named(sheet, "M01-2"), column_named(sheet, "填报值"))
    sheet.cell(*at).value = "几次"
    copy = opened(mark(saved(book)))
    assert copy["_kaoping"].sheet_state in ("hidden", "veryHidden")
    assert copy["填报"].protection.sheet
    copy["填报"].cell(*at).value = 4
    assert read(saved(copy)).accepted


def test_marking_a_marked_copy_again_replaces_the_list_and_takes_old_marks_back() -> None:
    content = workbook(ENTRY)
    book = opened(content)
    book["填报"]["B2"].fill = PatternFill("solid", fgColor="FFFFF2CC")
    book["填报"]["B2"].comment = Comment("自己的批注", "李四")
    again = corrected(mark(saved(book)), B2=3)
    copy = opened(mark(again))
    assert copy.sheetnames == ["问题清单", "基本信息", "填报"]
    assert colour(copy, "填报", "B2") == "FFFFF2CC"
    assert copy["填报"]["B2"].comment.text.strip() == "自己的批注"
    assert colour(copy, "填报", "C3") == COLOURS["error"]
    assert copy["填报"]["C3"].comment.text.count("【填报核对】") == 1
    assert [row[2] for row in list_rows(copy)] == [p.cell or "整个文件" for p in read(again).problems]


def test_an_untouched_copy_marked_again_is_the_same_but_for_nothing() -> None:
    once = mark(workbook(ENTRY))
    twice = mark(once)
    one, two = opened(once), opened(twice)
    assert list_rows(one) == list_rows(two)
    assert {c.coordinate: c.comment.text for r in two["填报"].iter_rows() for c in r if c.comment} == {
        c.coordinate: c.comment.text for r in one["填报"].iter_rows() for c in r if c.comment
    }


def test_a_sheet_of_the_list_s_name_that_is_not_the_list_stays() -> None:
    book = opened(workbook(ENTRY, 问题清单="| 我们自己的 |"))
    copy = opened(mark(saved(book)))
    assert copy.sheetnames[0] == "问题清单 (2)"
    assert copy["问题清单"]["A1"].value == "我们自己的"


def test_drop_downs_stay() -> None:
    book = opened(workbook(ENTRY))
    book["填报"].add_data_validation(DataValidation("list", formula1='"是,否"', sqref="B2:B5"))
    (kept,) = opened(mark(saved(book)))["填报"].data_validations.dataValidation
    assert kept.formula1 == '"是,否"'


# --- what cannot be written back --------------------------------------------------------------------


def strict(content: bytes) -> bytes:
    def change(xml: bytes) -> bytes:
        return xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    for name in parts(content):
        if name.endswith(".xml") and name != "[Content_Types].xml":
            content = changed_part(content, name, change)
    return content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_of("U01,办公室,综合部门,M99,value,1,,")),
        ("a.xlsx", b"not a workbook"),
        ("a.xlsx", workbook(ENTRY)[:3000]),
        ("a.xlsx", strict(workbook(ENTRY))),
        ("a.xlsx", changed_part(workbook(ENTRY), "xl/workbook.xml", lambda x: b"<!DOCTYPE a>" + x)),
    ],
    ids=["csv", "other", "cut short", "strict", "doctype"],
)
def test_a_file_that_cannot_be_written_back_gets_a_list(name: str, content: bytes) -> None:
    found = read(content, name)
    given, listed = marked_copy(found, SYSTEM)
    assert given == "a_问题清单.xlsx"
    book = opened(listed)
    assert book.sheetnames == [SHEET.get("zh")]
    assert book.worksheets[0]["A1"].value == LIST_TITLE.get("zh")
    assert [row[5] for row in list_rows(book)] == [p.message() for p in found.problems]


def test_a_copy_that_would_read_otherwise_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    other = mark(workbook(ENTRY.replace("M01-4", "M01-3")))
    monkeypatch.setattr(marked, "ask_marker", lambda request, content: other)
    assert marked_copy(read(workbook(ENTRY)), SYSTEM)[0] == "U01_问题清单.xlsx"


@pytest.mark.parametrize("answer", [b"", b"PK broken"])
def test_a_marking_process_that_fails_costs_the_copy_only(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(marked, "ask_marker", lambda request, content: answer)
    assert marked_copy(read(workbook(ENTRY)), SYSTEM)[0] == "U01_问题清单.xlsx"


@pytest.mark.parametrize(
    "deed", ["abort", "exit", "torn", "boast", "hoard", "raise", "refuse", "much", "sleep", "spin"]
)
def test_a_marking_process_that_misbehaves_costs_the_copy_only(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    seconds = 1.0 if deed in ("sleep", "spin") else 60
    limited = {"seconds": seconds, "memory": 256 * limits.MB, "answer_bytes": limits.MB}
    found = read(workbook(ENTRY))
    with (
        monkeypatch.context() as patch,
        closing(Misbehaving(marker.PROGRAM, lambda content: deed, **limited)) as pool,
    ):
        patch.setattr(marker, "_POOL", pool)
        assert marked_copy(found, SYSTEM)[0] == "U01_问题清单.xlsx"
    assert marked_copy(found, SYSTEM)[0] == "U01_已标注.xlsx"


def test_a_marking_process_is_limited_and_loads_little_of_the_product() -> None:
    assert (marker.PROGRAM.seconds, marker.PROGRAM.memory) == (20, 512 * 1024 * 1024)
    with closing(ProcessPool(replace(marker.PROGRAM, module=WORKER))) as pool:
        loaded = value_of(pool.ask({"do": "loaded"}, b"scoring.workbook.marked.child.mark"))
    tops = {name.partition(".")[0] for name in loaded}
    assert tops & {"pandas", "numpy", "pydantic", "openpyxl", "xlsxwriter"} == set()
    assert not [name for name in loaded if name.startswith(("scoring.words", "scoring.facts", "scoring.system"))]


def test_one_marking_process_marks_many_workbooks() -> None:
    with closing(ProcessPool(replace(marker.PROGRAM, questions=3))) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(marker, "_POOL", pool)
        pids = []
        for _ in range(4):
            mark(workbook(ENTRY))
            pids += pool.pids
    assert len(set(pids[:3])) == 1
    assert pids[3] != pids[0]


def test_what_a_comment_cannot_hold_is_left_out_of_it() -> None:
    problem = Problem("not_a_number", {"found": "1\x01\ud800"}, sheet="填报", cell="B2")
    name, copy = marked_copy(Submission("U01.xlsx", "workbook", workbook(), problems=(problem,)), SYSTEM)
    assert name == "U01_已标注.xlsx"
    comment = opened(copy)["填报"]["B2"].comment.text
    assert comment.splitlines()[1] == problem.message().replace("\x01", "").replace("\ud800", "")


def test_marks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MARKS", 3)
    problems = tuple(Problem("negative", {"found": "-1"}, sheet="填报", cell=f"B{n}") for n in range(2, 12))
    book = opened(marked_copy(Submission("U01.xlsx", "workbook", workbook(), problems=problems), SYSTEM)[1])
    assert len(list_rows(book)) == 4
    assert "7" in str(list_rows(book)[-1][5])
    assert sum(c.comment is not None for row in book["填报"].iter_rows() for c in row) == 3


def test_text_in_the_list_is_never_a_formula() -> None:
    problem = Problem("not_a_number", {"found": "=1+1\x01_x0041_"}, sheet="填报", cell="B2")
    for content in (workbook(), b"x"):
        book = opened(marked_copy(Submission("=a.xlsx", "workbook", content, problems=(problem,)), SYSTEM)[1])
        cells = [c for row in book.worksheets[0].iter_rows() for c in row]
        assert all(c.data_type != "f" for c in cells)
        assert any("=1+1_x0041_" in str(c.value).replace("_x005F_", "_") for c in cells)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("forty.zip/U01 办公室.xlsx", "U01 办公室_已标注.xlsx"),
        ("../../etc/passwd.xlsx", "passwd_已标注.xlsx"),
        ("U01_已标注.xlsx", "U01_已标注.xlsx"),
        ("a<b>:|?.xlsx", "a_b_____已标注.xlsx"),
        ("CON.xlsx", "_CON_已标注.xlsx"),
        ("..xlsx", "file_已标注.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 80 + "_已标注.xlsx"),
    ],
)
def test_file_names_are_the_program_s(name: str, expected: str) -> None:
    assert marked.marked_name(name) == expected


def test_many_copies_in_a_zip_each_with_a_name_of_its_own() -> None:
    found = [read(workbook(ENTRY), f"{folder}/U01.xlsx") for folder in ("a", "b")]
    with zipfile.ZipFile(io.BytesIO(marked_copies(found, SYSTEM))) as archive:
        assert archive.namelist() == ["U01_已标注.xlsx", "U01_已标注 (2).xlsx"]
        assert all(opened(archive.read(name)).sheetnames[0] == "问题清单" for name in archive.namelist())
