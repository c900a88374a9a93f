"""Each mistake in a cell or a row of a unit's workbook, by its code and its cell."""

from __future__ import annotations

import pytest

from scoring.workbook import limits
from tests.workbook.helpers import BASICS, ENTRY, errors, figures, read, texts, warnings, workbook

HEAD = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 | 佐证材料 | 备注 |"
CARD = "11010519491231002X"  # the example of GB 11643
# What stands in row 2 of 填报 -> (code, cell) of each error.
MISTAKES = {
    "text in a count": ("M01-2 | 三次", [("not_a_number", "B2")]),
    "unit in a count": ("M01-2 | 3次", [("not_a_number", "B2")]),
    "percent in a count": ("M01-2 | 85%", [("percent_not_allowed", "B2")]),
    "half a time": ("M01-2 | 2.5", [("not_whole", "B2")]),
    "below zero": ("M01-2 | -1", [("negative", "B2")]),
    "too large": ("M01-2 | '99999999999999999999", [("number_too_large", "B2")]),
    "a date that was a count": ("M01-2 | @2025-03-01", [("date_in_number", "B2")]),
    "a time that was a ratio": ("M01-2 | @08:30", [("time_in_cell", "B2")]),
    "a truth in a count": ("M01-2 | TRUE", [("not_a_number", "B2")]),
    "beyond the bounds": ("M01-3 | 366", [("out_of_range", "B2")]),
    "neither yes nor no": ("M01-1 | 部分", [("not_yes_no", "B2")]),
    "two for yes": ("M01-1 | 2", [("not_yes_no", "B2")]),
    "a date for yes": ("M01-1 | @2025-03-01", [("not_yes_no", "B2")]),
    "no such day": ("M01-6 | 2025-02-30", [("not_a_date", "B2")]),
    "no year": ("M01-6 | '3月31日", [("not_a_date", "B2")]),
    "a number for a date": ("M01-6 | 45747", [("not_a_date", "B2")]),
    "no such option": ("M01-7 | 甲", [("not_an_option", "B2")]),
    "done without due": ("M01-4 | 3 |", [("half_pair", "C2")]),
    "due without done": ("M01-4 | | 3", [("half_pair", "B2")]),
    "now without before": ("M01-5 | 3 |", [("half_pair", "C2")]),
    "more done than due": ("M01-4 | 5 | 4", [("done_exceeds_due", "B2")]),
    "due of a count": ("M01-2 | 3 | 4", [("value_out_of_place", "C2")]),
    "not applicable where it may not be": ("M01-1 | | | 是 | 没有", [("na_not_allowed", "D2")]),
    "not applicable to an adjustment": ("B1 | | | 是 | 没有", [("na_not_allowed", "D2")]),
    "not applicable without a reason": ("M01-4 | | | 是 |", [("na_without_reason", "E2")]),
    "not applicable beside a value": ("M01-4 | 1 | 2 | 是 | 没有", [("na_beside_value", "D2")]),
    "not applicable beside half a value": ("M01-4 | 1 | | √ | 没有", [("half_pair", "C2"), ("na_beside_value", "D2")]),
    "a tick that is none": ("M01-4 | | | 也许 | 没有", [("not_yes_no", "D2")]),
    "unknown id": ("M01-99 | 3", [("unknown_indicator", "A2")]),
    "id that became a date": ("@2025-01-02 | 3", [("unknown_indicator", "A2")]),
    "no id": (" | 3", [("missing_id", "A2")]),
    "an inspector's figure": ("D1 | 1", [("inspector_item", "B2")]),
    "formula never calculated": ("M01-2 | =1+2", [("formula_without_value", "B2")]),
    "reason by formula": ("M01-4 | | | 是 | =B1", [("formula_without_value", "E2")]),
    "long remark": (f"M01-2 | 3 | | | | | {'长' * (limits.TEXT + 1)}", [("text_too_long", "G2")]),
    "card number in evidence": (f"M01-2 | 3 | | | | 身份证号：{CARD}", [("personal_data", "F2")]),
    "card number in full width": ("M01-2 | 3 | | | | １１０１０５１９４９１２３１００２Ｘ", [("personal_data", "F2")]),
    "card number as a number": ("M01-2 | 110105194912310020", [("personal_data", "B2")]),
    "mobile number in a remark": ("M01-2 | 3 | | | | | 联系 138-1234-5678", [("personal_data", "G2")]),
    "mobile number in full width": ("M01-2 | 3 | | | | | 电话：１３８－１２３４－５６７８", [("personal_data", "G2")]),
    "mobile number with unseen spaces": ("M01-2 | 3 | | | | | 138\u200b12345678", [("personal_data", "G2")]),
    "two mobile numbers": ("M01-2 | 3 | | | | | 13812345678、手机 13912345678", [("personal_data", "G2")]),
    "mobile number in brackets": ("M01-2 | 3 | | | | | （+86 13812345678）", [("personal_data", "G2")]),
    "mobile number as a count": ("M01-2 | 13812345678", [("personal_data", "B2")]),
    "mobile number as an id": ("'13812345678 | 1", [("personal_data", "A2")]),
    "several at once": ("M01-4 | 三 | -1 | 也许", [("not_a_number", "B2"), ("negative", "C2"), ("not_yes_no", "D2")]),
}
FINE = {
    "nothing of nothing": ("M01-4 | 0 | 0", {("M01-4", "done"): 0, ("M01-4", "due"): 0}),
    "a percentage in a number": ("M01-3 | 85%", {("M01-3", "value"): 0.85}),
    "lower-case id": ("m01-2 | 3", {("M01-2", "value"): 3}),
    "full-width id": ("Ｍ０１－２ | 3", {("M01-2", "value"): 3}),
    "a tick of no": ("M01-4 | 1 | 2 | 否", {("M01-4", "done"): 1, ("M01-4", "due"): 2}),
    "an unreported inspector's row": ("D1 | ", {}),
    "spaces are blank": ("M01-2 | '\u3000\u200b ", {}),
    "a landline is no mobile": ("M01-2 | 3 | | | | 010-65123456", {("M01-2", "value"): 3}),
    "eighteen digits without a birthday": ("M01-2 | 3 | | | | 第110105194913310021号", {("M01-2", "value"): 3}),
    "a long document number": ("M01-2 | 3 | | | | 文号 2025138123456789012", {("M01-2", "value"): 3}),
}


def entry(*rows: str) -> str:
    return "\n".join([HEAD, *(f"| {row} |" for row in rows)])


@pytest.mark.parametrize(("row", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(row: str, expected: list[tuple[str, str]]) -> None:
    submission = read(workbook(entry(row)))
    assert errors(submission.problems) == [(code, "填报", cell) for code, cell in expected]
    assert not submission.accepted
    assert {p.file for p in submission.problems} == {"U01.xlsx"}
    assert {p.unit for p in submission.problems if p.code != "personal_data"} <= {"U01"}


@pytest.mark.parametrize(("row", "expected"), FINE.values(), ids=FINE)
def test_what_is_no_mistake(row: str, expected: dict[tuple[str, str], float]) -> None:
    submission = read(workbook(entry(row)))
    assert errors(submission.problems) == []
    assert figures(submission) == expected


@pytest.mark.parametrize("row", [row for row, found in MISTAKES.values() if found[0][0] == "personal_data"])
def test_a_personal_number_is_never_repeated(row: str) -> None:
    submission = read(workbook(entry(row)))
    said = " ".join(p.sentence(lang) for p in submission.problems for lang in ("zh", "en"))
    assert "1381234" not in said.replace("-", "")
    assert "1949" not in said


def test_an_error_value_is_an_error_and_not_a_blank() -> None:
    assert errors(read(workbook(entry("M01-2 | #REF!"))).problems) == [("error_cell", "填报", "B2")]


def test_an_id_twice_names_both_cells() -> None:
    problems = read(workbook(entry("M01-2 | 3", "M01-3 | 1", "M01-2 | 3"))).problems
    assert errors(problems) == [("indicator_twice", "填报", "A4")]
    assert "《填报》A2" in next(p for p in problems if p.code == "indicator_twice").message()


def test_an_indicator_of_another_group() -> None:
    affiliated = BASICS.replace("综合部门", "所属单位")
    submission = read(workbook(entry("M02-2 | 1"), affiliated))
    assert errors(submission.problems) == [("not_for_group", "填报", "B2")]
    assert errors(read(workbook(entry("M02-2 | "), affiliated)).problems) == []


def test_a_claim_carries_its_reason() -> None:
    submission = read(workbook(entry("M01-4 | | | √ | 没有办件")))
    assert errors(submission.problems) == []
    assert texts(submission) == {("M01-4", "na"): "没有办件"}


def test_a_reason_without_a_tick_is_no_claim() -> None:
    submission = read(workbook(entry("M01-4 | | | | 没有办件")))
    assert ("reason_without_na", "填报", "D2") in warnings(submission.problems)
    assert texts(submission) == {}


def test_texts_are_kept_as_they_stand() -> None:
    submission = read(workbook(entry("M01-2 | 3 | | | | '  两份　文件 | '+1")))
    assert texts(submission) == {("M01-2", "evidence"): "  两份　文件", ("M01-2", "note"): "+1"}


SERIES = "| 编号 | 1月 | 2月 | 一季度 | 二季度 | 三季度 | 四季度 | 不适用 | 不适用理由 |"


def test_blank_periods_are_named() -> None:
    submission = read(workbook(月度季度=f"{SERIES}\n| M01-9 | | | 1 | | 0 | |"))
    assert errors(submission.problems) == []
    assert ("blank_periods", "月度季度", "E2") in warnings(submission.problems)
    message = next(p for p in submission.problems if p.code == "blank_periods").message()
    assert "二季度、四季度" in message
    assert figures(submission) == {("M01-2", "value"): 3, ("M01-9", "q1"): 1, ("M01-9", "q3"): 0}


def test_a_quarter_of_a_monthly_figure_is_out_of_place() -> None:
    months = "编号 | " + " | ".join(f"{n}月" for n in range(1, 13)) + " | 一季度"
    row = "M01-8 | " + " | ".join("1" * 12) + " | 3"
    submission = read(workbook(月度季度=f"| {months} |\n| {row} |"))
    assert errors(submission.problems) == [("value_out_of_place", "月度季度", "N2")]


def test_a_panels_blank_scores_are_fine() -> None:
    submission = read(workbook(评议="| 编号 | 评分1 | 评分2 | 评分3 |\n| M02-1 | 90 | | 100.5 |"))
    assert errors(submission.problems) == [("out_of_range", "评议", "D2")]
    submission = read(workbook(评议="| 编号 | 评分1 | 评分2 | 评分3 |\n| M02-1 | 90 | | 100 |"))
    assert errors(submission.problems) == []


def test_what_is_absent_and_what_is_blank_is_listed_once_each() -> None:
    problems = {p.code: p for p in read(workbook(entry("M01-2 | 3", "M01-3 | "))).problems}
    assert set(problems) == {"indicators_absent", "left_blank"}
    assert "M01-1、M01-4、M01-5" in problems["indicators_absent"].message()
    assert "M01-3" in problems["left_blank"].message()


def test_all_mistakes_at_once_in_the_order_of_the_file() -> None:
    submission = read(
        workbook(entry("M01-9x | 1", "M01-2 | 三", "M01-4 | 5 | 4", "M01-2 | 1"), BASICS.replace("2025", "2024"))
    )
    assert errors(submission.problems) == [
        ("wrong_year", "基本信息", "B4"),
        ("unknown_indicator", "填报", "A2"),
        ("not_a_number", "填报", "B3"),
        ("done_exceeds_due", "填报", "B4"),
        ("indicator_twice", "填报", "A5"),
    ]


def test_a_plain_workbook_is_accepted() -> None:
    submission = read(workbook(ENTRY))
    assert submission.accepted
    assert submission.facts[["file", "sheet", "cell"]].values.tolist() == [["U01.xlsx", "填报", "B2"]]


@pytest.mark.parametrize(
    "words",
    [
        "'13800138000.5",
        "15575396825.4",
        "见 11a29363-41f0-4842-920b-c15284858230",
        "550e8400-e29b-41d4-a716-13812345678a",
        "'2025-13812345678-01",
        "'110105194912310021",  # the check digit would be X
        "a13812345678",
        "某办发〔2025〕13812345678号",
        "附件13812345678",
        "见13812345678.pdf",
        f"合同 {CARD} 号",
    ],
)
def test_figures_and_identifiers_are_nobodys_number(words: str) -> None:
    submission = read(workbook(entry(f"M01-2 | 3 | | | | | {words}")))
    assert errors(submission.problems) == []
