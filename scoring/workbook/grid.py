"""From the bytes of a workbook to its filled cells, read in another process with limits on memory and time."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scoring.workbook import limits

_WORKER = Path(__file__).with_name("worker.py")
_LIMITS = {
    "memory": limits.READER_MEMORY,
    "unpacked": limits.UNPACKED_BYTES,
    "rows": limits.PLAIN_ROWS,
    "columns": limits.PLAIN_COLUMNS,
    "cells": limits.CELLS,
}


class Unreadable(Exception):
    """A file cannot be read; `code` and `params` make the Problem."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class ErrorValue:
    """A formula error such as #REF!, or a formula without a stored result (an empty text)."""

    text: str


@dataclass(frozen=True)
class TimeValue:
    """A time of day or a duration, which no fact is."""

    text: str


@dataclass
class Grid:
    """One sheet: its filled cells by (row, column), both counted from 0.

    A value is bool, int, float, str, date, datetime, ErrorValue or TimeValue.
    """

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()  # as people count them, from 1
    hidden_columns: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> dict[int, dict[int, Any]]:
        """The filled cells by row."""
        found: dict[int, dict[int, Any]] = {}
        for (row, column), value in self.cells.items():
            found.setdefault(row, {})[column] = value
        return found


def read_grids(kind: str, content: bytes) -> list[Grid]:
    """The sheets of a workbook.

    Args:
        kind: 'xlsx', 'xls' or 'ods'.

    Raises:
        Unreadable: with the code that says why.
    """
    reply = _reader().ask(kind, content)
    if "code" in reply:
        raise Unreadable(reply["code"], **reply["params"])
    return [_grid(sheet) for sheet in reply["sheets"]]


def _grid(sheet: dict[str, Any]) -> Grid:
    cells = {(row, column): _value(value) for row, column, value in sheet["cells"]}
    return Grid(sheet["name"], cells, sheet["hidden"], tuple(sheet["hidden_rows"]), tuple(sheet["hidden_columns"]))


def _value(value: Any) -> Any:
    return value if not isinstance(value, list) else _TAGGED[value[0]](value[1])


_TAGGED: dict[str, Callable[[str], Any]] = {
    "date": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
    "time": TimeValue,
    "error": ErrorValue,
    "formula": lambda _: ErrorValue(""),
}


class _Reader:
    """The process that reads; started when first needed, replaced when it dies or is worn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self.owner = os.getpid()

    def ask(self, kind: str, content: bytes) -> dict[str, Any]:
        with self._lock:
            process = self._ready()
            late = threading.Event()

            def give_up() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(limits.READER_SECONDS, give_up)
            timer.start()
            try:
                line = self._exchange(process, kind, content)
            finally:
                timer.cancel()
            if late.is_set():  # it may have answered just before it was ended
                self._stop()
            if line.endswith(b"\n"):
                reply: dict[str, Any] = json.loads(line)
                return reply
            self._stop()
        if late.is_set():
            return {"code": "too_slow_to_read", "params": {"limit": int(limits.READER_SECONDS)}}
        return {"code": "reader_died", "params": {}}

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
            self._stop()
        if self._process is None:
            # -I: nothing of the environment or the working folder gets into the process.
            command = [sys.executable, "-I", str(_WORKER), json.dumps(_LIMITS)]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  # our own program
            self._read = 0
        self._read += 1
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def close(self) -> None:
        """End the process, unless it belongs to the process this one was forked from."""
        if self.owner == os.getpid():
            self._stop()


_current: _Reader | None = None
_choosing = threading.Lock()


def _reader() -> _Reader:
    """This process's reader; a forked process gets its own."""
    global _current
    with _choosing:
        if _current is None or _current.owner != os.getpid():
            _current = _Reader()
            atexit.register(_current.close)
        return _current
