"""What can be reported: the kinds of facts, how a cell of each is read, and the `facts` frame.

A fact is (unit, indicator, field) -> number; blank is blank, never 0. Numbers are kept as floats:
yes = 1, a date as its day number, a choice as the index of its option.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from scoring.numbers import BadNumber, parse_number, plain, tidy
from scoring.words import Lang, Text, day_words, text

FACT_COLUMNS = ["unit", "indicator", "field", "value", "source", "text"]
UNIT_COLUMNS = ["unit", "name", "group"]
NA_FIELD = "na"  # a claim of "not applicable"; its reason is the text
TEXT_FIELDS = (NA_FIELD, "evidence", "note")
MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))
QUARTERS = ("q1", "q2", "q3", "q4")


class BadValue(ValueError):
    """A cell cannot be read as its kind of fact; `code` and `params` make the Problem."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Reported(Protocol):
    """What reading a cell needs to know of its indicator (or adjustment)."""

    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def raters(self) -> int | None: ...
    @property
    def min(self) -> float | None: ...
    @property
    def max(self) -> float | None: ...


@dataclass(frozen=True)
class FactKind:
    """One kind of facts: its fields, and how a filled cell becomes a float.

    `read(raw, indicator)` raises BadValue; it is never given a blank.
    """

    name: str
    title: Text
    accepts: Text
    fields: Callable[[Reported], tuple[str, ...]]
    read: Callable[[Any, Reported], float]


_YES = {"是", "有", "√", "✓", "✔", "yes", "true", "1"}
_NO = {"否", "无", "×", "✗", "✘", "no", "false", "0"}
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")


def _number(raw: Any, percent: bool = False) -> float:
    try:
        return parse_number(raw, percent=percent)
    except BadNumber as bad:
        raise BadValue(bad.code, found=raw) from None


def _read_yes_no(raw: Any, _: Reported) -> float:
    word = tidy(raw).lower() if isinstance(raw, str) else {1: "1", 0: "0"}.get(raw, "")
    if word not in _YES | _NO:
        raise BadValue("not_yes_no", found=raw)
    return float(word in _YES)


def _read_count(raw: Any, _: Reported) -> float:
    value = _read_amount(raw, _)
    if value != int(value):
        raise BadValue("not_whole", found=raw)
    return value


def _read_amount(raw: Any, _: Reported) -> float:
    value = _number(raw)
    if value < 0:
        raise BadValue("negative", found=raw)
    return value


def _read_number(raw: Any, indicator: Reported) -> float:
    value = _number(raw, percent=True)
    low, high = indicator.min, indicator.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = {"low": "-∞" if low is None else plain(low), "high": "∞" if high is None else plain(high)}
        raise BadValue("out_of_range", found=raw, **bounds)
    return value


def _read_rating(raw: Any, _: Reported) -> float:
    value = _number(raw)
    if not 0 <= value <= 100:
        raise BadValue("out_of_range", found=raw, low=0, high=100)
    return value


def _read_date(raw: Any, _: Reported) -> float:
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, dt.date):
        return float(raw.toordinal())
    match = _DATE.fullmatch(_MIDNIGHT.sub("", tidy(raw))) if isinstance(raw, str) else None
    if match is None:
        raise BadValue("not_a_date", found=raw)
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return float(dt.date(year, month, day).toordinal())
    except ValueError:
        raise BadValue("not_a_date", found=raw) from None


def _read_choice(raw: Any, indicator: Reported) -> float:
    wanted = tidy(str(raw))
    for index, option in enumerate(indicator.options):
        if tidy(option) == wanted:
            return float(index)
    raise BadValue("not_an_option", found=raw, options="、".join(indicator.options))


def _always(*fields: str) -> Callable[[Reported], tuple[str, ...]]:
    return lambda _: fields


def _raters(indicator: Reported) -> tuple[str, ...]:
    return tuple(f"r{number}" for number in range(1, (indicator.raters or 0) + 1))


_KINDS = [
    FactKind("yes_no", text("是/否", "yes or no"), text("是 或 否", "yes or no"), _always("value"), _read_yes_no),
    FactKind(
        "count",
        text("次数", "count"),
        text("不小于 0 的整数", "a whole number, 0 or more"),
        _always("value"),
        _read_count,
    ),
    FactKind("number", text("数值", "number"), text("数字", "a number"), _always("value"), _read_number),
    FactKind(
        "ratio",
        text("完成数与应完成数", "done and due"),
        text("两个不小于 0 的数", "two numbers, 0 or more"),
        _always("done", "due"),
        _read_amount,
    ),
    FactKind(
        "monthly",
        text("每月次数", "count by month"),
        text("每月一个整数", "a whole number a month"),
        _always(*MONTHS),
        _read_count,
    ),
    FactKind(
        "quarterly",
        text("每季度次数", "count by quarter"),
        text("每季度一个整数", "a whole number a quarter"),
        _always(*QUARTERS),
        _read_count,
    ),
    FactKind(
        "growth",
        text("今年数与上年数", "now and before"),
        text("两个不小于 0 的数", "two numbers, 0 or more"),
        _always("now", "before"),
        _read_amount,
    ),
    FactKind(
        "date",
        text("日期", "date"),
        text("日期，如 2025-03-31", "a date such as 2025-03-31"),
        _always("value"),
        _read_date,
    ),
    FactKind(
        "choice", text("选项", "choice"), text("所列选项之一", "one of the options"), _always("value"), _read_choice
    ),
    FactKind(
        "rating", text("评议分", "panel rating"), text("0 到 100 的分数", "scores from 0 to 100"), _raters, _read_rating
    ),
]
FACT_KINDS: dict[str, FactKind] = {kind.name: kind for kind in _KINDS}


def empty_facts() -> pd.DataFrame:
    """A `facts` frame without rows."""
    return pd.DataFrame({c: pd.Series(dtype="float64" if c == "value" else "object") for c in FACT_COLUMNS})


def field_label(field: str, lang: Lang = "zh") -> str:
    """What a field of a fact is called: m03 -> 3月, q1 -> 一季度, r2 -> 评分2."""
    if field in _FIELD_LABELS:
        return _FIELD_LABELS[field].get(lang)
    number = int(field[1:])
    return f"评分{number}" if lang == "zh" else f"Score {number}"


_FIELD_LABELS: dict[str, Text] = {
    "value": text("填报值", "Value"),
    "done": text("完成数", "Done"),
    "due": text("应完成数", "Due"),
    "now": text("今年数", "This year"),
    "before": text("上年数", "Last year"),
    NA_FIELD: text("不适用", "Not applicable"),
    "evidence": text("佐证材料", "Evidence"),
    "note": text("备注", "Note"),
    **{f"m{n:02d}": text(f"{n}月", dt.date(2000, n, 1).strftime("%b")) for n in range(1, 13)},
    **{f"q{n}": text(f"{c}季度", f"Q{n}") for n, c in enumerate("一二三四", 1)},
}


def shown_value(kind: str, value: float, indicator: Reported, lang: Lang = "zh") -> str:
    """One value of a fact as a person reads it: 是, 2025年3月31日, the option's name, or the number."""
    if kind == "yes_no":
        return {"zh": ("否", "是"), "en": ("no", "yes")}.get(lang, ("no", "yes"))[int(value > 0)]
    if kind == "date":
        return day_words(dt.date.fromordinal(int(value)), lang)
    if kind == "choice":
        return indicator.options[int(value)]
    return plain(value)
