"""What 单位 shows, made once for each state of the store, year and language, and shown at every rerun."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from scoring import charts
from scoring.analysis.gaps import distance
from scoring.analysis.unit_card import Card, card
from scoring.analysis.unit_history import history
from scoring.analysis.unit_lines import adjustments_table, lines_table
from scoring.analysis.unit_summary import alone, standing
from scoring.analysis.waterfall import waterfall
from scoring.analysis.ways_up import (
    next_grade,
    next_grade_sentences,
    next_place,
    next_place_sentence,
    ways_up,
)
from scoring.facts import FACT_COLUMNS
from ui.components import alts, formats
from ui.components.cached_figure import Drawn
from ui.frame import state
from ui.frame.language import t
from ui.frame.state import Asked

MOST_WAYS = 8


@dataclass(frozen=True)
class Ways:
    """The shortest way up: sentences on the next grade and place, and the indicators that give most back."""

    goals: list[str]
    rows: pd.DataFrame
    all: int


@dataclass(frozen=True)
class UnitView:
    """What 单位 shows. Frames are not to be changed in place.

    Attributes:
        told: what matters about the unit, in sentences.
        waterfall: None for a unit without a score; history: None for a unit of one period.
        alone: whether the group has nobody to compare it with.
        lines, adjustments: as in `analysis.unit_lines`; places, mark_places: decimals of a score, and of marks.
        tables: the finished tables by what they hold, filled as they are shown.
    """

    card: Card
    told: list[str]
    waterfall: Drawn | None
    against: Drawn
    against_alt: str
    history: Drawn | None
    history_alt: str
    alone: bool
    ways: Ways
    lines: pd.DataFrame
    adjustments: pd.DataFrame
    places: int
    mark_places: int
    tables: dict[str, Any] = field(default_factory=dict)


def unit_view(asked: Asked, unit: str) -> UnitView:
    """What 单位 shows of a unit that has reported; the chosen group makes no difference."""
    return _made(asked._replace(group=None), unit)


@lru_cache(maxsize=32)
def _made(asked: Asked, unit: str) -> UnitView:
    sheet, lang, places = asked.sheet, asked.lang, formats.places(asked.sheet)
    own = card(sheet, unit, asked.previous, lang)
    facts = state.store().origins(asked.year, unit)[FACT_COLUMNS]
    steps, by_itself = waterfall(sheet, unit, lang), alone(sheet, unit)
    rates, past = distance(sheet, unit, lang), history([*asked.earlier(), sheet], unit, lang)
    return UnitView(
        card=own,
        told=standing(sheet, unit, lang),
        waterfall=None if steps.empty else Drawn(charts.waterfall_chart(steps, lang, decimals=places)),
        against=Drawn(charts.against_group(rates, own.name, lang, alone=by_itself)),
        against_alt=alts.ends(t("Section rates of {unit}", unit=own.name), rates["title"], rates["rate"]),
        history=Drawn(charts.history_line(past, lang, decimals=places)) if len(past) > 1 else None,
        history_alt=alts.by_year(t("Score by year"), past["year"], past["score"], places),
        alone=by_itself,
        ways=_ways(asked, unit),
        lines=lines_table(sheet, unit, facts, lang),
        adjustments=adjustments_table(sheet, unit, facts, lang),
        places=places,
        mark_places=formats.mark_places(sheet),
    )


def _ways(asked: Asked, unit: str) -> Ways:
    sheet, lang = asked.sheet, asked.lang
    rows, grade, place = ways_up(sheet, unit, lang), next_grade(sheet, unit, lang), next_place(sheet, unit)
    goals = [*next_grade_sentences(grade, lang), next_place_sentence(place, lang)]
    most = max(MOST_WAYS, (grade and grade.ways) or 0, (place and place.ways) or 0)  # all that sentences speak of
    return Ways([goal for goal in goals if goal], rows.head(most), len(rows))
