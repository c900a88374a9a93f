"""基本信息: whose workbook it is.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from scoring.facts import Validation
from scoring.words import COLUMNS, Text, gettext, joined_text, text
from scoring.workbook.headwords import heading
from scoring.workbook.layout import BASICS_SHEET
from scoring.workbook.template import formats
from scoring.workbook.template.making import Making

WIDTHS = (16, 40, 56)
_GROUP_ROW = 2


def add_basics(making: Making) -> None:
    """Add the sheet 基本信息, filled in beforehand as far as the unit is known."""
    sheet = making.add(BASICS_SHEET)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    rows = _rows(making)
    label = making.looks.get(bold=True, font_color="#ffffff", bg_color=formats.NAVY)
    hint = making.looks.get(formats.BASE, font_color=formats.SOFT, text_wrap=True, align="left")
    for row, (key, value, help_text) in enumerate(rows):
        is_locked = key == "period" or (making.unit is not None and key != "name")
        # A code is text, so that 01 keeps its zero.
        look = making.looks.fixed(bold=True) if is_locked else making.looks.entry(bold=True, num_format="@")
        sheet.set_row(row, formats.height_of([(help_text, WIDTHS[2])], 30))
        sheet.write_string(row, 0, making.get(heading(key)), label)
        making.put(sheet, row, 1, value, look)
        sheet.write_string(row, 2, help_text, hint)
    making.validate(sheet, _GROUP_ROW, 1, _group_choice(making))
    sheet.print_area(0, 0, len(rows) - 1, 2)


def _rows(making: Making) -> list[tuple[str, str, str]]:
    """Key of the label, value and help of every row."""
    system, lang = making.system, making.lang
    groups = {key: group.title for key, group in system.groups.items()}
    code, name, group = making.unit or ("", "", next(iter(groups)) if len(groups) == 1 else "")
    choose = gettext(lang, "Choose from the list: {groups}", groups=joined_text(groups.values()))
    return [
        ("unit", code, gettext(lang, "The code your office was given, such as U01; do not change it")),
        ("name", name, gettext(lang, "Full name of the unit")),
        ("group", groups.get(group, Text("")).get(lang), choose),
        ("period", system.period.words(lang), gettext(lang, "Filled in already; leave it as it is")),
    ]


def _group_choice(making: Making) -> Validation:
    return Validation(
        title=COLUMNS["group"],
        prompt=text("从下拉列表中选择。", "Choose from the list."),
        refusal_title=COLUMNS["group"],
        refusal=text("请从下拉列表中选择。", "Please choose from the list."),
        options=tuple(group.title for group in making.system.groups.values()),
        refuses=True,
    )
