"""The report of a batch, and the marked copies that the command writes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from scoring.__main__ import main
from scoring.problems import Problem
from scoring.reports.batch_report import BATCH_COLUMNS, batch_workbook

MISTAKES = Path(__file__).resolve().parents[2] / "sample_data" / "with_mistakes"


def test_every_file_and_every_problem_stands_in_the_report() -> None:
    rows = [("=a.xlsx", "有错误", "U01", 2, 1, 0), ("x.png", "已跳过", "", None, 0, 0)]
    problems = [Problem("negative", {"found": "-1"}, "=a.xlsx", "填报", "G7", "U01", "M01-1")]
    book = openpyxl.load_workbook(io.BytesIO(batch_workbook(pd.DataFrame(rows, columns=BATCH_COLUMNS), problems)))
    files, told = book.worksheets
    assert [c.value for c in files[1]] == ["文件", "结果", "单位编码", "版本", "错误", "提醒"]
    assert [c.value for c in files[2]] == list(rows[0])
    assert files["A2"].data_type == "s"
    assert [c.value for c in told[2]][:6] == ["=a.xlsx", "错误", "填报", "G7", "U01", "M01-1"]
    assert files.freeze_panes == told.freeze_panes == "B2"


def test_an_empty_batch_and_english() -> None:
    book = openpyxl.load_workbook(io.BytesIO(batch_workbook(pd.DataFrame(columns=BATCH_COLUMNS), [], "en")))
    assert [c.value for c in book.worksheets[0][1]][:2] == ["File", "Result"]


def test_the_command_writes_marked_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["次数是负数.xlsx", "长表缺少一栏.csv"]
    code = main(["check", *(str(MISTAKES / name) for name in names), "--marked", str(tmp_path / "out")])
    assert code == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "次数是负数_已标注.xlsx",
        "长表缺少一栏_问题清单.xlsx",
    ]
    assert "2" in capsys.readouterr().err.splitlines()[-1]
