"""One cell: whether it is blank, what it says, and the fact it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scoring.facts import FACT_KINDS, BadValue, is_percent
from scoring.numbers import tidy, trimmed, typed
from scoring.problems import Problem
from scoring.problems.suggestions import question
from scoring.system import Item
from scoring.words import Text
from scoring.workbook import limits
from scoring.workbook.files.grid import ErrorValue, PercentValue, TimeValue
from scoring.workbook.intake.personal import LEAST, SHORTEST, personal_kind
from scoring.workbook.intake.suggestions import date_question, number_meant, number_question

LONGEST = 40  # characters of a value that a message repeats


def is_blank(value: Any) -> bool:
    """Nothing, or nothing that can be seen."""
    if value.__class__ is not str:
        return value is None
    return not value[:1].isalnum() and not tidy(value)  # most texts begin with what can be seen


def excerpt(value: Any) -> str:
    """A value as a message repeats it, on one line and without what cannot be seen."""
    if isinstance(value, dt.datetime):
        words = value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
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
        raise BadValue(kind.misread_day, found=excerpt(value), nearest=_number(value, item))
    try:
        return kind.read(value.text if isinstance(value, PercentValue) else value, item)
    except BadValue as bad:
        params = {**bad.params, "found": excerpt(value), "nearest": _guess(bad.code, value, item)}
        raise BadValue(bad.code, **params) from None


def doubt_about(value: Any, number: float, item: Item) -> Problem | None:
    """What is to be asked about a figure that was read: whether it was meant a hundred times larger or smaller."""
    if number == 0 or isinstance(value, bool):
        return None
    in_percent = is_percent(item.unit)
    is_bare = not (isinstance(value, PercentValue) or (isinstance(value, str) and "%" in tidy(value)))
    if item.fact_kind.may_be_share and in_percent and is_bare and 0 < number <= 1:
        asked = number * 100
        if item.max is not None and asked > item.max:
            return Problem(
                "percent_beyond_max", {"found": typed(number), "asked": typed(asked), "high": typed(item.max)}
            )
        return Problem("percent_or_share", {"found": typed(number), "asked": typed(asked)})
    asked_for = item.fact_kind.hundredfold(number, item.thresholds)
    if asked_for is None:
        return None
    nearest = min((limit for limit in item.thresholds if limit), key=lambda limit: abs(limit - asked_for))
    params = {"found": excerpt(value), "limit": typed(nearest), "asked": typed(asked_for)}
    if in_percent and abs(number) > 1 >= max(map(abs, item.thresholds)):
        # The limits rather than the figure may be shares: asking for 0.96 would lead back to 96.
        return Problem("percent_limits_hundredfold", {**params, "asked": typed(nearest * 100)})
    return Problem("hundredfold", params)


def _guess(code: str, value: Any, item: Item) -> Text:
    """What a value that could not be read was probably meant to be, as a question."""
    if code == "not_an_option":
        return question(text_of(value), item.options)
    if code == "not_a_date":
        return date_question(value)
    return _number(value, item) if code == "not_a_number" else Text("")


def _number(value: Any, item: Item) -> Text:
    """Which number was probably meant, of those that the cell would take."""
    figure = number_meant(value)
    if figure is None:
        return Text("")
    try:
        item.fact_kind.read(figure, item)
    except BadValue:
        return Text("")
    return number_question(value)


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
