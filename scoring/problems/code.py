"""What a problem code is: its severity, what is wrong and what to do, in both languages.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.words import Text, text


@dataclass(frozen=True)
class Code:
    """One kind of mistake."""

    severity: Literal["error", "warning"]
    message: Text
    hint: Text


def error(zh: str, en: str, zh_hint: str, en_hint: str) -> Code:
    """A mistake that keeps a file from counting."""
    return Code("error", text(zh, en), text(zh_hint, en_hint))


def warning(zh: str, en: str, zh_hint: str, en_hint: str) -> Code:
    """Something to look at; the file counts."""
    return Code("warning", text(zh, en), text(zh_hint, en_hint))
