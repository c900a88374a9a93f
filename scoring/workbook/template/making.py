"""What the sheets of one template have in common: whose it is, in which language, and how cells are written.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from scoring.facts import Sheet, Validation
from scoring.system import Indicator, IndicatorSystem
from scoring.words import Lang, Text, gettext, text
from scoring.workbook.layout import STAMP_DIGEST, STAMP_SHEET, STAMP_SYSTEM, STAMP_VERSION, TEMPLATE_VERSION, AnyItem
from scoring.workbook.template import formats

Unit = tuple[str, str, str]  # code, name, group id
INPUT_TITLE_MAX, INPUT_MAX = 32, 255  # Excel's limits on a prompt
OUTSIDE_SECTIONS = text("加分、扣分与一票否决", "Bonuses, deductions and vetoes")
_FIRST_LIST = 3  # column of the hidden sheet from which drop-downs' words stand


@dataclass
class Making:
    """One workbook as it is made.

    Attributes:
        unit: whose it is; None for a blank one with the indicators of every group.
        lists: the words of the drop-downs that stand on the hidden sheet.
    """

    workbook: Workbook
    system: IndicatorSystem
    unit: Unit | None
    lang: Lang
    lists: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.looks = formats.Looks(self.workbook)

    def get(self, words: Text) -> str:
        """Words in the template's language."""
        return words.get(self.lang)

    def items(self, sheet: Sheet | None = None) -> list[AnyItem]:
        """The items of a sheet (None: of all) that this workbook's unit reports."""
        items = [i for i in self.system.unit_reported() if sheet is None or i.fact_kind.sheet == sheet]
        if self.unit is None:
            return items
        return [item for item in items if not isinstance(item, Indicator) or item.applies(self.unit[2])]

    def title(self) -> str:
        """What the workbook is headed with: the system and its period."""
        return gettext(self.lang, "{title} ({period})", title=self.system.title, period=self.system.period.name)

    def add(self, name: Text, *, is_guide: bool = False) -> Worksheet:
        """A new protected sheet; the guide stands upright and is headed with the system alone."""
        sheet = self.workbook.add_worksheet(self.get(name))
        header = self.get(self.system.title) if is_guide else self.title()
        formats.set_page(sheet, header, gettext(self.lang, "Page &P of &N"), landscape=not is_guide)
        formats.protect(sheet)
        return sheet

    @staticmethod
    def put(sheet: Worksheet, row: int, at: int, value: float | str, look: Any) -> None:
        """Write a value; an empty text leaves the cell blank."""
        if not isinstance(value, str):
            sheet.write_number(row, at, value, look)
        elif value:
            sheet.write_string(row, at, value, look)
        else:
            sheet.write_blank(row, at, None, look)

    def validate(self, sheet: Worksheet, row: int, at: int, validation: Validation) -> None:
        """Let the spreadsheet program check a cell and say what belongs there."""
        criteria = dict(validation.criteria)
        if validation.options:
            options = tuple(self.get(option) for option in validation.options)
            source = list(options) if validation.is_list_inline else self.list_range(options)
            criteria = {"validate": "list", "source": source}
        words = {
            "input_title": self.get(validation.title)[:INPUT_TITLE_MAX],
            "input_message": self.get(validation.prompt)[:INPUT_MAX],
            "ignore_blank": True,
        }
        if refusal := self.get(validation.refusal):
            # A warning can be passed over, so that text the reader understands (１２, 1,200) may stay.
            words |= {
                "error_title": self.get(validation.refusal_title)[:INPUT_TITLE_MAX],
                "error_message": refusal[:INPUT_MAX],
                "error_type": "stop" if validation.refuses else "warning",
            }
        sheet.data_validation(row, at, row, at, criteria | words)

    # --- hidden sheet ----------------------------------------------------------------------------

    def list_range(self, words: tuple[str, ...]) -> str:
        """The range of the hidden sheet in which a drop-down's words stand (inline lists end at 255 characters)."""
        if words not in self.lists:
            self.lists.append(words)
        at = _FIRST_LIST + self.lists.index(words)
        return f"={STAMP_SHEET}!{xl_range_abs(0, at, len(words) - 1, at)}"

    def add_stamp(self) -> None:
        """Add the hidden sheet: what the workbook was made from, and the words of its drop-downs."""
        sheet = self.workbook.add_worksheet(STAMP_SHEET)
        stamp = {STAMP_SYSTEM: self.system.id, STAMP_DIGEST: self.system.digest, STAMP_VERSION: str(TEMPLATE_VERSION)}
        for row, (key, value) in enumerate(stamp.items()):
            sheet.write_row(row, 0, [key, value])
        for at, words in enumerate(self.lists, start=_FIRST_LIST):
            sheet.write_column(0, at, words)
        sheet.hide()
