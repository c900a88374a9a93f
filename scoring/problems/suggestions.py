"""'Did you mean …?' for a word that is not known: what it was probably meant to be.

A guess is named in the message and never taken. Where nothing is near, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from scoring.numbers import tidy
from scoring.words import LANGS, Lang, Text, joined_text, quoted, text

LONGEST = 60  # characters of a word that is compared with others
MOST = 3  # candidates named
_ENOUGH = 0.6  # likeness, 0..1
_LOOK_ALIKE = re.compile(r"(?<=[a-z])[ol](?=\d)|(?<=\d)[ol]")  # letters in the place of digits
_PADDING = re.compile(r"(?<!\d)0+(?=\d)")


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a word most likely was meant to be, best first; none where none is near."""
    wanted = tidy(word).casefold()
    if not wanted or len(wanted) > LONGEST:
        return []
    scored = [((_likeness(wanted, tidy(one).casefold()), _in_common(wanted, one.casefold())), one) for one in known]
    best = max((score for score, _ in scored), default=(0.0, 0))
    return [one for score, one in scored if score == best][:MOST] if best[0] >= _ENOUGH else []


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 0.0
    if _bare(one) == _bare(other):
        return 1.0
    is_part = shorter in longer and 4 * len(shorter) >= len(longer)
    is_short = len(one) == len(other) == 2 and one[0] == other[0]
    least = _ENOUGH if is_part or is_short else 0.0
    matcher = SequenceMatcher(None, one, other)
    return max(least, matcher.ratio() if matcher.quick_ratio() >= _ENOUGH else 0.0)


def _bare(word: str) -> str:
    """An id without what is easily mistaken in it: M1_2 and MO1-2 are M01-2."""
    return _PADDING.sub("", _LOOK_ALIKE.sub(lambda m: "0" if m[0] == "o" else "1", word)).replace("_", "-")


def _in_common(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_OR, _QUESTION = text("或", " or "), text("是不是{words}？", "Did you mean {words}? ")
_IS_IT = text("“{word}”是不是“{wanted}”？", "Is '{word}' meant to be '{wanted}'? ")


def question(word: str, known: Iterable[str]) -> Text:
    """'Did you mean …?' for a word that is not among the known ones; empty where none is near."""
    near = nearest(word, known)
    return did_you_mean(near) if near else Text("")


def did_you_mean(words: list[str]) -> Text:
    """'Did you mean …?' with the words that may be meant, of which MOST are named."""
    return Text({lang: _QUESTION.format(lang, words=_either(words[:MOST], lang)) for lang in LANGS})


def _either(words: list[str], lang: Lang) -> str:
    return _OR.get(lang).join(quoted(word, lang) for word in words)


def is_it(wanted: str, strangers: Iterable[str]) -> Text:
    """'Is … meant to be …?' for a wanted word that is missing, by the unknown word that is nearest to it."""
    near = nearest(wanted, strangers)
    return _IS_IT.filled(word=near[0], wanted=wanted) if near else Text("")


_ALLOWED = text("可用的有：{allowed}。", "Allowed here: {allowed}.")
_NONE_YET = text("现在一个也没有：请先设置，或删去这一处。", "There is none yet: define one, or remove this.")


def not_among(word: str, allowed: Iterable[str]) -> dict[str, Any]:
    """The parameters of a problem of the kind 'no such …': the nearest known word, and all the known ones."""
    allowed = list(allowed)
    return {"found": word, "nearest": question(word, allowed), "choices": choices(allowed)}


def choices(allowed: Iterable[str]) -> Text:
    """'Allowed here: …', or what to do where there is none."""
    allowed = list(allowed)
    return _ALLOWED.filled(allowed=joined_text(allowed)) if allowed else _NONE_YET
