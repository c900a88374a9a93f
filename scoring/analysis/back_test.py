"""Last period's facts under another file: whose rank would have moved.

Only what both files ask for in the same way can be compared. What cannot is left out of both sides,
so that a move of rank comes from the rules and marks of what both have.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scoring.engine import ScoreSheet, score
from scoring.facts import TEXT_FIELDS
from scoring.period import Period
from scoring.rules import Rule
from scoring.system import Adjustment, Indicator, IndicatorSystem, Item, Measure, Section
from scoring.system.facts_given import FactsOf
from scoring.system.grades import Requires
from scoring.system.models import Caps, ZeroIf
from scoring.words import Text, text

REASONS: dict[str, Text] = {
    "removed": text("新文件没有这一项", "the new file does not have it"),
    "added": text("上期没有这一项", "the earlier period does not have it"),
    "role": text("一边是指标，一边是加减分项", "an indicator on one side, an adjustment on the other"),
    "facts": text("填报类型不同", "another kind of facts is reported"),
    "options": text("选项不同", "the options differ"),
    "faults": text("差错种类不同", "other faults are counted"),
    "source": text("所依据的填报项不能比较", "what it judges cannot be compared"),
    "raters": text("评分人数不同", "another number of raters"),
    "full_score": text("评分的满分不同", "scores out of another figure"),
    "unit": text("计量单位不同", "measured in another unit"),
}


@dataclass(frozen=True)
class LeftOut:
    """An item that cannot be compared: its id and title, and why (of REASONS)."""

    id: str
    title: Text
    reason: str


@dataclass(frozen=True)
class BackTest:
    """The same facts under two systems, cut down to what both have.

    Attributes:
        before: under the period's own system; after: under the other one.
        left_out: items that are in neither side.
        units_left_out: codes of units whose group the other system does not have.
        shifted: ids of indicators whose dates were moved to the facts' period.
    """

    before: ScoreSheet
    after: ScoreSheet
    left_out: tuple[LeftOut, ...]
    units_left_out: tuple[str, ...]
    shifted: tuple[str, ...]


def unmatched(old: IndicatorSystem, new: IndicatorSystem) -> list[LeftOut]:
    """Items of either system whose facts the other one cannot take, those of the old one first."""
    left_out, gone = [], _gone(old, new)
    for name in dict.fromkeys([*old.items, *new.items]):
        item = old.items.get(name) or new.items[name]
        judges = item.facts.of if isinstance(item.facts, FactsOf) else ""
        if reason := gone[name] or ("source" if gone.get(judges) else ""):
            left_out.append(LeftOut(name, item.title, reason))
    return left_out


def _gone(old: IndicatorSystem, new: IndicatorSystem) -> dict[str, str]:
    """Of each item of either system, why the other cannot take its facts; '' where it can."""
    return {name: _reason(old.items.get(name), new.items.get(name)) for name in [*old.items, *new.items]}


def _reason(was: Item | None, now: Item | None) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    if isinstance(was, Adjustment) != isinstance(now, Adjustment):
        return "role"
    if was.facts != now.facts:
        return "facts"
    # A choice is kept as the number of its option, a rating by rater.
    if was.options != now.options:
        return "options"
    if set(was.faults or ()) != set(now.faults or ()):
        return "faults"
    if was.raters != now.raters:
        return "raters"
    if was.raters and was.full_score != now.full_score:
        return "full_score"
    return "unit" if was.unit.get() != now.unit.get() else ""


def reduced(system: IndicatorSystem, without: Iterable[str]) -> IndicatorSystem | None:
    """The system without some items; None when no indicator, or nothing at all, is left."""
    gone = set(without)
    sections = tuple(s for section in system.sections if (s := _section_without(section, gone)) is not None)
    if gone.issuperset(system.items) or (system.sections and not sections):
        return None
    parts = {s.id for s in sections} | {measure.id for section in sections for measure in section.measures}
    kept = parts | {i.id for section in sections for measure in section.measures for i in measure.indicators}
    adjustments = tuple(a for a in system.adjustments if a.id not in gone and a.in_ in {None} | parts)
    return _rebuilt(
        system,
        sections=sections,
        adjustments=adjustments,
        caps=_caps_of(system, {a.id for a in adjustments}),
        tie_break=tuple(s for s in system.tie_break if s in parts),
        needs=_fewer(system.needs, len(sections)),
        grades=tuple(grade.model_copy(update={"requires": _asked(grade.requires, kept)}) for grade in system.grades),
    )


def _asked(requires: Requires, kept: set[str]) -> Requires:
    """What a grade asks of the parts that are kept."""
    levels = {
        level: {part: limit for part, limit in getattr(requires, level).items() if part in kept}
        for level in ("sections", "measures", "indicators")
    }
    counts = [(count, tuple(part for part in count.of if part in kept)) for count in requires.count]
    fewer = tuple(
        count.model_copy(update={"of": of, "at_least": min(count.at_least, len(of))}) for count, of in counts if of
    )
    return requires.model_copy(update=levels | {"count": fewer})


def _fewer(needs: int | None, children: int) -> int | None:
    """How many children a part needs of those that are left."""
    return needs and min(needs, children)


def _caps_of(system: IndicatorSystem, kept: set[str]) -> Caps:
    """The caps, those that adjustments share without the ones that are gone."""
    shared = [(entry, tuple(one for one in entry.of if one in kept)) for entry in system.caps.together]
    together = tuple(entry.model_copy(update={"of": of}) for entry, of in shared if of)
    return system.caps.model_copy(update={"together": together})


def _section_without(section: Section, gone: set[str]) -> Section | None:
    measures = tuple(m for measure in section.measures if (m := _measure_without(measure, gone)) is not None)
    left = {i.id for measure in measures for i in measure.indicators} | {measure.id for measure in measures}
    changes = {"measures": measures, "needs": _fewer(section.needs, len(measures)), "zero_if": _gate(section, left)}
    return section.model_copy(update=changes) if measures else None


def _measure_without(measure: Measure, gone: set[str]) -> Measure | None:
    kept = tuple(i for i in measure.indicators if i.id not in gone)
    gate = _gate(measure, {i.id for i in kept})
    changes = {"indicators": kept, "needs": _fewer(measure.needs, len(kept)), "zero_if": gate}
    return measure.model_copy(update=changes) if kept else None


def _gate(part: Section | Measure, left: set[str]) -> ZeroIf | None:
    """The part's gate as far as it speaks of what is left; None where it does not."""
    if part.zero_if is None:
        return None
    any_zero = tuple(one for one in part.zero_if.any_zero if one in left)
    below = {child: limit for child, limit in part.zero_if.below.items() if child in left}
    return part.zero_if.model_copy(update={"any_zero": any_zero, "below": below}) if any_zero or below else None


def _rebuilt(system: IndicatorSystem, **changes: Any) -> IndicatorSystem:
    """A system with other parts. `model_copy` would carry the old one's cached properties along."""
    kept = {name: getattr(system, name) for name in IndicatorSystem.model_fields}
    return IndicatorSystem.model_construct(**kept | changes)


def in_period(system: IndicatorSystem, period: Period) -> tuple[IndicatorSystem, tuple[str, ...]]:
    """The system for another period of its kind, the dates of its rules moved along, and whose were moved."""
    months = period.months_since(system.period)
    if not months:
        return system, ()
    shifted: list[str] = []

    def shift(indicator: Indicator) -> Indicator:
        rule = _shift_rule(indicator.rule, months)
        if rule is not indicator.rule:
            shifted.append(indicator.id)
        return indicator.model_copy(update={"rule": rule}).of_period(period)

    def measure(one: Measure) -> Measure:
        return one.model_copy(update={"indicators": tuple(shift(i) for i in one.indicators)})

    sections = tuple(s.model_copy(update={"measures": tuple(measure(m) for m in s.measures)}) for s in system.sections)
    adjustments = tuple(adjustment.of_period(period) for adjustment in system.adjustments)
    return _rebuilt(system, period=period, sections=sections, adjustments=adjustments).bound(), tuple(shifted)


def _shift_rule(rule: Rule, months: int) -> Rule:
    """The rule with its dates so many months later; the rule itself where it has none."""
    values = {name: getattr(rule, name) for name in type(rule).model_fields}
    dates = {name: _same_day(value, months) for name, value in values.items() if isinstance(value, dt.date)}
    return rule.model_copy(update=dates) if dates else rule


def _same_day(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one where that is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def back_test(
    old: IndicatorSystem,
    new: IndicatorSystem,
    units: pd.DataFrame,
    facts: pd.DataFrame,
    listed: pd.DataFrame | None = None,
) -> BackTest | None:
    """Score one period's facts under its own and under another system.

    Args:
        old: the system of the period the facts are of.
        units: UNIT_COLUMNS of the units that reported.
        facts: FACT_COLUMNS.
        listed: UNIT_COLUMNS of all units there are, as of `score`.

    Returns:
        None when no indicator or no unit can be compared, or the two are for another kind of period.
    """
    if old.period.kind != new.period.kind:
        return None
    left_out = unmatched(old, new)
    ids = [item.id for item in left_out]
    dated, shifted = in_period(new, old.period)
    sides = reduced(old, ids), reduced(dated, ids)
    known = units["group"].isin(set(old.groups) & set(new.groups))
    if sides[0] is None or sides[1] is None or not known.any():
        return None
    both = [score(side, units[known], facts, listed) for side in sides if side is not None]
    compared = tuple(name for name in shifted if name not in ids)
    return BackTest(both[0], both[1], tuple(left_out), tuple(units["unit"][~known]), compared)


def facts_affected(old: IndicatorSystem, new: IndicatorSystem, facts: pd.DataFrame) -> pd.DataFrame:
    """Which facts that count would no longer count under another system of the same period.

    Returns:
        indicator, title (of the item), reason (of REASONS) and units (how many stated something about
        it), a row per item that somebody stated something about; items new to the system are not told.
    """
    stated = facts[~facts["field"].isin(set(TEXT_FIELDS) - {"na"})]
    units = {str(name): len(set(rows)) for name, rows in stated.groupby("indicator", observed=True)["unit"]}
    rows = [
        (item.id, item.title, item.reason, units[item.id])
        for item in unmatched(old, new)
        if item.reason not in ("added", "unit", "source") and item.id in units
        if item.reason != "faults" or set(old.items[item.id].faults or ()) - set(new.items[item.id].faults or ())
    ]
    return pd.DataFrame(rows, columns=["indicator", "title", "reason", "units"])
