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
from scoring.system.models import Caps
from scoring.words import Text, text

REASONS: dict[str, Text] = {
    "removed": text("新文件没有这一项", "the new file does not have it"),
    "added": text("上期没有这一项", "the earlier period does not have it"),
    "role": text("一边是指标，一边是加减分项", "an indicator on one side, an adjustment on the other"),
    "facts": text("填报类型不同", "another kind of facts is reported"),
    "options": text("选项不同", "the options differ"),
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
    left_out = []
    for name in dict.fromkeys([*old.items, *new.items]):
        was, now = old.items.get(name), new.items.get(name)
        reason = _reason(was, now)
        if reason:
            left_out.append(LeftOut(name, (was or now).title, reason))  # type: ignore[union-attr]
    return left_out


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
    if was.raters != now.raters:
        return "raters"
    if was.raters and was.full_score != now.full_score:
        return "full_score"
    return "unit" if was.unit.get() != now.unit.get() else ""


def reduced(system: IndicatorSystem, without: Iterable[str]) -> IndicatorSystem | None:
    """The system without some items; None when no indicator is left."""
    gone = set(without)
    sections = tuple(s for section in system.sections if (s := _section_without(section, gone)) is not None)
    if not sections:
        return None
    ids = {s.id for s in sections}
    parts = {None} | ids | {measure.id for section in sections for measure in section.measures}
    adjustments = tuple(a for a in system.adjustments if a.id not in gone and a.in_ in parts)
    return _rebuilt(
        system,
        sections=sections,
        adjustments=adjustments,
        caps=_caps_of(system, {a.id for a in adjustments}),
        tie_break=tuple(s for s in system.tie_break if s in ids),
    )


def _caps_of(system: IndicatorSystem, kept: set[str]) -> Caps:
    """The caps, those that adjustments share without the ones that are gone."""
    shared = [(entry, tuple(one for one in entry.of if one in kept)) for entry in system.caps.together]
    together = tuple(entry.model_copy(update={"of": of}) for entry, of in shared if of)
    return system.caps.model_copy(update={"together": together})


def _section_without(section: Section, gone: set[str]) -> Section | None:
    measures = tuple(m for measure in section.measures if (m := _measure_without(measure, gone)) is not None)
    return section.model_copy(update={"measures": measures}) if measures else None


def _measure_without(measure: Measure, gone: set[str]) -> Measure | None:
    kept = tuple(i for i in measure.indicators if i.id not in gone)
    return measure.model_copy(update={"indicators": kept}) if kept else None


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
    return _rebuilt(system, period=period, sections=sections, adjustments=adjustments), tuple(shifted)


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
        if item.reason not in ("added", "unit") and item.id in units
    ]
    return pd.DataFrame(rows, columns=["indicator", "title", "reason", "units"])
