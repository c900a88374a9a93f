"""One cell: whether it is blank, what it says, and the fact it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scoring.facts import FACT_KINDS, BadValue, is_percent
from scoring.numbers import plain, tidy, trimmed
from scoring.problems import Problem
from scoring.problems.suggestions import question
from scoring.system import Item
from scoring.words import Text
from scoring.workbook import limits
from scoring.workbook.files.grid import ErrorValue, PercentValue, TimeValue
from scoring.workbook.intake.personal import LEAST, SHORTEST, personal_kind
from scoring.workbook.intake.suggestions import date_question, number_question

_NEAR = 1.25  # times the highest limit, up to which a figure is nothing strange
_FAR = 80  # times the highest limit, from which a figure is about a hundred times too large
LONGEST = 40  # characters of a value that a message repeats


def is_blank(value: Any) -> bool:
    """Nothing, or nothing that can be seen."""
    if value.__class__ is not str:
        return value is None
    return not value[:1].isalnum() and not tidy(value)  # most texts begin with what can be seen


def excerpt(value: Any) -> str:
    """A value as a message repeats it, on one line and without what cannot be seen."""
    if isinstance(value, dt.datetime):
        words = value.isoformat(" ", "minutes")
    elif isinstance(value, bool):
        words = str(value).upper()
    else:
        words = value.text if isinstance(value, ErrorValue | TimeValue | PercentValue) else str(value)
    if not words.isprintable():
        words = "".join(letter if letter.isprintable() else " " for letter in words)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def text_of(value: Any) -> str:
    """A cell's text as it stands; numbers and dates as people write them, blanks as an empty text."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else excerpt(value)


def word_of(value: Any) -> str:
    """A heading, an id or a code: its text in half-width forms, without spaces around it."""
    return tidy(text_of(value))


def name_of(value: Any) -> str:
    """A name, which is kept and shown as its owner writes it: brackets, spaces and characters stay what they are."""
    return trimmed(text_of(value))


def wrong_with(value: Any) -> Problem | None:
    """What is wrong with a cell whatever it is for: a formula error, a personal number, too long a text."""
    kind = value.__class__
    if (kind is str and len(value) < SHORTEST) or (kind is int and value < LEAST):  # most cells
        return None
    if isinstance(value, ErrorValue):
        return Problem("error_cell", {"found": value.text}) if value.text else Problem("formula_without_value")
    personal = personal_kind(value)
    if personal is not None:
        return Problem("personal_data", {"what": personal})
    if isinstance(value, str) and len(value) > limits.TEXT:
        return Problem("text_too_long", {"size": len(value), "limit": limits.TEXT})
    return None


def read_fact(value: Any, item: Item) -> float:
    """The number that a filled cell of `item` stands for.

    Raises:
        BadValue: with the problem code that says why it is none.
    """
    if isinstance(value, TimeValue):
        raise BadValue("time_in_cell", found=value.text)
    kind = item.fact_kind
    if isinstance(value, dt.date) and kind.misread_day:
        raise BadValue(kind.misread_day, found=excerpt(value), nearest=number_question(value))
    try:
        return kind.read(value.text if isinstance(value, PercentValue) else value, item)
    except BadValue as bad:
        params = {**bad.params, "found": excerpt(value), "nearest": _guess(bad.code, value, item)}
        raise BadValue(bad.code, **params) from None


def doubt_about(value: Any, number: float, item: Item) -> Problem | None:
    """What is to be asked about a figure that was read: whether it was meant a hundred times larger or smaller."""
    if not item.fact_kind.may_be_share or number <= 0 or isinstance(value, bool):
        return None
    is_bare = not (isinstance(value, PercentValue) or (isinstance(value, str) and "%" in tidy(value)))
    if is_percent(item.unit) and is_bare and number <= 1:
        return Problem("percent_or_share", {"found": plain(number), "asked": plain(number * 100)})
    limits = [abs(limit) for limit in item.rule.thresholds() if limit]
    asked = _hundredfold(number, limits) if limits else None
    if asked is None:
        return None
    nearest = min(limits, key=lambda limit: abs(limit - asked))
    return Problem("hundredfold", {"found": excerpt(value), "limit": plain(nearest), "asked": plain(asked)})


def _hundredfold(number: float, limits: list[float]) -> float | None:
    """The figure that fits a rule's limits if one is a hundred times beyond them; else None."""
    low, high = min(limits), max(limits)
    if number <= 1 and (number * 100 <= low or (number < low and number * 100 <= high * _NEAR)):
        return number * 100
    fits_when_divided = low / 2 <= number / 100 if high <= 1 else low < high and low <= number / 100 <= high
    is_far = number >= high * _FAR or (number > high * 10 and fits_when_divided)
    return number / 100 if is_far else None


def _guess(code: str, value: Any, item: Item) -> Text:
    """What a value that could not be read was probably meant to be, as a question."""
    if code == "not_an_option":
        return question(text_of(value), item.options)
    if code == "not_a_date":
        return date_question(value)
    return number_question(value) if code == "not_a_number" else Text("")


def read_yes(value: Any, item: Item) -> bool:
    """Whether a tick such as 不适用 is set.

    Raises:
        BadValue: it is neither yes nor no.
    """
    if isinstance(value, dt.date | TimeValue):
        raise BadValue("not_yes_no", found=excerpt(value))
    try:
        return FACT_KINDS["yes_no"].read(value, item) > 0
    except BadValue as bad:
        raise BadValue(bad.code, found=excerpt(value)) from None
