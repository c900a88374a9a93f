"""Asks the marking processes to write marks into a workbook.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

from typing import Any

from scoring.sandbox import ProcessPool, Program, Refused, value_of
from scoring.workbook import limits

PROGRAM = Program(
    module="scoring.workbook.marked.child.mark",
    seconds=limits.PROCESS_SECONDS,
    memory=limits.PROCESS_MEMORY,
    answer_bytes=limits.ANSWER_BYTES,
    questions=limits.MARKER_FILES,
    processes=limits.MARKERS,
)
_POOL = ProcessPool(PROGRAM)


def ask_marker(request: dict[str, Any], content: bytes) -> bytes:
    """The marked workbook (see `child.mark.answer`); nothing where it cannot be made."""
    try:
        marked: bytes = value_of(_POOL.ask(request, content))
    except Refused:
        return b""
    return marked
