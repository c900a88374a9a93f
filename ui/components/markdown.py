"""Text from files and persons, safe inside Markdown."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|$:~!&])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """The text as it stands: nothing in it is fetched, styled or linked."""
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda m: m[1] + (m[2] + "\u2060" if m[2].isdigit() else "\\" + m[2]), escaped)
