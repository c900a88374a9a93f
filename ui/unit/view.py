"""What 单位 shows, made once for each state of the store, unit and language.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pandas as pd

from scoring.analysis.distances import distance
from scoring.analysis.next_grade import next_grade, next_grade_sentences
from scoring.analysis.still_open import still_open
from scoring.analysis.unit_card import Card, card
from scoring.analysis.unit_history import history
from scoring.analysis.unit_lines import SectionLines, adjustments_table, by_section, lines_table
from scoring.analysis.unit_summary import alone, unit_summary
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import (
    capped_sentence,
    next_place,
    next_place_sentence,
    ways_up,
)
from scoring.analysis.withheld import compared_items, is_graded, withheld_reason
from scoring.charts import unit as charts
from scoring.facts import FACT_COLUMNS
from scoring.numbers import percent, plain
from scoring.words import Lang, gettext, label, with_reason
from ui.components import alts, formats
from ui.components.cached_figure import CachedFigure
from ui.components.charts import PageChart
from ui.components.print_table import PrintTable, print_table
from ui.frame.stores import store
from ui.frame.version_cache import version_cache
from ui.frame.view_key import ViewKey

MOST_WAYS = 8
_LINES = ["indicator", "title", "marks", "counted", "earned", "lost", "rule", "why"]


@dataclass(frozen=True)
class Ways:
    """The shortest way up: sentences on the next grade and place, and the indicators that give most back.

    Attributes:
        table: what can still be done, None where there is nothing; count, total: how many indicators it holds, of how
            many. late: what is settled this period, and what to do better in the next; late_count, late_total likewise.
    """

    goals: list[str]
    table: PrintTable | None
    count: int
    total: int
    late: PrintTable | None
    late_count: int
    late_total: int


@dataclass(frozen=True)
class SectionTable:
    """One section's indicators: its title, what it earned in words, a table, and what its parts did, in sentences.

    `table` is None where none is to be shown.
    """

    title: str
    earned: str
    table: PrintTable | None
    notes: list[str]


@dataclass(frozen=True)
class UnitView:
    """What 单位 shows.

    Attributes:
        findings: what matters about the unit, in sentences.
        charts: in cards of two; later_charts: further down, each in a card of its own.
        verified, adjustments: tables; None where there is nothing to show.
        places: decimals of a score.
        is_graded: whether a grade is shown: not where others' places decide it and the viewer does not see them.
    """

    card: Card
    findings: list[str]
    charts: list[PageChart]
    later_charts: list[PageChart]
    ways: Ways
    verified: PrintTable | None
    adjustments: PrintTable | None
    places: int
    is_graded: bool


def unit_view(key: ViewKey, unit: str, today: dt.date) -> UnitView:
    """What 单位 shows of a unit that has reported; the chosen group makes no difference.

    Args:
        today: after which nothing of what lies before can be bettered.
    """
    return _unit_view(key._replace(group=None), unit, today)


def section_tables(key: ViewKey, unit: str, only_lost: bool) -> list[SectionTable]:
    """Every indicator by section, or only those with lost marks; the chosen group makes no difference."""
    return _section_tables(key._replace(group=None), unit, only_lost)


@version_cache(maxsize=32)
def _unit_view(key: ViewKey, unit: str, today: dt.date) -> UnitView:
    sheet, lang = key.sheet, key.lang
    own = card(sheet, unit, key.previous, lang)
    beside = [_against_group(key, own)] if sheet.system.sections and key.compares else []
    return UnitView(
        card=own,
        findings=unit_summary(sheet, unit, lang, still_open(sheet, unit, today), compares=key.compares),
        charts=[_waterfall(key, own), *beside],
        later_charts=_history(key, unit),
        ways=_ways(key, unit, today),
        verified=_verified(key, unit),
        adjustments=_adjustments(key, unit),
        places=formats.places(sheet),
        is_graded=is_graded(sheet.system, compares=key.compares),
    )


def _waterfall(key: ViewKey, own: Card) -> PageChart:
    """How the score came about."""
    sheet, lang, places = key.sheet, key.lang, formats.places(key.sheet)
    steps = waterfall(sheet, own.unit, lang)
    if steps.empty:
        nothing = sheet.no_score_why(own.unit, lang)
        return PageChart(None, "", "unit_waterfall", nothing or gettext(lang, "A veto leaves no score."))
    figures = {"scale": formats.score(steps["level"].iloc[0], places), "score": formats.score(own.score, places)}
    alt = gettext(lang, "From {scale} to {score}", **figures)
    return PageChart(CachedFigure(charts.waterfall_chart(steps, lang, decimals=places)), alt, "unit_waterfall")


def _against_group(key: ViewKey, own: Card) -> PageChart:
    """The unit's sections beside its group's."""
    sheet, lang = key.sheet, key.lang
    rates, is_alone = distance(sheet, own.unit, lang), alone(sheet, own.unit)
    title = gettext(lang, "Section rates of {unit}", unit=own.name)
    note = gettext(lang, "No other unit of the group has a score to compare with.") if is_alone else ""
    figure = CachedFigure(charts.against_group(rates, own.name, lang, alone=is_alone))
    return PageChart(figure, alts.ends(title, rates["title"], rates["rate"], lang), "unit_group", note)


def _history(key: ViewKey, unit: str) -> list[PageChart]:
    """The score of every period; nothing for a unit of one."""
    lang, places = key.lang, formats.places(key.sheet)
    past = history([*key.earlier, key.sheet], unit, lang)
    if len(past) < 2:
        return []
    alt = alts.by_period(gettext(lang, "Score by period"), past["period"], past["score"], places, lang)
    return [PageChart(CachedFigure(charts.history_line(past, lang, decimals=places)), alt, "unit_history")]


def _ways(key: ViewKey, unit: str, today: dt.date) -> Ways:
    """What can still be done, apart from what is settled; the goals speak of the first of these."""
    sheet, lang = key.sheet, key.lang
    rows, among = ways_up(sheet, unit, lang), still_open(sheet, unit, today)
    is_open = rows["indicator"].isin(among)
    first, late = rows[is_open], rows[~is_open]
    grade = next_grade(sheet, unit, lang, among) if is_graded(sheet.system, compares=key.compares) else None
    place, limited = next_place(sheet, unit, among) if key.compares else None, not late.empty
    capped = "" if grade and grade.veto else capped_sentence(sheet, unit, lang)
    goals = [capped, *next_grade_sentences(grade, lang, limited), next_place_sentence(place, lang, limited)]
    most = max(MOST_WAYS, (grade and grade.ways) or 0, (place and place.ways) or 0)  # all that sentences speak of
    return Ways(
        [goal for goal in goals if goal],
        _ways_table(key, first.head(most)),
        min(most, len(first)),
        len(first),
        _ways_table(key, late.head(MOST_WAYS)),
        min(MOST_WAYS, len(late)),
        len(late),
    )


def _ways_table(key: ViewKey, rows: pd.DataFrame) -> PrintTable | None:
    if rows.empty:
        return None
    names = {
        "gain": gettext(key.lang, "Points to gain"),
        "rule": gettext(key.lang, "What full marks require"),
        "why": gettext(key.lang, "At present"),
    }
    few = _own_reasons(key, rows[["indicator", "title", "gain", "rule", "why"]].reset_index(drop=True))
    few["gain"] = few["gain"].where(few["gain"] > 0)  # blank where it counts only together with others
    return print_table(few, key.lang, names, {"gain": formats.places(key.sheet)})


@version_cache(maxsize=32)
def _facts(key: ViewKey, unit: str) -> pd.DataFrame:
    """FACT_COLUMNS of what counts of the unit. Not to be changed in place."""
    return store().origins(key.period, unit)[FACT_COLUMNS]


@version_cache(maxsize=32)
def _lines(key: ViewKey, unit: str) -> pd.DataFrame:
    """The unit's indicators, as `analysis.unit.lines_table` gives them. Not to be changed in place."""
    return _own_reasons(key, lines_table(key.sheet, unit, _facts(key, unit), key.lang))


def _own_reasons(key: ViewKey, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without what their `why` says of other units, where the viewer may not see those."""
    if key.compares:
        return rows
    is_withheld = rows["indicator"].isin(compared_items(key.sheet.system))
    return rows.assign(why=rows["why"].mask(is_withheld, withheld_reason(key.lang)))


@version_cache(maxsize=32)
def _section_tables(key: ViewKey, unit: str, only_lost: bool) -> list[SectionTable]:
    places = formats.mark_places(key.sheet)
    names, decimals = {"counted": gettext(key.lang, "Reported")}, dict.fromkeys(("marks", "earned", "lost"), places)
    tables = []
    for one in by_section(key.sheet, unit, _lines(key, unit), key.lang):
        few = (one.rows[one.rows["lost"] > 0] if only_lost else one.rows).reset_index(drop=True)
        pale = few.index[few["apart"] != ""].tolist()
        titles = zip(few["title"], few["apart"], strict=True)
        few = few.assign(title=[with_reason(title, why, key.lang) if why else title for title, why in titles])
        table = None if few.empty else print_table(few[_LINES], key.lang, names, decimals, pale)
        tables.append(SectionTable(one.title, _earned_words(one, places, key.lang), table, one.notes))
    return tables


def _earned_words(section: SectionLines, places: int, lang: Lang) -> str:
    """What a section earned of its marks; with its weight, and its rate where that is not earned / marks."""
    if math.isnan(section.rate):
        return label("na", lang)
    values = {"earned": plain(section.earned, places), "marks": plain(section.marks, places)}
    if section.weight is None:
        return gettext(lang, "{earned} of {marks} marks", **values)
    values["weight"] = plain(section.weight)
    if section.is_weighed:
        values["rate"] = percent(section.rate)
        return gettext(lang, "{earned} of {marks} marks, rate {rate}, weight {weight}", **values)
    return gettext(lang, "{earned} of {marks} marks, weight {weight}", **values)


def _verified(key: ViewKey, unit: str) -> PrintTable | None:
    lines = _lines(key, unit)
    rows = lines[lines["corrected"]][["indicator", "title", "reported", "verified", "reason", "earned"]]
    names = {"reported": gettext(key.lang, "Self"), "verified": gettext(key.lang, "Verified")}
    return None if rows.empty else print_table(rows, key.lang, names, {"earned": formats.mark_places(key.sheet)})


def _adjustments(key: ViewKey, unit: str) -> PrintTable | None:
    rows = _own_reasons(key, adjustments_table(key.sheet, unit, _facts(key, unit), key.lang))
    if rows.empty:
        return None
    few = rows[["indicator", "title", "points", "rule", "why"]]
    return print_table(few, key.lang, {"points": gettext(key.lang, "Points")}, {"points": formats.places(key.sheet)})
