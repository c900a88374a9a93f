"""What 总览 shows, made once for each state of the store, choice and language.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from scoring import charts
from scoring.analysis.gaps import gap_sentences
from scoring.analysis.headlines import headlines
from scoring.analysis.overview import Overview, overview
from scoring.words import gettext
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.components.ranking_chart import RankingChart, ranking_chart, ranking_rows
from ui.frame.view_key import ViewKey

MOST_AT_A_GLANCE = 24  # units in the ranking
MOST_ON_PAPER, LONG_NAME, MOST_LONG_ON_PAPER = 18, 20, 14  # fit on one A4 page with the names' lines


@dataclass(frozen=True)
class OverviewView:
    """What 总览 shows.

    Attributes:
        findings, gaps: sentences.
        grades: None for a system that has none.
    """

    overview: Overview
    findings: list[str]
    ranking: RankingChart
    grades: CachedFigure | None
    grades_alt: str
    sections: CachedFigure
    sections_alt: str
    gaps: list[str]

    @property
    def is_scored(self) -> bool:
        """Whether any unit has a score."""
        return not math.isnan(self.overview.mean)


@lru_cache(maxsize=32)
def overview_view(key: ViewKey, unit: str = "", on_paper: bool = False) -> OverviewView:
    """What 总览 shows.

    Args:
        unit: the one that was looked at last; a long ranking keeps it in view.
        on_paper: whether the ranking is to fit on a page.
    """
    sheet, before, lang = key.sheet, key.previous, key.lang
    facts = overview(sheet, before, key.missing, key.group, lang)
    titles, rates = formats.grade_titles(sheet, lang), facts.sections
    sections = charts.section_rates(rates, key.period, facts.compared_with, lang, key.group_title)
    grades = CachedFigure(charts.grade_distribution(facts.grades, titles, lang, key.group_title)) if titles else None
    return OverviewView(
        overview=facts,
        findings=[headline.text for headline in headlines(sheet, before, key.group, lang)],
        ranking=ranking_chart(key, _most_on_paper(key) if on_paper else MOST_AT_A_GLANCE, unit),
        grades=grades,
        grades_alt=alts.grades(facts.grades, lang),
        sections=CachedFigure(sections),
        sections_alt=alts.ends(gettext(lang, "Mean rate of every section"), rates["title"], rates["rate"], lang),
        gaps=gap_sentences(facts.gaps, lang, formats.mark_places(sheet)),
    )


def _most_on_paper(key: ViewKey) -> int:
    has_long_names = ranking_rows(key)["name"].str.len().max() > LONG_NAME
    return MOST_LONG_ON_PAPER if has_long_names else MOST_ON_PAPER
