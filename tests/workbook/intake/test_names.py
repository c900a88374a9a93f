"""Names of units are kept as their owners write them; only comparing looks past how they are typed."""

from __future__ import annotations

import pytest

from scoring.facts.frames import unit_frame
from scoring.problems import Problem
from scoring.workbook import combine, read_roster, read_upload
from tests.workbook.helpers import BASICS, SYSTEM, csv_of, errors, workbook

HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 |"
NAMES = {
    "full-width brackets": "办公室（信息中心）",
    "half-width brackets": "办公室(信息中心)",
    "two spaces inside": "第一  分局",
    "a full-width space inside": "第一　分局",
    "a rare character": "𬭊龘㙍镇政府",
    "a character that normalising would replace": "\uf90a鎮 ㈱ Ⅱ",
    "full-width letters and digits": "ＡＢＣ１２３厂",
    "circled digits and a fraction": "①处 ½",
    "a dash and a tilde": "甲—乙～丙",
}


def book(name: str) -> bytes:
    return workbook(f"{HEAD}\n| M01-2 | 3 |", BASICS.replace("办公室", name))


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_a_name_passes_through_unaltered(name: str) -> None:
    of_book, of_table = read_upload("a.xlsx", book(name), SYSTEM), read_upload("a.csv", table(name), SYSTEM)
    units, problems = read_roster("units.csv", f"单位编码,单位名称,单位分组\nU01,{name},综合部门\n".encode(), SYSTEM)
    said = {of_book[0].unit_rows[0][1], of_table[0].unit_rows[0][1], units["name"].iloc[0]}
    assert (said, problems) == ({name}, [])


def table(name: str) -> bytes:
    return csv_of(f"U01,{name},综合部门,M01-2,value,3,,")


@pytest.mark.parametrize(
    "typed", [" 办公室（甲） ", "　办公室（甲）", "\u200b办公室（甲）\ufeff", "办公室（甲）\u00a0"]
)
def test_what_cannot_be_seen_around_a_name_is_no_part_of_it(typed: str) -> None:
    (submission,) = read_upload("a.csv", table(typed), SYSTEM)
    assert submission.unit_rows[0][1] == "办公室（甲）"


def test_the_units_of_a_batch_keep_it() -> None:
    name = NAMES["full-width brackets"]
    batch = combine(read_upload("a.xlsx", book(name), SYSTEM), SYSTEM)
    assert batch.units["name"].tolist() == [name]


def warned(listed: str, said: str) -> list[Problem]:
    batch = combine(read_upload("a.xlsx", book(said), SYSTEM), SYSTEM, roster=unit_frame([("U01", listed, "general")]))
    return [p for s in batch.accepted for p in s.problems if p.code == "not_as_listed"]


def test_brackets_of_another_width_are_the_same_name_and_the_list_counts() -> None:
    assert warned("办公室（甲）", "办公室(甲)") == []
    (problem,) = warned("办公室（甲）", "办公室（乙）")
    assert (problem.params["said"], problem.params["listed"]) == ("办公室（乙）", "办公室（甲）")


def test_one_table_may_write_a_name_in_both_widths() -> None:
    both = csv_of("U01,办公室（甲）,综合部门,M01-2,value,3,,", "U01,办公室(甲),综合部门,M01-3,value,4,,")
    (submission,) = read_upload("a.csv", both, SYSTEM)
    assert (errors(submission.problems), submission.unit_rows[0][1]) == ([], "办公室（甲）")
