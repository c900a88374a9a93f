"""Turns of phrase that several rules' sentences share.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from scoring.numbers import plain
from scoring.words import Lang, Text, text

_FULL, _NONE = text("得满分", "full marks"), text("不得分", "no marks")
_PART = text("得{share}", "{share} of the marks")
SCOPES = {"group": text("本组", "the group"), "all": text("全部单位", "all units")}


def percent(rate: float) -> str:
    """0.85 -> 85%."""
    return f"{plain(rate * 100)}%"


def rounded_percent(rate: float) -> str:
    """A computed rate, with at most two decimals: 2/3 -> 66.67%."""
    return f"{plain(round(rate * 100, 2))}%"


def part_of_marks(rate: float, lang: Lang) -> str:
    """What a rate earns: 得满分, 得80%, 不得分."""
    if rate in (0, 1):
        return (_FULL if rate else _NONE).get(lang)
    return _PART.format(lang, share=percent(rate))


def scope_text(scope: str) -> Text:
    """Whom a unit is compared with."""
    return SCOPES[scope]
