"""One indicator: who lost marks on it, what they reported, and why it earned what it did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import costs, in_points, listing_order, lost_words, members
from scoring.analysis.unit_lines import counted_text
from scoring.engine import NOT_APPLICABLE, UNANSWERED, ScoreSheet
from scoring.numbers import Floats, without_noise
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext, ngettext

COLUMNS = ["unit", "name", "group_title", "value", "marks", "earned", "lost", "rate", "why"]


@dataclass(frozen=True)
class Losers:
    """Who lost marks on an indicator.

    Attributes:
        indicator, title, section (id), section_title, rule: the indicator, its rule in words.
        rows: COLUMNS, those who lose most first: value is what counts, as people read it, '' for nothing;
            earned in marks, lost as below, rate 0..1.
        losing, applicable, unanswered, awaited: how many units lose marks, have the indicator, left it blank,
            have yet to be scored by others.
        lost: all units together; in marks, or in points of the total where `common.in_points`.
        system: what the indicator is of.
    """

    indicator: str
    title: str
    section: str
    section_title: str
    rule: str
    rows: pd.DataFrame
    losing: int
    applicable: int
    unanswered: int
    awaited: int
    lost: float
    system: IndicatorSystem


def losers(sheet: ScoreSheet, indicator: str, group: str | None = None, lang: Lang = "zh", most: int = 200) -> Losers:
    """Who lost marks on an indicator, the first `most` of them in the rows.

    Raises:
        KeyError: the system has no such indicator.
    """
    row = {p.indicator.id: at for at, p in enumerate(sheet.system.placed)}[indicator]
    place, who = sheet.system.placed[row], members(sheet, group)
    states, lost = sheet.line_arrays.state[row], costs(sheet)[row]
    applies = who & (states != NOT_APPLICABLE)
    at = np.flatnonzero(applies & (lost > 0))
    places = np.argsort(listing_order(sheet))
    order = at[np.lexsort((places[at], -lost[at]))]
    return Losers(
        indicator=indicator,
        title=place.indicator.title.get(lang),
        section=place.section.id,
        section_title=place.section.title.get(lang),
        rule=sheet.system.rule_text(place.indicator, lang),
        rows=pd.DataFrame([_row(sheet, row, int(unit), lost, lang) for unit in order[:most]], columns=COLUMNS),
        losing=len(order),
        applicable=int(applies.sum()),
        unanswered=int((applies & (states == UNANSWERED)).sum()),
        awaited=int((who & sheet.line_arrays.awaited[row]).sum()),
        lost=float(without_noise(lost[at].sum(), sheet.system.scale)),
        system=sheet.system,
    )


def _row(sheet: ScoreSheet, row: int, at: int, lost: Floats, lang: Lang) -> tuple[object, ...]:
    a, item, unit = sheet.line_arrays, sheet.system.placed[row].indicator, sheet.units.iloc[at]
    return (
        unit["unit"],
        unit["name"],
        sheet.system.groups[unit["group"]].title.get(lang),
        counted_text(sheet, item, at, lang),
        a.marks[row, at],
        a.earned[row, at],
        float(lost[at]),
        a.rate[row, at],
        sheet.why(unit["unit"], item.id, lang),
    )


def losers_sentence(losers: Losers, lang: Lang = "zh", decimals: int = 2) -> str:
    """How many lose how much on the indicator, in words, marks with so many decimals."""
    if not losers.applicable:
        return gettext(lang, "The indicator applies to no unit.")
    if not losers.losing and losers.awaited:
        return ngettext(
            lang,
            "Nothing was lost so far; {count} of the {applicable} units to which it applies is still awaited.",
            "Nothing was lost so far; {count} of the {applicable} units to which it applies are still awaited.",
            losers.awaited,
            applicable=losers.applicable,
        )
    if not losers.losing:
        return ngettext(
            lang,
            "Full marks everywhere: {count} unit to which it applies.",
            "Full marks everywhere: {count} units to which it applies.",
            losers.applicable,
        )
    lost = lost_words(losers.lost, decimals, lang, is_in_points=in_points(losers.system))
    return (_only_loser if losers.applicable == 1 else _some_losers)(losers, lost, lang)


def _some_losers(losers: Losers, lost: str, lang: Lang) -> str:
    if losers.unanswered == losers.losing:
        return ngettext(
            lang,
            "{count} of the {applicable} units to which it applies left it blank and loses {lost}.",
            "{count} of the {applicable} units to which it applies left it blank and lose {lost}.",
            losers.losing,
            applicable=losers.applicable,
            lost=lost,
        )
    if losers.unanswered:
        return ngettext(
            lang,
            "{count} of the {applicable} units to which it applies loses {lost}; {blank} left it blank.",
            "{count} of the {applicable} units to which it applies lose {lost}; {blank} left it blank.",
            losers.losing,
            applicable=losers.applicable,
            lost=lost,
            blank=losers.unanswered,
        )
    if losers.losing == losers.applicable:
        return gettext(lang, "All {count} units to which it applies lose {lost}.", count=losers.losing, lost=lost)
    return ngettext(
        lang,
        "{count} of the {applicable} units to which it applies loses {lost}.",
        "{count} of the {applicable} units to which it applies lose {lost}.",
        losers.losing,
        applicable=losers.applicable,
        lost=lost,
    )


def _only_loser(losers: Losers, lost: str, lang: Lang) -> str:
    if losers.unanswered:
        return gettext(lang, "The only unit to which it applies left it blank and loses {lost}.", lost=lost)
    return gettext(lang, "The only unit to which it applies loses {lost}.", lost=lost)
