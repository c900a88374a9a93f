"""Mistakes that several rules look for in a system's file.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import ge, le
from typing import Any, TypeGuard

from scoring.numbers import plain
from scoring.problems.suggestions import question
from scoring.rules.base import Mistake
from scoring.words import LANGS, Text, quoted, text

Path = tuple[str | int, ...]


def order_mistakes(parts: Any, path: Path, key: str, *, is_ascending: bool = False) -> Iterator[Mistake]:
    """Entries of a list whose key is not below that of the entry before it; not above it, where they ascend."""
    code, is_wrong = ("not_ascending", le) if is_ascending else ("out_of_order", ge)
    previous: float | None = None
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        value = part.get(key) if isinstance(part, dict) else None
        if not is_number(value):
            continue
        if previous is not None and is_wrong(value, previous):
            yield Mistake(code, {"key": key, "found": value, "previous": previous}, (*path, index, key))
        previous = value


_BY_GROUP = text(
    "这项指标的分值按分组不同，这里不能写 marks，请写得分率",
    "the indicator's marks differ by group, so marks cannot stand here; give rates",
)
_TOO_MANY = text("高于这项指标的分值", "it is more than the indicator is worth")
_TWO_WAYS = text("同一个列表里，rate 与 marks 只能用一种", "a list gives either rate or marks, not both")


def marks_mistakes(item: Mapping[str, Any], places: Iterable[tuple[Path, Any]]) -> Iterator[Mistake]:
    """Marks of a rule, each with its place, that are more than its indicator's or stand beside marks by group."""
    whole = item.get("marks")
    for path, value in places:
        if not is_number(value):
            continue
        if isinstance(whole, Mapping):
            yield Mistake("bad_parameter", {"detail": _BY_GROUP}, path)
            return
        if is_number(whole) and value > whole:
            found = text(f"数字 {plain(value)}", plain(value))
            params = {"key": str(path[-1]), "found": found, "detail": _TOO_MANY, "expected": f"<= {plain(whole)}"}
            yield Mistake("bad_value", params, path)


def entry_marks_mistakes(entries: Any, item: Mapping[str, Any], path: Path) -> Iterator[Mistake]:
    """What is wrong with `rate` and `marks` in a list of them: both in one list, or marks that cannot be."""
    parts = [(at, part) for at, part in enumerate(entries) if isinstance(part, dict)] if is_list(entries) else []
    with_marks = [((*path, at, "marks"), part["marks"]) for at, part in parts if "marks" in part]
    if with_marks and any("rate" in part and "marks" not in part for _, part in parts):
        yield Mistake("bad_parameter", {"detail": _TWO_WAYS}, with_marks[0][0])
    yield from marks_mistakes(item, with_marks)


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value of the file is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


_REPEATED, _ONCE = text("重复", "it is repeated"), text("每个选项一次", "each option once")


def options_mistakes(rule: Mapping[str, Any], key: str, item: Mapping[str, Any]) -> Iterator[Mistake]:
    """Options of a choice that a parameter of its rule has no value for, or the other way round."""
    values, options = rule.get(key), item.get("options")
    if not isinstance(values, dict) or not isinstance(options, list):
        return
    for index, option in enumerate(options):
        if isinstance(option, str) and option not in values:
            yield Mistake("option_without_level", {"option": option, "key": key}, ("options", index))
        if option in options[:index]:
            found = Text({lang: quoted(str(option), lang) for lang in LANGS})
            params = {"key": "options", "found": found, "detail": _REPEATED, "expected": _ONCE}
            yield Mistake("bad_value", params, ("options", index))
    known = [option for option in options if isinstance(option, str)]
    for option in values:
        if option not in known:
            params = {"option": option, "key": key, "nearest": question(str(option), known)}
            yield Mistake("level_without_option", params, ("rule", key, option), at_key=True)
