"""Ranks and grades of the reference scorer."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from tests.reference.limits import applies, falls_short, reaches
from tests.reference.numbers import exact

Result = dict[str, Any]
Plain = dict[str, Any]

# ---------------------------------------------------------------- ranks


def rank_key(result: Result, system: Plain) -> list[Fraction]:
    """What ranks compare, in turn, higher being better; a section that does not apply comes last, in full mode too."""
    published = system.get("rounding", {}).get("rank_on", "published") == "published"
    total = result["score"] if published else result["unrounded"]
    sections = [result["parts"][section] for section in system.get("tie_break", [])]
    return [total, *(section["rate"] if section["applies"] else Fraction(-1) for section in sections)]


def give_ranks(results: list[Result], name: str, system: Plain) -> None:
    ranked = [result for result in results if result["score"] is not None and not result["unranked"]]
    keys = [rank_key(result, system) for result in ranked]
    for result, key in zip(ranked, keys, strict=True):
        better = [other for other in keys if other > key]
        if system.get("ties", "min") == "dense":
            better = [list(different) for different in {tuple(other) for other in better}]
        result[name] = 1 + len(better)


# ---------------------------------------------------------------- what a grade requires


def everything_by_id(result: Result) -> dict[str, Any]:
    return result["parts"] | result["indicators"]


def considered(result: Result, system: Plain) -> dict[str, list[Any]]:
    """What `every_section`, `every_measure` and `every_indicator` look at: not what another was taken before,
    nor what is inside a part that is out."""
    parts, found = result["parts"], {"every_section": [], "every_measure": [], "every_indicator": []}
    for section in system.get("sections", []):
        found["every_section"].append(parts[section["id"]])
        if parts[section["id"]]["out"]:
            continue
        for measure in section["measures"]:
            if parts[measure["id"]]["taken"]:
                found["every_measure"].append(parts[measure["id"]])
                if not parts[measure["id"]]["out"]:
                    lines = [result["indicators"][indicator["id"]] for indicator in measure["indicators"]]
                    found["every_indicator"] += [line for line in lines if line["taken"]]
    return found


def enough(result: Result, count: Plain) -> bool:
    things = [everything_by_id(result)[id_] for id_ in count["of"]]
    good = [thing for thing in things if applies(thing) and reaches(thing, count["rate"])]
    return len(good) >= count["at_least"]


def meets(result: Result, grade: Plain, system: Plain) -> bool:
    """Whether the unit has the total and all that the grade requires beside it."""
    requires, by_id = grade.get("requires", {}), everything_by_id(result)
    if result["score"] < exact(grade["at_least"]) or (requires.get("no_veto", False) and result["vetoes"]):
        return False
    for every, things in considered(result, system).items():
        if every in requires and any(falls_short(thing, requires[every]) for thing in things):
            return False
    for level in ("sections", "measures", "indicators"):
        if any(falls_short(by_id[id_], limit) for id_, limit in requires.get(level, {}).items()):
            return False
    counts = requires.get("count", [])
    return all(enough(result, count) for count in (counts if isinstance(counts, list) else [counts]))


# ---------------------------------------------------------------- grades


def first_grade(result: Result, conditions: list[bool]) -> int:
    """The best grade that is open to the unit before quotas, as its place in the list; one past the end: none."""
    none = len(conditions)
    index = conditions.index(True) if True in conditions else none
    if result["lift"] is not None:
        index = min(index, result["lift"])
    if index < none:
        index = max(min(index + result["down"], none - 1), result["best_allowed"])
    return index


def give_grades(results: list[Result], system: Plain) -> None:
    """Grades, best first; who finds no room waits for the next whose conditions hold."""
    grades, waiting = system.get("grades", []), [result for result in results if result["score"] is not None]
    for result in waiting:
        result["conditions"] = [meets(result, grade, system) for grade in grades]
        result["first"] = first_grade(result, result["conditions"])
    for index, grade in enumerate(grades):
        lifted = [result for result in waiting if result["lift"] == index]
        fit = [r for r in waiting if r["first"] <= index and r["conditions"][index] and r not in lifted]
        for result in lifted + within_places(grade, fit, lifted, results):
            result["grade"] = grade["id"]
        waiting = [result for result in waiting if not result["grade"]]
    for result in results:
        note_missed(result, grades)


def within_places(grade: Plain, fit: list[Result], lifted: list[Result], everyone: list[Result]) -> list[Result]:
    """Those of `fit` for whom the grade has room, in each group or among all."""
    if "quota" not in grade and "places" not in grade:
        return fit
    if grade.get("of", "group") == "all":
        return taken_in_order(fit, room(grade, lifted, everyone), "rank")
    taken = []
    for group in dict.fromkeys(result["group"] for result in everyone):
        ours = [[r for r in some if r["group"] == group] for some in (fit, lifted, everyone)]
        taken += taken_in_order(ours[0], room(grade, ours[1], ours[2]), "group_rank")
    return taken


def room(grade: Plain, lifted: list[Result], everyone: list[Result]) -> int:
    places = grade["places"] if "places" in grade else math.floor(exact(grade["quota"]) * len(everyone))
    return places - len(lifted)


def taken_in_order(fit: list[Result], places: int, rank_name: str) -> list[Result]:
    """Those who hold a grade with so many places: a tie that finds too few ends it, taking none."""
    taken: list[Result] = []
    for rank in sorted({result[rank_name] for result in fit} - {None}):
        tied = [result for result in fit if result[rank_name] == rank]
        if len(taken) + len(tied) > places:
            break
        taken += tied
    return taken


def note_missed(result: Result, grades: list[Plain]) -> None:
    """The better grades whose total the unit reached."""
    if result["score"] is None:
        return
    held = [grade["id"] for grade in grades].index(result["grade"]) if result["grade"] else len(grades)
    reached = [grade["id"] for grade in grades[:held] if result["score"] >= exact(grade["at_least"])]
    result["grade_missed"] = reached
