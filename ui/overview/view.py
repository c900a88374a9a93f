"""What 总览 shows, made once for each state of the store, choice and language.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from scoring import charts
from scoring.analysis.distribution import distribution
from scoring.analysis.gaps import gap_sentences
from scoring.analysis.headlines import headlines
from scoring.analysis.overview import Overview, overview
from scoring.words import gettext
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.components.charts import PageChart
from ui.components.ranking_chart import RankingChart, ranking_chart, ranking_rows, scores_alt
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey
from ui.overview.layout import Arrangement, balanced

MOST_IN_A_LIST = 60  # units; the scores of more are shown as a distribution
MOST_AT_A_GLANCE, MOST_LONG_AT_A_GLANCE = 24, 16  # units in the ranking, those with names of two lines
ON_PAPER = 0.84  # of the height that a chart of sections has on the screen
MOST_ON_PAPER, LONG_NAME, MOST_LONG_ON_PAPER = 18, 20, 14  # fit on one A4 page with the names' lines


@dataclass(frozen=True)
class OverviewView:
    """What 总览 shows.

    Attributes:
        findings, gaps: sentences.
        ranking: on a screen None for many units; distribution: None for few, and on paper.
        grades: None for a system that has none.
        arrangement: how the charts stand beside each other.
    """

    overview: Overview
    findings: list[str]
    ranking: RankingChart | None
    distribution: PageChart | None
    grades: CachedFigure | None
    grades_alt: str
    sections: CachedFigure
    sections_alt: str
    has_sections: bool
    arrangement: Arrangement
    gaps: list[str]

    @property
    def is_scored(self) -> bool:
        """Whether any unit has a score."""
        return not math.isnan(self.overview.mean)


@version_cache(maxsize=32)
def overview_view(key: ViewKey, unit: str = "", on_paper: bool = False) -> OverviewView:
    """What 总览 shows.

    Args:
        unit: the one that was looked at last; a long ranking keeps it in view.
        on_paper: whether the ranking is to fit on a page.
    """
    sheet, before, lang = key.sheet, key.previous, key.lang
    facts = overview(sheet, before, key.missing, key.group, lang)
    titles, rates = formats.grade_titles(sheet, lang), facts.sections
    sections = charts.section_rates(
        rates, key.period, None if before is None else before.system.period.id, lang, key.group_title
    )
    grades = CachedFigure(charts.grade_distribution(facts.grades, titles, lang, key.group_title)) if titles else None
    many = facts.submitted > MOST_IN_A_LIST
    view = OverviewView(
        overview=facts,
        findings=[headline.text for headline in headlines(sheet, before, key.group, lang)],
        ranking=ranking_chart(key, _most(key, on_paper), unit) if on_paper or not many else None,
        distribution=_distribution(key, facts) if many and not on_paper else None,
        grades=grades,
        grades_alt=alts.grades(facts.grades, lang),
        sections=CachedFigure(sections),
        has_sections=bool(sheet.system.sections),
        sections_alt=alts.ends(gettext(lang, "Mean rate of every section"), rates["title"], rates["rate"], lang),
        arrangement="stacked",
        gaps=gap_sentences(facts.gaps, lang, formats.loss_places(sheet)),
    )
    return _for_paper(view) if on_paper else _arranged(view)


def _for_paper(view: OverviewView) -> OverviewView:
    """With rows closer together, so that the first sheet holds the charts beside each other."""
    lower = float(view.sections.layout.height) * ON_PAPER
    return replace(view, sections=view.sections.as_high(lower))


def _distribution(key: ViewKey, facts: Overview) -> PageChart:
    """The scores of many units, by range."""
    figure = charts.score_distribution(
        distribution(key.sheet, key.group),
        facts.mean,
        formats.grade_titles(key.sheet, key.lang),
        key.lang,
        key.group_title,
        formats.places(key.sheet),
    )
    return PageChart(CachedFigure(figure), scores_alt(key), "overview_distribution")


def _arranged(view: OverviewView) -> OverviewView:
    """With the charts beside each other, as high as each other."""
    scores = view.ranking.figure if view.ranking else view.distribution.figure if view.distribution else None
    if scores is None:
        return view
    heights = (float(figure.layout.height) if figure else 0.0 for figure in (scores, view.grades, view.sections))
    layout = balanced(*heights)
    view = replace(view, arrangement=layout.arrangement, sections=view.sections.as_high(layout.sections))
    higher = scores.as_high(layout.scores)
    if view.ranking:
        return replace(view, ranking=replace(view.ranking, figure=higher))
    return replace(view, distribution=replace(view.distribution, figure=higher)) if view.distribution else view


def _most(key: ViewKey, on_paper: bool) -> int:
    has_long_names = ranking_rows(key)["name"].str.len().max() > LONG_NAME
    if on_paper:
        return MOST_LONG_ON_PAPER if has_long_names else MOST_ON_PAPER
    return MOST_LONG_AT_A_GLANCE if has_long_names else MOST_AT_A_GLANCE
