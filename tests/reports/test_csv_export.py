"""CSV that spreadsheet programs open safely."""

from __future__ import annotations

import pandas as pd

from scoring.reports.csv_export import csv_bytes


def test_csv_text_never_becomes_a_formula_and_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"a": ["=1+1", "＠x", "办公室", "bell\x07"], "-b": [-1.5, 2.0, 0.0, 3.0]})
    assert csv_bytes(frame).decode("utf-8-sig").split("\r\n") == [
        "a,'-b",
        "'=1+1,-1.5",
        "'＠x,2.0",
        "办公室,0.0",
        "bell,3.0",
        "",
    ]
