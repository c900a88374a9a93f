"""Files against the list of units, and files of one name."""

from __future__ import annotations

from scoring.facts.frames import unit_frame
from scoring.problems import Problem
from scoring.workbook import Batch, combine, read_upload
from scoring.workbook.submission import Submission
from tests.workbook.helpers import BASICS, SYSTEM, csv_of, errors, warnings, workbook

HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 |"
LISTED = "单位编码,单位名称,单位分组\nU01,办公室,综合部门\nU02,信息部,综合部门\n".encode()


def book(unit: str = "U01", name: str = "办公室", group: str = "综合部门", row: str = "M01-2 | 3") -> bytes:
    basics = BASICS.replace("U01", unit).replace("办公室", name).replace("综合部门", group)
    return workbook(f"{HEAD}\n| {row} |", basics)


def read_all(*files: tuple[str, bytes]) -> list[Submission]:
    return [s for name, content in files for s in read_upload(name, content, SYSTEM)]


def told(batch: Batch, code: str) -> list[tuple[str, Problem]]:
    return [(s.file, p) for s in (*batch.accepted, *batch.rejected) for p in s.problems if p.code == code]


def test_messages_between_files_of_one_name_go_to_the_right_one() -> None:
    files = (
        ("a.csv", csv_of("U01,办公室,综合部门,M01-2,value,3,,")),
        ("a.csv", csv_of("U02,信息部,综合部门,M01-2,value,4,,")),
    )
    batch = combine(read_all(*files, ("b.xlsx", book(row="M01-2 | 5"))), SYSTEM)
    assert [(s.file, errors(s.problems)) for s in batch.rejected] == [
        ("a.csv", [("fact_conflict", "", "F2")]),
        ("b.xlsx", [("fact_conflict", "填报", "B2")]),
    ]
    assert batch.units["unit"].tolist() == ["U02"]


def test_the_second_of_a_name_is_called_so() -> None:
    batch = combine(read_all(("a.xlsx", book()), ("a.xlsx", book(row="M01-2 | 4"))), SYSTEM)
    assert [p.params["other"] for _, p in told(batch, "unit_twice")] == ["a.xlsx (2)", "a.xlsx"]


def test_the_same_bytes_twice_under_one_name_count_once() -> None:
    content = book()  # once: a workbook holds the second at which it was written
    batch = combine(read_all(("a.xlsx", content), ("a.xlsx", content)), SYSTEM)
    assert (len(batch.accepted), batch.rejected) == (1, ())
    assert [p.code for p in batch.notices] == ["same_file_twice"]


def test_a_list_among_the_files_gives_the_group_that_a_table_leaves_out() -> None:
    table = csv_of("U01,,,M01-2,value,3,,")
    assert combine(read_all(("a.csv", table)), SYSTEM).rejected
    batch = combine(read_all(("a.csv", table), ("units.csv", LISTED)), SYSTEM)
    assert batch.rejected == ()
    assert batch.units.values.tolist() == [["U01", "办公室", "general"]]


def test_a_roster_or_what_is_known_gives_the_group_too() -> None:
    submissions = read_all(("a.csv", csv_of("U01,,,M01-2,value,3,,")))
    units = unit_frame([("U01", "办公室", "other")])
    for given in ({"roster": units}, {"known": units}):
        batch = combine(submissions, SYSTEM, **given)
        assert batch.rejected == ()
        assert batch.units.values.tolist() == [["U01", "办公室", "other"]]


def test_a_name_that_is_not_as_listed_is_a_warning_and_the_list_counts() -> None:
    for files, roster in (
        ((("units.csv", LISTED),), None),
        ((), unit_frame([("U01", "办公室", "general")])),
    ):
        batch = combine(read_all(("a.xlsx", book(name="办公厅")), *files), SYSTEM, roster)
        assert batch.rejected == ()
        assert batch.units["name"].tolist() == ["办公室"]
        ((file, problem),) = told(batch, "not_as_listed")
        assert (file, problem.severity, problem.unit) == ("a.xlsx", "warning", "U01")
        assert all(word in problem.message() for word in ("办公厅", "办公室", "单位名称"))


def test_a_group_that_is_not_as_listed_is_a_warning_and_the_list_counts() -> None:
    batch = combine(read_all(("a.xlsx", book(group="所属单位")), ("units.csv", LISTED)), SYSTEM)
    assert batch.rejected == ()
    assert batch.units["group"].tolist() == ["general"]
    ((_, problem),) = told(batch, "not_as_listed")
    assert all(word in problem.message("en") for word in ("Affiliated", "General"))


def test_figures_that_the_listed_group_does_not_have_are_errors() -> None:
    roster = unit_frame([("U01", "办公室", "other")])
    batch = combine(read_all(("a.xlsx", book(row="M02-2 | 1"))), SYSTEM, roster)
    assert [errors(s.problems) for s in batch.rejected] == [[("not_for_group", "填报", "B2")]]


def test_what_is_only_known_does_not_gainsay_a_file() -> None:
    known = unit_frame([("U01", "旧名", "other")])
    batch = combine(read_all(("a.xlsx", book())), SYSTEM, known=known)
    assert batch.units.values.tolist() == [["U01", "办公室", "general"]]
    assert told(batch, "not_as_listed") == []


def test_two_lists_that_differ_are_both_left_out() -> None:
    other = LISTED.decode().replace("办公室", "办公厅").encode()
    batch = combine(read_all(("a.csv", LISTED), ("b.csv", other)), SYSTEM)
    assert [(s.file, errors(s.problems)) for s in batch.rejected] == [
        ("a.csv", [("unit_details_differ", "", "A2")]),
        ("b.csv", [("unit_details_differ", "", "A2")]),
    ]


def test_a_unit_on_no_list_is_asked_about() -> None:
    batch = combine(read_all(("a.xlsx", book(unit="UO1")), ("units.csv", LISTED)), SYSTEM)
    assert batch.units["unit"].tolist() == ["UO1"]
    ((_, problem),) = told(batch, "unit_not_listed")
    assert "“U01”" in problem.hint()
    assert warnings([problem])


def test_without_a_list_nothing_is_said_of_lists() -> None:
    batch = combine(read_all(("a.xlsx", book())), SYSTEM)
    assert told(batch, "unit_not_listed") == told(batch, "not_as_listed") == []


def test_codes_that_differ_in_case_alone_are_asked_about() -> None:
    batch = combine(read_all(("a.xlsx", book()), ("b.xlsx", book(unit="u01", row="M01-2 | 4"))), SYSTEM)
    found = told(batch, "codes_alike")
    assert [(file, p.params["other_code"], p.params["other"]) for file, p in found] == [
        ("a.xlsx", "u01", "b.xlsx"),
        ("b.xlsx", "U01", "a.xlsx"),
    ]
    assert batch.rejected == ()


def test_where_hardly_any_unit_is_listed_the_first_are_named_by_cell_and_the_others_counted() -> None:
    rows = [f"U01-{n},甲,综合部门,M01-2,value,3,," for n in range(80)]
    batch = combine(read_all(("all.csv", csv_of(*rows)), ("units.csv", LISTED)), SYSTEM)
    found = [problem for _, problem in told(batch, "unit_not_listed")]
    assert len(found) == 50
    assert all("“U01”" in problem.hint() for problem in found)
    assert [problem.cell for problem in found[:2]] == ["A2", "A3"]
    ((_, more),) = told(batch, "unit_not_listed_more")
    assert "30" in more.message()


def test_where_nobody_can_be_asked_a_file_of_an_unlisted_unit_is_left_out() -> None:
    only_inspected = csv_of("U09,甲,综合部门,D1,value,1,,通报", "U01,,,D1,value,1,,通报")
    files = read_all(("a.xlsx", book(unit="UO1")), ("b.csv", only_inspected), ("c.xlsx", book()), ("units.csv", LISTED))
    batch = combine(files, SYSTEM, only_listed=True)
    assert [(s.file, errors(s.problems)) for s in batch.rejected] == [
        ("a.xlsx", [("unit_off_list", "基本信息", "B1")]),
        ("b.csv", [("unit_off_list", "", "A2")]),
    ]
    assert batch.units["unit"].tolist() == ["U01"]
    many = csv_of(*(f"S{n},甲,综合部门,M01-2,value,3,," for n in range(51)))
    (left_out,) = combine(read_all(("all.csv", many), ("units.csv", LISTED)), SYSTEM, only_listed=True).rejected
    assert left_out.problems[-1].code == "unit_off_list_more"


def test_a_table_twice_over_agrees_with_itself() -> None:
    rows = [f"U{n:03},甲,综合部门,M01-2,value,3,," for n in range(300)]
    batch = combine(read_all(("a.csv", csv_of(*rows)), ("b.csv", csv_of(*rows, ""))), SYSTEM)
    assert batch.rejected == ()
    assert len(batch.facts) == 300
    changed = [row.replace("value,3", "value,4") if row.startswith("U007") else row for row in rows]
    batch = combine(read_all(("a.csv", csv_of(*rows)), ("b.csv", csv_of(*changed))), SYSTEM)
    assert [(file, p.cell) for file, p in told(batch, "fact_conflict")] == [("a.csv", "F9"), ("b.csv", "F9")]


def test_a_unit_of_a_listed_name_is_asked_about_by_its_code() -> None:
    batch = combine(read_all(("a.xlsx", book(unit="P-7")), ("units.csv", LISTED)), SYSTEM)
    ((_, problem),) = told(batch, "unit_not_listed")
    assert "“U01”" in problem.hint()  # no code is near, but the name is the same


def test_a_listed_name_is_found_past_the_width_of_its_brackets() -> None:
    listed = LISTED.decode().replace("U01,办公室", "U01,办公室（甲）").encode()
    batch = combine(read_all(("a.xlsx", book(unit="P-7", name="办公室(甲)")), ("units.csv", listed)), SYSTEM)
    ((_, problem),) = told(batch, "unit_not_listed")
    assert "“U01”" in problem.hint()
