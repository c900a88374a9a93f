"""Where things stand in the self-report workbook: names of sheets, and columns for each kind of facts.

The template writes by these and the intake finds by them, so both agree without a shared position.
"""

from __future__ import annotations

from collections.abc import Iterable

from scoring.facts import FACT_KINDS, MONTHS, NA_FIELD, QUARTERS, field_label
from scoring.system import Adjustment, Indicator, IndicatorSystem, Item
from scoring.words import label

GUIDE_SHEET, BASICS_SHEET, ENTRY_SHEET, SERIES_SHEET, PANEL_SHEET = "填报说明", "基本信息", "填报", "月度季度", "评议"
STAMP_SHEET = "_kaoping"  # hidden: what the workbook was made from
STAMP_SYSTEM, STAMP_DIGEST, STAMP_VERSION = "system", "digest", "template"
TEMPLATE_VERSION = 1

BASICS = ("unit", "name", "group", "year")
SERIES = ("monthly", "quarterly")
# Columns that hold a row's text or claim, whatever its kind of facts.
REMARKS = {"na": NA_FIELD, "na_reason": "na_reason", "evidence": "evidence", "note": "note"}
PAIRS = {"ratio": ("done", "due"), "growth": ("now", "before")}


AnyItem = Indicator | Adjustment


def sheet_for(item: Item) -> str:
    """The sheet on which an item has its row."""
    if item.facts in SERIES:
        return SERIES_SHEET
    return PANEL_SHEET if item.facts == "rating" else ENTRY_SHEET


def columns_of(item: Item) -> dict[str, str]:
    """Field -> heading of the column in which an item's figure stands."""
    if item.facts in PAIRS:
        first, second = PAIRS[item.facts]
        return {first: label("value"), second: label("due")}
    return {field: label("value") if field == "value" else field_label(field) for field in item.fields}


def period_headings(facts: str) -> list[str]:
    """The headings 1月..12月 or 一季度..四季度."""
    return [field_label(field) for field in (MONTHS if facts == "monthly" else QUARTERS)]


def items_on(system: IndicatorSystem, sheet: str) -> list[AnyItem]:
    """The unit-reported items of one sheet, in the order of the system."""
    return [item for item in system.unit_reported() if sheet_for(item) == sheet]


def most_raters(items: Iterable[Item]) -> int:
    """How many 评分 columns the items need."""
    return max((item.raters or 0 for item in items), default=0)


def value_headings(system: IndicatorSystem) -> set[str]:
    """Every heading under which a figure of this system can stand."""
    found = {label("value"), label("due")}
    for facts in SERIES:
        found.update(period_headings(facts))
    ratings = [item for item in system.items.values() if item.facts == "rating"]
    found.update(heading for item in ratings for heading in columns_of(item).values())
    return found


def kinds_used(items: Iterable[Item]) -> list[str]:
    """The kinds of facts among the items, in the order of FACT_KINDS."""
    used = {item.facts for item in items}
    return [kind for kind in FACT_KINDS if kind in used]
