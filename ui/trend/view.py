"""What 趋势 shows, made once for each state of the store, choice and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.headlines import Finding, comparison_basis, trend_findings
from scoring.analysis.trend import ADJUSTED, VETO_LIFTED, VETOED, Trend, movers, shown_in_slope, trend
from scoring.charts import display_width
from scoring.numbers import plain
from scoring.words import label
from ui.components import alts, formats, parts, signed_columns
from ui.components.cached_figure import Drawn
from ui.frame import state
from ui.frame.language import lang, t
from ui.frame.state import Asked

_BESIDE = 14  # Latin letters of a name for which charts side by side have room


@dataclass(frozen=True)
class TrendView:
    """What 趋势 shows; `slope` is None where no unit can be compared.

    Attributes:
        gained, lost: those that moved most, as `analysis.trend.movers` gives them.
        basis: sentences on what is compared.
        periods: how many; shown, all: how many units the slope holds, of how many; places: decimals of a score.
        is_wide: whether ranks need the whole width, for more than two periods or for long names.
    """

    slope: Drawn | None
    slope_alt: str
    sections: Drawn
    sections_alt: str
    strip: Drawn
    strip_alt: str
    gained: pd.DataFrame
    lost: pd.DataFrame
    findings: list[Finding]
    basis: list[str]
    periods: int
    shown: int
    all: int
    places: int
    is_wide: bool


def choose_first(asked: Asked) -> int | None:
    """The period to compare with, the one before at first; None where there is no earlier one."""
    years = [sheet.system.year for sheet in reversed(asked.earlier())]
    if not years:
        return None
    named = {year: t("vs. {year}", year=year) for year in years}
    if len(years) == 1:
        return years[0]
    picked = state.choice(
        t("Compare with"), years, "from", shown=named.__getitem__, widget=st.segmented_control, required=True
    )
    return int(years[0] if picked is None else picked)


@lru_cache(maxsize=16)
def trend_view(asked: Asked, first: int, chosen: str = "") -> TrendView:
    """What 趋势 shows.

    Args:
        first: the period to begin with; those between it and the chosen one are shown too.
        chosen: the unit that was looked at last; it is marked, and kept in view.
    """
    sheets = [sheet for sheet in asked.earlier() if sheet.system.year >= first] + [asked.sheet]
    found = trend(sheets, asked.group, asked.lang)
    about, places = formats.group_title(asked.sheet), formats.places(asked.sheet)
    few = shown_in_slope(found.changes, keep=chosen)
    gained, lost = movers(found.changes)
    last = found.sections[found.sections["year"] == asked.year]
    strip = charts.score_strip(found.scores, found.means, places, asked.lang, about, chosen)
    return TrendView(
        slope=_slope(few, found, asked, about, chosen),
        slope_alt=alts.moves(t("Changes of rank"), found.changes["rank_change"]),
        sections=Drawn(charts.section_trend(found.sections, asked.lang, about)),
        sections_alt=alts.ends(t("Mean rate of every section"), last["title"], last["rate"]),
        strip=Drawn(strip),
        strip_alt=alts.by_year(t("Mean score"), found.means.keys(), found.means.values(), places),
        gained=gained,
        lost=lost,
        findings=trend_findings(found, asked.lang),
        basis=comparison_basis(found, asked.lang),
        periods=len(found.years),
        shown=len(few),
        all=len(found.changes),
        places=places,
        is_wide=len(found.years) > 2 or _longest(few["name"]) > _BESIDE or _longest(found.sections["title"]) > _BESIDE,
    )


def _longest(names: pd.Series) -> int:
    return max(map(display_width, names), default=0)


def _slope(few: pd.DataFrame, found: Trend, asked: Asked, about: str, chosen: str) -> Drawn | None:
    return None if few.empty else Drawn(charts.rank_slope(few, found.ranks, asked.lang, about, chosen))


def movers_table(title: str, rows: pd.DataFrame, key: str, places: int) -> None:
    """A card with those that moved most; a row leads to its unit."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        if rows.empty:
            st.caption(t("No unit."))
            return
        c = st.column_config
        columns = {
            "name": c.TextColumn(label("name", lang())),
            "places": c.TextColumn(label("rank", lang()), alignment="right", width=80),
            "rank_change": signed_columns.column(label("rank_change", lang()), width=80),
            "score_change": signed_columns.column(t("Change of score"), width=80),
            "cause_title": c.TextColumn(t("Mainly by")),
        }
        table = signed_columns.signed(_with_words(rows)[list(columns)], {"rank_change": 0, "score_change": places})
        chosen = parts.table(table, key, columns, select=True, height="content", alt=title)
        if chosen is not None:
            parts.go_to("unit", unit=rows["unit"].iloc[chosen])


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """With `places` (14 → 7), and a cause that is no section in words."""
    before, now = (rows[name].map(plain) for name in ("rank_before", "rank"))
    causes = rows["cause"].map(
        {VETOED: t("A veto"), VETO_LIFTED: t("A veto no more"), ADJUSTED: t("Bonus and deduction")}
    )
    return rows.assign(places=before + " → " + now, cause_title=causes.fillna(rows["cause_title"]))
