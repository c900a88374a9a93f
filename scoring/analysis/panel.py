"""What inspectors give for every unit, as a grid: units by the fields of one indicator, the raters of a panel say."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from scoring.analysis.ledger import fact_text
from scoring.analysis.verification import Entry
from scoring.facts import FACT_COLUMNS
from scoring.system import Indicator, IndicatorSystem
from scoring.words import Lang


class Missing(NamedTuple):
    """What a grid lacks: cells of how many, and units without a single figure."""

    cells: int
    of: int
    units: int


def column_of(field: str) -> str:
    """The column of a field; that of a fault may be named like a column that says whose row it is."""
    return f"field {field}" if field in ("unit", "name") else field


def panel_items(system: IndicatorSystem) -> list[Indicator]:
    """The indicators that inspectors report, those with the most fields (a panel's raters) first."""
    items = [item for item in system.indicators.values() if item.has_facts and item.reported_by == "inspector"]
    return sorted(items, key=lambda item: -len(item.fields))


def panel(
    system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame, item: Indicator, lang: Lang
) -> pd.DataFrame:
    """Inspectors' figures of one indicator.

    Args:
        units: UNIT_COLUMNS, all that are to be judged.

    Returns:
        unit, name, and a column (`column_of`) a field with its figure as text, '' where there is none; a row for each
        unit that has the indicator, in the order given.
    """
    applies = {group for group in system.groups if item.applies(group)}
    listed = units[units["group"].isin(applies)]
    given = facts.loc[(facts["indicator"] == item.id) & (facts["source"] == "verified"), FACT_COLUMNS]
    texts = {(row.unit, row.field): fact_text(system, row, lang) for row in given.itertuples(index=False)}
    columns = {column_of(field): [texts.get((unit, field), "") for unit in listed["unit"]] for field in item.fields}
    return listed[["unit", "name"]].reset_index(drop=True).assign(**columns)


def panel_entries(rows: pd.DataFrame, edited: pd.DataFrame, item: Indicator) -> list[Entry]:
    """What was typed or pasted into a grid of `panel`, unit by unit; a cleared cell takes its figure back."""
    entries = []
    for field in item.fields:
        column = column_of(field)
        now = edited[column].astype(object).where(edited[column].notna(), "").astype(str)
        for unit, old, new in zip(rows["unit"], rows[column], now, strict=True):
            if new.strip() != old:
                entries.append(Entry(unit, item.id, field, new))
    place = {unit: number for number, unit in enumerate(rows["unit"])}
    return sorted(entries, key=lambda entry: place[entry.unit])


def panel_missing(cells: pd.DataFrame, item: Indicator) -> Missing:
    """What is still missing of a grid, as it was kept or as it stands on the screen."""
    blank = (
        cells[[column_of(field) for field in item.fields]]
        .fillna("")
        .astype(str)
        .apply(lambda column: column.str.strip() == "")
    )
    if item.fact_kind.rest_is_zero:
        blank = blank.mul(blank.all(axis=1), axis=0)
    return Missing(int(blank.to_numpy().sum()), blank.size, int(blank.all(axis=1).sum()))
