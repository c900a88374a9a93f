"""What the entries of a rule's lists have in common: bands, points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, Self

from pydantic import BaseModel, ConfigDict, model_validator

from scoring.facts import FactKind
from scoring.numbers import Floats, plain
from scoring.rules.columns import Columns
from scoring.rules.parameters import BadParameter
from scoring.rules.words import deducted_words, part_of_marks, rounded_percent
from scoring.words import LANGS, Lang, joined, text

_MARKS, _ONE_MARK = text("得{marks}分", "{marks} marks"), text("得{marks}分", "{marks} mark")


class Entry(BaseModel):
    """An entry of a list; of each of its sets of keys in `one_of` exactly one is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        for keys in self.one_of:
            if sum(getattr(self, key) is not None for key in keys) != 1:
                zh, en = (joined(list(keys), lang) for lang in LANGS)
                raise BadParameter(f"{zh} 必须写一个，且只写一个", f"give exactly one of {en}")
        return self


class Worth(Protocol):
    """An entry that says what reaching it earns: a part of the marks, or so many of them."""

    @property
    def rate(self) -> float | None: ...
    @property
    def marks(self) -> float | None: ...


def rate_of(entry: Worth, x: Columns) -> Floats:
    """The rate that an entry earns, over units."""
    return as_rate(entry.marks if entry.rate is None else entry.rate, x, in_marks=entry.rate is None)


def as_rate(worth: float | None, x: Columns, *, in_marks: bool) -> Floats:
    """A rate, or so many marks of what the indicator is worth, as a rate over units."""
    return (worth or 0.0) / x.marks if in_marks else x.marks * 0.0 + (worth or 0.0)


def worth_text(worth: float | None, lang: Lang, *, in_marks: bool) -> str:
    """What is earned: 得满分, 按80%计分, 得8分, 不得分."""
    if not in_marks or not worth:
        return part_of_marks(worth or 0.0, lang)
    return (_ONE_MARK if worth == 1 else _MARKS).format(lang, marks=plain(worth))


def are_in_marks(entries: Sequence[Worth]) -> bool:
    """Whether a list says what its entries earn in marks."""
    return entries[0].rate is None


def worth_of(entry: Worth) -> float:
    """What an entry earns, as the file gives it."""
    return (entry.marks if entry.rate is None else entry.rate) or 0.0


EARNS = text("{figure}，对应{worth}", "{figure}, which earns {worth}")


def limit_key(key: str, limit: float, kind: FactKind) -> str:
    """The key of a limit's phrase; up to 0 is just 0 where nothing lies below it."""
    return "at" if key in ("at_most", "or_less") and limit == 0 and not kind.can_be_negative else key


BAND_REACHED = text("{figure}，属于{band}一档", "{figure}, the band {band}")
NO_BAND = text("{figure}，不在任何一档", "{figure}, which reaches no band")
ON_A_LINE = text("{figure}，按线性计算", "{figure}, on a straight line between points")
_RATE_EARNED = text("得分率{rate}", "{rate} of the marks")
_MARKS_EARNED, _ONE_EARNED = text("{marks}分", "{marks} marks"), text("{marks}分", "{marks} mark")


def earned_words(worth: float, lang: Lang, *, in_marks: bool) -> str:
    """What a figure earned, in words: 得分率80%, 8分."""
    if in_marks:
        return (_ONE_EARNED if worth == 1 else _MARKS_EARNED).format(lang, marks=deducted_words(worth))
    return _RATE_EARNED.format(lang, rate=rounded_percent(worth))
