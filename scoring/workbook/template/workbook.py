"""The self-report workbook that units fill in, made from the indicator system."""

from __future__ import annotations

import io

from scoring.facts.sheets import ENTRY
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext
from scoring.workbook.layout import BASICS_SHEET, sheets_of
from scoring.workbook.safe_workbook import new_workbook
from scoring.workbook.template import formats
from scoring.workbook.template.basics import add_basics
from scoring.workbook.template.guide import add_guide
from scoring.workbook.template.making import Making, Unit
from scoring.workbook.template.tables import add_narrow_table, add_wide_table


def template_workbook(system: IndicatorSystem, unit: Unit | None = None, lang: Lang = "zh") -> bytes:
    """The workbook to fill in.

    Args:
        unit: (code, name, group id) to fill in beforehand, with only the indicators of that group;
            None gives a blank workbook with the indicators of every group.
        lang: of headings, prompts and guide; it is read back in whatever language it was made.

    Returns:
        The bytes of an .xlsx file.
    """
    target = io.BytesIO()
    workbook = new_workbook(target, formats.FONT)
    workbook.calc_on_load = False  # would say of every formula that a unit adds that its result is not to be believed
    subject = gettext(lang, "Self-report {period}", period=system.period.name)
    workbook.set_properties({"title": system.title.get(lang), "subject": subject})
    _add_sheets(Making(workbook, system, unit, lang))
    workbook.close()
    return target.getvalue()


def _add_sheets(making: Making) -> None:
    add_guide(making)
    add_basics(making)
    add_narrow_table(making, ENTRY)
    for sheet in sheets_of(making.items()):
        if sheet != ENTRY:
            (add_wide_table if sheet.is_wide else add_narrow_table)(making, sheet)
    making.add_stamp()
    first = BASICS_SHEET if making.unit is None else ENTRY.title
    making.workbook.get_worksheet_by_name(making.get(first)).activate()
