"""Long work in a process of its own: its file, how far it is, its failure, and its end before it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import psutil
import pytest

from scoring.sandbox import Job
from scoring.sandbox import job as jobs

MODULE = "tests.sandbox.slow_file"
SECONDS = 60  # a test waits at most


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def job(stack: ExitStack, do: str, text: str = "") -> Job:
    made = Job(MODULE, {"do": do, "text": text})
    stack.callback(made.close)
    return made


def working(one: Job) -> psutil.Process:
    """The job's process, once it says how far it is."""
    deadline = threading.Event()
    while one.share < 0.5 and not one.over.is_set():
        deadline.wait(0.02)
    assert one._process is not None
    return psutil.Process(one._process.pid)


def test_it_makes_a_file_that_goes_with_it(stack: ExitStack) -> None:
    made = job(stack, "write", "内容")
    assert made.over.wait(SECONDS)
    assert (made.state, made.share, made.at) == ("done", 0.5, "half")
    assert made.path.read_text(encoding="utf-8") == "内容"
    made.close()
    assert not made.path.parent.exists()


def test_a_failure_is_a_state_and_stands_in_the_log(stack: ExitStack, caplog: pytest.LogCaptureFixture) -> None:
    failed = job(stack, "fail")
    assert failed.over.wait(SECONDS)
    assert failed.state == "failed"
    assert "RuntimeError: ours" in caplog.text


def test_one_that_is_ended_leaves_no_process(stack: ExitStack) -> None:
    one = job(stack, "wait")
    process = working(one)
    one.end()
    assert psutil.wait_procs([process], SECONDS)[1] == []
    assert (one.state, one.over.is_set()) == ("ended", True)


def test_only_so_many_work_at_once_and_one_that_waits_can_be_ended(stack: ExitStack) -> None:
    first = [job(stack, "wait") for _ in range(jobs.AT_ONCE)]
    for one in first:
        working(one)
    never, last = job(stack, "write", "never"), job(stack, "write", "last")
    assert {never.state, last.state} == {"waiting"}
    never.end()
    first[0].end()
    assert last.over.wait(SECONDS)
    assert (never.state, last.state) == ("ended", "done")
    assert not never.path.exists()


def test_one_that_works_too_long_is_ended(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONGEST", 0.5)
    one = job(stack, "wait")
    assert one.over.wait(SECONDS)
    assert one.state == "ended"
