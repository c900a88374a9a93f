"""What 差距 shows, made once for each state of the store, choice and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from scoring import charts
from scoring.analysis.common import percent
from scoring.analysis.gaps import distances, farthest_sentence, gap_sentences, pareto, widest
from scoring.analysis.headlines import findings
from scoring.analysis.heat import heat, heat_sentence, shortened
from scoring.analysis.indicator_losses import Losers, losers, losers_sentence
from scoring.numbers import plain
from scoring.words import label
from ui.components import alts, formats
from ui.components.cached_figure import Drawn
from ui.frame.language import t
from ui.frame.state import Asked

MOST_INDICATORS = 15
ON_SCREEN, ON_PAPER = 780, 520  # px: the least that all cells of the heat map have


@dataclass(frozen=True)
class HeatView:
    """The heat map, what it says in words, and notes on what was left out of it."""

    figure: Drawn
    said: str
    notes: list[str]


@dataclass(frozen=True)
class ParetoView:
    """The chart of lost marks, and how many of all indicators with lost marks it holds."""

    figure: Drawn
    alt: str
    said: str
    shown: int
    all: int


@dataclass(frozen=True)
class LosersView:
    """Who lost marks on an indicator, the sentence that sums it up, and the decimals of marks."""

    found: Losers
    said: str
    mark_places: int


@lru_cache(maxsize=32)
def distance_rows(asked: Asked) -> pd.DataFrame:
    """Every unit beside its group, best first. Not to be changed in place."""
    return distances(asked.sheet, asked.group, asked.lang)


@lru_cache(maxsize=32)
def lost_rows(asked: Asked) -> pd.DataFrame:
    """Lost marks by indicator, most first. Not to be changed in place."""
    return pareto(asked.sheet, asked.group, asked.lang)


@lru_cache(maxsize=32)
def told(asked: Asked) -> list[str]:
    """What the page's numbers say, the weightiest first."""
    sheet = asked.sheet
    pull = [found.text for found in findings(sheet, None, asked.group, asked.lang) if found.kind == "pull"]
    first = gap_sentences(widest(sheet, asked.group, asked.lang, count=3), asked.lang, formats.mark_places(sheet))
    far = farthest_sentence(distance_rows(asked), formats.places(sheet), asked.lang)
    return [sentence for sentence in (*pull, *first, far) if sentence]


@lru_cache(maxsize=32)
def heat_view(asked: Asked, section: str, measure: str, chosen: str, on_paper: bool) -> HeatView:
    """Units against the sections, the measures of a section, or the indicators of a measure.

    Args:
        chosen: the unit that was looked at last; it is marked, and in view however many there are.
    """
    whole = heat(asked.sheet, asked.group, section or None, asked.lang, measure or None)
    few = shortened(whole, keep=chosen)
    about = _title(asked, section, measure) or formats.group_title(asked.sheet)
    width = ON_PAPER if on_paper else ON_SCREEN
    opens, places = not measure and not on_paper, formats.mark_places(asked.sheet)
    figure = Drawn(charts.heat_map(few, asked.lang, about, chosen, opens, width, places))
    notes = []
    if len(few.names) < whole.all_units:
        notes.append(t("The first and last {count:,} of {all:,} units.", count=len(few.names), all=whole.all_units))
    if len(few.titles) < whole.all_parts:
        counts = {"count": len(few.titles), "all": whole.all_parts}
        notes.append(t("The {count} of {all} on which most marks are lost.", **counts))
    if few.rate.isna().to_numpy().any():
        notes.append(t("A blank cell: the unit has nothing there that applies."))
    return HeatView(figure, heat_sentence(whole, asked.lang), notes)


def _title(asked: Asked, section: str, measure: str) -> str:
    """The title of the part that is opened; '' for none."""
    for part in asked.sheet.system.sections:
        for inside in part.measures:
            if inside.id == measure:
                return inside.title.get(asked.lang)
        if part.id == section and not measure:
            return part.title.get(asked.lang)
    return ""


@lru_cache(maxsize=32)
def pareto_view(asked: Asked, indicator: str = "") -> ParetoView:
    """Lost marks by indicator.

    Args:
        indicator: the one that is looked at; it is marked.
    """
    rows, places = lost_rows(asked), formats.mark_places(asked.sheet)
    few = rows.head(MOST_INDICATORS)
    figure = charts.pareto_chart(few, asked.lang, formats.group_title(asked.sheet), indicator, places)
    share = t("{share} of all lost marks", share=percent(few["cumulative"].iloc[-1]))
    worst = few.head(3)
    lost = dict(zip(worst["title"], (plain(marks, places) for marks in worst["lost"]), strict=True))
    alt = alts.listed(label("lost", asked.lang), lost)
    return ParetoView(Drawn(figure), alt, share, len(few), len(rows))


@lru_cache(maxsize=32)
def losers_view(asked: Asked, indicator: str) -> LosersView:
    """Who lost marks on an indicator."""
    found, places = losers(asked.sheet, indicator, asked.group, asked.lang), formats.mark_places(asked.sheet)
    return LosersView(found, losers_sentence(found, asked.lang, places), places)
