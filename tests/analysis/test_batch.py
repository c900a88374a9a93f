"""A batch of files, the worst first, with the problems of each."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.batch import batch_outcomes, submission_of
from scoring.problems import Problem

NONE = float("nan")
COLUMNS = ["file", "outcome", "submission", "version", "unit", "units", "code", "params"]


def files(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    """(file, outcome, submission, code of what was told of it in this batch)."""
    whole = [(file, outcome, seq, 1, "U01", 1, code, {}) for file, outcome, seq, code in rows]
    return pd.DataFrame(whole, columns=COLUMNS)


def test_the_worst_comes_first_then_the_name() -> None:
    listed = files(
        ("b.xlsx", "counted", 1, ""),
        ("a.xlsx", "counted", 2, ""),
        ("c.xlsx", "rejected", 3, ""),
        ("d.xlsx", "failed", NONE, "not_handled"),
        ("e.xlsx", "waiting", 4, ""),
    )
    told = {1: [Problem("new_unit", {"unit_code": "U01"})], 3: [Problem("not_a_number", cell="G7")]}
    found = batch_outcomes(listed, told)
    shown = list(zip(found.files["file"], found.files["outcome"], strict=True))
    assert shown == [
        ("d.xlsx", "failed"),
        ("c.xlsx", "rejected"),
        ("e.xlsx", "waiting"),
        ("b.xlsx", "warned"),
        ("a.xlsx", "counted"),
    ]
    assert found.files["errors"].tolist() == [1, 1, 0, 0, 0]
    assert found.files["warnings"].tolist() == [0, 0, 0, 1, 0]
    assert [(p.file, p.code) for p in found.problems] == [
        ("d.xlsx", "not_handled"),
        ("c.xlsx", "not_a_number"),
        ("b.xlsx", "new_unit"),
    ]


def test_what_the_submission_says_already_is_not_said_twice() -> None:
    found = batch_outcomes(
        files(("a.xlsx", "failed", 1, "not_handled")), {1: [Problem("not_handled", {"number": "x"})]}
    )
    assert [p.code for p in found.problems] == ["not_handled"]


def test_an_empty_batch_and_a_file_that_was_not_kept() -> None:
    assert batch_outcomes(files(), {}).files.empty
    listed = files(("a.xlsx", "skipped", NONE, ""), ("b.xlsx", "counted", 7, ""))
    assert [submission_of(row) for row in listed.to_dict("records")] == [None, 7]


def stored(*rows: tuple[int, str, dict[str, object]]) -> pd.DataFrame:
    """(id, unit, what differs from a workbook that counts), as the store lists what was handed in."""
    plain = {"kind": "workbook", "accepted": True, "withdrawn": "", "turned_down": "", "waits": False, "counts": True}
    return pd.DataFrame([{"id": seq, "unit": unit, **plain, **other} for seq, unit, other in rows])


def test_the_outcome_is_what_holds_now() -> None:
    listed = files(
        ("confirmed.xlsx", "waiting", 1, ""),
        ("waits.xlsx", "waiting", 2, ""),
        ("down.xlsx", "waiting", 3, ""),
        ("back.xlsx", "counted", 4, ""),
        ("old.xlsx", "counted", 5, ""),
        ("same.xlsx", "duplicate", 6, ""),
        ("wrong.xlsx", "rejected", 7, ""),
        ("mended.xlsx", "rejected", 8, ""),
        ("skipped.txt", "skipped", NONE, "same_file_twice"),
    ).assign(unit=["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", ""])
    now = stored(
        (1, "U1", {}),
        (2, "U2", {"waits": True, "counts": False}),
        (3, "U3", {"turned_down": "旧表", "counts": False}),
        (4, "U4", {"withdrawn": "报错年度", "counts": False}),
        (5, "U5", {"counts": False}),
        (6, "U6", {}),
        (7, "U7", {"accepted": False, "counts": False}),
        (8, "U8", {"accepted": False, "counts": False}),
        (9, "U8", {}),
    )
    found = batch_outcomes(listed, {}, now).files
    assert dict(zip(found["file"], found["outcome"], strict=True)) == {
        "confirmed.xlsx": "counted",
        "waits.xlsx": "waiting",
        "down.xlsx": "turned_down",
        "back.xlsx": "withdrawn",
        "old.xlsx": "replaced",
        "same.xlsx": "duplicate",
        "wrong.xlsx": "rejected",
        "mended.xlsx": "mended",
        "skipped.txt": "skipped",
    }
