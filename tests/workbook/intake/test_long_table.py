"""Long tables: any number of units, by units or by inspectors, in any encoding people save them in."""

from __future__ import annotations

import pytest

from scoring.system import load_system_text
from scoring.workbook import limits, read_roster, read_upload
from scoring.workbook.submission import Submission
from tests.workbook.helpers import LONG_HEADER, SYSTEM, SYSTEM_TEXT, book_of, csv_of, errors, read, saved, warnings

U = "U01,办公室,综合部门"
ROSTER = "单位编码,单位名称,单位分组\n"


def table(*rows: str, **how: str) -> Submission:
    return read(csv_of(*rows, **how), "table.csv")


def facts(submission: Submission) -> list[list[object]]:
    return submission.facts[["unit", "indicator", "field", "value", "source"]].values.tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(encoding: str) -> None:
    submission = table(f"{U},M01-2,value,３,,", encoding=encoding)
    assert facts(submission) == [["U01", "M01-2", "value", 3.0, "self"]]
    assert submission.units.values.tolist() == [["U01", "办公室", "general"]]
    assert submission.kind == "table"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_delimiters(delimiter: str) -> None:
    content = csv_of(f"{U},M01-2,value,3,,").decode().replace(",", delimiter).encode()
    assert facts(read(content, "table.csv")) == [["U01", "M01-2", "value", 3.0, "self"]]


def test_code_names_as_headings_in_any_order() -> None:
    submission = table("3,value,M01-2,general,办公室,U01", header="value,field,indicator,group,name,unit")
    assert facts(submission) == [["U01", "M01-2", "value", 3.0, "self"]]


def test_quoted_cells_and_lines_before_the_header() -> None:
    content = f'2025年核查表\n\n{LONG_HEADER}\nU01,办公室,综合部门,M01-2,备注,"甲,乙\n丙",,\n'.encode()
    submission = read(content, "table.csv")
    assert submission.facts[["field", "text", "cell"]].values.tolist() == [["note", "甲,乙\n丙", "F4"]]


@pytest.mark.parametrize(
    ("item", "word", "field"),
    [
        ("M01-4", "完成数", "done"),
        ("M01-4", "应完成数", "due"),
        ("M01-4", "填报值", "done"),
        ("M01-4", "DONE", "done"),
        ("M01-5", "今年数", "now"),
        ("M01-5", "上年数", "before"),
        ("M01-5", "应完成数", "before"),
        ("M01-8", "3月", "m03"),
        ("M01-8", "m3", "m03"),
        ("M01-9", "一季度", "q1"),
        ("M01-9", "第四季度", "q4"),
        ("M02-1", "评分2", "r2"),
        ("M01-2", "Value", "value"),
    ],
)
def test_fields_by_code_or_label(item: str, word: str, field: str) -> None:
    submission = table(f"{U},{item},{word},1,,")
    assert submission.facts["field"].tolist() == [field]


MISTAKES = {
    "unknown field": (f"{U},M01-2,done,3,,", [("unknown_field", "E2")]),
    "a month too many": (f"{U},M01-8,13月,3,,", [("unknown_field", "E2")]),
    "unknown id": (f"{U},M09-9,value,3,,", [("unknown_indicator", "D2")]),
    "no unit": (",,,M01-2,value,3,,", [("blank_basics", "A2")]),
    "bad unit code": ("a/b,办公室,综合部门,M01-2,value,3,,", [("bad_unit_code", "A2")]),
    "no id": (f"{U},,value,3,,", [("blank_basics", "D2")]),
    "no field": (f"{U},M01-2,,3,,", [("blank_basics", "E2")]),
    "unknown group": ("U01,办公室,什么部门,M01-2,value,3,,", [("unknown_unit_group", "C2")]),
    "unknown source": (f"{U},M01-2,value,3,他评,", [("unknown_source", "G2")]),
    "not a number": (f"{U},M01-2,value,三,,", [("not_a_number", "F2")]),
    "self for an inspector's figure": (f"{U},D1,value,1,自评,", [("inspector_item", "G2")]),
    "claim without a reason": (f"{U},M01-4,na,,,", [("na_without_reason", "F2")]),
    "claim where it may not be": (f"{U},M01-1,na,没有,,", [("na_not_allowed", "F2")]),
    "half a ratio": (f"{U},M01-4,done,3,,", [("half_pair", "F2")]),
    "another group's": ("U01,培训,所属单位,M02-2,value,1,,", [("not_for_group", "F2")]),
    "a personal value": (f"{U},M01-2,value,13812345678,,", [("personal_data", "F2")]),
    "a personal reason": (f"{U},M01-2,value,3,核查,电话13812345678,", [("personal_data", "H2")]),
    "a personal field": (f"{U},M01-2,13812345678,3,,", [("personal_data", "E2")]),
}


@pytest.mark.parametrize(("row", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(row: str, expected: list[tuple[str, str]]) -> None:
    submission = table(row)
    assert errors(submission.problems) == [(code, "", cell) for code, cell in expected]
    assert "1381234" not in " ".join(p.sentence() for p in submission.problems)


def test_the_same_figure_twice() -> None:
    submission = table(f"{U},M01-2,value,3,,", f"{U},M01-2,value,3.0,,", f"{U},M01-2,value,4,,")
    assert errors(submission.problems) == [("fact_conflict", "", "F4")]
    assert "F2" in submission.problems[0].message()
    assert table(f"{U},M01-2,value,3,,", f"{U},M01-2,value,３,,").accepted


def test_a_claim_beside_a_value() -> None:
    submission = table(f"{U},M01-4,done,1,,", f"{U},M01-4,due,1,,", f"{U},M01-4,不适用,没有,,")
    assert errors(submission.problems) == [("na_beside_value", "", "F4")]


def test_more_done_than_due() -> None:
    submission = table(f"{U},M01-4,done,2,,", f"{U},M01-4,due,1,,")
    assert errors(submission.problems) == [("done_exceeds_due", "", "F2")]


def test_a_unit_described_in_two_ways() -> None:
    submission = table(f"{U},M01-2,value,3,,", "U01,办公厅,所属单位,M01-3,value,3,,", "U01,,,M01-1,value,是,,")
    assert errors(submission.problems) == [("unit_details_differ", "", "B3"), ("unit_details_differ", "", "C3")]


def test_sources() -> None:
    submission = table(
        f"{U},M01-2,value,3,自评,",
        f"{U},M01-2,value,2,核查,现场查看",
        f"{U},M02-3,r1,90,,",
        "U02,信息部,综合部门,D1,value,1,verified,通报文件",
    )
    assert submission.accepted
    assert facts(submission) == [
        ["U01", "M01-2", "value", 3.0, "self"],
        ["U01", "M01-2", "value", 2.0, "verified"],
        ["U01", "M02-3", "r1", 90.0, "verified"],
        ["U02", "D1", "value", 1.0, "verified"],
    ]
    assert submission.facts["text"].tolist() == ["", "现场查看", "", "通报文件"]
    assert submission.reported_units == ("U01",)
    assert warnings(submission.problems) == []


@pytest.mark.parametrize(("value", "source"), [("1", "核查"), ("0", "核查"), ("1", ""), ("0", "")])
def test_an_adjustment_wants_a_reason_to_be_given_and_to_be_taken_back(value: str, source: str) -> None:
    submission = table(f"{U},M02-3,r1,90,,", f"U02,信息部,综合部门,D1,value,{value},{source},")
    assert errors(submission.problems) == [("adjustment_without_reason", "", "F3")]
    assert table(f"{U},D1,value,{value},{source},通报文件").accepted
    assert errors(table(f"{U},D1,value,{value},{source}", header=LONG_HEADER.removesuffix(",理由")).problems)


def test_a_veto_wants_a_reason_and_a_blank_one_none() -> None:
    system = load_system_text(
        SYSTEM_TEXT + "  - {id: V1, title: 事故, facts: yes_no, rule: {kind: veto, grade_at_most: fail}}\n"
    )
    for value, codes in (("是", ["adjustment_without_reason"]), ("否", ["adjustment_without_reason"]), ("", [])):
        (found,) = read_upload("t.csv", csv_of(f"{U},V1,value,{value},核查,"), system)
        assert [p.code for p in found.problems if p.severity == "error"] == codes


def test_what_a_unit_reports_of_itself_needs_no_reason() -> None:
    assert table(f"{U},B1,value,1,自评,").accepted
    assert errors(table(f"{U},B1,value,1,核查,").problems) == [("adjustment_without_reason", "", "F2")]


def test_a_verified_figure_wants_a_reason() -> None:
    submission = table(f"{U},M01-4,done,2,核查,", f"{U},M01-8,m01,2,核查,看了台账")
    assert submission.accepted
    assert warnings(submission.problems) == [("verified_without_reason", "", "F2")]
    assert submission.reported_units == ()


def test_a_claim_has_its_reason_as_value() -> None:
    submission = table(f"{U},M01-4,na,没有办件,,")
    assert submission.facts[["field", "text"]].values.tolist() == [["na", "没有办件"]]
    assert submission.facts["value"].isna().all()


def test_a_blank_value_is_blank_but_speaks_of_its_unit() -> None:
    submission = table(f"{U},M01-2,value,,,", f"{U},M01-3,value, \u3000,,")
    assert submission.accepted
    assert submission.facts.empty
    assert submission.reported_units == ("U01",)


def test_blank_periods_are_named() -> None:
    assert ("blank_periods", "", "F2") in warnings(table(f"{U},M01-9,q1,1,,").problems)


@pytest.mark.parametrize(
    ("header", "missing"),
    [(LONG_HEADER.replace("字段", "字断"), "字段"), (LONG_HEADER.replace("单位分组", "组"), "单位分组")],
)
def test_a_missing_heading(header: str, missing: str) -> None:
    submission = table(f"{U},M01-2,value,3,,", header=header)
    assert errors(submission.problems) == [("missing_column", "", "A1")]
    assert missing in submission.problems[0].message()


def test_a_single_group_need_not_be_written() -> None:
    one = SYSTEM_TEXT.replace("  other: {title: {zh: 所属单位, en: Affiliated}}\n", "")
    content = csv_of("U01,办公室,M01-2,value,3", header="单位编码,单位名称,编号,字段,值")
    (submission,) = read_upload("t.csv", content, load_system_text(one))
    assert submission.units["group"].tolist() == ["general"]


def test_no_known_header() -> None:
    assert [p.code for p in read(b"a,b\n1,2\n", "t.csv").problems] == ["no_table"]


def test_bytes_in_no_encoding() -> None:
    assert [p.code for p in read(b"\xff\xff\xff" + "单位编码".encode(), "t.csv").problems] == ["unknown_encoding"]


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    assert [p.code for p in table(*[f"{U},M01-2,value,3,,"] * 5).problems] == ["too_many_rows"]


def test_warnings_without_end_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PROBLEMS", 3)
    found = warnings(table(*["合计,,,,,,,"] * 8).problems)
    assert [(code, cell) for code, _, cell in found if code == "end_passed_over"] == [
        ("end_passed_over", f"A{row}") for row in (2, 3, 4)
    ]
    (more,) = (p for p in table(*["合计,,,,,,,"] * 8).problems if p.code == "more_warnings")
    assert "5" in more.message()


def test_a_long_table_in_a_workbook() -> None:
    rows = "\n".join(
        f"| {row.replace(',', ' | ')} |"
        for row in (LONG_HEADER, f"{U},M01-6,value,@2025-03-31,,", f"{U},M01-2,value,3,,")
    )
    submission = read(saved(book_of({"核查": rows})))
    assert submission.kind == "table"
    assert submission.facts[["indicator", "value", "sheet", "cell"]].values.tolist() == [
        ["M01-6", 739341.0, "核查", "F2"],  # days from 1 January of the year 1 to 31 March 2025
        ["M01-2", 3.0, "核查", "F3"],
    ]


# --- lists of units ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster(encoding: str) -> None:
    units, problems = read_roster(
        "units.csv", f"{ROSTER}U01,办公室,综合部门\nU02,培训中心,other\n".encode(encoding), SYSTEM
    )
    assert problems == []
    assert units.values.tolist() == [["U01", "办公室", "general"], ["U02", "培训中心", "other"]]


def test_a_roster_in_a_workbook() -> None:
    content = saved(book_of({"名单": "| 单位名称 | 单位编码 | 单位分组 |\n| 办公室 | 7 | 综合部门 |"}))
    assert read_roster("units.xlsx", content, SYSTEM)[0].values.tolist() == [["7", "办公室", "general"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{ROSTER}U01,,综合部门\n", [("blank_basics", "B2")]),
        (f"{ROSTER}U01,办公室,\n", [("blank_basics", "C2")]),
        (f"{ROSTER}U01,办公室,什么\n", [("unknown_unit_group", "C2")]),
        (f"{ROSTER}U/1,办公室,综合部门\n", [("bad_unit_code", "A2")]),
        (f"{ROSTER}U01,办公室,综合部门\nU01,办公厅,综合部门\n", [("unit_details_differ", "B3")]),
        ("单位编码,单位名称\nU01,办公室\n", [("missing_column", "A1")]),
        (ROSTER, [("no_units", "A1")]),
        ("编码,名称\n1,2\n", [("no_roster", "")]),
        ("", [("empty_file", "")]),
    ],
)
def test_mistakes_in_a_roster(content: str, expected: list[tuple[str, str]]) -> None:
    _, problems = read_roster("units.csv", content.encode(), SYSTEM)
    assert [(p.code, p.cell) for p in problems] == expected
    assert {p.file for p in problems} == {"units.csv"}


def test_a_roster_among_uploads_speaks_of_units_only() -> None:
    submission = read(f"{ROSTER}U01,办公室,综合部门\n".encode(), "units.csv")
    assert submission.accepted
    assert submission.units["unit"].tolist() == ["U01"]
    assert submission.reported_units == ()


INSPECTED = """
format: 1
id: inspected
title: 检查
period: {year: 2025}
sections:
  - id: S1
    title: 检查
    measures:
      - id: M1
        title: 检查
        indicators:
          - {id: I1, title: 检查, marks: 100, facts: count, reported_by: inspector, rule: {kind: target, target: 5}}
"""


def test_inspectors_figures_are_the_report_where_units_report_nothing() -> None:
    system = load_system_text(INSPECTED)
    content = f"{LONG_HEADER}\nU01,甲工地,,I1,value,3,核查,\n".encode()
    (submission,) = read_upload("table.csv", content, system)
    assert submission.reported_units == ("U01",)
