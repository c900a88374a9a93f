"""Takes out of a text what the XML of a workbook cannot hold; a child process loads it too."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(words: str) -> str:
    """The text without control characters and halves of characters: one would make the whole workbook unreadable."""
    return _UNWRITABLE.sub("", words)
