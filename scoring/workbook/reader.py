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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scoring.workbook import limits

_WORKER = Path(__file__).with_name("worker.py")
_BUFFER = 1 << 18  # most questions and answers go through a pipe in one piece
_EVERY = 0.25  # seconds between looks at whether a reader is late
_LIMITS = {
    "memory": limits.READER_MEMORY,
    "unpacked": limits.UNPACKED_BYTES,
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
    return json.dumps({"code": code, "params": params}).encode()


class _Reader:
    """A process that reads, for one thread at a time; started when needed, replaced when it dies or is worn."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self.deadline: float | None = None  # when its answer is due; 0 once that is over

    def ask(self, kind: str, content: bytes) -> bytes:
        """What the process answers in JSON: {"sheets": [...]}, or {"code", "params"} of what is wrong with the file."""
        process = self._ready()
        self.deadline = time.monotonic() + limits.READER_SECONDS
        try:
            line = self._exchange(process, kind, content)
        finally:
            is_late, self.deadline = self.deadline == 0, None
        if line.endswith(b"\n") and not is_late:
            return line
        self.close()  # one that was late may have answered just before it was ended
        if is_late:
            return _refusal("too_slow_to_read", limit=int(limits.READER_SECONDS))
        return _refusal("reader_died")

    def end_if_late(self) -> None:
        """End the process if its time for a file is over; called from another thread."""
        process, deadline = self._process, self.deadline
        if process is not None and deadline and time.monotonic() > deadline:
            self.deadline = 0
            process.kill()

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], kind: str, content: bytes) -> bytes:
        to_it, from_it = process.stdin, process.stdout
        if to_it is None or from_it is None:  # never: it was started with pipes
            return b""
        try:
            to_it.write(json.dumps({"kind": kind, "size": len(content)}).encode() + b"\n" + content)
            to_it.flush()
            return from_it.readline()
        except OSError:  # it died while being written to
            return b""

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._read >= limits.READER_FILES or (self._process and self._process.poll() is not None):
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
            process.communicate()


class _Pool:
    """The readers of this process, each lent to one thread at a time; one that was just used is lent first."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.readers = [_Reader() for _ in range(limits.READERS)]
        self._free: queue.LifoQueue[_Reader] = queue.LifoQueue()
        self._closed = threading.Event()
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
