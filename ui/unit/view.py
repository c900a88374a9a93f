"""What 单位 shows, made once for each state of the store, unit and language.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from scoring import charts
from scoring.analysis.distances import distance
from scoring.analysis.unit_card import Card, card
from scoring.analysis.unit_history import history
from scoring.analysis.unit_lines import adjustments_table, by_section, lines_table
from scoring.analysis.unit_summary import alone, unit_summary
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import next_grade, next_grade_sentences, next_place, next_place_sentence, ways_up
from scoring.facts import FACT_COLUMNS
from scoring.numbers import plain
from scoring.words import gettext
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.components.print_table import PrintTable, print_table
from ui.frame.stores import store
from ui.frame.view_key import ViewKey

MOST_WAYS = 8
_LINES = ["indicator", "title", "marks", "counted", "earned", "lost", "rule", "why"]


@dataclass(frozen=True)
class Ways:
    """The shortest way up: sentences on the next grade and place, and the indicators that give most back.

    Attributes:
        table: None where nothing gives points back; count, total: how many indicators it holds, of how many.
    """

    goals: list[str]
    table: PrintTable | None
    count: int
    total: int


@dataclass(frozen=True)
class SectionTable:
    """One section's indicators: its title, what it earned of its marks, and a table; None where none is to be shown."""

    title: str
    earned: str
    marks: str
    table: PrintTable | None


@dataclass(frozen=True)
class UnitView:
    """What 单位 shows.

    Attributes:
        findings: what matters about the unit, in sentences.
        waterfall: None for a unit without a score; history: None for a unit of one period.
        alone: whether the group has nobody to compare it with.
        verified, adjustments: tables; None where there is nothing to show.
        places: decimals of a score.
    """

    card: Card
    findings: list[str]
    waterfall: CachedFigure | None
    against: CachedFigure
    against_alt: str
    history: CachedFigure | None
    history_alt: str
    alone: bool
    ways: Ways
    verified: PrintTable | None
    adjustments: PrintTable | None
    places: int


def unit_view(key: ViewKey, unit: str) -> UnitView:
    """What 单位 shows of a unit that has reported; the chosen group makes no difference."""
    return _unit_view(key._replace(group=None), unit)


def section_tables(key: ViewKey, unit: str, only_lost: bool) -> list[SectionTable]:
    """Every indicator by section, or only those with lost marks; the chosen group makes no difference."""
    return _section_tables(key._replace(group=None), unit, only_lost)


@lru_cache(maxsize=32)
def _unit_view(key: ViewKey, unit: str) -> UnitView:
    sheet, lang, places = key.sheet, key.lang, formats.places(key.sheet)
    own = card(sheet, unit, key.previous, lang)
    steps, by_itself = waterfall(sheet, unit, lang), alone(sheet, unit)
    rates, past = distance(sheet, unit, lang), history([*key.earlier, sheet], unit, lang)
    rates_of = gettext(lang, "Section rates of {unit}", unit=own.name)
    return UnitView(
        card=own,
        findings=unit_summary(sheet, unit, lang),
        waterfall=None if steps.empty else CachedFigure(charts.waterfall_chart(steps, lang, decimals=places)),
        against=CachedFigure(charts.against_group(rates, own.name, lang, alone=by_itself)),
        against_alt=alts.ends(rates_of, rates["title"], rates["rate"], lang),
        history=CachedFigure(charts.history_line(past, lang, decimals=places)) if len(past) > 1 else None,
        history_alt=alts.by_year(gettext(lang, "Score by year"), past["year"], past["score"], places, lang),
        alone=by_itself,
        ways=_ways(key, unit),
        verified=_verified(key, unit),
        adjustments=_adjustments(key, unit),
        places=places,
    )


def _ways(key: ViewKey, unit: str) -> Ways:
    sheet, lang = key.sheet, key.lang
    rows, grade, place = ways_up(sheet, unit, lang), next_grade(sheet, unit, lang), next_place(sheet, unit)
    goals = [*next_grade_sentences(grade, lang), next_place_sentence(place, lang)]
    most = max(MOST_WAYS, (grade and grade.ways) or 0, (place and place.ways) or 0)  # all that sentences speak of
    few = rows.head(most)[["indicator", "title", "gain", "rule", "why"]]
    names = {
        "gain": gettext(lang, "Points to gain"),
        "rule": gettext(lang, "What full marks take"),
        "why": gettext(lang, "How it stands"),
    }
    table = None if few.empty else print_table(few, lang, names, {"gain": formats.places(sheet)})
    return Ways([goal for goal in goals if goal], table, len(few), len(rows))


@lru_cache(maxsize=32)
def _facts(key: ViewKey, unit: str) -> pd.DataFrame:
    """FACT_COLUMNS of what counts of the unit. Not to be changed in place."""
    return store().origins(key.period, unit)[FACT_COLUMNS]


@lru_cache(maxsize=32)
def _lines(key: ViewKey, unit: str) -> pd.DataFrame:
    """The unit's indicators, as `analysis.unit.lines_table` gives them. Not to be changed in place."""
    return lines_table(key.sheet, unit, _facts(key, unit), key.lang)


@lru_cache(maxsize=32)
def _section_tables(key: ViewKey, unit: str, only_lost: bool) -> list[SectionTable]:
    places = formats.mark_places(key.sheet)
    names, decimals = {"counted": gettext(key.lang, "Reported")}, dict.fromkeys(("marks", "earned", "lost"), places)
    tables = []
    for title, earned, marks, rows in by_section(_lines(key, unit)):
        few = (rows[rows["lost"] > 0] if only_lost else rows)[_LINES]
        table = None if few.empty else print_table(few, key.lang, names, decimals)
        tables.append(SectionTable(title, plain(earned, places), plain(marks, places), table))
    return tables


def _verified(key: ViewKey, unit: str) -> PrintTable | None:
    lines = _lines(key, unit)
    rows = lines[lines["corrected"]][["indicator", "title", "reported", "verified", "reason", "earned"]]
    names = {"reported": gettext(key.lang, "Self"), "verified": gettext(key.lang, "Verified")}
    return None if rows.empty else print_table(rows, key.lang, names, {"earned": formats.mark_places(key.sheet)})


def _adjustments(key: ViewKey, unit: str) -> PrintTable | None:
    rows = adjustments_table(key.sheet, unit, _facts(key, unit), key.lang)
    if rows.empty:
        return None
    few = rows[["indicator", "title", "points", "rule", "why"]]
    return print_table(few, key.lang, {"points": gettext(key.lang, "Points")}, {"points": formats.places(key.sheet)})
