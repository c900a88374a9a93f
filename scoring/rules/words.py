"""Turns of phrase that several rules' sentences share."""

from __future__ import annotations

from scoring.facts import with_unit
from scoring.numbers import plain
from scoring.words import Lang, Text, text

_FULL, _NONE = text("得满分", "full marks"), text("不得分", "no marks")
_PART = text("按{share}计分", "{share} of the marks")
SCOPES = {"group": text("本组", "the group"), "all": text("全部单位", "all units")}
COMMA = text("，", ", ")

_TIMES = text("次", "times")


def times_text(figure: float, measured_in: Text, lang: Lang) -> str:
    """How often something happened, in its unit of measurement, else in 次."""
    return with_unit(plain(figure), measured_in if measured_in.get(lang) else _TIMES, lang)


def percent(rate: float) -> str:
    """0.85 -> 85%."""
    return f"{plain(rate * 100)}%"


def rounded_percent(rate: float) -> str:
    """A computed rate, with at most two decimals: 2/3 -> 66.67%."""
    return f"{plain(round(rate * 100, 2))}%"


def deducted_words(marks: float) -> str:
    """Marks taken away, with at most four decimals: a twelfth of 2 is 0.1667."""
    return plain(round(marks, 4))


def part_of_marks(rate: float, lang: Lang) -> str:
    """What a rate earns: 得满分, 按80%计分, 不得分."""
    if rate in (0, 1):
        return (_FULL if rate else _NONE).get(lang)
    return _PART.format(lang, share=percent(rate))


def scope_text(scope: str) -> Text:
    """Whom a unit is compared with."""
    return SCOPES[scope]
