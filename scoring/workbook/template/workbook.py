"""The self-report workbook that units fill in, made from the indicator system."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from scoring.facts import field_label
from scoring.numbers import plain
from scoring.system import Adjustment, Indicator, IndicatorSystem
from scoring.words import label
from scoring.workbook.layout import (
    BASICS_SHEET,
    ENTRY_SHEET,
    PAIRS,
    PANEL_SHEET,
    SERIES,
    SERIES_SHEET,
    STAMP_DIGEST,
    STAMP_SHEET,
    STAMP_SYSTEM,
    STAMP_VERSION,
    TEMPLATE_VERSION,
    AnyItem,
    columns_of,
    items_on,
    most_raters,
    period_headings,
)
from scoring.workbook.template import formats, prompts
from scoring.workbook.template.guide import add_guide

Unit = tuple[str, str, str]  # code, name, group id
WANTED_EVIDENCE = "佐证要求"
REMARK_COLUMNS = ("na", "na_reason", "evidence", "note")
_WIDTHS = {
    "indicator": 9.5,
    "title": 21,
    "rule": 33,
    "marks": 6,
    "item": 29,
    "measured_in": 8,
    "value": 15,
    "due": 10,
    "na": 8,
    "na_reason": 18,
    "evidence": 22,
    "note": 16,
    "section": 11,
}
# Where the figures take much room, the rest takes less.
_NARROW_WIDTHS = {"na": 7.5, "na_reason": 14, "evidence": 16, "note": 11, "rule": 27, "marks": 6, "measured_in": 8}
_SECTION_OF_ADJUSTMENTS = "加分、扣分与一票否决"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: heading, width, and whether units fill it in."""

    heading: str
    width: float
    is_entry: bool = False


def template_workbook(system: IndicatorSystem, unit: Unit | None = None) -> bytes:
    """The workbook to fill in.

    Args:
        unit: (code, name, group id) to fill in beforehand, with only the indicators of that group;
            None gives a blank workbook with the indicators of every group.

    Returns:
        The bytes of an .xlsx file.
    """
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(target, options)
    workbook.calc_on_load = False  # would say of every formula that a unit adds that its result is not to be believed
    workbook.formats[0].set_font_name(formats.FONT)
    workbook.formats[0].set_font_size(10)
    workbook.set_properties({"title": system.title.get("zh"), "subject": f"{system.year} 年度自评填报"})
    _Maker(workbook, system, unit).make()
    workbook.close()
    return target.getvalue()


@dataclass
class _Maker:
    """Writes one workbook."""

    workbook: Workbook
    system: IndicatorSystem
    unit: Unit | None
    lists: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.looks = formats.Looks(self.workbook)
        self.places = {
            p.indicator.id: (p.section.title.get("zh"), n)
            for n, s in enumerate(self.system.sections)
            for p in self.system.placed
            if p.section is s
        }

    def make(self) -> None:
        add_guide(self.workbook, self.looks, self.system, self._items(None))
        self._basics()
        self._entry_sheet()
        if self._items(SERIES_SHEET):
            self._series_sheet()
        if self._items(PANEL_SHEET):
            self._panel_sheet()
        self._stamp()
        self.workbook.get_worksheet_by_name(BASICS_SHEET if self.unit is None else ENTRY_SHEET).activate()

    def _items(self, sheet: str | None) -> list[AnyItem]:
        """The items of a sheet (None: of all) that this workbook's unit reports."""
        items = list(self.system.unit_reported()) if sheet is None else items_on(self.system, sheet)
        if self.unit is None:
            return items
        return [item for item in items if not isinstance(item, Indicator) or item.applies(self.unit[2])]

    def _add(self, name: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        formats.set_page(sheet, f"{self.system.title.get('zh')}（{self.system.year} 年度）")
        formats.protect(sheet)
        return sheet

    # --- 基本信息 --------------------------------------------------------------------------------

    def _basics(self) -> None:
        sheet = self._add(BASICS_SHEET)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 2, 56)
        titles = tuple(group.title.get("zh") for group in self.system.groups.values())
        code, name, group = self.unit or ("", "", "")
        group_title = self.system.groups[group].title.get("zh") if group else (titles[0] if len(titles) == 1 else "")
        rows: list[tuple[str, str | int, str]] = [
            ("unit", code, "主管部门下发的编码，如 U01，不要改动"),
            ("name", name, "单位全称"),
            ("group", group_title, f"从下拉列表中选择：{'、'.join(titles)}"),
            ("year", self.system.year, "已填好，不用改"),
        ]
        heading = self.looks.get(bold=True, font_color="#ffffff", bg_color=formats.NAVY)
        hint = self.looks.get(formats.BASE, font_color=formats.SOFT, text_wrap=True, align="left")
        for row, (key, value, help_text) in enumerate(rows):
            locked = key == "year" or (bool(code) and key != "name")
            # A code is text, so that 01 keeps its zero.
            shape = self.looks.fixed(bold=True) if locked else self.looks.entry(bold=True, num_format="@")
            sheet.set_row(row, formats.height_of([(help_text, 56)], 30))
            sheet.write_string(row, 0, label(key), heading)
            self._put(sheet, row, 1, value, shape)
            sheet.write_string(row, 2, help_text, hint)
        sheet.data_validation(2, 1, 2, 1, prompts.listed(self._list(titles), "单位分组"))
        sheet.print_area(0, 0, len(rows) - 1, 2)

    # --- tables ----------------------------------------------------------------------------------

    def _table(
        self, name: str, columns: Sequence[Column], write_row: Callable[[Worksheet, int, AnyItem], float]
    ) -> Worksheet:
        """A sheet with a heading row and a row for each of its items; `write_row` gives the row's height."""
        sheet = self._add(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.heading, self.looks.head(column.is_entry))
        sheet.set_row(0, 30)
        for row, item in enumerate(self._items(name), start=1):
            sheet.set_row(row, write_row(sheet, row, item))
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        return sheet

    def _entry_sheet(self) -> None:
        keys = ("indicator", "title", "rule", "marks", "item", "measured_in", "value", "due", *REMARK_COLUMNS)
        is_entry = {"value", "due", *REMARK_COLUMNS}
        columns = [Column(label(key), _WIDTHS[key], key in is_entry) for key in keys]
        columns += [Column(WANTED_EVIDENCE, 20), Column(label("section"), _WIDTHS["section"])]

        def write_row(sheet: Worksheet, row: int, item: AnyItem) -> float:
            texts = {
                0: item.id,
                1: item.title.get("zh"),
                2: self.system.rule_text(item),
                4: prompts.asked(item, self.system.year),
                5: item.unit.get("zh"),
                12: item.evidence.get("zh"),
                13: self._section(item),
            }
            for at, text in texts.items():
                self._put(sheet, row, at, text, self._fixed(item, at))
            self._put(sheet, row, 3, self._marks(item), self._fixed(item, 3))
            self._figures(sheet, row, 6, item)
            self._remarks(sheet, row, 8, item)
            return formats.height_of([(text, columns[at].width) for at, text in texts.items()])

        self._table(ENTRY_SHEET, columns, write_row)

    def _series_sheet(self) -> None:
        kinds = [kind for kind in SERIES if any(item.facts == kind for item in self._items(SERIES_SHEET))]
        headings = [heading for kind in kinds for heading in period_headings(kind)]
        widths = {heading: 7.2 if "季" in heading else 5.0 for heading in headings}
        self._many_cells_sheet(
            SERIES_SHEET, [Column(h, widths[h], True) for h in headings], lambda _: prompts.whole_number()
        )

    def _panel_sheet(self) -> None:
        scores = [field_label(f"r{n}") for n in range(1, most_raters(self._items(PANEL_SHEET)) + 1)]
        self._many_cells_sheet(PANEL_SHEET, [Column(h, 7, True) for h in scores], lambda _: prompts.score_0_100())

    def _many_cells_sheet(self, name: str, cells: list[Column], rule_for: Callable[[AnyItem], dict[str, Any]]) -> None:
        """A sheet on which an item has many figures: months, quarters, or a panel's scores."""
        columns = [Column(label("indicator"), _WIDTHS["indicator"]), Column(label("title"), 18), *cells]
        first_remark = len(columns)
        columns += [Column(label(key), _NARROW_WIDTHS[key], True) for key in REMARK_COLUMNS]
        first_fixed = len(columns)
        columns += [Column(label(key), _NARROW_WIDTHS[key]) for key in ("rule", "marks", "measured_in")]
        columns += [Column(WANTED_EVIDENCE, 16), Column(label("section"), _WIDTHS["section"])]

        def write_row(sheet: Worksheet, row: int, item: AnyItem) -> float:
            rule = "\n".join(part for part in (self.system.rule_text(item), item.note.get("zh")) if part)
            said = (rule, self._marks(item), item.unit.get("zh"), item.evidence.get("zh"), self._section(item))
            fixed = {0: item.id, 1: item.title.get("zh"), **dict(enumerate(said, start=first_fixed))}
            for at, value in fixed.items():
                self._put(sheet, row, at, value, self._fixed(item, 3 if first_fixed < at <= first_fixed + 2 else at))
            wanted = set(columns_of(item).values())
            for at, column in enumerate(cells, start=2):
                is_wanted = column.heading in wanted
                sheet.write_blank(row, at, None, self.looks.entry(align="center") if is_wanted else self.looks.unused())
                if is_wanted:
                    sheet.data_validation(row, at, row, at, rule_for(item))
            self._remarks(sheet, row, first_remark, item)
            return formats.height_of([(str(text), columns[at].width) for at, text in fixed.items()])

        self._table(name, columns, write_row)

    # --- cells -----------------------------------------------------------------------------------

    def _figures(self, sheet: Worksheet, row: int, at: int, item: AnyItem) -> None:
        """填报值 and 应完成数 of a row."""
        needs_both = item.facts in PAIRS
        shape = {"align": "center"} | ({"num_format": "yyyy-mm-dd"} if item.facts == "date" else {})
        sheet.write_blank(row, at, None, self.looks.entry(**shape))
        sheet.write_blank(row, at + 1, None, self.looks.entry(align="center") if needs_both else self.looks.unused())
        rules = self._rules(item)
        for offset, rule in enumerate(rules):
            sheet.data_validation(row, at + offset, row, at + offset, rule)

    def _rules(self, item: AnyItem) -> list[dict[str, Any]]:
        if item.facts in PAIRS:
            return [prompts.amount(field_label(field)) for field in PAIRS[item.facts]]
        if item.facts == "choice":
            return [prompts.listed(self._list(item.options), "请选择")]
        rules = {"yes_no": prompts.yes_no, "count": prompts.whole_number}
        if item.facts in rules:
            return [rules[item.facts]()]
        return [prompts.date(self.system.year) if item.facts == "date" else prompts.number(item)]

    def _remarks(self, sheet: Worksheet, row: int, at: int, item: AnyItem) -> None:
        """不适用, 不适用理由, 佐证材料 and 备注 of a row."""
        may_claim = isinstance(item, Indicator) and item.may_not_apply
        for offset, key in enumerate(REMARK_COLUMNS):
            is_open = may_claim or key not in ("na", "na_reason")
            shape = {"align": "center"} if key == "na" else {}
            sheet.write_blank(row, at + offset, None, self.looks.entry(**shape) if is_open else self.looks.unused())
        if may_claim:
            sheet.data_validation(row, at, row, at, prompts.claim())
        sheet.data_validation(row, at + 2, row, at + 2, prompts.evidence(item))

    def _fixed(self, item: AnyItem, at: int) -> Any:
        """The format of a locked cell: ids and titles bold, marks and units centred."""
        _, number = self.places.get(item.id, ("", len(self.system.sections)))
        shape: dict[str, Any] = {"bold": True} if at in (0, 1) else {}
        if at in (3, 5):
            shape["align"] = "center"
        return self.looks.fixed(band=number % 2 == 1, **shape)

    def _section(self, item: AnyItem) -> str:
        return self.places.get(item.id, (_SECTION_OF_ADJUSTMENTS, 0))[0]

    def _marks(self, item: AnyItem) -> float | str:
        """分值: blank for adjustments; where groups differ and the unit is not known, each group's."""
        if isinstance(item, Adjustment):
            return ""
        if not isinstance(item.marks, dict):
            return item.marks
        if self.unit is not None:
            return item.marks_for(self.unit[2])
        return "\n".join(
            f"{self.system.groups[group].title.get('zh')} {plain(marks)}" for group, marks in item.marks.items()
        )

    @staticmethod
    def _put(sheet: Worksheet, row: int, at: int, value: float | str, shape: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(row, at, value, shape) if value else sheet.write_blank(row, at, None, shape)
        else:
            sheet.write_number(row, at, value, shape)

    # --- hidden sheet ----------------------------------------------------------------------------

    def _list(self, words: tuple[str, ...]) -> str:
        """The range of the hidden sheet in which a drop-down's words stand (inline lists end at 255 characters)."""
        if words not in self.lists:
            self.lists.append(words)
        at = 3 + self.lists.index(words)
        return f"={STAMP_SHEET}!{xl_range_abs(0, at, len(words) - 1, at)}"

    def _stamp(self) -> None:
        sheet = self.workbook.add_worksheet(STAMP_SHEET)
        stamp = {STAMP_SYSTEM: self.system.id, STAMP_DIGEST: self.system.digest, STAMP_VERSION: str(TEMPLATE_VERSION)}
        for row, (key, value) in enumerate(stamp.items()):
            sheet.write_row(row, 0, [key, value])
        for at, words in enumerate(self.lists, start=3):
            sheet.write_column(0, at, words)
        sheet.hide()
