"""Spots what belongs to a person: cells that are identity-card or mobile numbers, and headings that ask for them.

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

# A cell is personal if it holds such numbers and nothing but what names them: what stands in a longer text, as in
# 某办发〔2025〕13812345678号, is a number of something else.
_ID = r"[1-9]\d{5}(?:19|20|21)\d{9}[0-9Xx]"
_MOBILE = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_BETWEEN = r"[\s,.;:，。、；：/|()\[\]{}<>'\"“”‘’【】《》_-]"
_LABEL = (
    r"(?:居民|本人|法人)?身份证(?:件)?(?:号码?)?|证件(?:号码?)|(?:联系|办公|移动|手机|咨询|值班)?(?:电话|手机)(?:号码?)?|联系方式|联系人?"
    r"|(?:id|identity)(?: ?card)?(?: ?(?:no|number))?|(?:mobile|tel|telephone|phone|contact)(?: ?(?:no|number))?"
)
_NUMBER = rf"(?:{_ID}|{_MOBILE})"
_NAMED = rf"{_BETWEEN}*(?:(?:{_LABEL}){_BETWEEN}*)?"
_WHOLE = re.compile(rf"{_NAMED}{_NUMBER}(?:{_BETWEEN}{_NAMED}{_NUMBER})*{_BETWEEN}*", re.ASCII | re.IGNORECASE)
_IDS, _MOBILES = re.compile(rf"(?<!\d){_ID}(?!\d)", re.ASCII), re.compile(rf"(?<!\d){_MOBILE}(?![\dXx])", re.ASCII)
# Eleven digits in a row, full-width ones too, with what may stand between them.
_DIGITS = re.compile(r"\d(?:[^\w.,;:，。、；：]?\d){10}")
_ASKS = re.compile(r"身份证|手机|联系电话|电话号码|办公电话|^电话$|家庭住址|^姓名$")

SHORTEST, LONGEST, LEAST = 11, 200, 1e10  # characters of a text, and the number, that may be personal


def may_hold_personal(values: Iterable[Any]) -> bool:
    """Whether some of many values may look personal and are worth being looked at one by one."""
    held = list(values)
    texts = [value for value in held if value.__class__ is str and SHORTEST <= len(value) <= LONGEST]
    others = [value for value in held if not (value.__class__ is str or (value.__class__ is int and value < LEAST))]
    return any(map(_in_text, texts)) or any(map(personal_kind, others))


def personal_kind(value: Any) -> Text | None:
    """What a cell's value is, if it is a number that belongs to a person."""
    if isinstance(value, str):
        return _in_text(value) if SHORTEST <= len(value) <= LONGEST else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST <= value < 1e18:
        return None
    if value != int(value):
        return None
    # A spreadsheet keeps 15 digits of a number: the end of a card's number is lost, its date of birth is not.
    digits = f"{value:.0f}"
    if len(digits) == 18 and _is_birthday(digits):
        return ID_NUMBER
    return MOBILE if _MOBILES.fullmatch(digits) else None


@lru_cache(maxsize=8192)
def _in_text(raw: str) -> Text | None:
    if not _DIGITS.search(raw):
        return None
    value = tidy(raw)
    if not _WHOLE.fullmatch(value):
        return None
    if any(_is_birthday(number) and _checks(number) for number in _IDS.findall(value)):
        return ID_NUMBER
    return MOBILE if _MOBILES.search(value) else None


def _checks(number: str) -> bool:
    """Whether the last digit of an identity card's number is the one that GB 11643 works out from the others."""
    return number[17].upper() == "10X98765432"[sum(2 ** (17 - at) * int(number[at]) for at in range(17)) % 11]


def _is_birthday(number: str) -> bool:
    """Whether an identity card's number holds a date of birth."""
    try:
        day = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def asks_for_personal(heading: Any) -> bool:
    """Whether a heading asks for what belongs to a person."""
    return isinstance(heading, str) and len(heading) <= 16 and _asks(heading)


@lru_cache(maxsize=8192)
def _asks(heading: str) -> bool:
    return bool(_ASKS.search(tidy(heading)))
