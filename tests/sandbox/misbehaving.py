"""A worker that does what its question says, good and bad; run by child processes of the tests."""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import Any

from scoring.sandbox.messages import Refused

MEGABYTES = b"x" * 2**20


def answer(question: dict[str, Any], content: bytes) -> Any:
    """What the deed that the question names gives."""
    return DEEDS[question["do"]](content)


def _write(words: bytes) -> None:
    """Write on the pipe of answers past the child that should."""
    for pipe in range(3, 20):  # the descriptor that `child.own_output` has made
        try:
            os.write(pipe, words)
        except OSError:
            continue
        return


def _refuse(content: bytes) -> None:
    raise Refused("a_reason", size=len(content))


def _hoard(content: bytes) -> int:
    return sum(map(len, [MEGABYTES + b"%d" % n for n in range(1 << 12)]))


def _loaded(content: bytes) -> list[str]:
    import_module(content.decode())
    return sorted(name for name, module in sys.modules.items() if module is not None)


def _printed(content: bytes) -> bytes:
    os.write(sys.stdout.fileno(), b"7\nWARNING")
    return content


DEEDS = {
    "echo": lambda content: content,
    "exit": lambda content: os._exit(1),
    "abort": lambda content: os.abort(),
    "leave": lambda content: sys.exit(0),
    "sleep": lambda content: time.sleep(60),
    "nap": lambda content: time.sleep(0.2),
    "spin": lambda content: [None for _ in iter(int, 1)],
    "raise": lambda content: 1 // 0,
    "refuse": _refuse,
    "hoard": _hoard,
    "much": lambda content: MEGABYTES * 2,
    "odd": lambda content: object(),
    "half a character": lambda content: "\ud800",
    "print": _printed,
    "pid": lambda content: os.getpid(),
    "loaded": _loaded,
    "of os": lambda content: hasattr(os, content.decode()),
    "torn": lambda content: (_write(b"100\nhalf"), os._exit(0)),
    "no size": lambda content: (_write(b"many\nx"), time.sleep(60)),
    "endless line": lambda content: (_write(b"1" * 5000), time.sleep(60)),
    "boast": lambda content: (_write(b"999999999999\nx"), time.sleep(60)),
}
