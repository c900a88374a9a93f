"""Gives files to the reading processes ahead of time, and hands on what they answer in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple

from scoring.workbook import limits
from scoring.workbook.files.archive import SKIPPED, members
from scoring.workbook.files.container import kind_of
from scoring.workbook.files.reader import ask_reader
from scoring.workbook.files.suffixes import refuse_unfinished
from scoring.workbook.files.unreadable import Unreadable


class Part(NamedTuple):
    """One file, or one file of a zip: its reader's answer, or what is already known to be wrong with it."""

    upload: int  # which of the files handed in
    name: str  # that file's
    file: str  # its own
    content: bytes
    kind: str = ""
    answer: Future[bytes | None] | None = None
    bad: Unreadable | None = None

    def result(self) -> bytes:
        """The reader's answer, as soon as it is there."""
        ahead = self.answer.result() if self.answer is not None else None
        return ask_reader(self.kind, self.content) if ahead is None else ahead

    def answered(self) -> bytes:
        """The old name of `result`, for `intake`."""
        return self.result()


class Reading:
    """The parts of many files in their order; reading begins when this is made, and goes on while they are taken.

    Args:
        files: name and bytes of each, or why there are none.
        total: how many they are.
    """

    def __init__(self, files: Iterable[tuple[str, bytes | Unreadable]], total: int = 0) -> None:
        self.total = total
        self._threads = ThreadPoolExecutor(limits.READERS * limits.IN_LINE)
        self._parts = (part for n, (name, content) in enumerate(files) for part in self._parts_of(n, name, content))
        self._asked: deque[Part] = deque()
        self._held = 0  # bytes of what has been asked for
        self._answers = 0  # bytes of the answers that nobody has taken yet
        self._counting = Lock()
        self._ask_on()

    def __iter__(self) -> Iterator[Part]:
        try:
            while self._asked:
                part = self._asked.popleft()
                self._held -= len(part.content)
                self._ask_on()
                yield part
                if part.answer is not None and part.answer.done():
                    self._count(-len(part.answer.result() or b""))
        finally:
            self._threads.shutdown(wait=False, cancel_futures=True)

    def _ask_on(self) -> None:
        while self._held < limits.AHEAD_BYTES and (part := next(self._parts, None)) is not None:
            self._asked.append(part)
            self._held += len(part.content)

    def _parts_of(self, upload: int, name: str, content: bytes | Unreadable) -> Iterator[Part]:
        """The file, or the files of a zip, each given to a reader as it is asked for."""
        if isinstance(content, Unreadable):
            yield Part(upload, name, name, b"", bad=content)
            return
        try:
            refuse_unfinished(name)
            kind = kind_of(content)
            if kind != "zip":
                yield Part(upload, name, name, content, kind, self._ask(kind, content))
                return
            is_empty = True
            for member, inside in members(content):
                part = self._member(Part(upload, name, f"{name}/{member}", b""), member, inside)
                is_empty = is_empty and part.bad is not None and part.bad.code == SKIPPED
                yield part
            if is_empty:  # nothing but what is passed over
                yield Part(upload, name, name, content, bad=Unreadable("no_members"))
        except Unreadable as bad:
            yield Part(upload, name, name, content, bad=bad)

    def _member(self, part: Part, member: str, inside: bytes | Unreadable) -> Part:
        if isinstance(inside, Unreadable):
            return part._replace(bad=Unreadable(inside.code, **{**inside.params, "name": member}))
        try:
            refuse_unfinished(member)
            kind = kind_of(inside)
            if kind == "zip":
                raise Unreadable("nested_archive")
        except Unreadable as bad:
            return part._replace(content=inside, bad=bad)
        return part._replace(content=inside, kind=kind, answer=self._ask(kind, inside))

    def _ask(self, kind: str, content: bytes) -> Future[bytes | None] | None:
        return None if kind == "csv" else self._threads.submit(self._ask_ahead, kind, content)

    def _ask_ahead(self, kind: str, content: bytes) -> bytes | None:
        """The answer; nothing where so much waits to be taken that this file is better read in its turn."""
        if self._answers > limits.AHEAD_BYTES:
            return None
        answer = ask_reader(kind, content)
        self._count(len(answer))
        return answer

    def _count(self, size: int) -> None:
        with self._counting:
            self._answers += size
