"""What keeps the store from storing or being read, told apart so that it can be said in words."""

from __future__ import annotations

import errno
import re
from typing import Literal

from scoring.problems import Problem

FaultCode = Literal[
    "disk_full",
    "no_right_to_write",
    "data_gone",
    "disk_failed",
    "database_damaged",
    "newer_database",
    "database_locked",
    "database_unreachable",
    "unknown_database",
]
_OF_ERRNO: dict[int, FaultCode] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "disk_full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "no_right_to_write"),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ENXIO, errno.ESTALE), "data_gone"),
}
_UNSAID = re.compile(r"[^\w ,.-]")  # what a database says of itself stays a word


class StoreFault(Exception):
    """The disk or the database does not do what it was asked, through no fault of the data.

    A change that raises it is not stored. Where the connection to a server was lost (`is_certain` is False) it may have
    been, for the server may have committed what it could no longer acknowledge.

    Attributes:
        code: of the problem that says it in words.
        number: what the database or the operating system calls it.
    """

    def __init__(self, code: FaultCode, number: str, detail: str = "") -> None:
        super().__init__(f"{code} ({number}): {detail}" if detail else f"{code} ({number})")
        self.code: FaultCode = code
        self.number = _UNSAID.sub("", number)[:60]

    @property
    def problem(self) -> Problem:
        """What is wrong and what to do, in words."""
        return Problem(self.code, {"number": self.number})

    @property
    def is_certain(self) -> bool:
        """Whether nothing of the change at hand is stored."""
        return self.code != "database_unreachable"


def fault_of(error: OSError) -> StoreFault:
    """What an error of the operating system about the data folder comes to."""
    number = error.errno or 0
    name = errno.errorcode.get(number, "")
    return StoreFault(_OF_ERRNO.get(number, "disk_failed"), f"errno {number} {name}".strip(), str(error))
