"""Workbooks as other programs write them, and what is none: right values, or a message of its own."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import openpyxl
import pytest

from scoring.problems import Problem
from scoring.workbook import limits, read_upload
from scoring.workbook.files.archive import decoded_name
from tests.workbook.helpers import (
    LONG_HEADER,
    SYSTEM,
    csv_of,
    errors,
    figures,
    read,
    saved,
    texts,
    warnings,
    workbook,
    zip_of,
)  # fmt: skip
from tests.workbook.xml_books import book, entry, packed, parts, strict, text

DAY = float(dt.date(2025, 3, 31).toordinal())
THREE = "><v>3</v></c>"
GOOD = workbook()


def value(content: bytes, item: str = "M01-2") -> float:
    submission = read(content)
    assert errors(submission.problems) == []
    return figures(submission)[item, "value"]


# --- .xlsx ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", [' t="d"><v>2025-03-31</v></c>', ' t="d"><v>2025-03-31T00:00:00</v></c>', ' s="1"><v>45747</v></c>']
)
def test_strict_workbooks_are_read(cell: str) -> None:
    assert value(packed(strict(parts(entry(THREE))))) == 3
    assert value(packed(strict(parts(entry(cell, item="M01-6"), styles=('numFmtId="14"',)))), "M01-6") == DAY


def test_strict_times_are_no_dates() -> None:
    content = packed(strict(parts(entry(' t="d"><v>08:30:00</v></c>', item="M01-6"))))
    assert errors(read(content).problems) == [("time_in_cell", "填报", "B2")]


@pytest.mark.parametrize(
    "start",
    [("", 45747), ('<workbookPr date1904="1"/>', 45747 - 1462), ('<workbookPr date1904="true"/>', 45747 - 1462)],
)
@pytest.mark.parametrize("style", ["14", "22", "31", "57", "58", "164", "165"])
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_dates_by_their_format(start: tuple[str, int], style: str, formula: str) -> None:
    """Built-in formats of every Excel and of Chinese ones, own formats; from 1900 and 1904; by either reader."""
    formats = {164: "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", 165: "[$-804]d.m.yy"}
    cell = f's="1">{formula}<v>{start[1]}</v></c>'
    content = book(entry(cell, item="M01-6"), styles=(f'numFmtId="{style}"',), formats=formats, properties=start[0])
    assert value(content, "M01-6") == DAY


@pytest.mark.parametrize("code", ["0.00_);[Red]\\(0.00\\)", "#,##0&quot;日&quot;", "&quot;m&quot;0", "0\\d", "@"])
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_formats_that_only_look_like_dates(code: str, formula: str) -> None:
    assert value(book(entry(f's="1">{formula}<v>3</v></c>'), styles=('numFmtId="164"',), formats={164: code})) == 3


TEXTS = (
    "<si><t>材料</t></si><si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 乙</t></r></si>"
    "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si><si><t>一_x000D_二_x005F_x000D_</t></si><si><t xml:space=\"preserve\"> 三 </t></si>"
)  # fmt: skip


@pytest.mark.parametrize(("number", "words"), list(enumerate(["材料", "甲 乙", "東京", "一\r二_x000D_", " 三 "])))
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_shared_texts(number: int, words: str, formula: str) -> None:
    cells = ("><v>3</v></c>", "", "", "", f't="s"><v>{number}</v></c>', f">{formula}<v>1</v></c>")
    assert texts(read(book(entry(*cells), texts=TEXTS)))["M01-2", "evidence"] == words


@pytest.mark.parametrize("number", ["9", "-1", "x"])
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_a_shared_text_that_is_not_there(number: str, formula: str) -> None:
    cells = (THREE, "", "", "", f't="s"><v>{number}</v></c>', f">{formula}<v>1</v></c>")
    assert not read(book(entry(*cells), texts=TEXTS)).accepted


def test_inline_rich_texts() -> None:
    rich = 't="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
    for formula in ("", "<f>A9</f>"):
        found = texts(read(book(entry(THREE, "", "", "", rich, f">{formula}<v>1</v></c>"))))
        assert found["M01-2", "evidence"] == "甲 乙"


def test_parts_by_absolute_paths_and_odd_names() -> None:
    given = parts(entry(THREE))
    given["xl/odd/填报表.XML"] = given.pop("xl/worksheets/sheet2.xml")
    relations = given["xl/_rels/workbook.xml.rels"]
    given["xl/_rels/workbook.xml.rels"] = relations.replace("worksheets/sheet2.xml", "/xl/odd/填报表.xml")
    assert value(packed(given)) == 3


def test_a_workbook_part_of_another_name() -> None:
    given = parts(entry(THREE))
    given["xl/book.xml"], given["xl/_rels/book.xml.rels"] = (
        given.pop("xl/workbook.xml"),
        given.pop("xl/_rels/workbook.xml.rels"),
    )
    given["_rels/.rels"] = given["_rels/.rels"].replace("xl/workbook.xml", "/xl/book.xml")
    assert value(packed(given)) == 3


def test_prefixed_names() -> None:
    given = parts(entry(THREE))
    for name in ("xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"):
        for tag in (
            "worksheet",
            "sheetData",
            "row",
            "c",
            "v",
            "is",
            "t",
            "workbook",
            "sheets",
            "sheet",
            "styleSheet",
            "cellXfs",
            "xf",
        ):
            for old, new in (
                (f"<{tag} ", f"<x:{tag} "),
                (f"<{tag}>", f"<x:{tag}>"),
                (f"</{tag}>", f"</x:{tag}>"),
                (f"<{tag}/", f"<x:{tag}/"),
            ):
                given[name] = given[name].replace(old, new)
        given[name] = given[name].replace("xmlns=", "xmlns:x=")
    assert value(packed(given)) == 3


def test_cells_and_rows_without_places() -> None:
    plain = entry(THREE).replace(' r="1"', "").replace(' r="2"', "")
    for letter in "ABCDEFG":
        plain = plain.replace(f' r="{letter}1"', "").replace(f' r="{letter}2"', "")
    assert value(book(plain)) == 3


def test_two_values_for_one_cell_are_not_chosen_from() -> None:
    content = book(entry(THREE).replace("</row></sheetData>", '<c r="B2"><v>4</v></c></row></sheetData>'))
    assert [p.code for p in read(content).problems] == ["damaged_file"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("><f>1+2</f><v>3</v></c>", 3),
        (' t="n"><f ca="1">SUM(A1)</f><v>3</v></c>', 3),
        ('><f t="shared" si="0"/><v>3</v></c>', 3),
        (' t="str"><f>"3"</f><v>3</v></c>', 3),
        (' t="str"><f>""</f><v></v></c>', None),
        (' t="str"><f>""</f><v/></c>', None),
    ],
)
def test_formulas_with_results(cell: str, found: float | None) -> None:
    submission = read(book(entry(cell)))
    assert errors(submission.problems) == []
    assert figures(submission).get(("M01-2", "value")) == found


def test_formulas_with_truths_and_days() -> None:
    assert value(book(entry(' t="b"><f>TRUE()</f><v>1</v></c>', item="M01-1")), "M01-1") == 1
    assert (
        value(book(entry('s="1"><f>TODAY()</f><v>45747</v></c>', item="M01-6"), styles=('numFmtId="14"',)), "M01-6")
        == DAY
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("><f>1+2</f></c>", "formula_without_value"),
        ("><f>1+2</f><v/></c>", "formula_without_value"),
        (' t="str"><f>A1</f></c>', "formula_without_value"),
        (' t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error_cell"),
        (' t="e"><v>#N/A</v></c>', "error_cell"),
        (' t="str"><f>A1</f><v>#REF!</v></c>', "error_cell"),
    ],
)
def test_formulas_without_results_and_errors(cell: str, code: str) -> None:
    assert errors(read(book(entry(cell))).problems) == [(code, "填报", "B2")]


def test_cells_that_an_array_formula_fills_without_results() -> None:
    cell = '><f t="array" ref="B2:C2">A1:A2</f></c>'
    problems = errors(read(book(entry(cell, item="M01-4"))).problems)
    assert [p for p in problems if p[0] == "formula_without_value"] == [
        ("formula_without_value", "填报", "B2"),
        ("formula_without_value", "填报", "C2"),
    ]
    absurd = '><f t="array" ref="B2:XFD1048576">A1</f></c>'
    assert [p.code for p in read(book(entry(absurd))).problems] == ["damaged_file"]


PERCENT = {"9": {}, "10": {}, "164": {164: "0.0%"}, "165": {165: "0%;[Red]-0%"}}


@pytest.mark.parametrize("style", PERCENT)
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_percentages_by_format(style: str, formula: str) -> None:
    """What is shown as 85% was typed as 85%: in a number it is 0.85, in a count an error, 100% too."""
    how = {"styles": (f'numFmtId="{style}"',), "formats": PERCENT[style]}
    assert value(book(entry(f's="1">{formula}<v>0.85</v></c>', item="M01-3"), **how), "M01-3") == 0.85
    for number, shown in (("0.85", "85%"), ("1", "100%"), ("0.285", "28.5%")):
        submission = read(book(entry(f's="1">{formula}<v>{number}</v></c>'), **how))
        assert errors(submission.problems) == [("percent_not_allowed", "填报", "B2")]
        assert shown in submission.problems[0].message() + submission.problems[-1].message()


def test_a_percent_style_that_no_cell_uses_harms_nothing() -> None:
    assert value(book(entry(THREE), styles=('numFmtId="9"',))) == 3


def test_hidden_parts_are_read_and_noted() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>'
    content = book(entry(THREE, before=columns).replace('<row r="2">', '<row r="2" hidden="1">'))
    submission = read(content)
    assert figures(submission) == {("M01-2", "value"): 3}
    assert warnings(submission.problems)[:2] == [("indicators_absent", "", ""), ("hidden_cells", "填报", "")]
    said = " ".join(p.message() for p in submission.problems if p.code == "hidden_cells")
    assert "B、C" in said
    assert "2" in said


@pytest.mark.parametrize("stored", ["NaN", "INF", "-INF", "1e308", "1E+400", "abc", "1_000"])
@pytest.mark.parametrize("formula", ["", "<f>A9</f>"])
def test_numbers_that_are_none(stored: str, formula: str) -> None:
    (problem,) = errors(read(book(entry(f">{formula}<v>{stored}</v></c>"))).problems)
    assert problem[0] in ("not_a_number", "number_too_large")
    assert problem[1:] == ("填报", "B2")


# --- .xls and .ods ----------------------------------------------------------------------------------


def biff2(*rows: list[str | float]) -> bytes:
    """A workbook of Excel 2."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    found = record(0x09, struct.pack("<HH", 2, 0x10))
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            start = struct.pack("<HH3x", at, column)
            if isinstance(cell, str):
                found += record(0x04, start + bytes([len(cell)]) + cell.encode("ascii"))
            else:
                found += record(0x03, start + struct.pack("<d", cell))
    return found + record(0x0A, b"")


def test_a_workbook_of_excel_2() -> None:
    head: list[str | float] = ["unit", "name", "group", "indicator", "field", "value"]
    content = biff2(head, ["U01", "Office", "general", "M01-2", "value", 3.0])
    assert figures(read(content, "a.xls")) == {("M01-2", "value"): 3}


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="表" table:style-name="{style}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(*rows: str, style: str = "ta1", **more: bytes) -> bytes:
    content = ODS.format(style=style, rows="".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in LONG_HEADER.split(",")
    )
    content = content.replace("<table:table-row>", f"<table:table-row>{head}</table:table-row><table:table-row>", 1)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zip_of(
        {
            "mimetype": kind,
            "content.xml": content.encode(),
            **{name.replace("__", "/") + ".xml": data for name, data in more.items()},
        }
    )


def words(*said: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>' for word in said
    )


def long_row(cell: str, item: str = "M01-2", field: str = "value") -> str:
    return words("U01", "办公室", "综合部门", item, field) + cell


@pytest.mark.parametrize(
    ("cell", "item", "found"),
    [
        ('<table:table-cell office:value-type="float" office:value="3"><text:p>3.00</text:p></table:table-cell>', "M01-2", 3),
        ('<table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell>', "M01-3", 0.85),
        ('<table:table-cell office:value-type="date" office:date-value="2025-03-31"><text:p>x</text:p></table:table-cell>', "M01-6", DAY),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>', "M01-1", 1),
        ('<table:table-cell table:formula="of:=1+2" office:value-type="float" office:value="3"/>', "M01-2", 3),
        ('<table:table-cell office:value-type="string"><text:p>1<text:span>2</text:span></text:p>'
         "<office:annotation><text:p>99</text:p></office:annotation></table:table-cell>", "M01-2", 12),
    ],
)  # fmt: skip
def test_cells_of_ods(cell: str, item: str, found: float) -> None:
    submission = read(ods(long_row(cell, item)), "a.ods")
    assert errors(submission.problems) == []
    assert figures(submission) == {(item, "value"): found}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<table:table-cell office:value-type="percentage" office:value="1"/>', "percent_not_allowed"),
        ('<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>', "time_in_cell"),
        ('<table:table-cell office:value-type="date" office:date-value="2025-03-31"/>', "date_in_number"),
        ('<table:table-cell table:formula="of:=1+2"/>', "formula_without_value"),
        (
            '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>',
            "error_cell",
        ),
        # One cell that is beyond all days or numbers leaves the others what they are.
        ('<table:table-cell office:value-type="date" office:date-value="12851-08-16"/>', "error_cell"),
        ('<table:table-cell office:value-type="date" office:date-value="-0044-03-15"/>', "error_cell"),
        ('<table:table-cell office:value-type="time" office:time-value="P1DT10H"/>', "error_cell"),
        ('<table:table-cell office:value-type="float"/>', "error_cell"),
        ('<table:table-cell office:value-type="void"/>', "error_cell"),
    ],
)
def test_mistakes_in_ods(cell: str, code: str) -> None:
    assert errors(read(ods(long_row(cell)), "a.ods").problems) == [(code, "表", "F2")]


def test_cells_of_ods_that_stand_for_many() -> None:
    three = '<table:table-cell office:value-type="float" office:value="3"/>'
    assert figures(read(ods(long_row(three)), "a.ods")) == {("M01-2", "value"): 3}
    far = '<table:table-cell table:number-columns-repeated="16000"/>' + words("x")
    assert figures(read(ods(long_row(three), far), "a.ods")) == {("M01-2", "value"): 3}
    endless = '<table:table-cell office:value-type="float" office:value="3" table:number-columns-repeated="16384"/>'
    rows = f'</table:table-row><table:table-row table:number-rows-repeated="1048576">{endless}'
    assert [p.code for p in read(ods(long_row(three) + rows), "a.ods").problems] == ["too_much_inside"]


def test_ods_locked_with_a_password() -> None:
    assert [p.code for p in read(ods(**{"META-INF__manifest": b"<manifest:encryption-data/>"}), "a.ods").problems] == [
        "encrypted_file"
    ]


# --- .csv -------------------------------------------------------------------------------------------

ROW = "U01,办公室,综合部门,M01-2,value,3,,"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(encoding: str, delimiter: str) -> None:
    content = f"{LONG_HEADER}\r\n{ROW}\r\n".replace(",", delimiter).encode(encoding)
    submission = read(content, "a.csv")
    assert errors(submission.problems) == []
    assert figures(submission) == {("M01-2", "value"): 3}
    assert submission.facts["cell"].tolist() == ["F2"]


@pytest.mark.parametrize("mark", ["\ufeff", "\ufffe"])
def test_utf_16_of_either_order_by_its_mark(mark: str) -> None:
    content = (mark + f"{LONG_HEADER}\r\n{ROW}\r\n").encode("utf-16-le")
    wanted = content if mark == "\ufeff" else b"\xfe\xff" + f"{LONG_HEADER}\r\n{ROW}\r\n".encode("utf-16-be")
    assert figures(read(wanted, "a.csv")) == {("M01-2", "value"): 3}


def test_a_stated_delimiter() -> None:
    submission = read(f"sep=;\r\n{LONG_HEADER}\r\n{ROW}\r\n".replace(",", ";").encode(), "a.csv")
    assert figures(submission) == {("M01-2", "value"): 3}
    assert submission.facts["cell"].tolist() == ["F3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "title",
    ["2025年度核查数据，汇总", "核查数据,汇总;一", '关于"十四五"的表；甲', '"责任制"考核汇总', "a\tb,c;d；e，f", "'"],
)
def test_a_title_does_not_tell_the_delimiter(title: str, delimiter: str) -> None:
    table = f"{LONG_HEADER}\r\n{ROW}\r\n".replace(",", delimiter)
    submission = read(f"{title}\r\n{table}".encode(), "a.csv")
    assert figures(submission) == {("M01-2", "value"): 3}
    assert submission.facts["cell"].tolist() == ["F3"]


@pytest.mark.parametrize(
    "table",
    [
        "编号,考核内容,填报值,应完成数\r\nM01-2,活动,3,\r\n",
        "编号;1月;2月;3月\r\nM01-8;1;1;1\r\n",
        "单位编码,U01\r\n单位名称,办公室\r\n单位分组,综合部门\r\n考核年度,2025\r\n",
    ],
)
def test_a_sheet_saved_as_csv_is_told_in_one_sentence(table: str) -> None:
    (problem,) = read(table.encode(), "填报.csv").problems
    assert problem.code == "sheet_as_csv"
    assert ".xlsx" in problem.hint()


def test_too_many_cells_in_a_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_CELLS", 10)
    assert [p.code for p in read(csv_of(ROW), "a.csv").problems] == ["too_much_inside"]


# --- what is no workbook ----------------------------------------------------------------------------

PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "bmp": b"BM\x36\0\0\0\0\0\0\0", "tif": b"II*\0",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ", "heic": b"\0\0\0\x18ftypheic",
}  # fmt: skip


@pytest.mark.parametrize("start", PICTURES.values(), ids=PICTURES)
def test_pictures(start: bytes) -> None:
    assert [p.code for p in read(start + b"\0" * 100, "照片.xlsx").problems] == ["picture_file"]


def test_a_table_may_begin_like_a_picture() -> None:
    assert [p.code for p in read(b"BM,3\r\n", "a.csv").problems] == ["no_table"]


@pytest.mark.parametrize("start", [b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"])
def test_other_archives(start: bytes) -> None:
    assert [p.code for p in read(start + b"\0" * 100, "报送.rar").problems] == ["other_archive"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<div><table><tr><td>1</td></tr></table></div>", "网页"),
        ("<html>填报</html>".encode("gb18030"), "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", "MHTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 电子表格 2003"),
        (b'<?xml version="1.0"?><data/>', "XML 文件"),
        (
            b'<?xml version="1.0"?><office:document xmlns:office="x" office:mimetype="application/'
            b'vnd.oasis.opendocument.spreadsheet"/>',
            ".fods",
        ),
        (b"<!-- <html> --><svg xmlns='x'/>", "SVG"),
        (b"<html><body>urn:schemas-microsoft-com:office:spreadsheet</body></html>", "网页"),
        ("<html></html>".encode("utf-16-le") + b"\n\0", "网页"),
    ],
)
def test_pages_say_what_they_are(content: bytes, kind: str) -> None:
    (problem,) = read(content, "填报表.xls").problems
    assert problem.code == "web_page"
    assert kind in problem.message()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "WPS 文字"),
        (zip_of({"[Content_Types].xml": b"presentationml"}), "演示文稿"),
        (zip_of({"Index/Document.iwa": b"x"}), "Numbers"),
        (b"%PDF-1.7", "PDF"),
        (b'{"unit": "U01"}', "JSON"),
        (b' [\n  {"unit": "U01"}\n]', "JSON"),
        (b"From: a@b.c\r\nSubject: x\r\n\r\nhello", "电子邮件"),
    ],
)
def test_documents_say_what_they_are(content: bytes, kind: str) -> None:
    (problem,) = read(content).problems
    assert problem.code == "not_a_workbook"
    assert kind in problem.message()


# --- zips -------------------------------------------------------------------------------------------


def test_members_of_one_name_are_both_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a/填报.xlsx", GOOD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/填报.xlsx", workbook(basics="| 单位编码 | U02 |"))
    assert [s.file for s in read_upload("a.zip", target.getvalue(), SYSTEM)] == [
        "a.zip/a/填报 (2).xlsx",
        "a.zip/a/填报.xlsx",
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("一.xlsx".encode("gbk"), "一.xlsx"),
        ("办公室.xlsx".encode("gbk"), "办公室.xlsx"),
        ("办公室.xlsx".encode(), "办公室.xlsx"),
        (b"a.xlsx", "a.xlsx"),
    ],
)
def test_names_without_a_stated_encoding(raw: bytes, name: str) -> None:
    assert decoded_name(zipfile.ZipInfo(raw.decode("cp437"))) == name


def test_a_way_of_compression_that_is_not_known() -> None:
    content = zip_of({"a.xlsx": GOOD})
    method = struct.pack("<H", 9)  # Deflate64
    changed = content[:8] + method + content[10:]
    at = changed.rindex(b"PK\x01\x02")
    changed = changed[: at + 10] + method + changed[at + 12 :]
    (submission,) = read_upload("a.zip", changed, SYSTEM)
    assert [p.code for p in submission.problems] == ["odd_compression"]


def test_a_directory_of_very_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LISTED", 3)
    content = zip_of({f"__MACOSX/{number}": b"" for number in range(4)})
    assert [p.code for p in read(content, "a.zip").problems] == ["too_much_inside"]


def test_how_many_files_at_once_is_said() -> None:
    problem = Problem("too_many_files", {"count": 201, "limit": limits.UPLOAD_FILES})
    assert all(number in problem.message() for number in ("201", "200"))


# --- sheets that repeat -----------------------------------------------------------------------------

HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 |"
FIRST = f"{HEAD}\n| M01-2 | 3 | | |\n| M01-3 | 5 | | |"


def test_a_copied_sheet_that_says_the_same_counts_once() -> None:
    submission = read(workbook(FIRST, **{"填报 (2)": FIRST}))
    assert errors(submission.problems) == []
    assert ("sheet_repeated", "填报 (2)", "") in warnings(submission.problems)
    assert figures(submission) == {("M01-2", "value"): 3, ("M01-3", "value"): 5}


@pytest.mark.parametrize("blank_first", [True, False])
def test_a_blank_copy_says_nothing(blank_first: bool) -> None:
    blank = f"{HEAD}\n| M01-2 | | | |\n| M01-3 | | | |"
    sheets = (blank, FIRST) if blank_first else (FIRST, blank)
    submission = read(workbook(sheets[0], **{"填报 (2)": sheets[1]}))
    assert errors(submission.problems) == []
    assert figures(submission) == {("M01-2", "value"): 3, ("M01-3", "value"): 5}


@pytest.mark.parametrize(
    ("other", "cell"), [("| M01-2 | 3 | | |\n| M01-3 | 6 | | |", "B3"), ("| M01-2 | | | |\n| M01-3 | 5 | | |", "B2")]
)
def test_copies_that_differ_are_one_mistake(other: str, cell: str) -> None:
    submission = read(workbook(FIRST, **{"填报 (2)": f"{HEAD}\n{other}"}))
    assert errors(submission.problems) == [("sheets_differ", "填报 (2)", cell)]
    message = submission.problems[-1].message()
    assert "《填报》" in message
    assert "《填报 (2)》" in message


def test_three_sheets_of_which_one_is_blank() -> None:
    blank = f"{HEAD}\n| M01-2 | | | |"
    submission = read(workbook(blank, 二=f"{HEAD}\n| M01-2 | 3 | | |", 三=f"{HEAD}\n| M01-2 | 4 | | |"))
    assert errors(submission.problems) == [("sheets_differ", "三", "B2")]


def test_a_claim_on_an_inspectors_row_is_told() -> None:
    submission = read(workbook(f"{HEAD}\n| M01-2 | 3 | | |\n| D1 | | | 是 | 没有 |"))
    assert errors(submission.problems) == [("inspector_item", "填报", "D3")]


def test_after_very_many_errors_the_rest_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PROBLEMS", 3)
    table = csv_of(*(f"U01,办公室,综合部门,X{number},value,1,," for number in range(10)))
    assert [code for code, _, _ in errors(read(table, "a.csv").problems)] == [
        "too_many_problems",
        *["unknown_indicator"] * 3,
    ]
    rows = "\n".join(f"| X{number} | 1 | | |" for number in range(10))
    assert len(errors(read(workbook(f"{HEAD}\n{rows}")).problems)) == 4


# --- figures at the edge ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("１２", 12), ("＋３", 3), ("1,200", 1200), ("１，２００", 1200), ("1'200", 1200), ("1\u2009200", 1200), ("1\u00a0200", 1200),
        ("1\u202f234\u202f567", 1234567), ("\u3000 3\u200b", 3), ("\ufeff3", 3), ("\u202d3\u202c", 3), ("1.0", 1), ("3.", 3), ("1e2", 100), ("-0", 0),
    ],
)  # fmt: skip
def test_counts_that_are_understood(cell: str, number: float) -> None:
    assert value(book(entry(text(cell, ' xml:space="preserve"')))) == number


@pytest.mark.parametrize(
    ("cell", "number"), [("85%", 0.85), ("８５％", 0.85), ("85.3 %", 0.853), ("-0", 0), ("1.5e2", 150)]
)
def test_numbers_that_are_understood(cell: str, number: float) -> None:
    assert value(book(entry(text(cell), item="M01-3")), "M01-3") == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1 200", "not_a_number"), ("12,00", "not_a_number"), ("1'20", "not_a_number"), ("'3", "not_a_number"), ("１２次", "not_a_number"),
        ("三", "not_a_number"), ("NaN", "not_a_number"), ("inf", "not_a_number"), ("３%", "percent_not_allowed"), ("－３", "negative"),
        ("1e308", "number_too_large"), ("１．５", "not_whole"),
    ],
)  # fmt: skip
def test_counts_that_are_not(cell: str, code: str) -> None:
    assert [p.code for p in read(book(entry(text(cell)))).problems if p.severity == "error"] == [code]


def test_a_control_character_is_not_repeated() -> None:
    (problem,) = (p for p in read(book(entry(text("3_x0007_4")))).problems if p.severity == "error")
    assert (problem.code, problem.params["found"]) == ("not_a_number", "3 4")


def test_a_truth_in_a_count_is_said_as_the_cell_says_it() -> None:
    (problem,) = (p for p in read(book(entry(' t="b"><v>1</v></c>'))).problems if p.severity == "error")
    assert (problem.code, problem.params["found"]) == ("not_a_number", "TRUE")


def test_a_stamp_of_the_writing_program_makes_no_difference() -> None:
    """As openpyxl writes it, with a table name and defined names that nothing here needs."""
    written = openpyxl.load_workbook(io.BytesIO(GOOD))
    written.properties.creator = "WPS"
    assert value(saved(written)) == 3


@pytest.mark.parametrize("row", ['U01,"办公室,综合部门,M01-2,value,3,,', 'U01,"办公室"x,综合部门,M01-2,value,3,,'])
def test_quotation_marks_that_do_not_fit_swallow_nothing(row: str) -> None:
    assert [p.code for p in read(csv_of(row, ROW), "a.csv").problems] == ["quotes_astray"]


def test_errors_of_formulas_in_a_csv() -> None:
    assert errors(read(csv_of(ROW.replace(",3,", ",#REF!,")), "a.csv").problems) == [("error_cell", "", "F2")]


def test_the_end_mark_of_dos_is_no_cell() -> None:
    assert figures(read(csv_of(ROW) + b"\x1a", "a.csv")) == {("M01-2", "value"): 3}


@pytest.mark.parametrize(("properties", "is_result"), [("", True), ('<calcPr fullCalcOnLoad="1"/>', False)])
def test_results_that_a_program_could_not_compute_are_none(properties: str, is_result: bool) -> None:
    """Libraries that write formulas store a 0 beside each and ask Excel to compute all when it opens the file."""
    submission = read(book(entry("><f>1+5</f><v>0</v></c>"), properties=properties))
    assert figures(submission) == ({("M01-2", "value"): 0} if is_result else {})
    assert errors(submission.problems) == ([] if is_result else [("formula_without_value", "填报", "B2")])


@pytest.mark.parametrize("where", ["superscript", "subscript"])
def test_a_raised_digit_is_no_digit_of_the_number(where: str) -> None:
    raised = f'<r><t>10</t></r><r><rPr><vertAlign val="{where}"/></rPr><t>2</t></r>'
    for told in (
        book(entry(f't="inlineStr"><is>{raised}</is></c>')),
        book(entry('t="s"><v>0</v></c>'), texts=f"<si>{raised}</si>"),
    ):
        assert errors(read(told).problems) == [("not_a_number", "填报", "B2")]
    plain = raised.replace(where, "baseline")
    assert figures(read(book(entry(f't="inlineStr"><is>{plain}</is></c>')))) == {("M01-2", "value"): 102}


def test_a_small_file_that_says_very_much_is_refused() -> None:
    """One long text that ten thousand cells share is small in the file, and very large once each cell has it."""
    cells = "".join(f'<row r="{at}"><c r="Z{at}" t="s"><v>0</v></c></row>' for at in range(3, 12_003))
    long = entry("><v>3</v></c>").replace("</sheetData>", f"{cells}</sheetData>")
    content = book(long, texts=f"<si><t>{'长' * 1900}</t></si>")
    assert len(content) < 100_000
    assert [p.code for p in read(content).problems] == ["too_much_inside"]


@pytest.mark.parametrize("name", ["XL/worksheets/sheet2.xml", "xl\\worksheets\\sheet2.xml"])
def test_two_parts_whose_names_mean_the_same(name: str) -> None:
    """Programs differ in which of them they read."""
    given = parts(entry("><v>3</v></c>"))
    assert [p.code for p in read(packed(given | {name: entry("><v>9</v></c>")})).problems] == ["damaged_file"]


@pytest.mark.parametrize(
    ("stored", "found"), [("1", 1), ("0", 0), ("true", 1), ("false", 0), ("FALSE", 0), ("False", 0)]
)
def test_truths_however_written(stored: str, found: float) -> None:
    assert figures(read(book(entry(f't="b"><v>{stored}</v></c>', item="M01-1")))) == {("M01-1", "value"): found}


def test_a_text_without_its_type_is_read() -> None:
    assert figures(read(book(entry("><is><t>4</t></is></c>")))) == {("M01-2", "value"): 4}
