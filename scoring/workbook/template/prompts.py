"""What a row of the template asks for, in words and as data validation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scoring.numbers import LARGEST, plain
from scoring.system import Item

_ASKED = {
    "yes_no": "是 或 否",
    "count": "次数（整数）",
    "number": "数值",
    "ratio": "完成数 / 应完成数",
    "growth": "今年数 / 上年数（上年数填在“应完成数”栏）",
    "date": "日期，如 {year}-03-31",
    "monthly": "每月次数",
    "quarterly": "每季度次数",
    "rating": "评分，0 到 100",
}
_MEASURES_OF_TIMES = ("", "次")
INPUT_TITLE_MAX, INPUT_MAX = 32, 255  # Excel's limits on a prompt


def asked(item: Item, year: int) -> str:
    """填报项: what to fill in, with the options of a choice, the bounds of a number, and the item's note."""
    parts = [_asked_for(item, year), item.note.get("zh")]
    return "\n".join(part for part in parts if part)


def _asked_for(item: Item, year: int) -> str:
    if item.facts == "choice":
        return f"选项：{'、'.join(item.options)}"
    if item.facts == "number":
        return f"数值{_bounds(item)}"
    measured_in = item.unit.get("zh")
    if item.facts == "count" and measured_in not in _MEASURES_OF_TIMES:
        return "数量（整数）"
    return _ASKED[item.facts].format(year=year)


def _bounds(item: Item) -> str:
    low, high = item.min, item.max
    if low is not None and high is not None:
        return f"（{plain(low)} 到 {plain(high)}）"
    if low is not None:
        return f"（不小于 {plain(low)}）"
    return "" if high is None else f"（不大于 {plain(high)}）"


def _prompt(title: str, message: str) -> dict[str, Any]:
    return {"input_title": title[:INPUT_TITLE_MAX], "input_message": message[:INPUT_MAX], "ignore_blank": True}


def _refusal(title: str, message: str, severity: str = "warning") -> dict[str, Any]:
    # A warning can be passed over, so that text the reader understands (１２, 1,200) may stay.
    return {"error_title": title, "error_message": message, "error_type": severity}


def whole_number() -> dict[str, Any]:
    """Validation of a count."""
    rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 999_999_999}
    return (
        rule
        | _prompt("填整数", "没有发生填 0；不清楚的先空着。")
        | _refusal("请填整数", "这里应填不小于 0 的整数，不带单位。")
    )


def amount(title: str) -> dict[str, Any]:
    """Validation of one of two numbers; `title` says which."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST}
    return (
        rule
        | _prompt(title, "填不小于 0 的数；两格都要填，没有的填 0。")
        | _refusal("请填数字", "这里应填不小于 0 的数，不带单位。")
    )


def score_0_100() -> dict[str, Any]:
    """Validation of a panel's score."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    return rule | _prompt("评分", "0 到 100；缺席的空着。") | _refusal("请填评分", "评分应在 0 到 100 之间。")


def number(item: Item) -> dict[str, Any]:
    """Validation of a number within its bounds."""
    low, high = (-LARGEST if item.min is None else item.min), (LARGEST if item.max is None else item.max)
    rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    return (
        rule
        | _prompt("填数字", f"填数字{_bounds(item)}。")
        | _refusal("请核对数字", f"这里应填数字{_bounds(item)}，不带单位。")
    )


def yes_no() -> dict[str, Any]:
    """Validation of a yes or no."""
    return (
        {"validate": "list", "source": ["是", "否"]}
        | _prompt("填是或否", "从下拉列表中选择。")
        | _refusal("请填是或否", "这里应填“是”或“否”。")
    )


def date(year: int) -> dict[str, Any]:
    """Validation of a date of about the year."""
    rule = {
        "validate": "date",
        "criteria": "between",
        "minimum": dt.date(year - 1, 1, 1),
        "maximum": dt.date(year + 1, 12, 31),
    }
    return rule | _prompt("填日期", f"如 {year}-03-31。") | _refusal("请核对日期", f"这里应填日期，如 {year}-03-31。")


def listed(source: str, what: str) -> dict[str, Any]:
    """Validation by a list that stands in a range of the hidden sheet."""
    return (
        {"validate": "list", "source": source}
        | _prompt(what, "从下拉列表中选择。")
        | _refusal(what, "请从下拉列表中选择。", "stop")
    )


def claim() -> dict[str, Any]:
    """Validation of 不适用."""
    rule = {"validate": "list", "source": ["是"]}
    return (
        rule
        | _prompt("申报不适用", "确无此项工作的选“是”，写明理由，数值空着。")
        | _refusal("请选择", "申报不适用选“是”，否则空着。")
    )


def evidence(item: Item) -> dict[str, Any]:
    """A prompt that says which evidence is asked for; anything may be written."""
    wanted = item.evidence.get("zh")
    return {"validate": "any"} | _prompt(
        "佐证材料", f"应备：{wanted}。" if wanted else "写明材料名称和文号，不写个人信息。"
    )
