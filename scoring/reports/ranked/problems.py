"""The sheet 问题: what was wrong with the files that were left out. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook

from scoring.problems import Problem, problem_frame
from scoring.reports.worksheet import Column, add_table
from scoring.words import Lang, label, text

_SHEET = text("问题", "Problems")
_WIDTHS = {"file": 24, "sheet": 12, "cell": 9, "unit": 11, "indicator": 9, "code": 18, "message": 50, "hint": 50}


def add_problems(workbook: Workbook, problems: Sequence[Problem], lang: Lang) -> None:
    """Add the sheet, a row a problem; none where there is none."""
    if not problems:
        return
    columns = [
        Column(key, label(key, lang), "long" if key in ("message", "hint") else "text", width)
        for key, width in _WIDTHS.items()
    ]
    add_table(workbook, _SHEET.get(lang), problem_frame(problems, lang), columns)
