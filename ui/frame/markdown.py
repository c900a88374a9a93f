"""Text from files and persons, safe inside Markdown."""

from __future__ import annotations

import re

from scoring.words import visible

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|$:~!&])")
_LIST_MARK = re.compile(r"^(?:[-+]|\d+(?=[.)]))")
# Streamlit looks for these in what has been read already, where a backslash is gone: addresses, pictures by name,
# and signs that it sets as arrows and dashes. A directive that shows nothing parts them.
_PARTED = re.compile(
    r"(?<=:)(?=[\w/+-])|(?<=.)(?=@)|(?<=www)(?=\.)|(?<=<)(?=[-=])|(?<=-)(?=[->])|(?<=[>~])(?==)",
    re.ASCII | re.IGNORECASE,
)
_MAY_BE_PARTED = re.compile(r"[:@<>~-]|www\.", re.IGNORECASE)
_HERE, _NOTHING = "\0", ":color[]{}"


def escape(text: str) -> str:
    """The text as it stands: nothing in it is fetched, styled, linked or turned round."""
    words = _SPACES.sub(" ", visible(text)).strip()
    if words.isalnum():
        return words
    if _MAY_BE_PARTED.search(words):
        words = _PARTED.sub(_HERE, words)
    escaped = _MARKDOWN.sub(r"\\\1", words)
    return _LIST_MARK.sub(_without_list, escaped).replace(_HERE, _NOTHING)


def _without_list(mark: re.Match[str]) -> str:
    return f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}"
