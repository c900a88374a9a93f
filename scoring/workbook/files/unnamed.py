"""Tells workbooks by their bytes where the ends of their names do not say what they are.

Tested in tests/workbook/files/test_reading.py.
"""

from __future__ import annotations

from collections.abc import Callable

from scoring.workbook.files.container import kind_of
from scoring.workbook.files.suffixes import SUFFIXES, is_known_otherwise, suffix_of
from scoring.workbook.files.unreadable import Unreadable

_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
HEAD = max(map(len, _STARTS))  # bytes of a file by which it may be a workbook
# Workbooks that are refused for a reason of their own, which is to be said.
_REFUSED = {"encrypted_file", "macro_workbook", "binary_workbook", "many_pictures", "no_content_types"}


def is_passed_over(name: str, head: Callable[[], bytes], content: Callable[[], bytes]) -> bool:
    """Whether a file that lies among others is nothing to read.

    Args:
        head, content: give its first HEAD bytes, and all of them; called only where its name does not tell.

    Raises:
        Exception: whatever `head` and `content` raise.
    """
    suffix = suffix_of(name)
    if suffix in SUFFIXES:
        return False
    return is_known_otherwise(name) or not (
        head().startswith(_STARTS) and _is_workbook(content(), may_be_zip=not suffix)
    )


def _is_workbook(content: bytes, may_be_zip: bool) -> bool:
    try:
        return kind_of(content) != "zip" or may_be_zip
    except Unreadable as bad:
        return bad.code in _REFUSED
