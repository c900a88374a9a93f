"""Child processes answer within limits; one that hangs, dies or writes nonsense costs its own question and no other."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scoring.sandbox import ProcessPool, Program, Refused, value_of

MB = 1024 * 1024
PROGRAM = Program("tests.sandbox.misbehaving", seconds=60, memory=512 * MB, answer_bytes=MB, questions=1000)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of another process's limits")


@contextmanager
def pool_of(**limits: Any) -> Iterator[ProcessPool]:
    """A pool with some limits changed; its processes are ended afterwards."""
    pool = ProcessPool(replace(PROGRAM, **limits))
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with pool_of() as one:
        yield one


def done(pool: ProcessPool, deed: str, content: bytes = b"") -> Any:
    return value_of(pool.ask({"do": deed}, content))


def reason(pool: ProcessPool, deed: str, content: bytes = b"") -> tuple[str, dict[str, Any]]:
    """Why there is no answer: code and params."""
    with pytest.raises(Refused) as caught:
        done(pool, deed, content)
    return caught.value.code, caught.value.params


@pytest.mark.parametrize("content", [b"", b"x", b"\n", b"1\n2\n", bytes(range(256)) * 3000], ids=len)
def test_a_question_is_answered(pool: ProcessPool, content: bytes) -> None:
    assert done(pool, "echo", content) == content


def test_a_worker_says_why_it_cannot_answer(pool: ProcessPool) -> None:
    assert reason(pool, "refuse", b"123") == ("a_reason", {"size": 3})


@pytest.mark.parametrize("deed", ["raise", "odd"])
def test_a_worker_that_raises_or_gives_what_nobody_can_send_has_failed(pool: ProcessPool, deed: str) -> None:
    before = done(pool, "pid")
    assert reason(pool, deed) == ("worker_failed", {})
    assert done(pool, "pid") == before, "the process goes on"


def test_half_a_character_arrives_as_it_is(pool: ProcessPool) -> None:
    assert done(pool, "half a character") == "\ud800"


def test_an_answer_may_not_be_larger_than_its_limit(pool: ProcessPool) -> None:
    assert reason(pool, "much") == ("answer_too_large", {"limit": MB})
    assert done(pool, "echo", b"x") == b"x"


def test_what_a_library_prints_gets_into_no_answer(pool: ProcessPool) -> None:
    assert done(pool, "print", b"x") == b"x"
    assert done(pool, "echo", b"y") == b"y"


@pytest.mark.parametrize("deed", ["exit", "abort", "leave", "torn", "no size", "endless line", "boast"])
def test_a_process_that_dies_or_writes_nonsense_is_replaced(pool: ProcessPool, deed: str) -> None:
    before = done(pool, "pid")
    start = time.monotonic()
    assert reason(pool, deed) == ("process_died", {})
    assert time.monotonic() - start < 40, "nobody waits for a whole answer that will not come"
    assert done(pool, "pid") != before
    assert done(pool, "echo", b"x") == b"x"


@LINUX
def test_memory_has_a_limit() -> None:
    with pool_of(memory=256 * MB) as pool:
        assert reason(pool, "hoard") == ("no_memory", {})
        assert done(pool, "echo", b"x") == b"x"
        limits = Path(f"/proc/{pool.pids[0]}/limits").read_text()
        (line,) = (line for line in limits.splitlines() if line.startswith("Max address space"))
        assert line.split()[3:5] == [str(256 * MB)] * 2
        (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]


@pytest.mark.parametrize("deed", ["sleep", "spin"])
def test_a_process_that_hangs_is_ended(deed: str) -> None:
    with pool_of(seconds=1.0) as pool:
        assert reason(pool, deed) == ("process_late", {"limit": 1.0})
        assert pool.pids == []


def test_time_runs_for_the_first_in_line_alone() -> None:
    """Each takes a fifth of a second, all together more than the limit of one."""
    with pool_of(seconds=4.0, in_line=24) as pool, ThreadPoolExecutor(24) as threads:
        answers = list(threads.map(lambda _: done(pool, "nap"), range(24)))
    assert answers == [None] * 24


def test_a_worker_that_cannot_be_loaded_is_a_process_that_died() -> None:
    with pool_of(module="tests.sandbox.broken") as pool:
        assert reason(pool, "echo") == ("process_died", {})


def test_a_process_is_replaced_after_so_many_questions() -> None:
    with pool_of(questions=3) as pool:
        pids = [done(pool, "pid") for _ in range(7)]
    assert [pids.index(pid) for pid in pids] == [0, 0, 0, 3, 3, 3, 6]


def test_one_that_died_while_nobody_asked_costs_nothing(pool: ProcessPool) -> None:
    before = done(pool, "pid")
    os.kill(before, 9)
    while pool.pids:
        time.sleep(0.01)
    assert done(pool, "pid") != before


@pytest.mark.parametrize("processes", [1, 2])
def test_a_process_that_dies_costs_none_of_those_in_line(processes: int) -> None:
    """Many threads ask at once, and every fifth question ends the process."""
    contents = [b"exit" if n % 5 == 3 else b"%d" % n * 1000 for n in range(60)]

    def asked(content: bytes) -> Any:
        try:
            return done(pool, "exit" if content == b"exit" else "echo", content)
        except Refused as bad:
            return bad.code

    with pool_of(processes=processes, in_line=4) as pool, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(asked, contents))
    assert answers == ["process_died" if content == b"exit" else content for content in contents]


def test_processes_work_side_by_side_and_no_more_than_allowed() -> None:
    with pool_of(processes=2, in_line=1) as pool, ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(lambda _: (done(pool, "nap"), done(pool, "pid"))[1], range(12)))) <= 2
        assert 1 <= len(pool.pids) <= 2


def test_a_closed_pool_leaves_no_process_and_starts_anew() -> None:
    with pool_of() as pool:
        before = done(pool, "pid")
        pool.close()
        assert pool.pids == []
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        assert done(pool, "pid") != before


def test_a_pool_that_nobody_asks_starts_nothing() -> None:
    assert ProcessPool(PROGRAM).pids == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_forked_process_gets_its_own(pool: ProcessPool) -> None:
    ours = done(pool, "pid")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, b"%d" % done(pool, "pid"))
        pool.close()
        os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(reading, 20))
    os.close(reading), os.close(writing)
    assert theirs != ours
    assert done(pool, "pid") == ours


def test_a_child_loads_nothing_of_the_product_but_its_worker(pool: ProcessPool) -> None:
    loaded = done(pool, "loaded", b"scoring.sandbox.messages")
    assert "scoring.sandbox.child" in loaded
    assert [name for name in loaded if name.partition(".")[0] in ("pandas", "numpy", "pydantic", "openpyxl")] == []
    packages = {"scoring", "scoring.sandbox", "tests", "tests.sandbox"}
    modules = {"scoring.sandbox.child", "scoring.sandbox.messages", "tests.sandbox.misbehaving"}
    assert {name for name in loaded if name.partition(".")[0] in ("scoring", "tests")} == packages | modules


def test_a_hidden_module_cannot_be_loaded(pool: ProcessPool) -> None:
    assert "decimal" in done(pool, "loaded", b"decimal")
    with pool_of(hidden=("decimal",)) as other:
        assert reason(other, "loaded", b"decimal") == ("worker_failed", {})


def test_nothing_of_the_environment_reaches_a_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(7)")
    (tmp_path / "msgpack.py").write_text("raise SystemExit")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pool_of() as pool:
        assert done(pool, "echo", b"x") == b"x"
