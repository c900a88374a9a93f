"""Keeps the child processes of one program, and lends them to whoever asks."""

from __future__ import annotations

import atexit
import os
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scoring.sandbox.process import Process, Program

_EVERY = 0.25  # seconds between looks at whether a process is late


class ProcessPool:
    """Child processes that answer questions, started when they are needed; a forked process gets its own."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._current: _Processes | None = None
        self._choosing = threading.Lock()

    def ask(self, question: dict[str, Any], content: bytes) -> bytes:
        """The answer to a question about `content`, for `messages.value_of` to understand.

        It is kept as the bytes it came in: they take a tenth of the memory of what they say. A process that dies or
        is late costs the question that it died over an answer, and no other.

        Args:
            question: what JSON can hold; the worker says what (see `Program.module`).
        """
        with self._processes().one() as process:
            return process.ask(question, content)

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that are alive, in no order."""
        current = self._current
        return [] if current is None else [process.pid for process in current.all if process.pid is not None]

    def close(self) -> None:
        """End the processes; whoever asks again gets new ones."""
        with self._choosing:
            current, self._current = self._current, None
        if current is not None:
            current.close()

    def _processes(self) -> _Processes:
        with self._choosing:
            if self._current is None or self._current.owner != os.getpid():
                self._current = _Processes(self._program)
            return self._current


class _Processes:
    """The processes, each lent to a few threads at a time; one that was just used is lent first."""

    def __init__(self, program: Program) -> None:
        self.owner = os.getpid()
        self.all = [Process(program) for _ in range(program.processes)]
        self._free: queue.LifoQueue[Process] = queue.LifoQueue()
        self._closed = threading.Event()
        for _ in range(program.in_line):
            for process in self.all:
                self._free.put(process)
        threading.Thread(target=self._watch, name="child processes", daemon=True).start()
        atexit.register(self.close)

    def _watch(self) -> None:
        while not self._closed.wait(_EVERY):
            for process in self.all:
                process.end_if_late()

    @contextmanager
    def one(self) -> Iterator[Process]:
        """A process for as long as the caller needs it."""
        process = self._free.get()
        try:
            yield process
        finally:
            self._free.put(process)

    def close(self) -> None:
        """End the processes, unless they belong to the process this one was forked from."""
        self._closed.set()
        atexit.unregister(self.close)
        if self.owner == os.getpid():
            for process in self.all:
                process.close()
