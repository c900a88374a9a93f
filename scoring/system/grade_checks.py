"""What must agree between grades, the bounds of the total and the rest of a system file.

On plain data, as `checks`. Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from scoring.numbers import typed
from scoring.problems import Problem
from scoring.problems.suggestions import not_among
from scoring.rules.base import Mistake
from scoring.rules.mistakes import order_mistakes
from scoring.system.yaml_nodes import Document, Path
from scoring.words import text

_LEVELS = {
    "section": text("板块", "section"),
    "measure": text("措施", "measure"),
    "indicator": text("指标", "indicator"),
}
_ANY_LEVEL = text("板块、措施或指标", "section, measure or indicator")
Ids = Mapping[str, Sequence[str]]  # section, measure, indicator -> the ids there are


def grade_mistakes(doc: Document, ids: Ids) -> Iterator[Problem]:
    """Every mistake of grades and of the total's bounds beside the rest of the file."""
    grades = _grades(doc.data)
    for mistake in order_mistakes(doc.data.get("grades"), ("grades",), "at_least"):
        if not _differ_by_more_than_points(doc.data["grades"], mistake):
            yield Problem(mistake.code, dict(mistake.params), **doc.place(mistake.path))
    yield from _floor(doc, grades)
    yield from _too_fine(doc)
    for path, grade in grades:
        yield from _unknown_parts(doc, path, grade, ids)
        if grade.get("of") == "all" and doc.data.get("overall_rank") is False:
            yield Problem("all_without_overall_rank", **doc.place((*path, "of")))


def _differ_by_more_than_points(grades: list[Any], mistake: Mistake) -> bool:
    """Whether a grade may begin where the one before it does, which asks for more than points or has few places."""
    before = grades[int(mistake.path[1]) - 1]
    asks_more = isinstance(before, dict) and any(before.get(key) for key in ("requires", "quota", "places"))
    return asks_more and mistake.params["found"] == mistake.params["previous"]


def _grades(data: dict[str, Any]) -> list[tuple[Path, dict[str, Any]]]:
    given = data.get("grades")
    return [(("grades", i), g) for i, g in enumerate(given if isinstance(given, list) else []) if isinstance(g, dict)]


def _bounds(data: dict[str, Any]) -> dict[str, Any]:
    bounds = data.get("total")
    return bounds if isinstance(bounds, dict) else {}


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _floor(doc: Document, grades: list[tuple[Path, dict[str, Any]]]) -> Iterator[Problem]:
    """A last grade that the lowest totals do not reach: a mistake where the file states the floor itself."""
    floor, is_stated = _bounds(doc.data).get("at_least", 0), "at_least" in _bounds(doc.data)
    lowest = grades[-1][1].get("at_least") if grades else None
    if not _is_number(floor) or not _is_number(lowest) or lowest <= floor:
        return
    code = "grades_above_floor" if is_stated else "grades_leave_gap"
    yield Problem(code, {"lowest": typed(lowest), "floor": typed(floor)}, **doc.place(grades[-1][0]))


def _too_fine(doc: Document) -> Iterator[Problem]:
    """Bounds of the total that have more decimals than it."""
    rounding = doc.data.get("rounding")
    decimals = rounding.get("total", 2) if isinstance(rounding, dict) else 2
    if isinstance(decimals, bool) or not isinstance(decimals, int):
        return
    for name in ("at_least", "at_most"):
        limit = _bounds(doc.data).get(name)
        if isinstance(limit, float) and round(limit, decimals) != limit:
            params = {"key": name, "found": typed(limit), "decimals": decimals}
            yield Problem("limit_too_fine", params, **doc.place(("total", name)))


def _unknown_parts(doc: Document, path: Path, grade: dict[str, Any], ids: Ids) -> Iterator[Problem]:
    """Ids in what a grade requires that are none of the file's."""
    asked = grade.get("requires")
    if not isinstance(asked, dict):
        return
    for level, known in ids.items():
        named = asked.get(f"{level}s")
        for found in named if isinstance(named, dict) else {}:
            if isinstance(found, str) and found not in known:
                place = doc.place((*path, "requires", f"{level}s", found), key=True)
                yield Problem("unknown_part", not_among(found, known) | {"kind": _LEVELS[level]}, **place)
    counts = asked.get("count")
    listed: list[tuple[Path, Any]] = [(("count",), counts)] if isinstance(counts, dict) else []
    listed += [(("count", i), c) for i, c in enumerate(counts)] if isinstance(counts, list) else []
    every = [part for known in ids.values() for part in known]
    for way, count in listed:
        of = count.get("of") if isinstance(count, dict) else None
        for index, found in enumerate(of if isinstance(of, list) else []):
            if isinstance(found, str) and found not in every:
                place = doc.place((*path, "requires", *way, "of", index))
                yield Problem("unknown_part", not_among(found, every) | {"kind": _ANY_LEVEL}, **place)
