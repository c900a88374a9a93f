"""The report of a batch: what became of each file, and every problem by its cell."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd

from scoring.problems import Problem, problem_frame
from scoring.reports.worksheet import Column, add_table, new_workbook
from scoring.words import SEVERITIES, Lang, label, text

BATCH_COLUMNS = ["file", "result", "unit", "version", "errors", "warnings"]
_FILES, _PROBLEMS = text("文件", "Files"), text("问题清单", "Problems")
_WIDTHS = {"file": 30, "unit": 10, "sheet": 12, "cell": 9, "indicator": 10, "message": 50, "hint": 50, "severity": 8}


def batch_workbook(files: pd.DataFrame, problems: Sequence[Problem], lang: Lang = "zh") -> bytes:
    """The report as an .xlsx; text from files stays text.

    Args:
        files: BATCH_COLUMNS, a row a file, as it is to be shown.
        problems: of all files.
    """
    target = io.BytesIO()
    workbook = new_workbook(target)
    add_table(workbook, _FILES.get(lang), files, [_column(key, lang) for key in BATCH_COLUMNS], freeze=1)
    rows = problem_frame(problems, lang)
    rows["severity"] = rows["severity"].map({code: words.get(lang) for code, words in SEVERITIES.items()})
    keys = ("file", "severity", "sheet", "cell", "unit", "indicator", "message", "hint")
    columns = [Column(key, label(key, lang), "long", _WIDTHS[key]) for key in keys]
    add_table(workbook, _PROBLEMS.get(lang), rows, columns, freeze=1)
    workbook.close()
    return target.getvalue()


def _column(key: str, lang: Lang) -> Column:
    heading = label(key, lang)
    if key in ("version", "errors", "warnings"):
        return Column(key, heading, "whole", 9)
    return Column(key, heading, "long", {"file": 44, "unit": 16}.get(key, 22))
