"""Every file of the corpus comes to what is stated beside it, within the limits, alone and in a batch."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from scoring.sandbox.messages import answer_of
from scoring.workbook import combine, limits, read_upload, read_uploads
from scoring.workbook.files import reader
from scoring.workbook.submission import Submission
from tests.workbook.corpus import CASES, THEMES
from tests.workbook.corpus.base import BASICS, GOOD, Case, Facts, fact_key, packed, place, with_cells
from tests.workbook.files.two_lanes import carefully
from tests.workbook.helpers import SYSTEM

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


def of_readers(file: str, word: str) -> list[str]:
    """The lines that say `word` in a file of /proc of each living reading process; none where there is no telling."""
    lines: list[str] = []
    for pid in reader._POOL.pids:
        path = Path("/proc") / str(pid) / file
        if path.exists():
            lines += [line for line in path.read_text().splitlines() if line.startswith(word)]
    return lines


def peak_of_readers() -> int:
    """The most memory that a living reading process has had, in bytes; 0 where there is no telling."""
    return max((int(line.split()[1]) * 1024 for line in of_readers("status", "VmHWM")), default=0)


# --- what the corpus is -----------------------------------------------------------------------------


def test_there_are_many_files_of_every_theme() -> None:
    assert len(CASES) >= 150
    assert max(Counter(case.name for case in CASES).values()) == 1
    assert {case.theme for case in CASES} == set(THEMES)


def test_files_are_made_the_same_each_time() -> None:
    changing = [case.name for case in CASES[::7] if case.make() != case.make()]
    assert changing == []


# --- one by one -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_comes_of_each_file(case: Case) -> None:
    content = case.make()
    submissions = read_upload(case.name, content, case.system)
    assert problems_of(submissions) == list(case.problems)
    assert facts_of(submissions) == case.facts
    assert peak_of_readers() < limits.PROCESS_MEMORY
    for submission in submissions:
        assert submission.file.startswith(case.name)
        assert submission.content in (content, b"") or submission.file != case.name
        for problem in submission.problems:
            assert problem.file == submission.file
            assert all(problem.sentence(lang) for lang in ("zh", "en"))
            assert "{" not in problem.hint("zh")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the limits of another process")
def test_the_reading_process_lives_under_its_limit() -> None:
    read_upload("U01.xlsx", packed(with_cells({})), SYSTEM)
    limit = str(limits.PROCESS_MEMORY)
    assert of_readers("limits", "Max address space")
    assert all(line.split()[3:5] == [limit, limit] for line in of_readers("limits", "Max address space"))


# --- two lanes --------------------------------------------------------------------------------------


WORKBOOKS = [case for case in CASES if case.facts and case.name.endswith(".xlsx") and "long table" not in case.name]


@pytest.mark.parametrize("case", WORKBOOKS, ids=lambda case: case.name)
def test_the_careful_way_gives_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same facts and problems for a file that is read carefully though it need not be."""
    content = case.make()
    try:
        sheets = carefully(content)
    except (SyntaxError, ValueError):  # XML that is broken where it does not matter: only the quick reader has it
        assert case.theme in ("broken XML", "control characters")
        return

    answer = answer_of(sheets)
    monkeypatch.setattr("scoring.workbook.files.reading.ask_reader", lambda kind, content: answer)
    submissions = read_upload(case.name, content, case.system)
    assert problems_of(submissions) == list(case.problems)
    assert facts_of(submissions) == case.facts


# --- all together -----------------------------------------------------------------------------------


def test_bad_files_harm_no_good_ones() -> None:
    """Every file of the corpus in one go, with good ones before, between and after them."""
    units = [f"G{n}" for n in range(5)]
    goods = {f"{unit}.xlsx": packed(with_cells({BASICS: {"B1": unit}})) for unit in units}
    files = [(case.name, case.make()) for case in CASES if case.system is SYSTEM]
    step = len(files) // len(goods)
    for at, (name, content) in enumerate(goods.items()):
        files.insert(at * (step + 1), (name, content))
    read = dict(read_uploads(files, SYSTEM))
    assert list(read) == [name for name, _ in files], "a file disappeared"
    assert all(read.values())
    everything = [s for found in read.values() for s in found]
    batch = combine(everything, SYSTEM)
    assert set(goods) <= {s.file for s in batch.accepted}
    accounted = {s.file for s in (*batch.accepted, *batch.rejected)} | {p.file for p in batch.notices}
    assert {s.file for s in everything} <= accounted
    for unit in units:
        rows = batch.facts[batch.facts["unit"] == unit]
        assert dict(zip(map(_named, rows["indicator"], rows["field"]), rows["value"], strict=True)) == GOOD


def _named(item: str, field: str) -> str:
    return fact_key("U01", item, field, "self")
