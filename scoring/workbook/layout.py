"""Where things stand in the self-report workbook: names of sheets, and columns for each kind of facts.

The template writes by these and the intake finds by them, so both agree without a shared position.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from scoring.facts import FACT_KINDS, FactKind, Sheet
from scoring.system import Adjustment, Indicator
from scoring.words import text
from scoring.workbook.headwords import field_keys

GUIDE_SHEET, BASICS_SHEET = text("填报说明", "How to fill in"), text("基本信息", "Unit")
STAMP_SHEET = "_kaoping"  # hidden: what the workbook was made from
STAMP_SYSTEM, STAMP_DIGEST, STAMP_VERSION = "system", "digest", "template"
TEMPLATE_VERSION = 1

# Columns that hold a row's claim or text, whatever its kind of facts.
REMARKS = ("na", "na_reason", "evidence", "note")

AnyItem = Indicator | Adjustment


def is_guide(sheet: str) -> bool:
    """Whether a sheet is the guide, in whatever language."""
    return sheet in GUIDE_SHEET.root.values()


def value_keys() -> set[str]:
    """The keys of all headings under which a figure can stand."""
    return {"value", "due", *field_keys()}


def sheets_of(items: Iterable[AnyItem]) -> list[Sheet]:
    """The sheets on which the items have their rows, in their order."""
    sheets = {item.fact_kind.sheet.key: item.fact_kind.sheet for item in items}
    return sorted(sheets.values(), key=lambda sheet: sheet.order)


def kinds_of(items: Iterable[AnyItem]) -> list[FactKind]:
    """The kinds of facts among the items, in the order of FACT_KINDS."""
    names = {item.fact_kind.name for item in items}
    return [kind for name, kind in FACT_KINDS.items() if name in names]


def field_columns(items: Iterable[AnyItem], sheet: Sheet) -> dict[str, FactKind]:
    """The columns that a wide sheet needs for its items' figures: key -> the kind whose figures stand there."""
    on_sheet = [item for item in items if item.fact_kind.sheet == sheet]
    columns: dict[str, FactKind] = {}
    for kind in kinds_of(on_sheet):
        widest = max((item for item in on_sheet if item.fact_kind is kind), key=lambda item: len(item.fields))
        columns |= dict.fromkeys(kind.columns(widest).values(), kind)
    return columns
