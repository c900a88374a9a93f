"""What the reference scorer does for one indicator: each rule kind's rate. See tests/reference/totals.py."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.reference.numbers import MANY_DIGITS, NOTHING, clipped, exact, logarithm, stepped, sure, total
from tests.reference.reported import AWAITED, NOT_APPLICABLE, Asked, figure, series

FULL = Fraction(1)
Rate = Fraction | str  # a rate, or the state the facts turn out to mean


def beyond(asked: Asked, value: Fraction, start: Fraction, upwards: bool) -> Fraction:
    """The rate that is earned beyond `start`, where the rule gives something for that."""
    extra = asked.rule.get("beyond")
    if not extra:
        return NOTHING
    way = value - start if upwards else start - value
    won = exact(extra["marks"]) * stepped(way / exact(extra["per"]), extra.get("whole_steps", False))
    return (min(won, exact(extra["at_most"])) if "at_most" in extra else won) / asked.marks


def part_of_marks(asked: Asked, row: dict[str, Any]) -> Fraction:
    """What a row of a list gives, as a rate: it says `rate`, or `marks`."""
    return exact(row["rate"]) if "rate" in row else exact(row["marks"]) / asked.marks


# ---------------------------------------------------------------- yes or no, dates, choices, panels


def rate_of_pass(asked: Asked) -> Rate:
    return FULL if asked.reported["value"] else NOTHING


def rate_of_levels(asked: Asked) -> Rate:
    option = asked.reported["value"]
    if "levels" in asked.rule:
        return exact(asked.rule["levels"][option])
    return exact(asked.rule["marks"][option]) / asked.marks


def due_date(by: Any, year: int) -> dt.date:
    """`by` is YYYY-MM-DD, or MM-DD of the year assessed."""
    text = str(by)
    return dt.date.fromisoformat(text if len(text) > 5 else f"{year}-{text}")


def rate_of_deadline(asked: Asked) -> Rate:
    done: Any = asked.reported["value"]
    days_late = (done - due_date(asked.rule["by"], asked.period["year"])).days
    if days_late <= 0:
        return FULL
    if "late" in asked.rule:
        return asked.number("late")
    return asked.after_losing(asked.number("deduct_per_day") * days_late)


def rate_of_rating(asked: Asked) -> Rate:
    drop = asked.rule.get("drop", 0)
    scores = sorted(exact(score) for score in asked.reported.values())
    if len(scores) <= 2 * drop or len(scores) < asked.rule.get("at_least_given", 0):
        return AWAITED
    kept = scores[drop : len(scores) - drop]
    return total(kept) / len(kept) / asked.number("out_of", 100)


# ---------------------------------------------------------------- shares and distances


def rate_of_share(asked: Asked) -> Rate:
    value = figure(asked)
    if value is None:
        return NOT_APPLICABLE
    zero, full = asked.number("zero_at", 0), asked.number("full_at", asked.whole)
    return clipped((value - zero) / (full - zero)) + beyond(asked, value, full, full > zero)


def rate_of_target(asked: Asked) -> Rate:
    value, target = figure(asked), asked.number("target")
    return clipped(value / target) + beyond(asked, value, target, upwards=True)


def rate_of_nearest(asked: Asked) -> Rate:
    return clipped(1 - abs(figure(asked) - asked.number("target")) / asked.number("zero_beyond"))


def rate_of_goalposts(asked: Asked) -> Rate:
    worst, best = asked.number("worst"), asked.number("best")
    value = figure(asked)
    if value is None:
        return NOT_APPLICABLE
    x = min(max(value, min(worst, best)), max(worst, best))
    more = beyond(asked, value, best, best > worst)
    if not asked.rule.get("log", False):
        return (x - worst) / (best - worst) + more
    low, here, high = logarithm(worst), logarithm(x), logarithm(best)
    way, whole = MANY_DIGITS.subtract(here, low), MANY_DIGITS.subtract(high, low)
    return clipped(sure(MANY_DIGITS.divide(way, whole))) + more


def rate_of_improvement(asked: Asked) -> Rate:
    if "benchmark" in asked.rule:
        return way_to_benchmark(asked)
    value = figure(asked)
    if value is None:
        return NOT_APPLICABLE
    zero, full = asked.number("zero_at"), asked.number("full_at")
    more = beyond(asked, value, full, full > zero)
    return FULL + more if asked.field("before") == 0 else clipped((value - zero) / (full - zero)) + more


def way_to_benchmark(asked: Asked) -> Fraction:
    """How much of the way from before to the benchmark was gone."""
    sign = 1 if asked.rule.get("better", "high") == "high" else -1
    now, before, mark = (sign * x for x in (asked.field("now"), asked.field("before"), asked.number("benchmark")))
    if before >= mark:
        return FULL if now >= mark else NOTHING
    return clipped((now - before) / (mark - before))


# ---------------------------------------------------------------- what is taken off


def rate_of_shortfall(asked: Asked) -> Rate:
    value = figure(asked)
    return NOT_APPLICABLE if value is None else after_steps(asked, asked.number("at_least") - value)


def rate_of_excess(asked: Asked) -> Rate:
    value = figure(asked)
    return NOT_APPLICABLE if value is None else after_steps(asked, value - asked.number("at_most"))


def after_steps(asked: Asked, away: Fraction) -> Fraction:
    """The rate that is left so far `away` from the limit, on its wrong side."""
    steps = stepped(away / asked.number("per", 1), asked.rule.get("whole_steps", False))
    return asked.after_losing(asked.number("deduct") * steps)


def rate_of_every_period(asked: Asked) -> Rate:
    periods = series(asked.facts_kind, asked.period)
    missed = sum(exact(asked.reported.get(p, 0)) < asked.number("at_least", 1) for p in periods)
    deduct = asked.number("deduct") if "deduct" in asked.rule else asked.marks / len(periods)
    return asked.after_losing(deduct * missed)


def rate_of_deduct(asked: Asked) -> Rate:
    if asked.facts_kind == "faults":
        return asked.after_losing(total(lost_by(asked, fault) for fault in asked.item["faults"]))
    return asked.after_losing(asked.number("each") * max(NOTHING, figure(asked) - asked.number("free", 0)))


def lost_by(asked: Asked, fault: str) -> Fraction:
    """What one kind of fault costs; a fault without a figure did not happen."""
    lost = exact(asked.rule["each"][fault]) * exact(asked.reported.get(fault, 0))
    limits = asked.rule.get("at_most", {})
    return min(lost, exact(limits[fault])) if fault in limits else lost


# ---------------------------------------------------------------- lists


def reached(row: dict[str, Any], value: Fraction) -> bool:
    """Whether the figure is in a band."""
    if "at_least" in row or "above" in row:
        return value >= exact(row["at_least"]) if "at_least" in row else value > exact(row["above"])
    return value <= exact(row["at_most"]) if "at_most" in row else value < exact(row["below"])


def rate_of_bands(asked: Asked) -> Rate:
    value = figure(asked)
    if value is None:
        return NOT_APPLICABLE
    first = asked.rule["bands"][0]
    [limit] = [exact(first[name]) for name in ("at_least", "above", "at_most", "below") if name in first]
    more = beyond(asked, value, limit, "at_least" in first or "above" in first)
    for band in asked.rule["bands"]:
        if reached(band, value):
            return part_of_marks(asked, band) + more
    return NOTHING


def rate_of_points(asked: Asked) -> Rate:
    value = figure(asked)
    if value is None:
        return NOT_APPLICABLE
    first, last = asked.rule["points"][0], asked.rule["points"][-1]
    rising = part_of_marks(asked, last) > part_of_marks(asked, first)
    return on_the_line(asked, value) + beyond(asked, value, exact((last if rising else first)["at"]), rising)


def on_the_line(asked: Asked, value: Fraction) -> Fraction:
    """Straight between the points; outside, the ends hold unless `below` or `above` say otherwise."""
    points = [(exact(point["at"]), part_of_marks(asked, point)) for point in asked.rule["points"]]
    unit = "rate" if "rate" in asked.rule["points"][0] else "marks"
    for name, end, outside in (
        ("below", points[0], value < points[0][0]),
        ("above", points[-1], value > points[-1][0]),
    ):
        if outside:
            return part_of_marks(asked, {unit: asked.rule[name]}) if name in asked.rule else end[1]
    for (left, low), (right, high) in itertools.pairwise(points):
        if left <= value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return points[0][1]


def rate_of_given(asked: Asked) -> Rate:
    return figure(asked) / asked.marks


# ---------------------------------------------------------------- compared with others


def rate_of_best_in_group(asked: Asked) -> Rate:
    best = max(asked.rivals)
    return clipped(figure(asked) / best) if best > 0 else NOTHING


def rate_of_by_rank(asked: Asked) -> Rate:
    mine, high = figure(asked), asked.rule.get("best", "high") == "high"
    better = sum(other > mine if high else other < mine for other in asked.rivals)
    if "step" in asked.rule:
        return max(asked.number("rest", 0), 1 - asked.number("step") * better)
    rates = asked.rule["rates"]
    return exact(rates[better]) if better < len(rates) else asked.number("rest", 0)


RATES: dict[str, Callable[[Asked], Rate]] = {
    name.removeprefix("rate_of_"): function for name, function in list(globals().items()) if name.startswith("rate_of_")
}
