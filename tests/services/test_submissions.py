"""Files that were handed in: why some do not count, their marked copies, taking one back."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from scoring.services import submissions
from scoring.store import Store
from tests.services.conftest import ACTOR, send, waiting_id
from tests.small_period import workbook

BROKEN = workbook("U02", "人事处", "a", "八次", 5, 10)


def test_problems_of_units_that_count_by_now_are_left_out(store: Store) -> None:
    send(store, ("U02.xlsx", BROKEN))
    assert [p.code for p in submissions.left_out_problems(store, "2025")] == ["not_a_number"]
    send(store, ("U02.xlsx", workbook("U02", "人事处", "a", 8, 5, 10)))
    assert submissions.left_out_problems(store, "2025") == []


def test_a_file_that_was_taken_back_keeps_nobody_waiting(store: Store) -> None:
    (broken,) = send(store, ("U02.xlsx", BROKEN))
    submissions.withdraw(store, broken, "发错了", ACTOR)
    assert submissions.left_out_problems(store, "2025") == []


def test_a_file_is_taken_back_with_a_reason(reported: Store) -> None:
    first = int(reported.submissions("2025")["id"].min())
    with pytest.raises(ValueError, match="reason"):
        submissions.withdraw(reported, first, " ", ACTOR)
    submissions.withdraw(reported, first, " 报错年度 ", ACTOR)
    assert reported.submitted("2025") == ["U02"]
    assert list(reported.submissions("2025").set_index("id").loc[[first], "withdrawn"]) == ["报错年度"]


def test_the_marked_copy_says_at_the_cell_what_is_wrong(store: Store) -> None:
    (broken,) = send(store, ("U02.xlsx", BROKEN))
    problems = store.problems(broken)
    copy = submissions.marked_copy(store, "2025", broken, problems, "zh")
    cell = openpyxl.load_workbook(io.BytesIO(copy))[problems[0].sheet][problems[0].cell]
    assert cell.comment is not None
    assert "八次" in cell.comment.text


def test_the_marked_copies_of_a_batch_in_one_zip(store: Store) -> None:
    broken = send(store, ("U01.xlsx", workbook("U01", "办公室", "a", "十次", 5, 10)), ("U02.xlsx", BROKEN))
    content = submissions.marked_copies(store, "2025", {seq: store.problems(seq) for seq in broken}, "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["U01_已标注.xlsx", "U02_已标注.xlsx"]


def test_what_counts_again_is_said_before_a_file_is_taken_back(waiting_store: Store) -> None:
    files = waiting_store.submissions("2025")
    first = int(files.loc[files["unit"] == "U02", "id"].min())
    later = waiting_id(waiting_store)
    assert submissions.after_withdrawing(waiting_store, "2025", later) == (False, "U02", "", 0)
    assert submissions.after_withdrawing(waiting_store, "2025", first) == (
        True,
        "U02",
        "",
        0,
    )  # the later one still waits
    waiting_store.confirm([later], "x")
    assert submissions.after_withdrawing(waiting_store, "2025", later) == (True, "U02", "U02.xlsx", 1)
    submissions.withdraw(waiting_store, later, "发错了", ACTOR)
    reports = waiting_store.reports("2025").set_index("unit")
    assert int(reports.loc["U02", "version"]) == 1


def test_who_reported_with_errors_stands_apart_from_who_did_not(store: Store) -> None:
    send(store, ("U02.xlsx", BROKEN), ("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)))
    assert submissions.missing(store, "2025")[["unit", "state", "file"]].to_numpy().tolist() == [
        ["U02", "rejected", "U02.xlsx"],
        ["U03", "nothing", ""],
    ]
    files = store.submissions("2025").set_index("unit")["id"]
    submissions.withdraw(store, int(files["U01"]), "发错了", ACTOR)
    assert submissions.missing(store, "2025")["state"].tolist() == ["taken_back", "rejected", "nothing"]


def test_a_file_is_not_taken_back_where_something_else_would_count_than_was_read(waiting_store: Store) -> None:
    seen, later = waiting_store.version(), waiting_id(waiting_store)
    waiting_store.confirm([later], "赵检查")
    (told,) = submissions.withdraw(waiting_store, later, "发错了", ACTOR, seen)
    assert (told.code, told.params["by"]) == ("moved_meanwhile", "赵检查")
    assert submissions.withdraw(waiting_store, later, "发错了", ACTOR, waiting_store.version()) == []
    (told,) = submissions.withdraw(waiting_store, later, "发错了", ACTOR, seen)
    assert (told.code, told.params["by"]) == ("taken_back_meanwhile", "王检查")
    assert "王检查 has taken back later.xlsx (version 2): 发错了. If it" in told.sentence("en")
