"""Every reader gives the same facts and problems for the same workbook, and each file goes to the right one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.sandbox import ProcessPool, value_of
from scoring.workbook import limits, template_workbook
from scoring.workbook.files import reader
from scoring.workbook.files.unreadable import Unreadable
from tests.sandbox.pools import WORKER, Misbehaving
from tests.workbook.files.two_lanes import NotPlain, by_calamine, carefully, quickly
from tests.workbook.helpers import ENTRY, SYSTEM, UNIT, changed_part, errors, figures, read, saved, texts, workbook
from tests.workbook.xml_books import book, row, sheet

FILES = Path(__file__).parents[1] / "stored"


@pytest.mark.parametrize("name", ["good", "bad"])
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_formats_read_as_xlsx_does(name: str, kind: str) -> None:
    """The same workbook, saved by LibreOffice in three formats."""
    wanted = read((FILES / f"{name}.xlsx").read_bytes())
    found = read((FILES / f"{name}.{kind}").read_bytes())
    assert figures(found) == figures(wanted)
    assert texts(found) == texts(wanted)
    assert [(p.code, p.sheet, p.cell) for p in found.problems] == [(p.code, p.sheet, p.cell) for p in wanted.problems]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_errors_in_cells_are_found_in_every_format(kind: str) -> None:
    problems = read((FILES / f"bad.{kind}").read_bytes()).problems
    assert errors(problems) == [
        ("error_cell", "填报", "B3"),
        ("time_in_cell", "填报", "B4"),
        ("error_cell", "填报", "B6"),
    ]


def test_a_calculated_formula_counts_by_its_result() -> None:
    assert figures(read((FILES / "good.xlsx").read_bytes()))["M01-2", "value"] == 3


def test_a_formula_whose_result_is_an_empty_text_is_blank() -> None:
    def with_result(xml: bytes) -> bytes:
        assert b"<f>A9</f>" in xml
        return xml.replace(b'<c r="B2"><f>A9</f><v />', b'<c r="B2" t="str"><f>A9</f><v></v>').replace(
            b'<c r="B2"><f>A9</f><v></v>', b'<c r="B2" t="str"><f>A9</f><v></v>'
        )

    content = workbook(ENTRY.replace("3", "=A9"))
    content = changed_part(content, "xl/workbook.xml", lambda xml: xml.replace(b'fullCalcOnLoad="1"', b""))
    assert errors(read(content).problems) == [("formula_without_value", "填报", "B2")]
    submission = read(changed_part(content, "xl/worksheets/sheet2.xml", with_result))
    assert errors(submission.problems) == []
    assert figures(submission) == {}


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda x: round(x, 6)),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0)),
    st.sampled_from(["是", "１２", "a,b\nc", " x ", "<&>", "0", "2025年3月1日"]),
)


@settings(max_examples=40)
@given(st.lists(st.lists(values, max_size=6), min_size=1, max_size=8))
def test_quick_and_careful_reader_give_the_same_cells(rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    content = saved(book)
    assert quickly(content) == carefully(content)


def test_the_template_goes_to_the_quick_reader() -> None:
    content = template_workbook(SYSTEM, UNIT)
    assert quickly(content) == carefully(content) == by_calamine(content)


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="A1" t="e"><v>#REF!</v></c>',
        "<c r=\"A1\" t='e'><v>#REF!</v></c>",
        '<c t="e" r="A1"><v>#REF!</v></c>',
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="A2001"><v>1</v></c>',
        '<c r="CW1"><v>1</v></c>',
        '<c r="B2"><v>1</v></c><c r="A1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        "<c><v>1</v></c>",
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        '<c r="A1" t="d"><v>2025-03-31</v></c>',
        '<!-- <c r="A1"><v>1</v></c> -->',
        '<?x <c r="A1"><v>1</v></c> ?>',
        '<c r="A1"><v>1&#50;</v></c>',
        '<c r="A1"><v>1<![CDATA[2]]></v></c>',
        '<c r="A1" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>',
        '<c r="A1" t="inlineStr"><is><t>1&unknown;</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>1_x0032_</t></is></c>',
        '<c r="A1" t="inlineStr"><v>1</v></c>',
        '<c r="A1" t="n"><is><t>1</t></is></c>',
        '<c r="A1"><v>1</v><v>2</v></c>',
        '<c r="A1" t="str"><v>1\r</v></c>',
        '<c r="A1"><is><t>1</t></is></c>',
        '</row><c r="A1"><v>1</v></c><row r="2">',
        '<extLst><c r="A1"><v>1</v></c></extLst>',
        '<y:c r="A1"><v>1</v></y:c>',
        '<row r="2" hidden="&#49;"/>',
    ],
)
def test_what_is_not_plain_goes_to_the_careful_reader(xml: str) -> None:
    with pytest.raises(NotPlain):
        quickly(book(sheet(xml if xml.startswith("<row") else f'<row r="1">{xml}</row>')))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("sheet1.xml", "<sheetData>", '<cols><col min="1" max="1" hidden="true"/></cols><sheetData>'),
        ("sheet1.xml", 'xmlns="', 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns="'),
        ("sheet1.xml", "</worksheet>", '<sheetData><row><c r="B9"><v>9</v></c></row></sheetData></worksheet>'),
        ("sheet1.xml", "</worksheet>", "</worksheet><worksheet>"),
        ("sheet1.xml", "<sheetData>", "<sheetData >"),
        ("sheet1.xml", "<sheetData>", "<sheetData\n>"),
        ("sheet1.xml", "<sheetData>", '<sheetData xml:space="preserve">'),
        ("sheet1.xml", "<sheetData>", "<sheetData/><sheetData >"),
        ("sheet1.xml", "</sheetData>", "</sheetData >"),
        ("sheet1.xml", "</worksheet>", "<mergeCells><mergeCell  ref='A1:B2'/></mergeCells></worksheet>"),
        ("sheet1.xml", "</worksheet>", '<mergeCells><mergeCell ref="A1:B2"></mergeCell></mergeCells></worksheet>'),
        ("sheet1.xml", "</worksheet>", ""),
    ],
)
def test_sheets_written_in_another_way_go_to_the_careful_reader(part: str, old: str, new: str) -> None:
    def rewritten(xml: bytes) -> bytes:
        assert old.encode() in xml
        return xml.replace(old.encode(), new.encode(), 1)

    plain = book(sheet(row(1, "><v>1</v></c>")))
    assert quickly(plain)
    with pytest.raises(NotPlain):
        quickly(changed_part(plain, f"xl/worksheets/{part}", rewritten))


def test_rows_out_of_order_are_read() -> None:
    def reversed_rows(xml: bytes) -> bytes:
        head, rest = xml.split(b"<sheetData>")
        body, tail = rest.split(b"</sheetData>")
        rows = [row + b"</row>" for row in body.split(b"</row>") if row]
        return head + b"<sheetData>" + b"".join(reversed(rows)) + b"</sheetData>" + tail

    content = changed_part(workbook(ENTRY), "xl/worksheets/sheet2.xml", reversed_rows)
    assert figures(read(content)) == {("M01-2", "value"): 3}


def test_a_stray_cell_in_the_last_corner_harms_nobody() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ENTRY)))
    book["填报"]["XFD1048576"] = "x"
    content = saved(book)
    assert figures(read(content)) == {("M01-2", "value"): 3}


@contextmanager
def reading_by(pool: ProcessPool) -> Iterator[ProcessPool]:
    """Other reading processes than the usual ones."""
    with pytest.MonkeyPatch.context() as patch, closing(pool):
        patch.setattr(reader, "_POOL", pool)
        yield pool


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("abort", "reader_died"),
        ("exit", "reader_died"),
        ("torn", "reader_died"),
        ("boast", "reader_died"),
        ("hoard", "reader_died"),
        ("raise", "damaged_file"),
        ("much", "too_much_inside"),
        ("sleep", "too_slow_to_read"),
        ("spin", "too_slow_to_read"),
    ],
)
def test_a_reader_that_fails_costs_only_that_file(deed: str, code: str) -> None:
    within = {
        "answer_bytes": limits.MB,
        "memory": 256 * limits.MB,
        "seconds": 1.0 if code.startswith("too_slow") else 60,
    }
    with reading_by(Misbehaving(reader.PROGRAM, lambda content: deed, **within)):
        submission = read(workbook(ENTRY))
        assert [p.code for p in submission.problems] == [code]
        assert "{" not in submission.problems[0].sentence("zh")
    assert read(workbook(ENTRY)).accepted


def test_a_worn_reader_is_replaced() -> None:
    with reading_by(ProcessPool(replace(reader.PROGRAM, questions=1, processes=1))) as pool:
        first = read(workbook(ENTRY)), pool.pids
        second = read(workbook(ENTRY)), pool.pids
    assert first[0].accepted
    assert second[0].accepted
    assert first[1] != second[1]
    assert len(first[1]) == len(second[1]) == 1


SAMPLES = sorted((Path(__file__).resolve().parents[3] / "sample_data").rglob("*.xlsx"))


def test_all_readers_agree_on_every_plain_sample() -> None:
    compared = 0
    for path in SAMPLES:
        content = path.read_bytes()
        try:
            quick = quickly(content)
        except (NotPlain, zipfile.BadZipFile):
            continue  # formulas; one of the samples is cut short, one is empty, one is text
        assert quick == carefully(content), path.name
        assert quick == by_calamine(content), path.name
        compared += 1
    assert compared >= 40


SERIALS = st.one_of(st.integers(0, 100_000), st.floats(-10, 100_000).map(lambda x: round(x, 5)), st.just(2_958_466))
FORMATS = st.sampled_from(
    ["0", "14", "22", "27", "31", "45", "46", "47", "49", "57", "58", "164", "165", "166", "167", "168", "169"]
)
CODES = {
    164: "yyyy&quot;年&quot;m&quot;月&quot;",
    165: "[h]:mm",
    166: "0.00_);[Red]\\(0.00\\)",
    167: "[$-804]d/m/yy;@",
    168: "&quot;d&quot;0",
    169: "[&gt;100]d;0",
}


@settings(max_examples=60)
@given(st.lists(st.tuples(SERIALS, FORMATS), min_size=1, max_size=6), st.booleans())
def test_both_readers_take_the_same_for_a_date(cells: list[tuple[float, str]], from_1904: bool) -> None:
    numbers = [f's="{at}"><v>{number}</v></c>' for at, (number, _) in enumerate(cells, 1)]
    start = '<workbookPr date1904="1"/>' if from_1904 else ""
    styles = tuple(f'numFmtId="{kind}"' for _, kind in cells)
    content = book(sheet(row(1, *numbers)), styles=styles, formats=CODES, properties=start)
    assert quickly(content) == carefully(content)


WORDS = st.text(st.sampled_from("甲a _x000D_\n\t&lt;"), max_size=8).map(
    lambda t: t.replace("&", "&amp;").replace("<", "&lt;")
)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_both_readers_take_the_same_for_a_text(given: list[tuple[str, bool, bool]]) -> None:
    space = ' xml:space="preserve"'
    kept = [f"<t{space if keeps else ''}>{words}</t>" for words, keeps, _ in given]
    items = [f"<si>{f'<r>{t}</r><r>{t}</r>' if rich else t}</si>" for t, (_, _, rich) in zip(kept, given, strict=True)]
    shared = [f't="s"><v>{at}</v></c>' for at in range(len(given))]
    inline = [f't="inlineStr"><is>{t}</is></c>' for t in kept]
    content = book(sheet(row(1, *shared), row(2, *inline)), texts="".join(items))
    try:
        quick = quickly(content)
    except NotPlain:
        assert any(rich or "_x" in words for words, _, rich in given)
    else:
        assert quick == carefully(content)


def test_a_reader_that_dies_costs_none_of_those_in_line() -> None:
    """Many threads ask at once, and every fifth file ends the process that reads it."""
    contents = [b"exit" if n % 5 == 3 else b"%d" % n * 1000 for n in range(60)]
    pool = Misbehaving(reader.PROGRAM, lambda content: "exit" if content == b"exit" else "echo")
    with reading_by(pool), ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda content: reader.ask_reader("xlsx", content), contents))
    for content, answer in zip(contents, answers, strict=True):
        if content == b"exit":
            with pytest.raises(Unreadable) as caught:
                reader.sheets_of(answer)
            assert (caught.value.code, caught.value.params) == ("reader_died", {})
        else:
            assert reader.sheets_of(answer) == content


def test_a_reading_process_loads_little_of_the_product() -> None:
    """What it loads before the first file; pandas, numpy or the rules would take longer than reading many files."""
    with closing(ProcessPool(replace(reader.PROGRAM, module=WORKER))) as pool:
        loaded = value_of(pool.ask({"do": "loaded"}, b"scoring.workbook.files.workers.read"))
    tops = {name.partition(".")[0] for name in loaded}
    assert tops & {"pandas", "numpy", "pydantic", "openpyxl", "xlrd", "lxml"} == set()
    assert not [name for name in loaded if name.startswith(("scoring.words", "scoring.facts", "scoring.system"))]
