"""Turns of phrase that sentences share: lists of names, quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.words.languages import LANGS, Lang
from scoring.words.text import Text, text

_COMMA, _LAST, _QUOTED = text("、", ", "), text("、", " and "), text("“{words}”", "'{words}'")
_WITH_REASON = text("{name}（{reason}）", "{name} ({reason})")
_AND_MORE = text("{names}等{all}个单位", "{names} and {more} more")


def capitalised(words: str) -> str:
    """Words that begin a sentence: the first letter a capital, the others as they are."""
    return words[:1].upper() + words[1:]


def joined(names: Iterable[str], lang: Lang) -> str:
    """Names one after the other: A、B、C, or A, B, C."""
    return _COMMA.get(lang).join(names)


def listed(names: Iterable[str], lang: Lang) -> str:
    """Names as a sentence lists them: A、B、C, or A, B and C."""
    *first, last = [*names] or [""]
    return _LAST.get(lang).join([joined(first, lang), last]) if first else last


def some_units(names: Sequence[str], most: int, lang: Lang) -> str:
    """Names of units as a sentence lists them; of more than `most` the first, and how many there are."""
    if len(names) <= most:
        return listed(names, lang)
    return _AND_MORE.format(lang, names=joined(names[:most], lang), all=len(names), more=len(names) - most)


def with_reason(name: str, reason: str, lang: Lang) -> str:
    """A name with what is said of it alone, to be listed: two lists side by side would pair the wrong ones."""
    return _WITH_REASON.format(lang, name=name, reason=reason)


def joined_text(names: Iterable[str | Text]) -> Text:
    """`joined` in every language, for the parameters of a message."""
    texts = [name if isinstance(name, Text) else Text(name) for name in names]
    return Text({lang: joined([name.get(lang) for name in texts], lang) for lang in LANGS})


def quoted(words: str, lang: Lang) -> str:
    """Words in quotation marks."""
    return _QUOTED.format(lang, words=words)
