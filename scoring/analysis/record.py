"""What the program counts itself, as facts beside those that are reported."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from scoring.analysis.common import item_keys
from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS
from scoring.system import Indicator, IndicatorSystem, Item
from scoring.words import Lang, Text, gettext, joined, quoted, text

SOURCE = "record"  # of the facts made here; none is kept in a store
FIRST_DAY, CUTS = "reported_on", "verified_cuts"  # what can be counted so far; see scoring.system.record for the others
_COUNTED = text("{figure}（{source}：{title}）", "{figure} ({source}: {title})")


def counts_anything(system: IndicatorSystem) -> bool:
    """Whether any item is counted from the record."""
    return any(item.reported_by == "record" for item in system.reported_items.values())


def with_record(
    system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame, first_days: Mapping[str, float]
) -> pd.DataFrame:
    """Facts with what the record says in the place of what tables say of the same.

    Args:
        units: UNIT_COLUMNS, those that are scored.
        first_days: unit -> the day (as a fact holds it) of its first accepted report.
    """
    wanted = {item.id: item.counted_from for item in system.reported_items.values() if item.reported_by == "record"}
    if not wanted:
        return facts
    counts = {FIRST_DAY: {unit: first_days[unit] for unit in units["unit"] if unit in first_days}}
    if CUTS in wanted.values():
        counts[CUTS] = verified_cuts(system, units, facts)
    rows = [
        (unit, item, "value", float(figure), SOURCE, "")
        for item, counted in wanted.items()
        if isinstance(counted, str)
        for unit, figure in counts.get(counted, {}).items()
    ]
    recorded = pd.DataFrame(rows, columns=FACT_COLUMNS).astype({"value": float})
    return pd.concat([facts[~item_keys(facts).isin(item_keys(recorded))], recorded], ignore_index=True)


def first_days_of(sheet: ScoreSheet) -> dict[str, float]:
    """Unit -> the day of its first accepted report, as a sheet was scored with it."""
    for item in sheet.system.reported_items.values():
        if item.counted_from == FIRST_DAY:
            days = sheet.counted.of(item.id)[0]
            return {unit: day for unit, day in zip(sheet.units["unit"], days, strict=True) if np.isfinite(day)}
    return {}


def verified_cuts(system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame) -> dict[str, float]:
    """Unit -> of how many figures the verified value earns less than the unit's own.

    A figure that two items judge is one. What is not verified is not counted, even if others' figures change it.
    """
    by_units = [item.id for item in system.unit_reported()]
    is_verified = (facts["source"] == "verified") & facts["indicator"].isin(by_units)
    counted, own = score(system, units, facts), score(system, units, facts[~is_verified])
    less = np.concatenate(
        [
            counted.line_arrays.earned < own.line_arrays.earned,  # NaN, where one does not apply, is never less
            counted.total_arrays.points < own.total_arrays.points,
        ]
    )
    rows, columns = np.nonzero(less)
    items = list(system.items.values())
    cut = pd.DataFrame(
        {
            "unit": units["unit"].to_numpy()[columns],
            "indicator": np.array([item.source.id for item in items], dtype=object)[rows],
        }
    ).drop_duplicates()
    cut = cut[item_keys(cut).isin(item_keys(facts[is_verified]))]
    return cut["unit"].value_counts().reindex(units["unit"], fill_value=0).astype(float).to_dict()


# --- words ------------------------------------------------------------------------------------------


def counted_words(item: Item, figure: str, lang: Lang) -> str:
    """A figure that is on record, with where it comes from; '' for none."""
    if not figure or item.counted is None:
        return figure
    source = gettext(lang, "On record")
    return _COUNTED.format(lang, figure=figure, source=source, title=item.counted.title)


def not_on_record(sheet: ScoreSheet, lang: Lang) -> list[str]:
    """One sentence for each reason why figures are blank that are to be counted from the record, naming the items."""
    absent: dict[str, tuple[Text, list[Item]]] = {}
    for item in sheet.system.reported_items.values():
        if item.counted is not None and not _is_known(sheet, item):
            words = item.counted.absent
            absent.setdefault(words.get("zh"), (words, []))[1].append(item)
    return [
        gettext(
            lang,
            "{items}: {absent}.",
            items=joined([quoted(f"{item.id} {item.title.get(lang)}", lang) for item in items], lang),
            absent=words,
        )
        for words, items in absent.values()
    ]


def _is_known(sheet: ScoreSheet, item: Item) -> bool:
    """Whether there is a figure for any unit that the item applies to."""
    figures = sheet.counted.of(item.id)
    if isinstance(item, Indicator):
        figures = figures[:, sheet.units["group"].map(item.applies).to_numpy(bool)]
    return figures.size == 0 or bool(np.isfinite(figures).any())
