"""Every file of the corpus comes to what is stated beside it, within the limits, alone and in a batch."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from scoring.submission import Submission
from scoring.system import load_system
from scoring.workbook import combine, limits, read_upload, reader
from tests.workbook.corpus import CASES
from tests.workbook.corpus.base import SYSTEM, Case, Facts, fact_key, good, place

HANG = 60  # seconds after which a file counts as one that hangs


def facts_of(submissions: list[Submission]) -> Facts:
    """What they state, by `fact_key`."""
    found: Facts = {}
    for unit, item, name, value, source, text, *_ in (row for s in submissions for row in s.fact_rows):
        found[fact_key(unit, item, name, source)] = text if value != value else value
    return found


def problems_of(submissions: list[Submission]) -> list[str]:
    """What is wrong with them, as 'code 填报!G3'."""
    return [place(p.code, p.sheet, p.cell) for s in submissions for p in s.problems]


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    """End a test that hangs, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not read within {HANG} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def peak_of_readers() -> int:
    """The most memory that a living reading process has had, in bytes; 0 where there is none or no telling."""
    peaks = [0]
    for one in reader._pool().readers:
        process = one._process
        if process is None or process.poll() is not None:
            continue
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            continue
        peaks += [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_comes_of_each_file(case: Case) -> None:
    submissions = read_upload(case.name, case.make(), case.system)
    assert problems_of(submissions) == list(case.problems)
    assert facts_of(submissions) == case.facts
    assert peak_of_readers() < limits.READER_MEMORY
    for submission in submissions:
        assert submission.file.startswith(case.name)
        for problem in submission.problems:
            assert problem.file == submission.file
            assert problem.sentence("zh") and "…”" not in problem.message("zh").replace("……", "")
            assert problem.sentence("en")
