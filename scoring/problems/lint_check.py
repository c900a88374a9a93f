"""What a check of an indicator system is, beyond what its file must hold: what it looks for, why, what to do.

Tested in tests/analysis/test_lint.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scoring.words import Text, text

Level = Literal["serious", "look", "note"]
LEVELS: dict[Level, Text] = {
    "serious": text("应改", "should change"),
    "look": text("请复核", "look again"),
    "note": text("供参考", "for information"),
}


@dataclass(frozen=True)
class LintCheck:
    """One check; `results` says whether it needs a period's results."""

    level: Level
    title: Text
    why: Text
    to_do: Text
    results: bool = False


@dataclass(frozen=True)
class LintResult:
    """What a check comes to at one place: its code, what there is to see, an id ('' for the whole), a title."""

    code: str
    what: Text
    where: str = ""
    title: Text = field(default_factory=lambda: Text(""))
