"""Where marks are lost: by indicator, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import awaited_indicators, costs, in_points, lost_words, members
from scoring.engine import ScoreSheet
from scoring.numbers import Floats, percent, plain, without_noise
from scoring.words import Lang, gettext, listed, ngettext, quoted


def pareto(
    sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh", section: str = "", measure: str = ""
) -> pd.DataFrame:
    """Lost marks by indicator, most first; indicators on which nobody loses are left out.

    Args:
        section, measure: only what is inside; '' for all.

    Returns:
        indicator, title, section (id), section_title, lost (all units together, as `costs` counts), share (of
        all that is lost there, 0..1), cumulative (of the shares down to here) and units (how many lose).
    """
    lost = costs(sheet)[:, members(sheet, group)]
    rows = _inside(sheet, section, measure)
    placed = [sheet.system.placed[row] for row in rows]
    titles = [(p.indicator.id, p.indicator.title.get(lang), p.section.id, p.section.title.get(lang)) for p in placed]
    return _most_lost(sheet, titles, lost[rows])


def is_awaited(sheet: ScoreSheet, group: str | None = None, section: str = "", measure: str = "") -> bool:
    """Whether a figure of what is inside is still awaited; '' for all."""
    return bool(awaited_indicators(sheet, members(sheet, group))[_inside(sheet, section, measure)].any())


def measures_pareto(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh", section: str = "") -> pd.DataFrame:
    """Lost marks by measure, as `pareto` has them by indicator: `indicator` holds the measure's id."""
    lost, places = costs(sheet)[:, members(sheet, group)], sheet.system.placed
    rows: dict[str, list[int]] = {}
    for row in _inside(sheet, section, ""):
        rows.setdefault(places[row].measure.id, []).append(row)
    first = [places[inside[0]] for inside in rows.values()]
    titles = [(p.measure.id, p.measure.title.get(lang), p.section.id, p.section.title.get(lang)) for p in first]
    return _most_lost(sheet, titles, np.array([lost[inside].sum(axis=0) for inside in rows.values()]))


def _inside(sheet: ScoreSheet, section: str, measure: str) -> list[int]:
    """The rows of the indicators in a section and a measure."""
    return [
        row
        for row, place in enumerate(sheet.system.placed)
        if section in ("", place.section.id) and measure in ("", place.measure.id)
    ]


def _most_lost(sheet: ScoreSheet, titles: list[tuple[str, str, str, str]], lost: Floats) -> pd.DataFrame:
    """Parts with their losses (parts, units), those that lose most first."""
    frame = pd.DataFrame(titles, columns=["indicator", "title", "section", "section_title"])
    frame["lost"] = without_noise(lost.sum(axis=1), sheet.system.scale)
    frame["units"] = (without_noise(lost, sheet.system.scale) > 0).sum(axis=1)
    frame = frame[frame["lost"] > 0].sort_values("lost", ascending=False, kind="stable")
    frame["share"] = frame["lost"] / frame["lost"].sum()
    frame["cumulative"] = frame["share"].cumsum()
    return frame.reset_index(drop=True)


@dataclass(frozen=True)
class Gap:
    """An indicator on which marks are lost.

    Attributes:
        lost: all units together, in marks, or in points of the total where `in_points`; share: of all lost, 0..1.
        units: how many units lose here; alike: whether all of them lose the same.
        main: names of those who lose most, at most three, most first.
    """

    indicator: str
    title: str
    lost: float
    share: float
    units: int
    alike: bool
    main: tuple[str, ...]
    in_points: bool = False


def widest(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh", count: int = 3) -> list[Gap]:
    """The indicators on which most marks are lost, most first; fewer than `count` if fewer do."""
    lost, who = costs(sheet), members(sheet, group)
    rows = {indicator: row for row, indicator in enumerate(sheet.system.indicators)}
    names = sheet.units["name"].to_numpy()[who]
    gaps = []
    for row in pareto(sheet, group, lang).head(count).to_dict("records"):
        by_unit = lost[rows[row["indicator"]]][who]
        losers = [at for at in np.argsort(-by_unit, kind="stable") if by_unit[at] > 0]
        figures = {key: row[key] for key in ("indicator", "title", "lost", "share", "units")}
        main = tuple(str(names[at]) for at in losers[:3])
        alike = bool(by_unit[losers[0]] == by_unit[losers[-1]])
        gaps.append(Gap(**figures, alike=alike, main=main, in_points=in_points(sheet.system)))
    return gaps


def gap_sentences(gaps: list[Gap], lang: Lang = "zh", decimals: int = 2) -> list[str]:
    """The gaps in words, one sentence each, in the order given, losses with so many decimals."""
    return [_gap_sentence(gap, place, lang, decimals) for place, gap in enumerate(gaps, start=1)]


def gate_note(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> str:
    """Where what a gate took is counted; '' where none closed."""
    parts, who = sheet.total_arrays.parts, members(sheet, group)
    if not (parts.measures.closed[:, who].any() or parts.sections.closed[:, who].any()):
        return ""
    return gettext(lang, "What a part lost by earning 0 as a whole is counted with the indicators that made it so.")


def in_parts_note(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> str:
    """What changes the points of parts and is no indicator's, so that no bar holds it; '' where there is none."""
    who, points = members(sheet, group), sheet.total_arrays.points
    titles = [
        quoted(item.title.get(lang), lang)
        for item, theirs in zip(sheet.system.adjustments, points, strict=True)
        if item.in_ is not None and theirs[who].any()
    ]
    if not titles:
        return ""
    return gettext(
        lang,
        "Taken from or added to a part as a whole, and in none of the bars: {titles}.",
        titles=listed(titles, lang),
    )


def _gap_sentence(gap: Gap, place: int, lang: Lang, decimals: int) -> str:
    values = {
        "title": gap.title,
        "indicator": gap.indicator,
        "lost": lost_words(gap.lost, decimals, lang, is_in_points=gap.in_points),
        "units": _units_clause(gap, lang, decimals),
    }
    if gap.share == 1:
        return gettext(
            lang, "Most marks are lost on '{title}' ({indicator}): {lost} in all, all that was lost, {units}.", **values
        )
    values["share"] = percent(gap.share)
    if place == 1:
        return gettext(
            lang,
            "Most marks are lost on '{title}' ({indicator}): {lost} in all, {share} of all lost marks, {units}.",
            **values,
        )
    if place == 2:
        return gettext(
            lang, "Then on '{title}' ({indicator}): {lost} in all, {share} of all lost marks, {units}.", **values
        )
    if place == 3:
        return gettext(
            lang, "Third, on '{title}' ({indicator}): {lost} in all, {share} of all lost marks, {units}.", **values
        )
    return gettext(
        lang,
        "Number {place}, on '{title}' ({indicator}): {lost} in all, {share} of all lost marks, {units}.",
        place=place,
        **values,
    )


def _units_clause(gap: Gap, lang: Lang, decimals: int) -> str:
    """Who loses here: all of a few, how much each where all lose the same, or those who lose most."""
    if gap.units <= len(gap.main):
        return ngettext(
            lang, "by {count} unit: {units}", "by {count} units: {units}", gap.units, units=listed(gap.main, lang)
        )
    if gap.alike:
        each = plain(gap.lost / gap.units, decimals)
        return ngettext(lang, "by {count} unit, {each} each", "by {count} units, {each} each", gap.units, each=each)
    return ngettext(
        lang,
        "by {count} unit, most by {units}",
        "by {count} units, most by {units}",
        gap.units,
        units=listed(gap.main, lang),
    )
