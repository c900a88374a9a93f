"""Reads workbooks in processes of their own, within limits: a hostile file harms only such a process."""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import msgpack

from scoring.workbook import limits

_WORKER = Path(__file__).parent / "workers" / "worker.py"
_BUFFER = 1 << 18  # most questions and answers go through a pipe in one piece
_EVERY = 0.25  # seconds between looks at whether a reader is late
_LIMITS = {
    "memory": limits.READER_MEMORY,
    "unpacked": limits.UNPACKED_BYTES,
    "answer": limits.ANSWER_BYTES,
    "rows": limits.PLAIN_ROWS,
    "columns": limits.PLAIN_COLUMNS,
    "cells": limits.CELLS,
}


def ask_reader(kind: str, content: bytes) -> bytes:
    """What a reading process answers about a workbook of `kind` 'xlsx', 'xls' or 'ods'; `grid.answered` understands it.

    An answer is kept as the bytes it came in: they take a tenth of the memory of what they say.
    """
    with _pool().one() as reader:
        return reader.ask(kind, content)


def _refusal(code: str, **params: Any) -> bytes:
    packed: bytes = msgpack.packb({"code": code, "params": params})
    return packed


_DIED = _refusal("reader_died")


def _taken(said: IO[bytes]) -> bytes | None:
    """An answer; None where it is not whole, because the process has ended."""
    line = said.readline()
    if not line.endswith(b"\n"):
        return None
    answer = said.read(int(line))
    return answer if len(answer) == int(line) else None


class _Turn:
    """One file's place in the line of a reader."""

    def __init__(self) -> None:
        self.is_over = False
        self.answer: bytes | None = None  # None once it is over: the process ended over another file


class _Reader:
    """A process that reads; started when needed, replaced when it dies or is worn.

    Several threads may ask at once: while it reads the file of one, that of the next is on its way to it already.
    Answers come in the order of the questions.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._line: deque[_Turn] = deque()
        self._deadline: float | None = None  # when the answer to the first in line is due; 0 once that is over
        self._sending, self._receiving, self._noting = threading.Lock(), threading.Lock(), threading.Lock()

    def ask(self, kind: str, content: bytes) -> bytes:
        """What the process answers (see worker.py): the sheets, or the code of what is wrong with the file."""
        while True:
            turn = self._send(kind, content)
            with self._receiving:
                while not turn.is_over:
                    self._receive()
            if turn.answer is not None:
                return turn.answer

    def _send(self, kind: str, content: bytes) -> _Turn:
        turn = _Turn()
        with self._sending:
            to_it = self._ready().stdin
            with self._noting:
                self._line.append(turn)
                self._set_deadline(is_new=len(self._line) == 1)
            with suppress(OSError):  # it has died; whoever receives will notice
                if to_it is not None:
                    to_it.write(json.dumps({"kind": kind, "size": len(content)}).encode() + b"\n" + content)
                    to_it.flush()
        return turn

    def _receive(self) -> None:
        """Take the answer to the first in line, or end the process if there is none."""
        process = self._process
        answer = _taken(process.stdout) if process is not None and process.stdout is not None else None
        with self._noting:
            is_late = self._deadline == 0
            if answer is not None and not is_late:
                self._end_turn(self._line.popleft(), answer)
                self._set_deadline(is_new=True)
                return
        if process is not None:
            process.kill()  # one that was late may have answered just before; whoever sends to it stops now
        with self._sending, self._noting:
            self.close()
            refusal = _refusal("too_slow_to_read", limit=int(limits.READER_SECONDS)) if is_late else _DIED
            self._end_turn(self._line.popleft(), refusal)
            while self._line:
                self._end_turn(self._line.popleft(), None)
            self._set_deadline(is_new=True)

    @staticmethod
    def _end_turn(turn: _Turn, answer: bytes | None) -> None:
        turn.answer, turn.is_over = answer, True

    def _set_deadline(self, is_new: bool) -> None:
        """Let the time of the first in line begin."""
        if is_new:
            self._deadline = time.monotonic() + limits.READER_SECONDS if self._line else None

    def end_if_late(self) -> None:
        """End the process if its time for a file is over; called from another thread."""
        with self._noting:
            process, deadline = self._process, self._deadline
            if process is not None and deadline and time.monotonic() > deadline:
                self._deadline = 0
                process.kill()

    def _ready(self) -> subprocess.Popen[bytes]:
        is_free = not self._line
        if is_free and (self._read >= limits.READER_FILES or (self._process and self._process.poll() is not None)):
            self.close()
        if self._process is None:
            # -I: nothing of the environment or the working folder gets into the process.
            command = [sys.executable, "-I", str(_WORKER), json.dumps(_LIMITS)]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=_BUFFER
            )
            self._read = 0
        self._read += 1
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):  # what was still to be sent to it
                process.communicate()


class _Pool:
    """The readers of this process, each lent to a few threads at a time; one that was just used is lent first."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.readers = [_Reader() for _ in range(limits.READERS)]
        self._free: queue.LifoQueue[_Reader] = queue.LifoQueue()
        self._closed = threading.Event()
        for _ in range(limits.IN_LINE):
            for reader in self.readers:
                self._free.put(reader)
        threading.Thread(target=self._watch, name="reader watch", daemon=True).start()

    def _watch(self) -> None:
        while not self._closed.wait(_EVERY):
            for reader in self.readers:
                reader.end_if_late()

    @contextmanager
    def one(self) -> Iterator[_Reader]:
        """A reader for as long as the caller needs it."""
        reader = self._free.get()
        try:
            yield reader
        finally:
            self._free.put(reader)

    def close(self) -> None:
        """End the processes, unless they belong to the process this one was forked from."""
        self._closed.set()
        if self.owner == os.getpid():
            for reader in self.readers:
                reader.close()


_current: _Pool | None = None
_choosing = threading.Lock()


def _pool() -> _Pool:
    """This process's readers; a forked process gets its own."""
    global _current
    with _choosing:
        if _current is None or _current.owner != os.getpid():
            _current = _Pool()
            atexit.register(_current.close)
        return _current
