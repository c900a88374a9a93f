"""What 核查 is about: the units of the chosen group, one of them, or an indicator.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from scoring.engine import ScoreSheet
from ui.components.formats import units_by_code
from ui.components.paging import page_of
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.periods import group


def units_of_group(sheet: ScoreSheet) -> list[str]:
    """The codes of the chosen group's units, or of all."""
    units, chosen = sheet.units, group()
    return list(units["unit"] if chosen is None else units.loc[units["group"] == chosen, "unit"])


def units_of_page(sheet: ScoreSheet) -> list[str]:
    """The codes of the chosen group's units, a page of them where they are many."""
    units = units_of_group(sheet)
    return units[page_of(len(units), "units_page")]


def choose_unit(sheet: ScoreSheet) -> str | None:
    """The selector of a unit of the chosen group; the choice lives in the URL."""
    names = units_by_code(sheet)
    return choice(t("Unit"), units_of_group(sheet), "unit", label_of=lambda code: f"{names[code]}  {code}")


def choose_indicator(sheet: ScoreSheet) -> str | None:
    """The selector of an indicator or adjustment; the choice lives in the URL."""
    asked = (i for i in sheet.system.reported_items.values() if i.reported_by != "record")
    items = {i.id: i.title.get(lang()) for i in asked}
    return choice(t("Indicator"), list(items), "indicator", label_of=lambda i: f"{i} {items[i]}")
