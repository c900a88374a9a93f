"""What units say beside what inspectors say.

Tested in tests/analysis/test_verification.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from scoring.facts import FACT_COLUMNS, NA_FIELD
from scoring.facts.yes_no import YES
from scoring.system import Indicator, IndicatorSystem, Item
from scoring.words import COLUMNS, SOURCES, Lang, gettext, text

LEDGER_COLUMNS = ["unit", "name", "indicator", "field", "self", "verified", "reason", "evidence", "note"]


def ledger(
    system: IndicatorSystem,
    units: pd.DataFrame,
    facts: pd.DataFrame,
    items: Iterable[str],
    lang: Lang = "zh",
) -> pd.DataFrame:
    """Every field of some items for some units: what the unit says beside what the inspector says, as text.

    Returns:
        LEDGER_COLUMNS, a row per unit, item and field, in the order given; '' where nothing is said.
        An item that may not apply has one more row, field `na`. Items a group does not have are left out.
    """
    values = _values(system, facts, lang)
    rows = []
    for unit, name, group in units[["unit", "name", "group"]].itertuples(index=False, name=None):
        for item in (system.items[i] for i in items):
            if isinstance(item, Indicator) and not item.applies(group):
                continue
            for field in _fields(item):
                own, verified = (values.get((unit, item.id, field, source), _NOTHING) for source in SOURCES)
                texts = [values.get((unit, item.id, f, "self"), _NOTHING)[1] for f in ("evidence", "note")]
                rows.append((unit, name, item.id, field, own[0], *verified, *texts))
    return pd.DataFrame(rows, columns=LEDGER_COLUMNS)


def _fields(item: Item) -> tuple[str, ...]:
    return (*item.fields, NA_FIELD) if isinstance(item, Indicator) and item.may_not_apply else item.fields


_NOTHING = ("", "")
_CLAIM = text("{claim}（{reason}）", "{claim} ({reason})")


def _values(
    system: IndicatorSystem, facts: pd.DataFrame, lang: Lang
) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """(unit, item, field, source) -> (the value as text, its text)."""
    values = {}
    for row in facts[facts["indicator"].isin(list(system.items))][FACT_COLUMNS].itertuples(index=False):
        value = fact_text(system, row, lang)
        if row.field == NA_FIELD and row.source == "self" and row.text:
            value = _CLAIM.format(lang, claim=value, reason=row.text)
        values[row.unit, row.indicator, row.field, row.source] = (value, row.text)
    return values


def fact_text(system: IndicatorSystem, fact: Any, lang: Lang = "zh") -> str:
    """The value of one fact (a row with indicator, field, value and source) as a person types it; '' for none.

    A claim of "not applicable" reads as yes.
    """
    if fact.field == NA_FIELD:
        is_taken_back = getattr(fact, "source", "verified") == "verified" and np.isnan(fact.value)
        return "" if is_taken_back else YES.get(lang)
    return "" if np.isnan(fact.value) else system.items[fact.indicator].typed_value(fact.field, fact.value, lang)


def field_labels(system: IndicatorSystem, rows: pd.DataFrame, lang: Lang = "zh") -> list[str]:
    """What the fields of rows (with indicator and field) are called."""
    pairs = zip(rows["indicator"], rows["field"], strict=True)
    return [system.items[indicator].field_label(field).get(lang) for indicator, field in pairs]


def verified_label(label: str, lang: Lang = "zh") -> str:
    """What a field, called so in a report, is called where an inspector's figure stands in it: 填报值 is 核查值."""
    return gettext(lang, "Verified value") if label == COLUMNS["value"].get(lang) else label
