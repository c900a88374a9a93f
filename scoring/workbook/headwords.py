"""The words that head columns, and the other ways in which people write them."""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.facts import MONTHS, QUARTERS, field_label
from scoring.numbers import tidy
from scoring.words import label

ENTRY_KEYS = (
    "indicator",
    "title",
    "rule",
    "marks",
    "item",
    "measured_in",
    "value",
    "due",
    "na",
    "na_reason",
    "evidence",
    "note",
    "section",
)
LONG_KEYS = ("unit", "name", "group", "indicator", "field", "long_value", "source", "reason")
LONG_NEEDED = LONG_KEYS[:6]
ROSTER_KEYS = ("unit", "name", "group")
_LONG_CODE_NAMES = {**{key: key for key in LONG_KEYS if key != "long_value"}, "value": "long_value"}
ID = label("indicator")
_NUMERALS = "一二三四五六七八九十"
LONGEST = 40  # characters of a heading
_RATING = re.compile(r"评分\d{1,2}")


def _squeezed(words: str) -> str:
    return "".join(words.split()).rstrip(":").casefold()


@lru_cache
def _aliases() -> dict[str, str]:
    """Other ways of writing a heading -> the heading."""
    found = {_squeezed(label(key)): label(key) for key in (*ENTRY_KEYS, *LONG_KEYS, "year")}
    for number, field in enumerate(MONTHS, start=1):
        numeral = _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"
        for alias in (f"{number}月", f"{number:02d}月", f"{numeral}月", f"{number}月份", f"{numeral}月份", field):
            found[alias] = field_label(field)
    for number, field in enumerate(QUARTERS, start=1):
        numeral = _NUMERALS[number - 1]
        for alias in (f"{numeral}季度", f"第{numeral}季度", f"{number}季度", f"第{number}季度", f"q{number}"):
            found[alias] = field_label(field)
    return found


def heading_of(value: object) -> str:
    """The canonical heading that a cell's text is, else its text as it stands; '' for what no heading is."""
    return _heading_of(value) if isinstance(value, str) and len(value) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _heading_of(value: str) -> str:
    words = tidy(value)
    squeezed = _squeezed(words)
    return _aliases().get(squeezed) or (squeezed if _RATING.fullmatch(squeezed) else words)


def long_key_of(value: object) -> str | None:
    """Which column of the long table a heading names, in Chinese or by code name."""
    return _long_key_of(value) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(maxsize=4096)
def _long_key_of(value: str) -> str | None:
    return _long_words().get(_squeezed(tidy(value)))


@lru_cache
def _long_words() -> dict[str, str]:
    return _LONG_CODE_NAMES | {_squeezed(label(key)): key for key in LONG_KEYS}


@lru_cache(maxsize=8192)
def is_heading(value: str) -> bool:
    """Whether a text heads a column of a table that is read here, however it is written."""
    if len(value) > LONGEST:
        return False
    squeezed = _squeezed(tidy(value))
    return squeezed in _aliases() or squeezed in _long_words() or bool(_RATING.fullmatch(squeezed))
