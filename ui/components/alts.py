"""What charts say, in a sentence, for those who cannot see them: the figures that a glance would find."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from scoring.numbers import percent
from scoring.period import period_name
from scoring.words import Lang, gettext
from ui.components import formats


def ends(
    about: str,
    titles: Iterable[str],
    figures: Iterable[float],
    lang: Lang,
    format_: Callable[[float], str] = percent,
) -> str:
    """What is highest and what is lowest; what has no figure is left out.

    Args:
        about: what the figures are, already translated.
    """
    known = [(figure, title) for figure, title in zip(figures, titles, strict=True) if not math.isnan(figure)]
    if not known:
        return about
    (low, lowest), (high, highest) = min(known), max(known)
    if len(known) == 1 or low == high:
        return gettext(lang, "{about}: all {figure}", about=about, figure=format_(high))
    words = {"highest": highest, "high": format_(high), "lowest": lowest, "low": format_(low)}
    return gettext(lang, "{about}: highest {highest} {high}, lowest {lowest} {low}", about=about, **words)


def figure_list(about: str, figures: Mapping[str, str], lang: Lang) -> str:
    """A few figures with what they are of, e.g. one for every period."""
    words = gettext(lang, ", ").join(f"{name} {figure}" for name, figure in figures.items())
    return gettext(lang, "{about}: {list}", about=about, list=words) if words else about


def grades(frame: pd.DataFrame, lang: Lang) -> str:
    """How many units hold each grade.

    Args:
        frame: grade_title and units, a row per grade and group, best first.
    """
    counts = frame.groupby("grade_title", sort=False)["units"].sum()
    figures = {str(title): str(count) for title, count in counts.items()}
    return figure_list(gettext(lang, "How many units hold each grade"), figures, lang)


def by_period(about: str, periods: Iterable[str], scores: Iterable[float], places: int, lang: Lang) -> str:
    """A score of every period; a dash where there is none."""
    figures = {
        period_name(period).get(lang): formats.score(score, places)
        for period, score in zip(periods, scores, strict=True)
    }
    return figure_list(about, figures, lang)


def moves(about: str, changes: pd.Series, lang: Lang) -> str:
    """How many units rise, fall and stay.

    Args:
        changes: places gained, negative for lost; NaN where there is nothing to compare.
    """
    counts = {"up": int((changes > 0).sum()), "down": int((changes < 0).sum()), "same": int((changes == 0).sum())}
    return gettext(lang, "{about}: {up} rise, {down} fall, {same} stay", about=about, **counts)
