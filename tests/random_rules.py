"""Random rules for hypothesis, each with what it judges: plain data as YAML gives it, always valid.

`Drawing` says which features of the format may be used and remembers what items there are, so that one may
judge what another reports. Limits are round figures, that reported figures hit exactly (see strategies.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.reference.reported import quarters
from tests.rule_fields import DATES, OPTIONS, YEAR, decimals

Rule = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Marks = Any  # a number, or one for each group

OLD_FACTS = {
    "pass": ["yes_no"],
    "share": ["ratio"],
    "target": ["count", "number"],
    "shortfall": ["count", "number", "ratio"],
    "every_period": ["monthly", "quarterly"],
    "bands": ["count", "number", "ratio"],
    "levels": ["choice"],
    "deadline": ["date"],
    "rating": ["rating"],
    "goalposts": ["number"],
    "nearest": ["number"],
    "best_in_group": ["count", "number"],
    "by_rank": ["count", "number"],
    "improvement": ["growth"],
    "per_event": ["count"],
    "veto": ["yes_no", "count"],
}
NEW_FACTS = {  # of a feature: what kinds judge with it
    "deduct": {"deduct": ["count", "number"]},
    "faults": {"deduct": ["faults"]},
    "excess": {"excess": ["count", "number", "ratio", "growth"]},
    "points": {"points": ["count", "number", "ratio", "growth"]},
    "given": {"given": ["own_number"]},
    "more_facts": {"bands": ["growth"], "shortfall": ["growth"], "goalposts": ["count", "ratio", "growth"]},
    "per_event_steps": {"per_event": ["number"]},
    "level_points": {"level_points": ["choice"]},
    "band_points": {"band_points": ["count", "number", "ratio"]},
    "lift": {"lift": ["yes_no", "count"]},
}
ADJUSTING = ("per_event", "veto", "level_points", "band_points", "lift")
RULE_FEATURES = frozenset(NEW_FACTS) | {
    *("whole_steps_full", "bands_from_above", "shares_fewer", "benchmark", "step", "rating_scale", "marks_in_rules"),
    *("beyond", "number_series", "over", "of", "record"),
}
WITH_UNIT = ("count", "number", "ratio", "growth", "monthly_number", "quarterly_number", "own_number")
COUNTED = {  # what the program counts itself, by the kind of facts that it is
    "date": ["reported_on"],
    "count": ["findings_overdue", "verified_cuts"],
    "ratio": ["findings_closed_in_time"],
    "number": [
        {"score": "quarters", "of": "other", "take": "mean"},
        {"score": "last_year", "of": "other", "take": "last"},
    ],
}
SHARES = [0.0, 0.25, 0.3, 0.5, 0.6, 0.8, 0.85, 0.9, 1.0]


@dataclass
class Drawing:
    """What may be used, the period, and the items drawn so far."""

    features: frozenset[str]
    period: Rule = field(default_factory=lambda: {"year": YEAR})
    items: list[Rule] = field(default_factory=list)
    indicators: int = 0

    def next_id(self) -> str:
        self.indicators += 1
        return f"I{self.indicators}"


def chance(draw: Draw, one_in: int) -> bool:
    """True once in so many times; never in the simplest example."""
    return draw(st.integers(1, one_in)) == one_in


def with_some(draw: Draw, rule: Rule, **optional: st.SearchStrategy[Any]) -> Rule:
    """The rule with each optional parameter given or left out."""
    for name, values in optional.items():
        if draw(st.booleans()):
            rule[name] = draw(values)
    return rule


def figures(low: int, high: int, places: int = 2) -> st.SearchStrategy[float]:
    """Numbers as a YAML file holds them."""
    return decimals(low, high, places).map(float)


def positive(high: int, places: int = 2) -> st.SearchStrategy[float]:
    return figures(0, high, places).map(lambda x: x or 0.5)


# ---------------------------------------------------------------- what is judged


def facts_of(kind: str, drawing: Drawing) -> list[str]:
    """The kinds of facts that the rule may judge."""
    found = list(OLD_FACTS.get(kind, []))
    for feature, judged in NEW_FACTS.items():
        if feature in drawing.features:
            found += judged.get(kind, [])
    if "number" in found and "number_series" in drawing.features:
        found += ["monthly_number", "quarterly_number"]
    if not quarters(drawing.period):
        found = [facts for facts in found if not facts.startswith("quarterly")]
    return found


def kinds_of(drawing: Drawing, adjusting: bool) -> list[str]:
    known = dict.fromkeys([*OLD_FACTS, *(kind for judged in NEW_FACTS.values() for kind in judged)])
    return [kind for kind in known if (kind in ADJUSTING) == adjusting and facts_of(kind, drawing)]


def reported_keys(draw: Draw, facts: str, drawing: Drawing) -> Rule:
    """The keys of an item that say what is reported."""
    item: Rule = {"facts": "number" if facts == "own_number" else facts}
    if facts == "choice":
        item["options"] = list(OPTIONS)
    if facts == "rating":
        item["raters"] = draw(st.integers(1, 7))
    if facts == "faults":
        ids = ["late", "wrong", "missing"][: draw(st.integers(1, 3))]
        item["faults"] = {fault: {"title": fault} for fault in ids}
    if facts in ("monthly_number", "quarterly_number"):
        item["take"] = draw(st.sampled_from(["mean", "sum", "last", "highest", "lowest"]))
    if facts == "ratio" and "over" in drawing.features and chance(draw, 3):
        item["over"] = True
    if facts in WITH_UNIT and chance(draw, 4):
        item["unit"] = "%"
    return item


def counted_keys(draw: Draw, item: Rule) -> Rule:
    """The item as one that the program counts itself, which a table of facts may still give."""
    return item | {"reported_by": "record", "counted_from": draw(st.sampled_from(COUNTED[item["facts"]]))}


def judged_by(draw: Draw, kind: str, drawing: Drawing) -> tuple[Rule, Rule]:
    """(keys of the item, the item whose cells they are): its own cells, or those of an earlier item."""
    possible = facts_of(kind, drawing)
    if "of" in drawing.features and chance(draw, 5):
        sources = [item for item in drawing.items if item["facts"] in set(possible) - {"rating"}]
        if sources:
            source = draw(st.sampled_from(sources))
            return {"facts": {"of": source["id"]}}, source
    item = reported_keys(draw, draw(st.sampled_from(possible)), drawing)
    if "record" in drawing.features and item["facts"] in COUNTED and chance(draw, 5):
        item = counted_keys(draw, item)
    return item, item


def in_per_cent(source: Rule) -> bool:
    return source.get("unit") == "%"


def limit(draw: Draw, source: Rule) -> float:
    """A round limit for the figure of this item."""
    facts = source["facts"]
    if facts == "count":
        return draw(st.integers(0, 12))
    if facts == "ratio":
        return draw(st.sampled_from([*SHARES, 1.2] if "over" in source else SHARES)) * (
            100 if in_per_cent(source) else 1
        )
    if facts == "growth":
        step = draw(st.integers(-8, 12))
        return step * 5 if in_per_cent(source) else step / 20
    return draw(st.one_of(st.integers(0, 12), figures(-5, 30, 1)))


def limits(draw: Draw, source: Rule, number: int) -> list[float]:
    """So many different limits, ascending."""
    found: set[float] = set()
    for _ in range(number):
        found.add(float(limit(draw, source)))
    step = 10.0 if in_per_cent(source) else 0.1 if source["facts"] in ("ratio", "growth") else 1.0
    while len(found) < number:
        found.add(round(max(found) + step, 4))
    return sorted(found)


# ---------------------------------------------------------------- parameters that several rules have


def whole_steps(drawing: Drawing) -> st.SearchStrategy[Any]:
    return st.sampled_from([False, True, "full"] if "whole_steps_full" in drawing.features else [False, True])


def steps(draw: Draw, source: Rule) -> float:
    """How much one step is."""
    size = draw(st.sampled_from([1, 0.5, 2, 3, 0.3]))
    if source["facts"] in ("ratio", "growth"):
        size = size * (10 if in_per_cent(source) else 0.1)
    return round(size, 4)


def with_beyond(draw: Draw, rule: Rule, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    """The rule, now and then with more marks beyond its full."""
    if "beyond" in drawing.features and isinstance(marks, (int, float)) and marks and chance(draw, 2):
        extra: Rule = {"per": steps(draw, source), "marks": draw(positive(2, 1))}
        if source["facts"] == "growth" or draw(st.booleans()):
            extra["at_most"] = draw(positive(4, 1))
        rule["beyond"] = with_some(draw, extra, whole_steps=whole_steps(drawing))
    return rule


def worth_key(draw: Draw, marks: Marks, drawing: Drawing) -> tuple[str, list[float]]:
    """("rate" or "marks", what rows of a list may give)."""
    in_marks = "marks_in_rules" in drawing.features and isinstance(marks, (int, float)) and marks
    if in_marks and draw(st.booleans()):
        whole = Decimal(str(marks))
        return "marks", [float(whole * Decimal(part)) for part in ("0", "0.25", "0.5", "0.8", "1")]
    return "rate", SHARES


# ---------------------------------------------------------------- rules of indicators


def rule_of_pass(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return {}


def rule_of_share(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    whole = 100 if in_per_cent(source) else 1
    rule: Rule = {}
    for name in ("full_at", "zero_at"):
        if draw(st.booleans()):
            rule[name] = float(limit(draw, source))
    zero, full = rule.get("zero_at", 0), rule.get("full_at", whole)
    if zero == full or (full < zero and "shares_fewer" not in drawing.features):
        rule = {}
    return with_beyond(draw, rule, source, marks, drawing)


def rule_of_target(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return with_beyond(draw, {"target": abs(limit(draw, source)) or 3}, source, marks, drawing)


def rule_of_shortfall(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    rule = {"at_least": limit(draw, source), "deduct": draw(positive(2, 1))}
    if draw(st.booleans()):
        rule["per"] = steps(draw, source)
    return with_some(draw, rule, whole_steps=whole_steps(drawing))


def rule_of_excess(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    rule = rule_of_shortfall(draw, source, marks, drawing)
    return {"at_most": rule.pop("at_least")} | rule


def rule_of_every_period(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return with_some(draw, {}, at_least=st.integers(1, 3), deduct=positive(2, 1))


def rule_of_deduct(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    if source["facts"] == "faults":
        rule: Rule = {"each": {fault: draw(positive(2, 1)) for fault in source["faults"]}}
        if draw(st.booleans()):
            capped = draw(st.lists(st.sampled_from(list(source["faults"])), min_size=1, unique=True))
            rule["at_most"] = {fault: draw(positive(3, 1)) for fault in capped}
        return rule
    return with_some(draw, {"each": draw(positive(2, 1))}, free=st.integers(0, 4))


def rule_of_bands(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    key, worths = worth_key(draw, marks, drawing)
    rule: Rule = {"bands": []}
    names, falling = ["at_least"], False
    if "bands_from_above" in drawing.features:
        falling = draw(st.booleans())
        names = ["at_most", "below"] if falling else ["at_least", "above"]
    where = limits(draw, source, draw(st.integers(1, 4)))
    given = sorted((draw(st.sampled_from(worths)) for _ in where), reverse=True)
    for at, worth in zip(where if falling else reversed(where), given, strict=True):
        rule["bands"].append({draw(st.sampled_from(names)): at, key: worth})
    return with_beyond(draw, rule, source, marks, drawing)


def rule_of_points(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    key, worths = worth_key(draw, marks, drawing)
    where = limits(draw, source, draw(st.integers(1, 4)))
    rule: Rule = {"points": [{"at": at, key: draw(st.sampled_from(worths))} for at in where]}
    if rule["points"][0][key] != rule["points"][-1][key]:
        rule = with_beyond(draw, rule, source, marks, drawing)
    return with_some(draw, rule, below=st.sampled_from(worths), above=st.sampled_from(worths))


def rule_of_given(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return {}


def rule_of_levels(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    key, worths = worth_key(draw, marks, drawing)
    name = "levels" if key == "rate" else "marks"
    return {name: {option: draw(st.sampled_from(worths)) for option in source["options"]}}


def rule_of_deadline(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    rule: Rule = {"by": draw(DATES)}
    if marks != 0 and draw(st.booleans()):
        return rule | {"deduct_per_day": draw(positive(1, 2))}
    return rule | {"late": draw(st.sampled_from(SHARES))}


def rule_of_rating(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    raters = source["raters"]
    rule = with_some(draw, {}, drop=st.integers(0, (raters - 1) // 2))
    if "rating_scale" in drawing.features:
        rule = with_some(draw, rule, out_of=st.sampled_from([5, 10, 100]), at_least_given=st.integers(1, raters))
    return rule


def rule_of_goalposts(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    ends = limits(draw, source, 2)
    worst, best = draw(st.permutations(ends))
    rule: Rule = {"worst": worst, "best": best}
    if min(ends) > 0:
        rule = with_some(draw, rule, log=st.booleans())
    return with_beyond(draw, rule, source, marks, drawing)


def rule_of_nearest(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return {"target": limit(draw, source), "zero_beyond": draw(positive(8, 1))}


def rule_of_best_in_group(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    return with_some(draw, {}, scope=st.sampled_from(["group", "all"]))


def rule_of_by_rank(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    rule: Rule = with_some(draw, {}, scope=st.sampled_from(["group", "all"]), best=st.sampled_from(["high", "low"]))
    if "step" in drawing.features and draw(st.booleans()):
        return with_some(draw, rule | {"step": draw(st.sampled_from([0.02, 0.1, 0.3]))}, rest=st.sampled_from(SHARES))
    rule["rates"] = sorted(draw(st.lists(st.sampled_from(SHARES), min_size=1, max_size=4, unique=True)), reverse=True)
    return with_some(draw, rule, rest=st.just(rule["rates"][-1]))


def rule_of_improvement(draw: Draw, source: Rule, marks: Marks, drawing: Drawing) -> Rule:
    if "benchmark" in drawing.features and not in_per_cent(source) and draw(st.booleans()):
        return with_some(draw, {"benchmark": draw(st.integers(1, 60))}, better=st.sampled_from(["high", "low"]))
    zero, full = limits(draw, source, 2)
    return with_beyond(draw, {"zero_at": zero, "full_at": full}, source, marks, drawing)


# ---------------------------------------------------------------- rules of adjustments


def rule_of_per_event(draw: Draw, source: Rule, scale: Marks, drawing: Drawing) -> Rule:
    rule: Rule = with_some(draw, {"points": draw(signed_points(scale))}, cap=positive(3))
    if "per_event_steps" in drawing.features and chance(draw, 2):
        rule["from"] = limit(draw, source)
        rule["per"] = steps(draw, source) * draw(st.sampled_from([1, 1, -1]))
        rule = with_some(draw, rule, whole_steps=whole_steps(drawing))
    return rule


def rule_of_level_points(draw: Draw, source: Rule, scale: Marks, drawing: Drawing) -> Rule:
    points = st.one_of(st.just(0), signed_points(scale))
    found = {option: draw(points) for option in source["options"]}
    return {"points": found if any(found.values()) else found | {source["options"][0]: 1}}


def rule_of_band_points(draw: Draw, source: Rule, scale: Marks, drawing: Drawing) -> Rule:
    sign, where = draw(st.sampled_from([1, -1])), limits(draw, source, draw(st.integers(1, 3)))
    sizes = sorted((abs(draw(signed_points(scale))) for _ in where), reverse=True)
    rows = zip(reversed(where), sizes, strict=True)
    return {"bands": [{"at_least": at, "points": sign * size} for at, size in rows]}


def signed_points(scale: float) -> st.SearchStrategy[float]:
    return figures(-2, 2, 1).map(lambda x: float(Decimal(str(x)) * scale / 100) or 0.2)


def rule_of_nothing(draw: Draw, source: Rule, scale: Marks, drawing: Drawing) -> Rule:
    """Vetoes and lifts get their limits when the grades are known."""
    return {}


RULE_OF: dict[str, Callable[[Draw, Rule, Marks, Drawing], Rule]] = {
    name.removeprefix("rule_of_"): function for name, function in list(globals().items()) if name.startswith("rule_of_")
}
IN_MARKS = ("shortfall", "every_period", "deduct", "excess", "given")  # judged in marks, not as a rate


@st.composite
def judged_items(draw: Draw, id_: str, kinds: list[str], marks: Marks, drawing: Drawing) -> Rule:
    """An item without marks: what is reported and its rule; kept in `drawing` for others to judge."""
    kind = draw(st.sampled_from(kinds))
    item, source = judged_by(draw, kind, drawing)
    whole: Rule = {"id": id_, "title": "考核内容"} | item
    whole["rule"] = {"kind": kind} | RULE_OF.get(kind, rule_of_nothing)(draw, source, marks, drawing)
    if source is item:
        drawing.items.append(whole)
    return whole
