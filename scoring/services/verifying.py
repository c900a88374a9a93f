"""What inspectors find: its mistakes, what it would change, and keeping it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from scoring.access import Actor
from scoring.analysis.common import item_keys
from scoring.analysis.record import first_days_of, with_record
from scoring.analysis.typed_entries import Pair
from scoring.analysis.verification import Entry, effect, merged, read_entries
from scoring.engine import ScoreSheet
from scoring.facts import FACT_COLUMNS, NA_FIELD, TEXT_FIELDS, field_label
from scoring.problems import Problem
from scoring.services.moved_figures import MovedFigure, Seen, moved_figures, seen_figures
from scoring.services.permitted import first_outside
from scoring.store import Store
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext


@dataclass(frozen=True)
class Preview:
    """What entries would do.

    Attributes:
        problems: every mistake; with any of them nothing can be kept.
        effect: the units whose score, rank or grade would change, as `analysis.verification.effect` gives them; None
            with mistakes.
    """

    problems: tuple[Problem, ...]
    effect: pd.DataFrame | None


def preview(
    sheet: ScoreSheet, facts: pd.DataFrame, entries: Iterable[Entry], lang: Lang, confirmed: Collection[Pair] = ()
) -> Preview:
    """Read entries without keeping them.

    Args:
        sheet, facts: the period's scores, and the facts (FACT_COLUMNS) that they come from.
        confirmed: units and indicators that are found to be as reported.
    """
    rows, problems = _read(sheet.system, entries, confirmed, facts, lang)
    if problems:
        return Preview(tuple(problems), None)
    after = with_record(sheet.system, sheet.units, merged(facts, rows), first_days_of(sheet))
    return Preview((), effect(sheet, after, lang))


def verify(
    store: Store,
    period: str,
    entries: Iterable[Entry],
    actor: Actor,
    lang: Lang,
    confirmed: Collection[Pair] = (),
    seen: Seen | None = None,
) -> list[Problem]:
    """Keep entries, all or none; returns every mistake, with any of which none is kept. Raises UnknownPeriod.

    A figure that has changed since it was looked at is such a mistake, told with who changed it from what to what.

    Args:
        confirmed: units and indicators that are found to be as reported.
        seen: the version of the store at which figures were looked at; others count as looked at now.
    """
    actor.must("verify")
    judged, typed, system = store.version(), list(entries), store.system(period)
    outside = _outside(store, period, [*((one.unit, one.indicator) for one in typed), *confirmed], actor)
    if outside:
        return outside
    gone = _no_longer_asked(system, typed, confirmed, lang)
    if gone:  # somebody has put another system into force since the entries were typed
        return gone
    facts = _facts_of(store, period, typed, confirmed, judged)
    rows, problems = _read(system, typed, confirmed, facts, lang)
    to_be = seen_figures(rows, seen or {}, judged)
    changed = store.moved(period, to_be) if problems else store.verify(period, rows, actor.name, to_be)
    return [*(one.problem for one in moved_figures(store, system, changed, lang, actor.name)), *problems]


def _outside(store: Store, period: str, pairs: Iterable[Pair], actor: Actor) -> list[Problem]:
    """The first figure that is not for the person to verify, if there is one."""
    units = store.units(period)
    groups = dict(zip(units["unit"], units["group"], strict=True))
    outside = first_outside(pairs, store.system(period), groups, actor)
    return [] if outside is None else [outside]


def _no_longer_asked(
    system: IndicatorSystem, entries: Iterable[Entry], confirmed: Collection[Pair], lang: Lang
) -> list[Problem]:
    """What is said of entries and of what is confirmed where a system has no such figure."""
    asked = [item for item in system.reported_items.values() if item.reported_by != "record"]
    fields = {item.id: {*item.fields, NA_FIELD} for item in asked}
    lost = [entry for entry in entries if entry.field not in fields.get(entry.indicator, ())]
    code = "no_longer_asked"
    return [entry.problem(code, field_label(entry.field).get(lang)) for entry in lost] + [
        Problem(code, unit=unit, indicator=indicator) for unit, indicator in confirmed if indicator not in fields
    ]


def moved(
    store: Store,
    period: str,
    entries: Sequence[Entry],
    lang: Lang,
    confirmed: Collection[Pair],
    seen: Seen,
    own_name: str = "",
) -> list[MovedFigure]:
    """What has changed of the figures that entries are about, since who goes by a name looked at them."""
    figures = [(entry.unit, entry.indicator, entry.field) for entry in entries]
    figures += [figure for figure in seen if figure[:2] in confirmed]
    rows = pd.DataFrame(figures, columns=["unit", "indicator", "field"])
    found = store.moved(period, seen_figures(rows, seen, store.version()))
    return moved_figures(store, store.system(period), found, lang, own_name)


def _facts_of(
    store: Store, period: str, entries: Sequence[Entry], confirmed: Collection[Pair], version: int
) -> pd.DataFrame:
    """What counted at a version, of the units that entries are about."""
    units = {entry.unit for entry in entries} | {unit for unit, _ in confirmed}
    return store.facts(period, as_of=version, units=sorted(units))


def _read(
    system: IndicatorSystem, entries: Iterable[Entry], confirmed: Collection[Pair], facts: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Problem]]:
    """FACT_COLUMNS of what is entered and of what is confirmed, and every mistake."""
    rows, problems = read_entries(system, entries, facts, lang)
    as_they_are = as_reported(system, facts, confirmed, lang)
    return (pd.concat([rows, as_they_are], ignore_index=True) if len(as_they_are) else rows), problems


def unverified(system: IndicatorSystem, facts: pd.DataFrame, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of some units and indicators that a unit reported something of and no inspector has verified."""
    own = set(item_keys(_figures(system, facts, "self")))
    verified = set(item_keys(_figures(system, facts, "verified")))
    return [pair for pair in dict.fromkeys(pairs) if pair in own and pair not in verified]


def as_reported(system: IndicatorSystem, facts: pd.DataFrame, pairs: Collection[Pair], lang: Lang) -> pd.DataFrame:
    """FACT_COLUMNS rows of source `verified` that say what units reported, figure by figure, with that as the reason.

    They are taken from the figures themselves, not from how these are written, so that nothing is rounded.
    """
    own = _figures(system, facts, "self")
    rows = own[item_keys(own).isin(list(pairs))] if pairs else own.iloc[:0]
    claims = rows["field"] == NA_FIELD
    said = gettext(lang, "As reported")
    # A claim's text is the unit's own reason; it stays beside it as the reason why it was accepted.
    return rows.assign(
        source="verified", value=rows["value"].mask(claims, 1.0), text=rows["text"].where(claims, said)
    ).reset_index(drop=True)


def _figures(system: IndicatorSystem, facts: pd.DataFrame, source: str) -> pd.DataFrame:
    """FACT_COLUMNS of the figures, and claims of "not applicable", of one source."""
    texts = [field for field in TEXT_FIELDS if field != NA_FIELD]
    known = facts["indicator"].isin([item.id for item in system.unit_reported()])
    return facts.loc[(facts["source"] == source) & known & ~facts["field"].isin(texts), FACT_COLUMNS]
