"""How one unit stands, in a few sentences: what bars it, where it leads and trails, and the nearest step up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

import numpy as np
import pandas as pd

from scoring.analysis.common import (
    Bools,
    as_shown,
    awaited_sections,
    costs,
    in_points,
    lost_words,
    members,
    position,
    total_decimals,
)
from scoring.analysis.distances import distance
from scoring.analysis.next_grade import NextGrade, asked_sentence, next_grade
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import capping_veto, ways_up
from scoring.analysis.withheld import is_graded
from scoring.engine import AWAITED, NOT_APPLICABLE, UNANSWERED, ScoreSheet
from scoring.numbers import percent, plain, without_noise
from scoring.rules import AdjustmentRule
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext, joined, listed, ngettext

LEAST = 0.0005  # of a rate: a smaller distance would be written as 0.0


def unit_summary(
    sheet: ScoreSheet, unit: str, lang: Lang = "zh", among: Collection[str] | None = None, *, compares: bool = True
) -> list[str]:
    """What matters about a unit's result, at most eight sentences and one for each gate that closed.

    Args:
        among: the indicators that can still be bettered; None for all.
        compares: whether it may be said how others stand, and what their places leave.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    if without := sheet.no_score_why(unit, lang):
        return [without]
    return [
        *_veto(sheet, unit, lang),
        *_gates(sheet, unit, lang),
        *(_score(sheet, at, lang) if compares else ()),
        *_deciding_section(sheet, at, lang),
        *(_sections(sheet, unit, lang) if compares else ()),
        *_blank(sheet, at, lang),
        *_awaited(sheet, at, lang),
        *_step(sheet, unit, lang, among, compares=compares),
    ]


def _gates(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    """Which sections and measures earn 0 as a whole, and why; not a measure inside a section that does."""
    parts = sheet.parts[sheet.parts["unit"] == unit].set_index("part")["closed"]
    for section in sheet.system.sections:
        closed = [section] if parts[section.id] else [measure for measure in section.measures if parts[measure.id]]
        for part in closed:
            words = sheet.part_why(unit, part.id, lang)
            yield gettext(lang, "'{part}': {words}.", part=part.title.get(lang), words=words)


def _deciding_section(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """Which section alone makes the base, where the lowest or highest rate does."""
    way, sections = sheet.system.aggregation, sheet.system.sections
    if way not in ("lowest", "highest") or len(sections) < 2 or np.isnan(sheet.total_arrays.score[at]):
        return
    rates = sheet.total_arrays.section_rate[:, at]
    decides = int(np.nanargmin(rates) if way == "lowest" else np.nanargmax(rates))
    values = {"section": sections[decides].title.get(lang), "rate": percent(rates[decides])}
    if way == "lowest":
        yield gettext(lang, "The lowest section rate decides: '{section}' ({rate}).", **values)
    else:
        yield gettext(lang, "The highest section rate decides: '{section}' ({rate}).", **values)


def alone(sheet: ScoreSheet, unit: str) -> bool:
    """Whether no other unit of the group has a score to compare with."""
    group = sheet.units["group"].iloc[position(sheet, unit)]
    return int(np.isfinite(sheet.total_arrays.score[members(sheet, group)]).sum()) < 2


def _veto(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    """Which vetoes struck, and what they took."""
    struck = sheet.total_arrays.vetoed[:, position(sheet, unit)]
    if not struck.any():
        return
    titles = [a.title.get(lang) for a, hit in zip(sheet.system.adjustments, struck, strict=True) if hit]
    vetoes = listed(titles, lang)
    if np.isnan(sheet.total_arrays.score[position(sheet, unit)]):
        yield gettext(lang, "Vetoed: {vetoes}; there is no score.", vetoes=vetoes)
        return
    steps, places = waterfall(sheet, unit, lang), total_decimals(sheet.system)
    change = steps.loc[steps["kind"] == "veto", "points"].sum()
    if not change:
        yield gettext(lang, "Vetoed: {vetoes} ({limits}).", vetoes=vetoes, limits=_limits(sheet.system, struck, lang))
        return
    after = float(steps["level"].iloc[-1])
    values = {"vetoes": vetoes, "before": plain(after - change, places), "after": plain(after, places)}
    if len(titles) == 1:
        yield gettext(lang, "Vetoed: {vetoes}; the score falls from {before} to {after}.", **values)
        return
    cap = capping_veto(sheet, unit, lang)
    yield gettext(lang, "Vetoed: {vetoes}; '{cap}' takes the score from {before} to {after}.", cap=cap, **values)


def _limits(system: IndicatorSystem, struck: Bools, lang: Lang) -> str:
    """What the vetoes that struck limit, each limit once."""
    vetoes = [item for item, hit in zip(system.adjustments, struck, strict=True) if hit]
    words = [cast(AdjustmentRule, item.rule).limits_words(system.subject(item), lang) for item in vetoes]
    return joined(dict.fromkeys(words), lang)


def _score(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """The score beside the group's median; nothing for a unit that is alone."""
    scores = sheet.total_arrays.score[members(sheet, sheet.units["group"].iloc[at])]
    known = scores[np.isfinite(scores)]
    if len(known) < 2 or np.isnan(sheet.total_arrays.score[at]):
        return
    places, median = total_decimals(sheet.system), float(as_shown(np.median(known), sheet.system))
    score = as_shown(sheet.total_arrays.score[at], sheet.system)
    away = float(without_noise(score - median, sheet.system.scale))
    figure, level = plain(abs(away), places), plain(median, places)
    if not away:
        yield gettext(lang, "The score is the group's median ({median}).", median=level)
    elif away > 0:
        yield gettext(lang, "The score is {points} above the group's median ({median}).", points=figure, median=level)
    else:
        yield gettext(lang, "The score is {points} below the group's median ({median}).", points=figure, median=level)


def _sections(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    """The section farthest above its group's median and the one farthest below, of those that nothing is awaited in."""
    rates = distance(sheet, unit, lang).dropna(subset=["rate"])
    own = (sheet.units["unit"] == unit).to_numpy()
    rates = rates[~rates["section"].isin(awaited_sections(sheet, own))]
    if len(rates) < 2:
        return
    if alone(sheet, unit):
        yield _own_sections(rates, lang)
        return
    best, worst = rates.loc[rates["to_median"].idxmax()], rates.loc[rates["to_median"].idxmin()]
    yield _against_median(best, worst, lang)


def _own_sections(rates: pd.DataFrame, lang: Lang) -> str:
    """The highest and the lowest section of a unit that has nobody to be compared with."""
    best, worst = rates.loc[rates["rate"].idxmax()], rates.loc[rates["rate"].idxmin()]
    high, low = percent(best["rate"]), percent(worst["rate"])
    if high == low:
        return gettext(
            lang, "The rate is {rate} in every section; no other unit of the group to compare with.", rate=high
        )
    return gettext(
        lang,
        "The highest section is '{best}' ({high}), the lowest '{worst}' ({low}); "
        "no other unit of the group to compare with.",
        best=best["title"],
        high=high,
        worst=worst["title"],
        low=low,
    )


def _against_median(best: pd.Series, worst: pd.Series, lang: Lang) -> str:
    """The two sections that are farthest from the group's medians, as far as they are above and below."""
    is_ahead, is_behind = best["to_median"] >= LEAST, worst["to_median"] <= -LEAST
    above = {"best": best["title"], "above": _points(best["to_median"])}
    below = {"worst": worst["title"], "below": _points(worst["to_median"])}
    if is_ahead and is_behind:
        return gettext(
            lang,
            "Beside the group's median, '{best}' is farthest above ({above} points of rate); "
            "'{worst}' is farthest below ({below} points of rate).",
            **above,
            **below,
        )
    if is_ahead:
        return gettext(
            lang,
            "No section is below the group's median; '{best}' is farthest above ({above} points of rate).",
            **above,
        )
    if is_behind:
        return gettext(
            lang,
            "No section is above the group's median; '{worst}' is farthest below ({below} points of rate).",
            **below,
        )
    return gettext(lang, "Every section is at the group's median.")


def _points(rate: float) -> str:
    """A distance of rates in percentage points, without its sign."""
    return plain(abs(rate) * 100, 1)


def _blank(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """How many indicators were left blank, and what that cost."""
    is_asked = np.array([item.reported_by != "record" for item in sheet.system.indicators.values()])
    states = np.where(is_asked, sheet.line_arrays.state[:, at], NOT_APPLICABLE)  # nobody leaves blank what is on record
    blank, apply = int((states == UNANSWERED).sum()), int((~np.isin(states, (NOT_APPLICABLE, AWAITED))).sum())
    if not blank:
        return
    if blank == apply:
        yield ngettext(
            lang,
            "Nothing was reported on the only indicator that applies.",
            "Nothing was reported on any of the {count} indicators that apply.",
            apply,
        )
        return
    lost = float(costs(sheet)[states == UNANSWERED, at].sum())
    yield ngettext(
        lang,
        "{count} indicator left blank: {lost} lost.",
        "{count} indicators left blank: {lost} lost.",
        blank,
        lost=lost_words(lost, 2, lang, is_in_points=in_points(sheet.system)),
    )


def _awaited(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """How many figures others have still to enter, and how many marks they decide."""
    awaited = sheet.line_arrays.awaited[:, at]
    if awaited.any():
        yield ngettext(
            lang,
            "{count} indicator is awaited from panel or inspectors, {marks} marks; it counts as 0 until then.",
            "{count} indicators are awaited from panel or inspectors, {marks} marks; they count as 0 until then.",
            int(awaited.sum()),
            marks=plain(sheet.line_arrays.marks[awaited, at].sum(), 2),
        )


def _step(sheet: ScoreSheet, unit: str, lang: Lang, among: Collection[str] | None, *, compares: bool) -> Iterator[str]:
    """How far the next grade is, unless others' places may decide it, and the indicator that gives most back."""
    grade = next_grade(sheet, unit, lang) if is_graded(sheet.system, compares=compares) else None
    if grade is not None and not grade.veto:
        yield _goal(grade, lang)
    if sheet.total_arrays.vetoed[:, position(sheet, unit)].any():  # what is gained may count for nothing
        return
    ways = ways_up(sheet, unit, lang).query("gain > 0")
    still = ways if among is None else ways[ways["indicator"].isin(list(among))]
    for way in still.head(1).to_dict("records"):
        yield gettext(
            lang,
            "Most can be gained on '{title}' ({indicator}): {points} with full marks there.",
            title=way["title"],
            indicator=way["indicator"],
            points=plain(way["gain"], total_decimals(sheet.system)),
        )


def _goal(grade: NextGrade, lang: Lang) -> str:
    """The next grade in one short sentence."""
    values = {"grade": grade.needs or grade.title, "level": plain(grade.at_least)}
    if not grade.missing and grade.shortfalls:
        if not grade.by_points:
            return asked_sentence(grade, grade.title, grade.shortfalls, lang)
        asked = gettext(lang, ", and ").join(grade.shortfalls)
        return gettext(lang, "The score is high enough for {grade} ({level}); but {asked}.", asked=asked, **values)
    if not grade.missing:
        return gettext(lang, "The score is high enough for {grade} ({level}); its quota leaves no place.", **values)
    missing = plain(grade.missing, grade.decimals)
    return gettext(lang, "{missing} short of {grade} ({level}).", missing=missing, **values)
