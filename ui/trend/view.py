"""What 趋势 shows, made once for each state of the store, choice and language.

Tested in tests/pages/test_trend.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scoring import charts
from scoring.analysis.common import is_ordered
from scoring.analysis.trend import Trend, movers, slope_rows, trend
from scoring.analysis.trend_headlines import comparison_basis, trend_headlines
from scoring.charts import display_width
from scoring.period import Period
from scoring.words import gettext
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey

_BESIDE = 14  # Latin letters of a name for which charts side by side have room


@dataclass(frozen=True)
class TrendView:
    """What 趋势 shows; `slope` is None where no unit can be compared.

    Attributes:
        gained, lost: those that moved most, as `analysis.trend.movers` gives them.
        findings: sentences; basis: sentences on what is compared.
        count, total: how many units the slope holds, of how many; places: decimals of a score.
        is_wide: whether ranks need the whole width, for more than two periods or for long names.
    """

    slope: CachedFigure | None
    slope_alt: str
    sections: CachedFigure
    sections_alt: str
    strip: CachedFigure
    strip_alt: str
    gained: pd.DataFrame
    lost: pd.DataFrame
    findings: list[str]
    basis: list[str]
    count: int
    total: int
    places: int
    is_wide: bool


@version_cache(maxsize=16)
def trend_view(key: ViewKey, first: str, unit: str = "") -> TrendView:
    """What 趋势 shows.

    Args:
        first: the period to begin with; those between it and the chosen one are shown too.
        unit: the one that was looked at last; it is marked, and kept in view.
    """
    sheets = [sheet for sheet in key.earlier if sheet.system.period >= Period.of(first)] + [key.sheet]
    lang, places = key.lang, formats.places(key.sheet)
    whole = trend(sheets, key.group, lang)
    few = slope_rows(whole.changes, keep=unit)
    gained, lost = movers(whole.changes)
    last = whole.sections[whole.sections["period"] == key.period]
    strip = charts.score_strip(whole.scores, whole.means, places, lang, key.group_title, unit)
    return TrendView(
        slope=_slope(few, whole, key, unit),
        slope_alt=alts.moves(gettext(lang, "Changes of rank"), whole.changes["rank_change"], lang),
        sections=CachedFigure(charts.section_trend(whole.sections, lang, key.group_title)),
        sections_alt=alts.ends(gettext(lang, "Mean rate of every section"), last["title"], last["rate"], lang),
        strip=CachedFigure(strip),
        strip_alt=alts.by_period(gettext(lang, "Mean score"), whole.means.keys(), whole.means.values(), places, lang),
        gained=gained,
        lost=lost,
        findings=[headline.text for headline in trend_headlines(whole, lang)],
        basis=comparison_basis(whole, lang),
        count=len(few),
        total=len(whole.changes),
        places=places,
        is_wide=len(whole.periods) > 2
        or _longest(few["name"]) > _BESIDE
        or _longest(whole.sections["title"]) > _BESIDE,
    )


def _longest(names: pd.Series) -> int:
    return max(map(display_width, names), default=0)


def _slope(few: pd.DataFrame, whole: Trend, key: ViewKey, unit: str) -> CachedFigure | None:
    if few.empty or not is_ordered(key.sheet, key.group):  # lines of several groups would share their places
        return None
    return CachedFigure(charts.rank_slope(few, whole.ranks, key.lang, key.group_title, unit))
