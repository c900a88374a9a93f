"""What a later version of a report changes, in words: one row an entry, what stood and what would stand."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from scoring.facts import field_label
from scoring.facts.yes_no import YES
from scoring.numbers import plain
from scoring.system import IndicatorSystem
from scoring.words import Lang, label

CHANGED_COLUMNS = ["unit", "indicator", "title", "field", "old", "new"]


def changed_facts(changed: pd.DataFrame, system: IndicatorSystem, lang: Lang = "zh") -> pd.DataFrame:
    """The entries that would be otherwise.

    Args:
        changed: as `Store.changes` gives them.

    Returns:
        CHANGED_COLUMNS, all text: `title` of the indicator, `field` in words, '' where nothing stood or would stand.
    """
    items = system.items
    titles = {key: item.title.get(lang) for key, item in items.items()}
    rows = [
        (
            row["unit"],
            row["indicator"],
            titles.get(row["indicator"], ""),
            _field(row, system, lang),
            _value(row, "old", system, lang),
            _value(row, "new", system, lang),
        )
        for row in changed.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=CHANGED_COLUMNS)


def _field(row: dict[str, Any], system: IndicatorSystem, lang: Lang) -> str:
    if not row["indicator"]:
        return label(row["field"], lang)
    item = system.items.get(row["indicator"])
    return (item.field_label(row["field"]) if item else field_label(row["field"])).get(lang)


def _value(row: dict[str, Any], side: str, system: IndicatorSystem, lang: Lang) -> str:
    """What stood, or would stand, in a field."""
    if row["kind"] == ("added" if side == "old" else "removed"):
        return ""
    value, words, item = row[side], str(row[f"{side}_text"]), system.items.get(row["indicator"])
    if row["field"] == "group" and not row["indicator"]:
        return system.groups[words].title.get(lang) if words in system.groups else words
    if math.isnan(value) or item is None:
        return words or YES.get(lang)
    return item.fact_kind.value_text(value, item, lang) if row["field"] in item.fields else plain(value)
