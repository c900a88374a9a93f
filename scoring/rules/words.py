"""Turns of phrase that several rules' sentences share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scoring.facts import FactKind, with_unit
from scoring.numbers import plain
from scoring.rules.columns import Columns, Subject
from scoring.words import Lang, Text, text

_FULL, _NONE = text("得满分", "full marks"), text("不得分", "no marks")
_PART = text("按{share}计分", "{share} of the marks")
SCOPES = {"group": text("本组", "the group"), "all": text("全部单位", "all units")}
TIMES = text("次", "times")

_PLUS, _MINUS = text("加{size}分", "plus {size}"), text("扣{size}分", "minus {size}")
_NO_POINTS = {0: text("不加减分", "no points"), 1: text("不加分", "no points"), -1: text("不扣分", "no points")}
_UP_TO = {1: text("最多加{size}分", "at most {size} in all"), -1: text("最多扣{size}分", "at most {size} in all")}
_COMMA, _RESULT = text("，", ", "), text("{reason}，{result}", "{reason}: {result}")


def points_words(points: float, lang: Lang, side: int = 0) -> str:
    """What points outside the marks do: 加0.5分, 扣1分.

    Args:
        side: 1 or -1 where there is only something to gain, or to lose: no points are then 不加分, or 不扣分.
    """
    words = _PLUS if points > 0 else _MINUS if points < 0 else _NO_POINTS[side]
    return words.format(lang, size=plain(abs(points)))


def side_of(range_of_points: tuple[float, float]) -> int:
    """1 where points can only be gained, -1 where they can only be lost, else 0."""
    lowest, highest = range_of_points
    return int(lowest >= 0) - int(highest <= 0)


def up_to_words(cap: float, lang: Lang) -> str:
    """How many points there are at most, of the sign of `cap`: 最多加2分."""
    return _UP_TO[1 if cap > 0 else -1].format(lang, size=plain(abs(cap)))


def result_words(clauses: list[str], result: str, lang: Lang) -> str:
    """What leads to a result, and the result: 3次，达到上限，加2分."""
    return _RESULT.format(lang, reason=clauses_words(clauses, lang), result=result)


def clauses_words(clauses: Iterable[str], lang: Lang) -> str:
    """Parts of a sentence, one after the other."""
    return _COMMA.get(lang).join(clauses)


def is_count(kind: FactKind) -> bool:
    """Whether figures are whole numbers of events."""
    return "count" in (kind.name, kind.judged_as)


def counted_in(about: Subject, lang: Lang) -> Subject:
    """The same with 次 as the unit of what is counted, where it has none."""
    if is_count(about.kind) and not about.measured_in.get(lang):
        return replace(about, measured_in=TIMES)
    return about


def times_text(figure: float, measured_in: Text, lang: Lang) -> str:
    """How often something happened, in its unit of measurement, else in 次."""
    return with_unit(plain(figure), measured_in if measured_in.get(lang) else TIMES, lang)


def counted_figure(x: Columns, i: int, lang: Lang) -> str:
    """The figure of unit number `i` that is judged, in 次 where it is counted and has no unit of measurement."""
    return times_text(x.value[i], x.measured_in, lang) if is_count(x.kind) else x.figure_text(i, lang)


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
