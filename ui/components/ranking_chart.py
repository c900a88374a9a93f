"""The ranking as rows and as a chart, made once for each state of the store, choice and language.

Tested in tests/pages/test_overview.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scoring import charts
from scoring.analysis.common import rank_column
from scoring.analysis.ranking import ends, ranking
from scoring.words import ngettext
from ui.components import formats
from ui.components.cached_figure import CachedFigure
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey


@dataclass(frozen=True)
class RankingChart:
    """The ranking as a chart: the figure, its words, and how many of all units it holds."""

    figure: CachedFigure
    alt: str
    count: int
    total: int


@version_cache(maxsize=32)
def ranking_rows(key: ViewKey) -> pd.DataFrame:
    """The ranking of the chosen group. Not to be changed in place."""
    return ranking(key.sheet, key.previous, key.group, key.lang)


@version_cache(maxsize=64)
def ranking_chart(key: ViewKey, most: int, unit: str = "") -> RankingChart:
    """The first and last units of the ranking.

    Args:
        most: how many at most.
        unit: the one that was looked at last; it is marked, and in view however long the ranking is.
    """
    rows, sheet = ranking_rows(key), key.sheet
    few, mean, places = ends(rows, most, unit), rows["score"].mean(), formats.places(sheet)
    figure = charts.ranking_lollipop(
        few,
        mean,
        formats.grade_titles(sheet, key.lang),
        key.lang,
        key.group_title,
        rank_column(sheet, key.group),
        places,
        unit,
    )
    return RankingChart(CachedFigure(figure), scores_alt(key), min(most, len(few)), len(rows))


def scores_alt(key: ViewKey) -> str:
    """The scores in a sentence, for those who cannot see a chart of them."""
    scores, places = ranking_rows(key)["score"], formats.places(key.sheet)
    values = {"lowest": scores.min(), "highest": scores.max(), "mean": scores.mean()}
    figures = {name: formats.score(value, places) for name, value in values.items()}
    return ngettext(
        key.lang,
        "Score of one unit: {mean}",
        "Scores of {count:,} units from {lowest} to {highest}, mean {mean}",
        len(scores),
        **figures,
    )
