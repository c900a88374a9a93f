"""What number formats show: as Excel shows it, worked out by hand from the format's definition."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scoring.workbook.files.workers.shown_numbers import may_show_otherwise, reads_as, shown_otherwise
from tests.workbook.helpers import ENTRY, figures, read, workbook


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ('"12"', 4, "12"),
        (";;;", 4, ""),
        ('0"0"', 4, "40"),
        ("0,", 4000, "4"),
        ('0"万"', 4, "4万"),
        ("0;0", -5, "5"),
        ("0;-0;;@", 0, ""),
        ('0;0;"无"', 0, "无"),
        (r"\1\20", 4, "124"),
        ('"√"', 1, "√"),
    ],
)
def test_another_number_or_none(code: str, value: float, seen: str) -> None:
    assert may_show_otherwise(code)
    assert shown_otherwise(code, value) == seen


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("0.00", 4.126),
        ("#,##0", 4000),
        ('0"次"', 4),
        ('0.0,"k"', 4000),
        ("0;-0", -5),
        ("0_);(0)", -5),
        ("0_);[Red]0", -5),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 0),
        ('"第"0"名"', 3),
        ("General", 4.5),
        ('G/通用格式"次"', 4),
        ("0%", 0.5),
        ("0.00E+00", 12345),
        ("# ?/?", 0.5),
        ('yyyy"年"m"月"', 45000),
        ("[$-804]yyyy-mm-dd;@", 45000),
        ("aaaa", 45000),
        ("[DBNum1]General", 5),
        ("@", 5),
    ],
)
def test_the_same_number(code: str, value: float) -> None:
    assert shown_otherwise(code, value) is None


@pytest.mark.parametrize(
    ("seen", "value", "is_same"),
    [
        ("4,000", 4000, True),
        ("4,5", 4.5, True),
        ("12", 4, False),
        ("五", 5, True),
        ("1/2", 0.5, True),
        ("85.33", 85.333, True),
    ],
)
def test_what_is_seen_in_ods(seen: str, value: float, is_same: bool) -> None:
    assert reads_as(seen, value) == is_same


def test_a_cell_that_shows_another_number_is_told_and_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ENTRY)))
    book["填报"]["B2"].number_format = '0"0"'
    saved = io.BytesIO()
    book.save(saved)
    submission = read(saved.getvalue())
    (problem,) = [p for p in submission.problems if p.code == "shown_otherwise"]
    assert (problem.severity, problem.sheet, problem.cell) == ("warning", "填报", "B2")
    plain = figures(read(workbook(ENTRY)))
    assert figures(submission) == plain
    held = plain["M01-2", "value"]
    assert f"“{held:g}0”" in problem.message()
    assert f"“{held:g}”" in problem.message()
