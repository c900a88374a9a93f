"""How one unit stands, in a few sentences: what bars it, where it leads and trails, and the nearest step up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scoring.analysis.common import counted, listed, lost_marks, members, percent, position, total_decimals
from scoring.analysis.gaps import distance
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import NextGrade, next_grade, ways_up
from scoring.engine import NOT_APPLICABLE, UNANSWERED, ScoreSheet
from scoring.numbers import plain, without_noise
from scoring.words import Lang

LEAST = 0.0005  # of a rate: a smaller distance would be written as 0.0


def standing(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> list[str]:
    """What matters about a unit's result, at most six sentences.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    if (sheet.line_arrays.state[:, at] == NOT_APPLICABLE).all():
        return [
            "没有适用的指标，因此没有总分和名次。" if lang == "zh" else "Nothing applies, so there is no score or rank."
        ]
    said = [
        *_veto(sheet, unit, lang),
        *_score(sheet, at, lang),
        *_sections(sheet, unit, lang),
        *_blank(sheet, at, lang),
    ]
    return [*said, *_step(sheet, unit, lang)]


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
    steps, places = waterfall(sheet, unit, lang), total_decimals(sheet.system)
    taken = steps.loc[steps["kind"] == "veto", "points"].sum()
    after = float(steps["level"].iloc[-1])
    before, capped = plain(after - taken, places), plain(after, places)
    if lang == "zh":
        yield f"因“{listed(titles, lang)}”一票否决" + (f"，总分由{before}分降为{capped}分。" if taken else "。")
    else:
        yield f"Vetoed: {listed(titles, lang)}" + (f"; the score falls from {before} to {capped}." if taken else ".")


def _score(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """The score beside the group's median; nothing for a unit that is alone."""
    scores = sheet.total_arrays.score[members(sheet, sheet.units["group"].iloc[at])]
    known = scores[np.isfinite(scores)]
    if len(known) < 2:
        return
    places, median = total_decimals(sheet.system), float(np.median(known))
    away = float(without_noise(sheet.total_arrays.score[at] - median, sheet.system.scale))
    figure, level = plain(abs(away), places), plain(median, places)
    if not away:
        yield f"总分与本组中位数（{level}分）持平。" if lang == "zh" else f"The score is the group's median ({level})."
    elif lang == "zh":
        yield f"总分{'高于' if away > 0 else '低于'}本组中位数（{level}分）{figure}分。"
    else:
        yield f"The score is {figure} {'above' if away > 0 else 'below'} the group's median ({level})."


def _sections(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    """The section farthest above its group's median and the one farthest below."""
    rates = distance(sheet, unit, lang).dropna(subset=["rate"])
    if len(rates) < 2:
        return
    if alone(sheet, unit):
        yield _own(rates, lang)
        return
    best, worst = rates.loc[rates["to_median"].idxmax()], rates.loc[rates["to_median"].idxmin()]
    ahead, behind = best["to_median"] >= LEAST, worst["to_median"] <= -LEAST
    yield (_against_zh if lang == "zh" else _against_en)(best, worst, ahead, behind)


def _own(rates: pd.DataFrame, lang: Lang) -> str:
    """The highest and the lowest section of a unit that has nobody to be compared with."""
    best, worst = rates.loc[rates["rate"].idxmax()], rates.loc[rates["rate"].idxmin()]
    high, low = percent(best["rate"]), percent(worst["rate"])
    if lang == "zh":
        compared = "本组没有其他单位可比较。"
        if high == low:
            return f"各板块得分率都是{high}；{compared}"
        return f"得分率最高的板块是“{best['title']}”（{high}），最低的是“{worst['title']}”（{low}）；{compared}"
    compared = "no other unit of the group to compare with."
    if high == low:
        return f"The rate is {high} in every section; {compared}"
    return f"The highest section is '{best['title']}' ({high}), the lowest '{worst['title']}' ({low}); {compared}"


def _against_zh(best: pd.Series, worst: pd.Series, ahead: bool, behind: bool) -> str:
    more = f"“{best['title']}”领先最多（高{_points(best['to_median'])}个百分点）"
    less = f"“{worst['title']}”落后最多（低{_points(worst['to_median'])}个百分点）"
    if ahead and behind:
        return f"与本组中位数相比，{more}，{less}。"
    if ahead:
        return f"各板块都不低于本组中位数，{more}。"
    return f"没有板块高于本组中位数，{less}。" if behind else "各板块都与本组中位数持平。"


def _against_en(best: pd.Series, worst: pd.Series, ahead: bool, behind: bool) -> str:
    more = f"'{best['title']}' is farthest above ({_points(best['to_median'])} points of rate)"
    less = f"'{worst['title']}' is farthest below ({_points(worst['to_median'])} points of rate)"
    if ahead and behind:
        return f"Beside the group's median, {more}; {less}."
    if ahead:
        return f"No section is below the group's median; {more}."
    return f"No section is above the group's median; {less}." if behind else "Every section is at the group's median."


def _points(rate: float) -> str:
    """A distance of rates in percentage points, without its sign."""
    return plain(abs(rate) * 100, 1)


def _blank(sheet: ScoreSheet, at: int, lang: Lang) -> Iterator[str]:
    """How many indicators were left blank, and what that cost."""
    states = sheet.line_arrays.state[:, at]
    blank, apply = int((states == UNANSWERED).sum()), int((states != NOT_APPLICABLE).sum())
    if not blank:
        return
    lost = plain(lost_marks(sheet)[states == UNANSWERED, at].sum(), 2)
    if lang == "zh":
        yield f"适用的{apply}项指标全部未填报。" if blank == apply else f"有{blank}项指标未填报，失{lost}分。"
    else:
        every = f"Nothing was reported on any of the {counted(apply, 'indicator')} that apply."
        yield every if blank == apply else f"{counted(blank, 'indicator')} left blank: {lost} marks lost."


def _step(sheet: ScoreSheet, unit: str, lang: Lang) -> Iterator[str]:
    """How far the next grade is, and the indicator that gives most back."""
    found = next_grade(sheet, unit, lang)
    if found is not None and not found.veto:
        yield _goal(found, lang)
    if sheet.total_arrays.vetoed[:, position(sheet, unit)].any():  # what is gained may count for nothing
        return
    for way in ways_up(sheet, unit, lang).head(1).to_dict("records"):
        gain = plain(way["gain"], total_decimals(sheet.system))
        if lang == "zh":
            yield f"提分空间最大的是“{way['title']}”（{way['indicator']}），补齐可加{gain}分。"
        else:
            yield f"Most can be gained on '{way['title']}' ({way['indicator']}): {gain} with full marks there."


def _goal(found: NextGrade, lang: Lang) -> str:
    """The next grade in one short sentence."""
    missing, level = plain(found.missing, found.decimals), plain(found.at_least)
    if lang == "zh":
        if found.missing:
            return f"距“{found.title}”（{level}分）还差{missing}分。"
        return f"得分已达到“{found.title}”（{level}分），因名额限制未取得。"
    if found.missing:
        return f"{missing} short of {found.title} ({level})."
    return f"The score is high enough for {found.title} ({level}); its quota leaves no place."
