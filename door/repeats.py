"""A log that says what happens again and again once and a number, so that nobody can fill a disk with it."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import NamedTuple

FIRST = 5  # of one kind that are written as they are
SECONDS = 60.0  # until it is told how many more there were, and the next are written as they are
KINDS = 50  # that are told apart; all others count as one
NOISY = (
    "asyncio",
    "uvicorn",
    "websockets",
    "streamlit",
    "python_multipart",
    "door",
)  # what writes because a stranger did something


class Kind(NamedTuple):
    """What makes two messages the same: all but the values put in."""

    level: int
    text: str
    error: str


OTHERS = Kind(logging.WARNING, "messages of many kinds", "")


class Repeats(logging.Filter):
    """Lets the first messages of a kind through, counts the others, and tells how many there were.

    Args:
        name: of the logger it is put on.
        seconds: after which a kind is told and begins anew.
    """

    def __init__(self, name: str, seconds: float = SECONDS) -> None:
        super().__init__()
        self.log = logging.getLogger(name)
        self.seconds = seconds
        self._counts: Counter[Kind] = Counter()
        self._change = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is written."""
        if getattr(record, "is_count", False):
            return True
        kind = _kind(record)
        with self._change:
            if not self._counts:
                self._count_anew_later()
            if kind not in self._counts and len(self._counts) >= KINDS:
                kind = OTHERS
            self._counts[kind] += 1
            return self._counts[kind] <= FIRST

    def _count_anew_later(self) -> None:
        timer = threading.Timer(self.seconds, self.tell)
        timer.daemon = True
        timer.start()

    def tell(self) -> None:
        """Write how many there were of each kind that were not written, and begin anew."""
        with self._change:
            counts, self._counts = self._counts, Counter()
        for kind, count in counts.items():
            if count > FIRST:
                text = "%s more of these in %.0f s were not written: %s"
                self.log.log(kind.level, text, count - FIRST, self.seconds, kind.text, extra={"is_count": True})


def _kind(record: logging.LogRecord) -> Kind:
    error = record.exc_info[1] if record.exc_info else None
    return Kind(record.levelno, str(record.msg).partition("\n")[0][:200], type(error).__name__ if error else "")


def count_repeats() -> None:
    """Count what the server's parts write again and again, from now on."""
    known = [*logging.root.manager.loggerDict, *NOISY]
    for name in {name for name in known if name.partition(".")[0] in NOISY}:
        log = logging.getLogger(name)
        if not any(isinstance(one, Repeats) for one in log.filters):
            log.addFilter(Repeats(name))
