"""Spots what may belong to a person: identity-card and mobile numbers, and headings that ask for them.

Tested in tests/workbook/intake/test_cells.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from scoring.numbers import tidy
from scoring.words import Text, text

ID_NUMBER = text("身份证号码", "an identity-card number")
MOBILE = text("手机号码", "a mobile number")
HEADING = text("索要个人信息的栏目", "a heading that asks for personal data")

# Not within a longer identifier, such as 11a29363-41f0-4842-920b-c15284858230.
_ALONE, _ENDS = r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z]-)", r"(?![0-9A-Za-z]|\.\d|-[0-9A-Za-z])"
_ID = re.compile(rf"{_ALONE}([1-9]\d{{5}}(\d{{4}})(\d{{2}})(\d{{2}})\d{{3}}[0-9Xx]){_ENDS}", re.ASCII)
_MOBILE = re.compile(rf"{_ALONE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_ENDS}", re.ASCII)
# Eleven digits in a row, full-width ones too, with what may stand between them.
_DIGITS = re.compile(r"\d(?:[^\w.,;:，。、；：]?\d){10}")
_ASKS = re.compile(r"身份证|手机|联系电话|电话号码|办公电话|^电话$|家庭住址|^姓名$")

REMEMBERED = 400  # characters; the texts of a template are shorter, and come back with each unit's workbook
SHORTEST, LEAST = 11, 1e10  # characters of a text, and the number, that may be personal


def may_hold_personal(values: Iterable[Any]) -> bool:
    """Whether some of many values may look personal and are worth being looked at one by one."""
    held = list(values)
    texts = [value for value in held if value.__class__ is str and len(value) >= SHORTEST]
    others = [value for value in held if not (value.__class__ is str or (value.__class__ is int and value < LEAST))]
    if max(map(len, texts), default=0) > REMEMBERED:
        return True
    return any(map(_in_text, texts)) or any(map(personal_kind, others))


def personal_kind(value: Any) -> Text | None:
    """What a cell's value looks like, if it looks personal."""
    if isinstance(value, str):
        if len(value) < SHORTEST:
            return None
        return _in_text(value) if len(value) <= REMEMBERED else _spotted(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST <= value < 1e18:
        return None
    if value != int(value):
        return None
    # A spreadsheet keeps 15 digits of a number: the end of a card's number is lost, its date of birth is not.
    digits = f"{value:.0f}"
    if len(digits) == 18 and _is_birthday(digits[6:10], digits[10:12], digits[12:14]):
        return ID_NUMBER
    return MOBILE if _MOBILE.fullmatch(digits) else None


@lru_cache(maxsize=8192)
def _in_text(raw: str) -> Text | None:
    return _spotted(raw)


def _spotted(raw: str) -> Text | None:
    if len(raw) < SHORTEST or not _DIGITS.search(raw):
        return None
    value = tidy(raw)
    if any(_is_birthday(*match.groups()[1:]) and _checks(match[1]) for match in _ID.finditer(value)):
        return ID_NUMBER
    return MOBILE if _MOBILE.search(value) else None


def _checks(number: str) -> bool:
    """Whether the last digit of an identity card's number is the one that GB 11643 works out from the others."""
    return number[17].upper() == "10X98765432"[sum(2 ** (17 - at) * int(number[at]) for at in range(17)) % 11]


def _is_birthday(year: str, month: str, day: str) -> bool:
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return 1900 <= int(year) <= 2100


def asks_for_personal(heading: Any) -> bool:
    """Whether a heading asks for what belongs to a person."""
    return isinstance(heading, str) and len(heading) <= 16 and _asks(heading)


@lru_cache(maxsize=8192)
def _asks(heading: str) -> bool:
    return bool(_ASKS.search(tidy(heading)))
