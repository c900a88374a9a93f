"""Asks the reading processes what a workbook holds: a hostile file harms only such a process.

Tested in tests/workbook/files/test_readers.py.
"""

from __future__ import annotations

from typing import Any

from scoring.sandbox import ProcessPool, Program, Refused, value_of
from scoring.sandbox.messages import DIED, FAILED, LATE, NO_MEMORY, TOO_LARGE
from scoring.workbook import limits
from scoring.workbook.files.unreadable import Unreadable

PROGRAM = Program(
    module="scoring.workbook.files.workers.read",
    seconds=limits.PROCESS_SECONDS,
    memory=limits.PROCESS_MEMORY,
    answer_bytes=limits.ANSWER_BYTES,
    questions=limits.READER_FILES,
    processes=limits.READERS,
    in_line=limits.IN_LINE,
    hidden=("numpy",),  # openpyxl would load it: slow, and of much address space
)
_POOL = ProcessPool(PROGRAM)
# Codes of problems, and what their messages name, for what the sandbox says.
_PROBLEMS = {
    DIED: Unreadable("reader_died"),
    NO_MEMORY: Unreadable("reader_died"),
    FAILED: Unreadable("damaged_file"),
    LATE: Unreadable("too_slow_to_read", limit=int(limits.PROCESS_SECONDS)),
    TOO_LARGE: Unreadable("too_much_inside", limit=f"{limits.ANSWER_BYTES // limits.MB} MB"),
}


def ask_reader(kind: str, content: bytes) -> bytes:
    """What a reading process answers about a workbook of `kind` xlsx, xls or ods, for `sheets_of` to understand."""
    return _POOL.ask({"kind": kind}, content)


def sheets_of(answer: bytes) -> list[dict[str, Any]]:
    """The sheets that an answer holds (see `workers.sheets`).

    Raises:
        Unreadable: none; with the code that says why.
    """
    try:
        sheets: list[dict[str, Any]] = value_of(answer)
    except Refused as bad:
        problem = _PROBLEMS.get(bad.code, bad)
        raise Unreadable(problem.code, **problem.params) from None
    return sheets
