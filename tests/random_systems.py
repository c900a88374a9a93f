"""Random indicator systems for hypothesis: plain data as YAML gives it, always valid.

`features` says what of the format may be used; each system uses a random part of them, so that each is used
sometimes and several at once often. Without features a system has what every file could always have.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.frames import System
from tests.random_rules import (
    IN_MARKS,
    RULE_FEATURES,
    Draw,
    Drawing,
    Marks,
    Rule,
    chance,
    figures,
    judged_items,
    kinds_of,
    positive,
    with_some,
)
from tests.rule_fields import YEAR

PART_FEATURES = frozenset({"period", "weights", "extremes", "take", "zero_if", "needs", "marks_0", "start"})
TOTAL_FEATURES = frozenset({"in", "together", "total", "veto_more", "of_adjustments"})
GRADE_FEATURES = frozenset({"requires", "places", "overall_rank"})
FEATURES = RULE_FEATURES | PART_FEATURES | TOTAL_FEATURES | GRADE_FEATURES
LANDED = FEATURES  # what the engine knows


# ---------------------------------------------------------------- indicators and parts


@st.composite
def indicators(draw: Draw, groups: list[str], drawing: Drawing, marks: Marks = None, worth: bool = True) -> Rule:
    """An indicator; of the given marks if any, of none where `worth` is false."""
    some_groups = st.lists(st.sampled_from(groups), min_size=1, unique=True)
    kinds = kinds_of(drawing, adjusting=False)
    if not worth:
        marks, kinds = 0, [kind for kind in kinds if kind not in IN_MARKS]
    elif marks is None:
        marks = draw(marks_of_one())
        if chance(draw, 5):
            marks = {group: draw(marks_of_one()) for group in draw(some_groups)}
    if isinstance(marks, dict):
        kinds = [kind for kind in kinds if kind != "given"]
    item = draw(judged_items(drawing.next_id(), kinds, marks, drawing))
    item["marks"] = marks
    if not isinstance(marks, dict) and chance(draw, 5):
        item["applies_to"] = draw(some_groups)
    if isinstance(item["facts"], dict):
        return item
    optional: dict[str, Any] = {"may_not_apply": st.booleans()}
    if "reported_by" not in item:
        optional["reported_by"] = st.sampled_from(["unit", "inspector"])
    return with_some(draw, item, **optional)


def marks_of_one() -> st.SearchStrategy[Any]:
    return st.one_of(st.integers(1, 12), positive(10))


@st.composite
def measures(draw: Draw, id_: str, groups: list[str], drawing: Drawing, marks: Marks = None) -> Rule:
    """A measure; worth exactly `marks` (a number) if they are given."""
    measure: Rule = {"id": id_, "title": "措施", "indicators": []}
    add = measure["indicators"].append
    if "take" in drawing.features and chance(draw, 3):
        measure["take"] = draw(st.sampled_from(["best", "worst"]))
        each = draw(marks_of_one()) if marks is None else marks
        for _ in range(draw(st.integers(1, 3))):
            some_groups = st.lists(st.sampled_from(groups), min_size=1, unique=True)
            theirs = dict.fromkeys(draw(some_groups), each) if chance(draw, 6) else each
            add(draw(indicators(groups, drawing, theirs)))
    elif marks is None:
        for _ in range(draw(st.integers(1, 2))):
            add(draw(indicators(groups, drawing)))
    else:
        halved = draw(st.booleans())
        for _ in range(2 if halved else 1):
            add(draw(indicators(groups, drawing, marks / 2 if halved else marks)))
    if "marks_0" in drawing.features and "take" not in measure and chance(draw, 3):
        add(draw(indicators(groups, drawing, worth=False)))
    return measure


@st.composite
def section_lists(draw: Draw, groups: list[str], drawing: Drawing) -> list[Rule]:
    sections = []
    for s in range(1, 1 + draw(st.integers(1, 3))):
        section: Rule = {"id": f"S{s}", "title": "板块"}
        marks = None
        if "take" in drawing.features and chance(draw, 3):
            section["take"], marks = draw(st.sampled_from(["best", "worst"])), draw(st.sampled_from([2, 4, 5, 10]))
        ids = [f"M{s}{m}" for m in range(1, 1 + draw(st.integers(1, 2 if marks is None else 3)))]
        section["measures"] = [draw(measures(id_, groups, drawing, marks)) for id_ in ids]
        sections.append(section)
    return sections


# ---------------------------------------------------------------- what is worth what


def marks_for(item: Rule, groups: list[str]) -> list[Decimal]:
    """The marks of an indicator in each group that has it."""
    marks = item["marks"]
    found = [marks.get(group) for group in groups] if isinstance(marks, dict) else [marks]
    return [Decimal(str(one)) for one in found if one is not None]


def least_worth(thing: Rule, groups: list[str]) -> Decimal:
    """What an indicator or part is surely worth, in every group that has it."""
    if "marks" in thing:
        return min(marks_for(thing, groups))
    children = thing.get("measures", thing.get("indicators"))
    worths = [worth for worth in (least_worth(child, groups) for child in children) if worth]
    return min(worths, default=Decimal(0))


@st.composite
def limits_of(draw: Draw, things: list[Rule], groups: list[str]) -> Any:
    """A limit for all of these: a rate, or marks that none of them is worth less than."""
    least = min(least_worth(thing, groups) for thing in things)
    if least and draw(st.booleans()):
        part = draw(st.sampled_from(["1", "0.8", "0.5", "0.25"]))
        return {"marks": float(round(least * Decimal(part), 2)) or float(least)}
    return draw(st.sampled_from([0.3, 0.5, 0.6, 0.85, 1.0, 0.05]))


def parts_inside(section: Rule) -> list[Rule]:
    return [section, *section["measures"]]


def indicators_inside(part: Rule) -> list[Rule]:
    return part["indicators"] if "indicators" in part else [i for m in part["measures"] for i in m["indicators"]]


def all_by_id(system: System) -> dict[str, Rule]:
    """Sections, measures and indicators by id."""
    found = {}
    for section in system.get("sections", []):
        for thing in (*parts_inside(section), *indicators_inside(section)):
            found[thing["id"]] = thing
    return found


# ---------------------------------------------------------------- weights, gates, needs


def add_weights(draw: Draw, system: System) -> None:
    """Weights on all sections, and on all measures of some of them."""
    weights = st.one_of(st.integers(1, 5), positive(3, 1))
    for section in system["sections"]:
        section["weight"] = draw(weights)
        if "take" not in section and draw(st.booleans()):
            for measure in section["measures"]:
                measure["weight"] = draw(weights)


def add_gates(draw: Draw, system: System, groups: list[str]) -> None:
    for section in system["sections"]:
        for part in parts_inside(section):
            if chance(draw, 2):
                part["zero_if"] = draw(gates(part, groups))


@st.composite
def gates(draw: Draw, part: Rule, groups: list[str]) -> Rule:
    inside = [indicator["id"] for indicator in indicators_inside(part)]
    children = {child["id"]: child for child in part.get("measures", part.get("indicators"))}
    gate: Rule = {}
    which = draw(st.sampled_from(["any_zero", "below", "both"]))
    if which != "below":
        gate["any_zero"] = draw(st.lists(st.sampled_from(inside), min_size=1, max_size=2, unique=True))
    if which != "any_zero":
        below = draw(st.lists(st.sampled_from(list(children)), min_size=1, max_size=2, unique=True))
        gate["below"] = {id_: draw(limits_of([children[id_]], groups)) for id_ in below}
    return gate


def add_needs(draw: Draw, system: System, groups: list[str]) -> None:
    if chance(draw, 3):
        system["needs"] = draw(st.integers(1, len(system["sections"])))
    for section in system["sections"]:
        for part in parts_inside(section):
            children = [child for child in part.get("measures", part.get("indicators")) if least_worth(child, groups)]
            if children and chance(draw, 3):
                part["needs"] = draw(st.integers(1, len(children)))


# ---------------------------------------------------------------- adjustments and caps

GIVES_POINTS = ("per_event", "level_points", "band_points")


@st.composite
def vetoes(draw: Draw, scale: float, grades: list[Rule], decimals: int | None, drawing: Drawing) -> Rule:
    """What a veto limits: at least one thing."""
    ids = st.sampled_from([grade["id"] for grade in grades] or [""])
    optional: dict[str, Any] = {"grade_at_most": ids, "unranked": st.just(True)} if grades else {}
    if "veto_more" in drawing.features and grades:
        optional["grade_down"] = st.integers(1, 2)
    limit = draw(figures(0, 80)) * scale / 100
    found = with_some(draw, {"score_at_most": limit if decimals is None else round(limit, decimals)}, **optional)
    if "veto_more" in drawing.features and chance(draw, 4):
        return {"no_score": True} | ({"grade_at_most": grades[-1]["id"]} if grades and draw(st.booleans()) else {})
    if len(found) > 1 and draw(st.booleans()):
        del found["score_at_most"]
    return found


@st.composite
def adjustment_lists(draw: Draw, system: System, drawing: Drawing) -> list[Rule]:
    adjustments = []
    scale, grades, places = system["scale"], system["grades"], system["rounding"]["total"]
    kinds = kinds_of(drawing, adjusting=True)
    if len(grades) < 2 and "lift" in kinds:
        kinds.remove("lift")
    for number in range(1, 1 + draw(st.integers(0, 4 if len(kinds) > 2 else 3))):
        adjustment = draw(judged_items(f"A{number}", kinds, scale, drawing)) | {"title": "加扣分"}
        if adjustment["rule"]["kind"] == "veto":
            adjustment["rule"] |= draw(vetoes(scale, grades, places, drawing))
        if adjustment["rule"]["kind"] == "lift":
            adjustment["rule"]["grade_at_least"] = draw(st.sampled_from([grade["id"] for grade in grades[:-1]]))
        if not isinstance(adjustment["facts"], dict) and "reported_by" not in adjustment:
            adjustment = with_some(draw, adjustment, reported_by=st.just("unit"))
        adjustments.append(adjustment)
    return adjustments


def act_in_parts(draw: Draw, system: System, groups: list[str]) -> None:
    """Let some adjustments act in a part."""
    parts = [
        part["id"] for section in system["sections"] for part in parts_inside(section) if least_worth(part, groups)
    ]
    # More often sections whose rate is not what they earn of their marks.
    parts += [
        section["id"] for section in system["sections"] if "weight" in section["measures"][0] and section["id"] in parts
    ] * 3
    for adjustment in system["adjustments"]:
        if parts and adjustment["rule"]["kind"] in GIVES_POINTS and draw(st.booleans()):
            adjustment["in"] = draw(st.sampled_from(parts))


@st.composite
def cap_maps(draw: Draw, scale: float) -> Rule:
    bonus = with_some(draw, {}, at_most=figures(0, 4, 1))
    gate = draw(st.sampled_from([None, "only_from", "only_above"]))
    if gate:
        bonus[gate] = draw(st.sampled_from([0, 33, 50, 60, 100])) * scale / 100
    return {"bonus": bonus, "deduction": with_some(draw, {}, at_most=figures(0, 4, 1))}


def hold_together(draw: Draw, system: System) -> None:
    free = [a["id"] for a in system["adjustments"] if a["rule"]["kind"] in GIVES_POINTS and "in" not in a]
    if len(free) >= 2:
        order = draw(st.permutations(free))
        ids = order[: draw(st.integers(2, len(order)))]
        entries = [ids, order[len(ids) :]] if len(order) > len(ids) and draw(st.booleans()) else [ids]
        ways = st.sampled_from([{"take": "largest"}, {"at_most": 1}, {"at_most": 0.5}, {"at_most": 3}])
        together = [{"of": entry} | draw(ways) for entry in entries]
        system["caps"] = system.get("caps", {}) | {"together": together}


# ---------------------------------------------------------------- grades


@st.composite
def grade_lists(draw: Draw, scale: float, drawing: Drawing) -> list[Rule]:
    steps = sorted(draw(st.lists(st.integers(0, 95), max_size=4, unique=True)), reverse=True)
    grades = [{"id": f"g{n}", "title": "等次", "at_least": s * scale / 100} for n, s in enumerate(steps)]
    quotas = st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0])
    return [with_some(draw, grade, quota=quotas) for grade in grades]


def add_places(draw: Draw, system: System) -> None:
    """Some grades with a number of places, or a quota or places of all."""
    scopes = ["group"] if system.get("overall_rank") is False else ["group", "all", "all"]
    for grade in system["grades"]:
        if chance(draw, 3):
            grade.pop("quota", None)
            grade["places"] = draw(st.integers(1, 3))
        if ("quota" in grade or "places" in grade) and draw(st.booleans()):
            grade["of"] = draw(st.sampled_from(scopes))


def add_requirements(draw: Draw, system: System, groups: list[str]) -> None:
    """Some grades that ask for more than points, and some that begin where the better one does."""
    for grade in system["grades"]:
        if chance(draw, 2):
            grade["requires"] = draw(requirements(system, groups))
    for better, worse in itertools.pairwise(system["grades"][:-1]):  # the last one reaches the floor
        if any(better.get(key) for key in ("requires", "quota", "places")) and chance(draw, 4):
            worse["at_least"] = better["at_least"]


@st.composite
def requirements(draw: Draw, system: System, groups: list[str]) -> Rule:
    """What a grade asks beside the total."""
    by_id, requires = all_by_id(system), {}
    levels = {
        "section": system.get("sections", []),
        "measure": [m for section in system.get("sections", []) for m in section["measures"]],
    }
    levels["indicator"] = [i for measure in levels["measure"] for i in measure["indicators"]]
    names = [f"{how}{level}" for level in levels if levels[level] for how in ("every_", "some_")]
    if by_id:
        names += ["count", "count"]
    for name in draw(st.lists(st.sampled_from([*names, "no_veto"]), min_size=1, max_size=2, unique=True)):
        how, _, level = name.partition("_")
        if name == "no_veto":
            requires[name] = True
        elif name == "count":
            rows = draw(st.lists(counts_of(by_id, groups), min_size=1, max_size=2))
            requires[name] = rows[0] if len(rows) == 1 else rows
        elif how == "every":
            requires[name] = draw(limits_of(levels[level], groups))
        else:
            things = draw(st.lists(st.sampled_from(levels[level]), min_size=1, max_size=2, unique_by=lambda t: t["id"]))
            requires[f"{level}s"] = {thing["id"]: draw(limits_of([thing], groups)) for thing in things}
    return requires


@st.composite
def counts_of(draw: Draw, by_id: dict[str, Rule], groups: list[str]) -> Rule:
    ids = draw(st.lists(st.sampled_from(list(by_id)), min_size=1, max_size=4, unique=True))
    limit = draw(limits_of([by_id[id_] for id_ in ids], groups))
    return {"of": ids, "at_least": draw(st.integers(1, len(ids))), "rate": limit}


# ---------------------------------------------------------------- systems


def part_of(features: frozenset[str]) -> st.SearchStrategy[frozenset[str]]:
    """Some of the features: about half of them, or all."""
    if not features:
        return st.just(features)
    each = [st.booleans().map(lambda used, name=name: name if used else "") for name in sorted(features)]
    half = st.tuples(*each).map(lambda names: frozenset(names) - {""})
    return st.one_of(half, half, st.just(features))


@st.composite
def periods(draw: Draw, drawing: Drawing) -> Rule:
    kinds = [{}, {"half": 1}, {"half": 2}, {"quarter": 1}, {"quarter": 3}, {"month": 2}, {"month": 12}]
    return {"year": YEAR} | (draw(st.sampled_from(kinds)) if "period" in drawing.features else {})


@st.composite
def systems(draw: Draw, features: frozenset[str] = LANDED) -> System:
    """A whole system; every part that may be left out sometimes is."""
    drawing = Drawing(draw(part_of(features)))
    drawing.period = draw(periods(drawing))
    groups = ["甲组", "乙组", "丙组"][: draw(st.integers(1, 3))]
    scale = draw(st.sampled_from([100, 100, 10, 120, 1000]))
    places = st.sampled_from([None, 0, 1, 2, 2, 3])
    system: System = {"format": 1, "id": "random", "title": "随机指标体系", "period": drawing.period, "scale": scale}
    system["rounding"] = {
        "indicator": draw(places),
        "total": draw(places),
        "rank_on": draw(st.sampled_from(["published", "exact"])),
    }
    coefficient = st.sampled_from([1.0, 0.85, 0.9, 1.05, 1.2])
    system["groups"] = {g: with_some(draw, {"title": g}, coefficient=coefficient) for g in groups}
    system["grades"] = draw(grade_lists(scale, drawing))
    bare = "start" in drawing.features and chance(draw, 6)
    if "of_adjustments" in drawing.features and draw(st.booleans()):  # drawn first, indicators may judge their facts
        system["adjustments"] = draw(adjustment_lists(system, drawing))
    if not bare:
        system["sections"] = draw(section_lists(groups, drawing))
    if "adjustments" not in system:
        system["adjustments"] = draw(adjustment_lists(system, drawing))
    system = draw(with_top_level(system, drawing))
    decorate(draw, system, groups, drawing)
    return system


@st.composite
def with_top_level(draw: Draw, system: System, drawing: Drawing) -> System:
    """The system with each key of the top level given or left out."""
    modes = st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["rescale", "rescale", "full"]),
            "within": st.sampled_from(["total", "section", "measure"]),
        }
    )
    optional: dict[str, Any] = {"ties": st.sampled_from(["min", "dense"]), "caps": cap_maps(system["scale"])}
    if "sections" in system:
        ways = ["sum", "geometric", *(["lowest", "highest"] if "extremes" in drawing.features else [])]
        optional |= {"aggregation": st.sampled_from(ways), "not_applicable": modes}
        optional["tie_break"] = st.permutations([section["id"] for section in system["sections"]])
    return with_some(draw, system, **optional)


def decorate(draw: Draw, system: System, groups: list[str], drawing: Drawing) -> None:
    """Add the features of parts, totals and grades, once the indicators are there."""
    features = drawing.features
    if "sections" in system:
        decorate_parts(draw, system, groups, features)
    if "start" in features and ("sections" not in system or draw(st.booleans())):
        system["start"] = draw(st.sampled_from([50, 60, 10.5, -5, -60.25, 100]))
    if "together" in features:
        hold_together(draw, system)
    if "total" in features:
        add_bounds(draw, system)
    if "overall_rank" in features and chance(draw, 3):
        system["overall_rank"] = False
    if "places" in features:
        add_places(draw, system)
    if "requires" in features:
        add_requirements(draw, system, groups)


def decorate_parts(draw: Draw, system: System, groups: list[str], features: frozenset[str]) -> None:
    weighable = system.get("aggregation", "sum") in ("sum", "geometric")
    if "weights" in features and weighable and draw(st.booleans()):
        add_weights(draw, system)
    if "zero_if" in features:
        add_gates(draw, system, groups)
    if "needs" in features:
        add_needs(draw, system, groups)
    if "in" in features:
        act_in_parts(draw, system, groups)


LOWEST = [None, None, 0, -20, 20, -7.35, 33.3]
HIGHEST = [None, 100, 60, 110, 85.5, 40.25]


def add_bounds(draw: Draw, system: System) -> None:
    """Bounds of the total, with no more decimals than it has; the last grade reaches the floor."""
    low, high = draw(st.sampled_from(LOWEST)), draw(st.sampled_from(HIGHEST))
    places = system["rounding"]["total"]
    if places is not None:
        low, high = (one if one is None else round(one, places) for one in (low, high))
    system["total"] = {"at_least": low, "at_most": high}
    grades = system["grades"]
    if grades and low is not None and grades[-1]["at_least"] > low:
        grades[-1]["at_least"] = low
    elif grades and low is None and draw(st.booleans()):
        grades[-1]["at_least"] = draw(st.sampled_from([-5, -60.25, -0.5]))


def all_items(system: System) -> list[Rule]:
    sections = system.get("sections", [])
    return [i for section in sections for i in indicators_inside(section)] + system["adjustments"]


def own_items(system: System) -> Iterator[Rule]:
    """The items that have cells of their own."""
    return (item for item in all_items(system) if not isinstance(item["facts"], dict))
