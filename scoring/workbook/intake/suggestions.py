"""'Did you mean …?' for a number or a date that is not understood.

A guess is named in the message and never taken. Where nothing is near, nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from scoring.numbers import tidy, typed
from scoring.words import Text, text

_DIGITS = {
    word: value
    for value, words in enumerate(["〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for word in words
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_NUMERAL = re.compile(f"[{''.join([*_DIGITS, *_TENS, *_LARGE])}]+")
_FIGURE = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)([十百千万亿]?)")
_UNCERTAIN = re.compile(r"[-负减%‰~/约近余多几数]|左右|上下|以上|以下|不")
_MEASURE = re.compile(r"[次个人件项份期场篇条天元名家户届只台套本册张幅位种类组批月日年]{0,2}")
_DAY = re.compile(r"\D*?(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D*|\D*\d{1,2}:\d{2}.*)")
_CLOSED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<![\d,.])(\d+),(\d{1,2})(?![\d,.])")  # 18,5 as some countries write 18.5
_LOOK_ALIKE = re.compile(r"(?=.*\d)[\dlIoO|.,]+")  # l0 for 10: letters in the place of digits
_AS_DIGITS = str.maketrans("lI|oO", "11100")
_FIRST_DAY, _LAST_DAY = 20_000, 80_000  # serial numbers of 1954 and 2119
_EARLY = dt.date(1927, 5, 18)  # a day before this in a cell is a small number shown as a date


def number_question(value: Any) -> Text:
    """'Did you mean 12?' for 12次, 十二次, '12, 1.2万; empty where more than one number could be meant."""
    figure = number_meant(value)
    return _question(None if figure is None else typed(figure))


def number_meant(value: Any) -> float | None:
    """The one number that a value was probably meant to be; None where it may be several or none."""
    if isinstance(value, dt.date):
        return _number_shown_as_day(value)
    return _number_in(tidy(value)) if isinstance(value, str) else None


def date_question(value: Any) -> Text:
    """'Did you mean 2025-03-31?' for 45747, 20250331, 2025年3月31, 二〇二五年三月三十一日."""
    return _question(_day_of(value))


_IS_IT = text("是不是 {figure}？", "Did you mean {figure}? ")


def _question(figure: str | None) -> Text:
    return Text("") if figure is None else _IS_IT.filled(figure=figure)


def _number_shown_as_day(value: dt.date) -> float | None:
    day = value.date() if isinstance(value, dt.datetime) else value
    if not dt.date(1900, 1, 1) <= day < _EARLY:
        return None
    return float((day - dt.date(1899, 12, 30)).days - (day < dt.date(1900, 3, 1)))


def _number_in(words: str) -> float | None:
    if len(words) > 20 or _UNCERTAIN.search(words):
        return None
    if _LOOK_ALIKE.fullmatch(words):
        words = words.translate(_AS_DIGITS)
    words = _DECIMAL_COMMA.sub(r"\1.\2", _GROUPED.sub("", words))
    figures, numerals = list(_FIGURE.finditer(words)), _NUMERAL.findall(words)
    if len(figures) == 1:
        number, times = figures[0].groups()
        return float(number.replace(",", "")) * ({**_TENS, **_LARGE}.get(times, 1))
    if figures or len(numerals) != 1 or not _MEASURE.fullmatch(words.replace(numerals[0], "", 1)):
        return None
    whole = numeral(numerals[0])
    return None if whole is None else float(whole)


def numeral(words: str) -> int | None:
    """三 = 3, 一百零五 = 105, 二〇二五 = 2025; None where it is no number."""
    if all(word in _DIGITS for word in words):
        is_sure = len(words) in (1, 4) or any(word in "〇零" for word in words)  # 三四 is 'three or four'
        return int("".join(str(_DIGITS[word]) for word in words)) if is_sure else None
    total = part = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _TENS:
            part, digit = part + (digit or 1) * _TENS[word], 0
        elif word in _LARGE:
            total, part, digit = (total + part + digit) * _LARGE[word], 0, 0
        else:
            return None
    return total + part + digit


def _day_of(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        if _FIRST_DAY <= value <= _LAST_DAY:
            return (dt.date(1899, 12, 30) + dt.timedelta(days=int(value))).isoformat()
        value = typed(value) if value == value and abs(value) < 1e9 else ""
    words = tidy(value)
    if len(words) > 40:
        return None
    if words.isascii() and words.isdigit() and len(words) == 5:
        return _day_of(int(words))
    figures = _NUMERAL.sub(lambda m: str(n) if (n := numeral(m[0])) is not None else m[0], words)
    match = _CLOSED_DAY.fullmatch(figures) or _DAY.fullmatch(figures)
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
