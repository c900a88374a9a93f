"""Decodes a text, whatever encoding it is written in.

Tested in tests/workbook/files/test_formats.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import re

from scoring.workbook.files.unreadable import Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(content: bytes) -> str:
    """The text: by its byte-order mark, else UTF-8, else GB18030; UTF-16 without a mark where it shows itself.

    Raises:
        Unreadable: `unknown_encoding`.
    """
    if content.startswith(_UTF16):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        encodings = tuple(filter(None, [_utf16_order(content)]))
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding")


def is_utf16(content: bytes) -> bool:
    """Whether bytes without a byte-order mark are text in UTF-16."""
    return _utf16_order(content) is not None


def _utf16_order(content: bytes) -> str | None:
    """utf-16-le or utf-16-be, whichever makes lines of text of the bytes: the wrong one makes no line ends."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            words = content.decode(encoding)[:4096]
        except UnicodeDecodeError:
            continue
        lines = re.split(r"[\r\n]+", words)
        if len(lines) > 1 and all(line.replace("\t", "").isprintable() for line in lines):
            return encoding
    return None
