"""What 差距 shows, made once for each state of the store, choice and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.common import in_points
from scoring.analysis.distances import distances, farthest_sentence
from scoring.analysis.gaps import gap_sentences, gate_note, in_parts_note, is_awaited, measures_pareto, pareto, widest
from scoring.analysis.headlines import headlines
from scoring.analysis.heat import heat, heat_sentence, shortened
from scoring.analysis.indicator_losses import Losers, losers, losers_sentence
from scoring.numbers import half_up, percent, plain
from scoring.words import Lang, gettext, label, some_units
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.components.print_table import PrintTable, print_table
from ui.components.signed_columns import signed_column, signed_table
from ui.frame.markdown import escape
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey

MOST_INDICATORS = 15
MOST_AWAITED = 5  # parts that a note names
ON_SCREEN, ON_PAPER = 780, 520  # px: the least that all cells of the heat map have
_DISTANCES = ("to_best", "to_median", "to_full")


@version_cache(maxsize=32)
def gap_findings(key: ViewKey) -> list[str]:
    """What the page's numbers say, in sentences, the weightiest first."""
    sheet, lang = key.sheet, key.lang
    pull = [headline.text for headline in headlines(sheet, None, key.group, lang) if headline.kind == "pull"]
    first = gap_sentences(widest(sheet, key.group, lang, count=3), lang, formats.loss_places(sheet))
    far = farthest_sentence(distance_rows(key), formats.places(sheet), lang)
    return [sentence for sentence in (*pull, *first, far) if sentence]


# --- units against parts of the system ---------------------------------------------------------------


@dataclass(frozen=True)
class HeatView:
    """The heat map, what it says in a sentence, and notes on what was left out of it."""

    figure: CachedFigure
    sentence: str
    notes: list[str]


@version_cache(maxsize=32)
def heat_view(key: ViewKey, section: str, measure: str, unit: str, on_paper: bool) -> HeatView:
    """Units against the sections, the measures of a section, or the indicators of a measure.

    Args:
        unit: the one that was looked at last; it is marked, and in view however many there are.
    """
    whole = heat(key.sheet, key.group, section or None, key.lang, measure or None)
    few = shortened(whole, keep=unit)
    about = _part_title(key, section, measure) or key.group_title
    width, row = (ON_PAPER, 20) if on_paper else (ON_SCREEN, 27)
    opens, places = not measure and not on_paper, formats.loss_places(key.sheet)
    figure = CachedFigure(charts.heat_map(few, key.lang, about, unit, opens, width, places, row))
    notes = []
    if len(few.names) < whole.all_units:
        counts = {"count": len(few.names), "all": whole.all_units}
        notes.append(gettext(key.lang, "The first and last {count:,} of {all:,} units.", **counts))
    if len(few.titles) < whole.all_parts:
        counts = {"count": len(few.titles), "all": whole.all_parts}
        notes.append(gettext(key.lang, "The {count} of {all} on which most marks are lost.", **counts))
    if whole.awaited:
        parts = some_units(whole.awaited, MOST_AWAITED, key.lang)
        notes.append(gettext(key.lang, "Still awaited, so its rate will rise: {parts}.", parts=escape(parts)))
    if few.rate.isna().to_numpy().any():
        notes.append(gettext(key.lang, "A blank cell: the unit has nothing there that applies."))
    return HeatView(figure, heat_sentence(whole, key.lang), notes)


def _part_title(key: ViewKey, section: str, measure: str) -> str:
    """The title of the part that is opened; '' for none."""
    for part in key.sheet.system.sections:
        for inside in part.measures:
            if inside.id == measure:
                return inside.title.get(key.lang)
        if part.id == section and not measure:
            return part.title.get(key.lang)
    return ""


# --- lost marks by indicator -------------------------------------------------------------------------


@dataclass(frozen=True)
class ParetoView:
    """The chart of lost marks, their share in all, how many of all indicators with lost marks it holds, and a note."""

    figure: CachedFigure
    alt: str
    share: str
    count: int
    total: int
    note: str


@dataclass(frozen=True)
class LosersView:
    """Who lost marks on an indicator, the sentence that sums it up, the decimals of marks, what losses are called."""

    losers: Losers
    sentence: str
    mark_places: int
    lost_label: str


class Part(NamedTuple):
    """The part of the system that is looked into, '' for all of it, and whether measures are ranked or indicators."""

    section: str = ""
    measure: str = ""
    by_measure: bool = False


WHOLE = Part()


@version_cache(maxsize=64)
def lost_rows(key: ViewKey, part: Part = WHOLE) -> pd.DataFrame:
    """Lost marks by indicator or measure of a part, most first. Not to be changed in place."""
    if part.by_measure:
        return measures_pareto(key.sheet, key.group, key.lang, part.section)
    return pareto(key.sheet, key.group, key.lang, part.section, part.measure)


def has_awaited(key: ViewKey, part: Part) -> bool:
    """Whether a figure of the part is still awaited."""
    return is_awaited(key.sheet, key.group, part.section, part.measure)


@version_cache(maxsize=32)
def pareto_view(key: ViewKey, indicator: str = "", part: Part = WHOLE) -> ParetoView:
    """Lost marks by indicator or measure.

    Args:
        indicator: the one that is looked at; it is marked.
    """
    rows, places = lost_rows(key, part), formats.loss_places(key.sheet)
    few, lang = rows.head(MOST_INDICATORS), key.lang
    about = _part_title(key, part.section, part.measure) or key.group_title
    is_in_points = in_points(key.sheet.system)
    figure = charts.pareto_chart(few, lang, about, indicator, places, is_in_points)
    share = gettext(lang, "{share} of all lost marks", share=percent(few["cumulative"].iloc[-1]))
    worst = few.head(3)
    lost = dict(zip(worst["title"], (plain(marks, places) for marks in worst["lost"]), strict=True))
    alt = alts.figure_list(charts.lost_label(is_in_points, lang), lost, lang)
    notes = (gate_note(key.sheet, key.group, lang), in_parts_note(key.sheet, key.group, lang))
    return ParetoView(CachedFigure(figure), alt, share, len(few), len(rows), " ".join(filter(None, notes)))


@version_cache(maxsize=32)
def losers_view(key: ViewKey, indicator: str) -> LosersView:
    """Who lost marks on an indicator."""
    who, places = losers(key.sheet, indicator, key.group, key.lang), formats.loss_places(key.sheet)
    lost = charts.lost_label(in_points(key.sheet.system), key.lang)
    return LosersView(who, losers_sentence(who, key.lang, places), places, lost)


@version_cache(maxsize=16)
def printed_losers(key: ViewKey, indicator: str) -> PrintTable:
    """Who lost marks on an indicator, as a table of the print view."""
    view = losers_view(key, indicator)
    rows = view.losers.rows[["name", "lost", "earned", "marks", "value", "why"]]
    decimals = dict.fromkeys(("lost", "earned", "marks"), view.mark_places)
    names = {"value": label("field_value", key.lang), "lost": view.lost_label}
    return print_table(rows, key.lang, names, decimals)


# --- distances ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DistanceView:
    """Every unit beside its group, as a table of the screen, and its columns."""

    table: Any
    columns: dict[str, Any]


@version_cache(maxsize=32)
def distance_rows(key: ViewKey) -> pd.DataFrame:
    """Every unit beside its group, best first. Not to be changed in place."""
    return distances(key.sheet, key.group, key.lang)


@version_cache(maxsize=16)
def distance_view(key: ViewKey) -> DistanceView:
    """The table of the screen."""
    places = formats.places(key.sheet)
    columns = _distance_columns(places, key.lang)
    rows = distance_rows(key)[list(columns)]
    figures = rows.select_dtypes("number").columns
    # A table would round by the binary figure; everywhere else 85.595 is 85.60.
    rows = rows.assign(**{name: half_up(rows[name], places) for name in figures})
    return DistanceView(signed_table(rows, dict.fromkeys(_DISTANCES, places)), columns)


@version_cache(maxsize=16)
def printed_distances(key: ViewKey) -> PrintTable:
    """The table of the print view."""
    names = {"group_title": label("group", key.lang), **_distance_names(key.lang)}
    figures = ["score", *_DISTANCES]
    rows = distance_rows(key)[["name", "group_title", *figures]]
    return print_table(rows, key.lang, names, dict.fromkeys(figures, formats.places(key.sheet)))


def _distance_names(lang: Lang) -> dict[str, str]:
    best, median = gettext(lang, "To group's best"), gettext(lang, "To group's median")
    return dict(zip(_DISTANCES, (best, median, gettext(lang, "To full marks")), strict=True))


def _distance_columns(places: int, lang: Lang) -> dict[str, Any]:
    c, points = st.column_config, f"%.{places}f"
    return {
        "name": c.TextColumn(label("name", lang), pinned=True),
        "group_title": c.TextColumn(label("group", lang)),
        "score": c.NumberColumn(label("score", lang), format=points),
        **{name: signed_column(title) for name, title in _distance_names(lang).items()},
        "group_best": c.NumberColumn(gettext(lang, "Group's best"), format=points),
        "group_median": c.NumberColumn(gettext(lang, "Group's median"), format=points),
    }
