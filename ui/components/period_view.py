"""What 总览 and 排名 show, made once for each state of the store, choice and language, and shown at every rerun."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from scoring import charts
from scoring.analysis.gaps import gap_sentences
from scoring.analysis.headlines import Finding, findings
from scoring.analysis.overview import Overview, overview
from scoring.analysis.ranking import ends, ranking
from ui.components import formats
from ui.components.cached_figure import Drawn
from ui.frame import state
from ui.frame.language import tn
from ui.frame.state import Asked

MOST_AT_A_GLANCE = 24  # units in the ranking of 总览
MOST_IN_RANKING = 40
MOST_ON_PAPER, LONG_NAME, MOST_LONG_ON_PAPER = 18, 20, 14  # fit on one A4 page with the names' lines


@dataclass(frozen=True)
class Ladder:
    """The ranking as a chart: the figure, what it says, and how many of all units it holds."""

    figure: Drawn
    alt: str
    shown: int
    all: int


@dataclass(frozen=True)
class OverviewView:
    """What 总览 shows; `gaps` are sentences."""

    found: Overview
    findings: list[Finding]
    ladder: Ladder
    grades: Drawn | None  # of a system that has none
    sections: Drawn
    gaps: list[str]

    @property
    def is_scored(self) -> bool:
        """Whether any unit has a score."""
        return not math.isnan(self.found.mean)


@lru_cache(maxsize=32)
def rows(asked: Asked) -> pd.DataFrame:
    """The ranking of what is asked for. Not to be changed in place."""
    return ranking(asked.sheet, asked.previous, asked.group, asked.lang)


@lru_cache(maxsize=32)
def overview_view(asked: Asked, chosen: str = "", on_paper: bool = False) -> OverviewView:
    """What 总览 shows.

    Args:
        chosen: the unit that was looked at last; a long ranking keeps it in view.
        on_paper: whether the ranking is to fit on a page.
    """
    sheet, before = asked.sheet, asked.previous
    found = overview(sheet, before, state.missing(asked.year), asked.group, asked.lang)
    titles, about = formats.grade_titles(sheet), formats.group_title(sheet)
    compared = found.compared_with
    return OverviewView(
        found=found,
        findings=findings(sheet, before, asked.group, asked.lang),
        ladder=_ladder(asked, _most_on_paper(asked) if on_paper else MOST_AT_A_GLANCE, chosen),
        grades=Drawn(charts.grade_distribution(found.grades, titles, asked.lang, about)) if titles else None,
        sections=Drawn(charts.section_rates(found.sections, asked.year, compared, asked.lang, about)),
        gaps=gap_sentences(found.gaps, asked.lang, formats.mark_places(sheet)),
    )


@lru_cache(maxsize=32)
def ranking_ladder(asked: Asked, chosen: str = "") -> Ladder:
    """The chart of 排名; the chosen unit is marked, and in view however long the ranking is."""
    return _ladder(asked, MOST_IN_RANKING, chosen)


def _most_on_paper(asked: Asked) -> int:
    long = rows(asked)["name"].str.len().max() > LONG_NAME
    return MOST_LONG_ON_PAPER if long else MOST_ON_PAPER


def _ladder(asked: Asked, most: int, chosen: str) -> Ladder:
    whole, sheet = rows(asked), asked.sheet
    few, mean, places = ends(whole, most, chosen), whole["score"].mean(), formats.places(sheet)
    figure = charts.ranking_lollipop(
        few,
        mean,
        formats.grade_titles(sheet),
        asked.lang,
        formats.group_title(sheet),
        "rank" if asked.group is None else "group_rank",
        places,
        chosen,
    )
    said = {"lowest": whole["score"].min(), "highest": whole["score"].max(), "mean": mean}
    figures = {name: formats.score(value, places) for name, value in said.items()}
    alt = tn(
        "Score of one unit: {mean}",
        "Scores of {count:,} units from {lowest} to {highest}, mean {mean}",
        len(whole),
        **figures,
    )
    return Ladder(Drawn(figure), alt, min(most, len(few)), len(whole))
