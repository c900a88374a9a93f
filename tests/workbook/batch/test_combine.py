"""Files read together: who counts, and what files say against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.system import load_system_text
from scoring.workbook import Batch, collect, combine, read_upload
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.submission import Submission
from tests.workbook.helpers import BASICS, SYSTEM, SYSTEM_TEXT, csv_of, errors, workbook, zip_of

HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 |"


def book(unit: str, *rows: str, name: str = "办公室") -> bytes:
    basics = BASICS.replace("U01", unit).replace("办公室", name)
    return workbook("\n".join([HEAD, *(f"| {row} |" for row in rows or ("M01-2 | 3",))]), basics)


def combined(**files: bytes) -> Batch:
    """The batch of files named a.xlsx, b.csv ... by keywords a_xlsx, b_csv."""
    names = {name.replace("_", "."): content for name, content in files.items()}
    return combine([s for name, content in names.items() for s in read_upload(name, content, SYSTEM)], SYSTEM)


def codes(batch: Batch) -> dict[str, list[str]]:
    """File -> codes of its errors."""
    return {s.file: [code for code, _, _ in errors(s.problems)] for s in batch.rejected}


def files(submissions: tuple[Submission, ...]) -> list[str]:
    return [s.file for s in submissions]


def test_facts_of_files_are_put_together() -> None:
    batch = combined(
        a_xlsx=book("U02"),
        b_xlsx=book("U01"),
        c_csv=csv_of("U01,办公室,综合部门,D1,value,1,,通报", "U01,,,M01-2,value,2,核查,看过"),
    )
    assert batch.units.values.tolist() == [["U01", "办公室", "general"], ["U02", "办公室", "general"]]
    assert batch.facts[["unit", "indicator", "value", "source"]].values.tolist() == [
        ["U02", "M01-2", 3.0, "self"], ["U01", "M01-2", 3.0, "self"], ["U01", "D1", 1.0, "verified"], ["U01", "M01-2", 2.0, "verified"],
    ]  # fmt: skip
    assert files(batch.accepted) == ["a.xlsx", "b.xlsx", "c.csv"]
    assert batch.rejected == batch.notices == ()


def test_a_file_with_errors_is_left_out_and_the_rest_counts() -> None:
    batch = combined(
        a_xlsx=book("U01", "M01-2 | 三"), b_xlsx=book("U02"), c_csv=csv_of("U01,办公室,综合部门,D1,value,1,,通报")
    )
    assert codes(batch) == {"a.xlsx": ["not_a_number"]}
    assert batch.units["unit"].tolist() == ["U02"]
    assert set(batch.facts["unit"]) == {"U02"}
    assert [(p.code, p.unit) for p in batch.notices] == [("no_report", "U01")]


def test_two_workbooks_of_one_unit() -> None:
    batch = combined(a_xlsx=book("U01"), b_xlsx=book("U01", "M01-2 | 4"), c_xlsx=book("U02"))
    assert codes(batch) == {"a.xlsx": ["unit_twice"], "b.xlsx": ["unit_twice"]}
    assert "b.xlsx" in batch.rejected[0].problems[-1].message()
    assert "a.xlsx" in batch.rejected[1].problems[-1].message()
    assert batch.units["unit"].tolist() == ["U02"]


def test_two_workbooks_of_one_unit_under_one_name() -> None:
    submissions = [
        s for content in (book("U01"), book("U01", "M01-2 | 4")) for s in read_upload("a.xlsx", content, SYSTEM)
    ]
    assert [[p.code for p in s.problems if p.severity == "error"] for s in combine(submissions, SYSTEM).rejected] == [
        ["unit_twice"],
        ["unit_twice"],
    ]


def test_the_same_bytes_twice_count_once() -> None:
    batch = combined(a_xlsx=book("U01"), b_xlsx=book("U01"))
    assert files(batch.accepted) == ["a.xlsx"]
    assert [(p.code, p.file, p.params["other"]) for p in batch.notices] == [("same_file_twice", "b.xlsx", "a.xlsx")]


def test_one_figure_with_two_values() -> None:
    batch = combined(a_xlsx=book("U01"), b_csv=csv_of("U01,办公室,综合部门,M01-2,value,4,,"), c_xlsx=book("U02"))
    assert codes(batch) == {"a.xlsx": ["fact_conflict"], "b.csv": ["fact_conflict"]}
    (first, second) = (s.problems[-1] for s in batch.rejected)
    assert (first.sheet, first.cell, first.params["other"].get()) == ("填报", "B2", "b.csv F2")
    assert (second.cell, second.params["other"].get()) == ("F2", "a.xlsx 《填报》B2")


def test_one_figure_with_one_value_is_kept_once() -> None:
    batch = combined(a_xlsx=book("U01"), b_csv=csv_of("U01,办公室,综合部门,M01-2,value,3,,"))
    assert batch.rejected == ()
    assert len(batch.facts) == 1


def test_a_unit_described_in_two_ways() -> None:
    batch = combined(a_xlsx=book("U01"), b_csv=csv_of("U01,办公厅,综合部门,D1,value,1,,通报"))
    assert codes(batch) == {"a.xlsx": ["unit_details_differ"], "b.csv": ["unit_details_differ"]}


def test_a_claim_in_one_file_and_a_value_in_another() -> None:
    batch = combined(a_xlsx=book("U01", "M01-2 | | | 是 | 没有"), b_csv=csv_of("U01,办公室,综合部门,M01-2,value,4,,"))
    assert codes(batch) == {"a.xlsx": ["na_beside_value"], "b.csv": ["na_beside_value"]}


def test_more_done_than_due_after_verification() -> None:
    batch = combined(
        a_xlsx=book("U01", "M01-4 | 8 | 10"),
        b_csv=csv_of("U01,办公室,综合部门,M01-4,due,5,核查,重新计数"),
        c_xlsx=book("U02"),
    )
    assert codes(batch) == {"a.xlsx": ["done_exceeds_due"], "b.csv": ["done_exceeds_due"]}
    assert batch.rejected[0].problems[-1].params["other"].get() == "b.csv F2"
    assert batch.units["unit"].tolist() == ["U02"]


def test_verification_may_correct_one_half_of_a_ratio() -> None:
    batch = combined(
        a_xlsx=book("U01", "M01-4 | 8 | 10"), b_csv=csv_of("U01,办公室,综合部门,M01-4,done,5,核查,重新计数")
    )
    assert batch.rejected == ()


def test_inspectors_need_not_repeat_name_and_group() -> None:
    batch = combined(a_xlsx=book("U01"), b_csv=csv_of("U01,,,D1,value,1,,通报"))
    assert batch.rejected == ()
    assert batch.units.values.tolist() == [["U01", "办公室", "general"]]


def test_a_figure_for_a_group_that_another_file_names() -> None:
    affiliated = workbook(f"{HEAD}\n| M01-2 | 3 |", BASICS.replace("综合部门", "所属单位"))
    batch = combined(a_xlsx=affiliated, b_csv=csv_of("U01,,,M02-2,value,1,核查,看过"))
    assert codes(batch) == {"b.csv": ["not_for_group"]}
    assert batch.units["unit"].tolist() == ["U01"]


def test_a_group_that_nobody_names() -> None:
    assert codes(combined(b_csv=csv_of("U01,办公室,,M01-2,value,1,,"))) == {"b.csv": ["no_group"]}


def test_only_inspectors_speak_of_a_unit() -> None:
    batch = combined(a_xlsx=book("U01"), b_csv=csv_of("U02,信息部,综合部门,D1,value,1,,通报"))
    assert batch.units["unit"].tolist() == ["U01"]
    assert [(p.code, p.unit) for p in batch.notices] == [("no_report", "U02")]


def test_a_roster_names_who_has_not_reported() -> None:
    roster = "单位编码,单位名称,单位分组\nU01,办公室,综合部门\nU02,信息部,综合部门\n".encode()
    batch = combined(a_xlsx=book("U01"), units_csv=roster)
    assert batch.rejected == ()
    assert [(p.code, p.unit) for p in batch.notices] == [("no_report", "U02")]


def test_where_inspectors_report_everything_no_report_is_needed() -> None:
    by_inspectors = SYSTEM_TEXT.replace(", reported_by: inspector", "").replace("reported_by: unit, ", "")
    by_inspectors = by_inspectors.replace(", marks:", ", reported_by: inspector, marks:")
    system = load_system_text(by_inspectors)
    assert list(system.unit_reported()) == []
    submissions = read_upload("a.csv", csv_of("U01,办公室,综合部门,M01-2,value,1,,"), system)
    assert combine(submissions, system).units["unit"].tolist() == ["U01"]


def test_nothing_at_all() -> None:
    batch = combine([], SYSTEM)
    assert batch.units.empty
    assert batch.facts.empty
    assert batch.accepted == batch.rejected == batch.notices == ()


def test_what_a_zip_holds_besides_is_a_notice() -> None:
    batch = combined(a_zip=zip_of({"U01.xlsx": book("U01"), "照片.png": b"\x89PNG"}))
    assert files(batch.accepted) == ["a.zip/U01.xlsx"]
    assert [p.code for p in batch.notices] == ["member_skipped"]


# --- files of a folder ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx",
        "a.CSV",
        "sub/c.zip",
        "d.ods",
        "e.xls",
        "f.xlsm",
        "notes.txt",
        "~$b.xlsx",
        ".hidden.csv",
        ".git/x.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


def test_collecting_a_folder(folder: Path) -> None:
    found = collect([folder])
    assert [name for name, _ in found] == ["a.CSV", "b.xlsx", "d.ods", "e.xls", "f.xlsm", "sub/c.zip", "notes.txt"]
    assert dict(found)["sub/c.zip"] == b"sub/c.zip"
    told = dict(found)["notes.txt"]
    assert isinstance(told, Unreadable)
    assert told.code == "file_skipped"
    assert found.skipped == ["notes.txt"]


def test_a_file_named_outright_is_read_whatever_it_is_called(folder: Path) -> None:
    assert [name for name, _ in collect([folder / "notes.txt"])] == ["notes.txt"]


def test_files_of_one_name_in_two_folders(folder: Path) -> None:
    other = folder / "sub"
    (other / "b.xlsx").write_bytes(b"other")
    found = dict(collect([folder / "b.xlsx", other / "b.xlsx", folder / "b.xlsx"]))
    assert list(found.values()) == [b"b.xlsx", b"other"]
