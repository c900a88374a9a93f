"""What a period's numbers say, in sentences: only what holds, the weightiest first.

A headline names who or what it is about, so that a page can lead there. Sentences are plain text in Chinese
or English; every change says which period it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from scoring.analysis.common import is_ordered, members, rank_column, total_decimals
from scoring.analysis.gaps import pareto
from scoring.analysis.headline import NAMED, Headline, weightiest
from scoring.analysis.trend import changes, section_lines
from scoring.analysis.trend_headlines import rank_moves, section_moves
from scoring.engine import ScoreSheet
from scoring.numbers import percent, plain, without_noise
from scoring.period import name_beside
from scoring.system.grade_words import asks_no_points
from scoring.system.grades import Requires
from scoring.words import Lang, gettext, listed, ngettext, some_units, with_reason

NEAR = 0.01  # of the scale: so close below a grade is near it
TIGHT = 0.005  # of the scale: places so close together are tight
TIGHT_SHARE = 1 / 3  # of the neighbouring places, from which on the ranking as a whole is
TIGHT_UNITS = 40  # with more units, neighbours are close however far the scores spread: it would say nothing


def headlines(
    sheet: ScoreSheet, previous: ScoreSheet | None = None, group: str | None = None, lang: Lang = "zh"
) -> list[Headline]:
    """What a period's result says, at most five sentences, the weightiest first; none of an empty one.

    Args:
        previous: the period before, if there is one.
        group: a group's id, or None for all units.
    """
    scored = _scored(sheet, group)
    ordered = scored if is_ordered(sheet, group) else scored.head(0)
    every = [*_vetoes(sheet, group, lang), *_lead(sheet, ordered, lang), *_pull(sheet, group, lang)]
    if previous is not None:
        every += rank_moves(
            changes(sheet, previous, group, lang), name_beside(previous.system.period.id, sheet.system.period.id), lang
        )
        every += section_moves(section_lines([previous, sheet], group, lang), lang)
    every += [*_near(sheet, scored, lang), *_kept_out(sheet, scored, lang), *_tight(sheet, ordered, lang)]
    return weightiest(every)


def _scored(sheet: ScoreSheet, group: str | None) -> pd.DataFrame:
    """The ranked units with a score, best first; `place` is the rank that counts here."""
    totals = sheet.totals[members(sheet, group)]
    totals = totals.assign(place=totals[rank_column(sheet, group)])
    return totals[totals["score"].notna() & totals["place"].notna()].sort_values("place", kind="stable")


def _units(rows: pd.DataFrame, lang: Lang) -> str:
    """The names of some units, so many as a sentence names."""
    return some_units(rows["name"].tolist(), NAMED, lang)


def _points(value: float, sheet: ScoreSheet) -> str:
    return plain(value, total_decimals(sheet.system))


def _vetoes(sheet: ScoreSheet, group: str | None, lang: Lang) -> Iterator[Headline]:
    """Who was vetoed, and by what."""
    struck = sheet.total_arrays.vetoed.any(axis=0) & members(sheet, group)
    if not struck.any():
        return
    units = sheet.totals[struck]
    yield Headline("veto", 1.0, _veto_sentence(sheet, units, lang), unit=str(units["unit"].iloc[0]))


def _veto_sentence(sheet: ScoreSheet, units: pd.DataFrame, lang: Lang) -> str:
    """Each unit with its own vetoes, or the one veto of them all."""
    titles = {a.id: a.title.get(lang) for a in sheet.system.adjustments}
    vetoes = [listed((titles[veto] for veto in of_unit), lang) for of_unit in units["vetoes"]]
    if len(set(units["vetoes"])) == 1 and (len(units) == 1 or len(units["vetoes"].iloc[0]) == 1):
        return ngettext(
            lang,
            "{units} was vetoed ({vetoes}).",
            "{units} were vetoed ({vetoes}).",
            len(units),
            units=_units(units, lang),
            vetoes=vetoes[0],
        )
    paired = [with_reason(name, veto, lang) for name, veto in zip(units["name"], vetoes, strict=True)]
    names = some_units(paired, NAMED, lang)
    return ngettext(lang, "{units} was vetoed.", "{units} were vetoed.", len(units), units=names)


def _lead(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Headline]:
    """Who is first, and how far ahead."""
    if scored.empty:
        return
    unit, score = str(scored["unit"].iloc[0]), _points(scored["score"].iloc[0], sheet)
    first = scored[scored["place"] == scored["place"].min()]
    if len(scored) == 1:  # it leads nobody
        text = gettext(
            lang,
            "Only {unit} has a score, {score}: the mean is that score, and there is no rank to compare.",
            unit=scored["name"].iloc[0],
            score=score,
        )
    elif len(first) == len(scored):
        unit = ""
        text = ngettext(
            lang,
            "{count} unit has the score {score}.",
            "All {count} units have the same score, {score}.",
            len(scored),
            score=score,
        )
    elif len(first) > 1:
        units = _units(first, lang)
        text = gettext(lang, "{units} share first place with {score} points.", units=units, score=score)
    else:
        text = _distance_ahead(sheet, scored, score, lang)
    yield Headline("lead", 0.9, text, unit=unit)


def _distance_ahead(sheet: ScoreSheet, scored: pd.DataFrame, score: str, lang: Lang) -> str:
    """The one unit that is first, and how far the next ones are behind it."""
    first, rest = scored.iloc[0], scored.iloc[1:]
    second = rest[rest["place"] == rest["place"].min()]
    ahead = _points(first["score"] - second["score"].iloc[0], sheet)
    values = {"unit": first["name"], "score": score, "second": _units(second, lang)}
    if float(ahead) <= 0:  # a tie broken by sections
        return gettext(lang, "{unit} leads with {score}, level on points with {second}.", **values)
    return gettext(lang, "{unit} leads with {score}, {ahead} ahead of {second}.", ahead=ahead, **values)


def _pull(sheet: ScoreSheet, group: str | None, lang: Lang) -> Iterator[Headline]:
    """The section on which most marks are lost, and the indicator inside it."""
    lost = pareto(sheet, group, lang)
    if lost.empty or len(sheet.system.sections) < 2:
        return
    by_section = lost.groupby("section", sort=False)["lost"].sum()
    section, most = str(by_section.idxmax()), by_section.max()
    if (by_section == most).sum() > 1:
        return
    inside = lost[lost["section"] == section].iloc[0]
    text = gettext(
        lang,
        "Most marks are lost in '{section}': {share} of all lost marks, mainly on '{title}' "
        "({indicator}, {within} of the section's).",
        section=inside["section_title"],
        share=percent(most / by_section.sum()),
        title=inside["title"],
        indicator=inside["indicator"],
        within=percent(inside["lost"] / most),
    )
    yield Headline("pull", 0.8, text, section=section)


def _near(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Headline]:
    """Units just below the next grade's threshold; a vetoed one is not: what it gains may count for nothing."""
    room = NEAR * sheet.system.scale
    scored = scored[scored["vetoes"].map(len) == 0]
    better = {g.id: above for above, g in pairwise(sheet.system.grades)}
    near: dict[str, list[str]] = {}
    for name, grade, score in zip(scored["name"], scored["grade"], scored["score"], strict=True):
        above = better.get(grade)
        short = float("nan") if above is None else float(without_noise(above.at_least - score, sheet.system.scale))
        if above is not None and 0 < short <= room:
            unit = gettext(lang, "{unit} ({points} short)", unit=name, points=_points(short, sheet))
            near.setdefault(above.title.get(lang), []).append(unit)
    for weight, (title, units) in zip((0.6, 0.52), near.items(), strict=False):
        text = ngettext(
            lang,
            "{count} unit within {points} of '{grade}': {units}.",
            "{count} units within {points} of '{grade}': {units}.",
            len(units),
            points=plain(room),
            grade=title,
            units=some_units(units, NAMED, lang),
        )
        yield Headline("near", weight, text)


def _kept_out(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Headline]:
    """Units that reach a grade's points and do not hold it: its places are taken, or they fall short of conditions."""
    grades = list(enumerate(sheet.system.grades))
    for number, grade in [(n, g) for n, g in grades if g.is_limited][:1]:
        out = scored[sheet.grading.crowded[number][scored.index]]
        if len(out):
            text = ngettext(
                lang,
                "{count} unit reached '{grade}' in points but its quota was taken: {units}.",
                "{count} units reached '{grade}' in points but its quota was taken: {units}.",
                len(out),
                grade=grade.title.get(lang),
                units=_units(out, lang),
            )
            yield Headline("quota", 0.55, text, unit=str(out["unit"].iloc[0]))
    by_points = [(n, g) for n, g in grades if not asks_no_points(g, sheet.system.total)]
    for number, grade in [(n, g) for n, g in by_points if g.requires != Requires()][:1]:
        out = scored[(scored["score"] >= grade.at_least) & ~sheet.grading.holds[number][scored.index]]
        if len(out):
            text = ngettext(
                lang,
                "{count} unit reached '{grade}' in points but not its conditions: {units}.",
                "{count} units reached '{grade}' in points but not its conditions: {units}.",
                len(out),
                grade=grade.title.get(lang),
                units=_units(out, lang),
            )
            yield Headline("conditions", 0.56, text, unit=str(out["unit"].iloc[0]))


def _tight(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Headline]:
    """How close the places are: neighbours, once the ranking as a whole is tight."""
    scores = np.sort(scored["score"].to_numpy())[::-1]
    if not 4 <= len(scores) <= TIGHT_UNITS or scores[0] == scores[-1]:
        return
    gaps = without_noise(scores[:-1] - scores[1:], sheet.system.scale)
    room = TIGHT * sheet.system.scale
    close = int((gaps < room).sum())
    if close < TIGHT_SHARE * len(gaps):
        return
    text = ngettext(
        lang,
        "Places are close: of {pairs} neighbouring pairs, {count} is less than {points} apart.",
        "Places are close: of {pairs} neighbouring pairs, {count} are less than {points} apart.",
        close,
        pairs=len(gaps),
        points=plain(room),
    )
    yield Headline("tight", 0.5, text)
