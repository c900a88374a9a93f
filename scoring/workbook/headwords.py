"""The words that head columns and stand beside cells, in every language, and the other ways in which people write them.

A heading is known by its key: of a column of the glossary (`value`, `na_reason` ...), or the name of a field that
has a column of its own (`m03`, `r2`).

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.facts import FACT_KINDS
from scoring.numbers import tidy
from scoring.words import COLUMNS, Text, text

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
BASICS = ("unit", "name", "group", "period")
ID = "indicator"
LONGEST = 40  # characters of a heading
_LONG_CODE_NAMES = {**{key: key for key in LONG_KEYS if key != "long_value"}, "value": "long_value"}
# 'Unit' alone heads names in a table that has no codes; beside a code it has to say that it is the name.
_OWN_WORDS = {"name": text("单位名称", "Unit name")}
_EARLIER_WORDS = {"period": text("考核年度", "Year")}  # of templates that knew whole years only


def heading(key: str) -> Text:
    """What a column is headed with, in every language. Raises KeyError."""
    if key in _OWN_WORDS:
        return _OWN_WORDS[key]
    return COLUMNS[key] if key in COLUMNS else _field_labels()[key]


@lru_cache
def _field_labels() -> dict[str, Text]:
    """Field -> label, of all fields that have a column of their own."""
    wide = (kind for kind in FACT_KINDS.values() if kind.sheet.is_wide)
    return {field: label for kind in wide for field, label in kind.labels().items()}


def field_keys() -> set[str]:
    """The fields that have a column of their own."""
    return set(_field_labels())


def squeezed(words: str) -> str:
    """Words without spaces and the colon at their end, whatever their case."""
    return "".join(words.split()).rstrip(":").casefold()


@lru_cache
def _keys() -> dict[str, str]:
    """Every way of writing a heading -> its key."""
    ways: list[tuple[str, str]] = []
    for key in (*ENTRY_KEYS, *LONG_KEYS, *BASICS):
        ways += [(words, key) for label in (heading(key), COLUMNS[key]) for words in label.root.values()]
    ways += [(words, key) for key, label in _EARLIER_WORDS.items() for words in label.root.values()]
    for field, label in _field_labels().items():
        ways += [(words, field) for words in (field, *label.root.values())]
    for kind in FACT_KINDS.values():
        if kind.sheet.is_wide:
            ways += [(alias, field) for field, aliases in kind.aliases.items() for alias in aliases]
    return {squeezed(words): key for words, key in reversed(ways)}  # the first of each


def heading_of(value: object) -> str:
    """The key of the heading that a cell's text is; '' for what is no heading."""
    return _heading_of(value) if isinstance(value, str) and len(value) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _heading_of(value: str) -> str:
    return _keys().get(squeezed(tidy(value)), "")


def long_key_of(value: object) -> str | None:
    """Which column of the long table a heading names, in words or by code name."""
    return _long_key_of(value) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(maxsize=4096)
def _long_key_of(value: str) -> str | None:
    return _long_words().get(squeezed(tidy(value)))


@lru_cache
def _long_words() -> dict[str, str]:
    """Every way of writing a heading of the long table -> its key; code names before words of another column."""
    return {squeezed(words): key for key in LONG_KEYS for words in heading(key).root.values()} | _LONG_CODE_NAMES


@lru_cache(maxsize=8192)
def is_heading(value: str) -> bool:
    """Whether a text heads a column of a table that is read here, however it is written."""
    if len(value) > LONGEST:
        return False
    words = squeezed(tidy(value))
    return words in _keys() or words in _long_words()
