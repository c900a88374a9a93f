"""The tables that units fill in: a row for each indicator, a cell for each of its figures.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format

from scoring.facts import Sheet, Validation
from scoring.facts.base import NARROW_COLUMNS
from scoring.facts.yes_no import YES
from scoring.numbers import plain
from scoring.system import Adjustment, Indicator
from scoring.words import COLUMNS, Text, text
from scoring.workbook.headwords import heading
from scoring.workbook.layout import REMARKS, AnyItem, field_columns
from scoring.workbook.template import formats
from scoring.workbook.template.making import OUTSIDE_SECTIONS, Making

EVIDENCE_WANTED = text("佐证要求", "Evidence wanted")
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
    "wanted": 20,
    "section": 11,
}
# Where the figures take much room, the rest takes less.
_NARROW_WIDTHS = _WIDTHS | {
    "title": 18,
    "rule": 27,
    "na": 7.5,
    "na_reason": 14,
    "evidence": 16,
    "note": 11,
    "wanted": 16,
}
_CENTRED = ("marks", "measured_in")
_BOLD = ("indicator", "title")
_CLAIM = Validation(
    title=text("申报不适用", "Claim that it does not apply"),
    prompt=text(
        "确无此项工作的选“是”，写明理由，数值空着。",
        "Choose yes if there is no such work at all, give the reason and leave the figures blank.",
    ),
    refusal_title=text("请选择", "Please choose"),
    refusal=text("申报不适用选“是”，否则空着。", "Choose yes to claim that it does not apply; else leave it blank."),
    options=(YES,),
    is_list_inline=True,
)
_WANTED = text("应备：{evidence}。", "To be at hand: {evidence}.")
_NAME_IT = text("写明材料名称和文号，不写个人信息。", "Name the papers and their numbers; no personal data.")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: key, heading, width, and whether units fill it in."""

    key: str
    heading: str
    width: float
    is_entry: bool = False


def _column(key: str, words: str, width: float, is_entry: bool) -> Column:
    """A column in which no word of its heading breaks."""
    return Column(key, words, max(width, formats.width_of_words(words)), is_entry)


def add_narrow_table(making: Making, sheet: Sheet) -> None:
    """Add a sheet on which figures stand under 填报值 and 应完成数."""
    before, after = ("indicator", "title", "rule", "marks", "item", "measured_in"), ("wanted", "section")
    columns = _columns(making, before, _WIDTHS)
    columns += _columns(making, (*NARROW_COLUMNS, *REMARKS), _WIDTHS, is_entry=True)
    columns += _columns(making, after, _WIDTHS)
    _Table(making, sheet, columns).write()


def add_wide_table(making: Making, sheet: Sheet) -> None:
    """Add a sheet on which an item has many figures: months, quarters, or a panel's scores."""
    fields = field_columns(making.items(sheet), sheet)
    columns = _columns(making, ("indicator", "title"), _NARROW_WIDTHS)
    columns += [_column(key, making.get(heading(key)), kind.column_width, True) for key, kind in fields.items()]
    columns += _columns(making, REMARKS, _NARROW_WIDTHS, is_entry=True)
    columns += _columns(making, ("rule", "marks", "measured_in", "wanted", "section"), _NARROW_WIDTHS)
    _Table(making, sheet, columns).write()


def _columns(making: Making, keys: Sequence[str], widths: Mapping[str, float], is_entry: bool = False) -> list[Column]:
    words = {"wanted": EVIDENCE_WANTED}
    return [_column(key, making.get(words.get(key) or heading(key)), widths[key], is_entry) for key in keys]


class _Table:
    """A sheet with a heading row and a row for each of its items."""

    def __init__(self, making: Making, sheet: Sheet, columns: list[Column]) -> None:
        self.making, self.looks, self.columns = making, making.looks, columns
        self.rows = [(item, name) for item in making.items(sheet) for name in _names(item)]
        self.sheet = making.add(sheet.title)
        self.section_of = {
            indicator.id: (number, section.title)
            for number, section in enumerate(making.system.sections)
            for measure in section.measures
            for indicator in measure.indicators
        }

    def write(self) -> None:
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, column.width)
            self.sheet.write_string(0, at, column.heading, self.looks.head(column.is_entry))
        self.sheet.set_row(0, 30)
        for row, (item, name) in enumerate(self.rows, start=1):
            self._write_row(row, item, name)
        self.sheet.freeze_panes(1, 2)
        self.sheet.repeat_rows(0)

    def _write_row(self, row: int, item: AnyItem, name: str) -> None:
        """A row of an item: its one row, or that of the field `name`; what is said once stands in the first."""
        fixed, figures = self._fixed_values(item), _validations(item, self.making.system.year)
        is_first = name in ("", *item.fields[:1])
        if name:
            fixed["item"] = self.making.get(item.field_label(name))
            fixed["rule"] = _lines(str(fixed["rule"]), self.making.get(item.note))
        if not is_first:
            fixed |= dict.fromkeys(("rule", "marks", "wanted"), "")
        for at, column in enumerate(self.columns):
            if not column.is_entry:
                self.making.put(self.sheet, row, at, fixed[column.key], self._fixed_look(item, column.key))
            elif column.key in REMARKS:
                self._remark(row, at, item, column.key, is_first)
            else:
                self._figure(row, at, item, figures.get(column.key))
        texts = [(str(fixed[column.key]), column.width) for column in self.columns if not column.is_entry]
        self.sheet.set_row(row, formats.height_of(texts))

    def _fixed_values(self, item: AnyItem) -> dict[str, float | str]:
        get, note = self.making.get, self.making.get(item.note)
        has_prompt = any(column.key == "item" for column in self.columns)
        rule = self.making.system.rule_text(item, self.making.lang)
        prompt = get(item.fact_kind.prompt(item, self.making.system.year))
        return {
            "indicator": item.id,
            "title": get(item.title),
            "rule": rule if has_prompt else _lines(rule, note),
            "marks": self._marks(item),
            "item": _lines(prompt, note),
            "measured_in": get(item.fact_kind.unit_of_cells(item.unit)),
            "wanted": get(item.evidence),
            "section": get(self._section(item)[1]),
        }

    def _section(self, item: AnyItem) -> tuple[int, Text]:
        """Number and title of the section that an item stands in."""
        return self.section_of.get(item.id, (len(self.making.system.sections), OUTSIDE_SECTIONS))

    def _marks(self, item: AnyItem) -> float | str:
        """分值: blank for adjustments; where groups differ and the unit is not known, each group's."""
        if isinstance(item, Adjustment):
            return ""
        if not isinstance(item.marks, dict):
            return item.marks
        if self.making.unit is not None:
            return item.marks_for(self.making.unit[2])
        groups = self.making.system.groups
        return _lines(
            *(f"{self.making.get(groups[group].title)} {plain(marks)}" for group, marks in item.marks.items())
        )

    def _fixed_look(self, item: AnyItem, key: str) -> Format:
        """The format of a locked cell: ids and titles bold, marks and units centred."""
        look: dict[str, Any] = {"bold": True} if key in _BOLD else {}
        if key in _CENTRED:
            look["align"] = "center"
        return self.looks.fixed(band=self._section(item)[0] % 2 == 1, **look)

    def _figure(self, row: int, at: int, item: AnyItem, validation: Validation | None) -> None:
        """A cell for a figure; grey where the item has none in this column."""
        number_format = item.fact_kind.number_format
        look = {"align": "center"} | ({"num_format": number_format} if number_format else {})
        self.sheet.write_blank(row, at, None, self.looks.entry(**look) if validation else self.looks.unused())
        if validation:
            self.making.validate(self.sheet, row, at, validation)

    def _remark(self, row: int, at: int, item: AnyItem, key: str, is_first: bool) -> None:
        """A cell for a claim, its reason, evidence or a note; only in the first row of an item."""
        is_open = key not in ("na", "na_reason") or (isinstance(item, Indicator) and item.may_not_apply)
        is_open = is_open and is_first
        look = {"align": "center"} if key == "na" else {}
        self.sheet.write_blank(row, at, None, self.looks.entry(**look) if is_open else self.looks.unused())
        if key == "na" and is_open:
            self.making.validate(self.sheet, row, at, _CLAIM)
        if key == "evidence" and is_open:
            self.making.validate(self.sheet, row, at, _evidence(item))


def _validations(item: AnyItem, year: int) -> dict[str, Validation]:
    """What is checked at an item's cells, by key of the column."""
    kind = item.fact_kind
    return {key: kind.validation(name, item, year) for name, key in kind.columns(item).items()}


def _names(item: AnyItem) -> tuple[str, ...]:
    """The fields that have a row of their own; '' for an item with one row."""
    return item.fields if item.fact_kind.has_row_per_field else ("",)


def _evidence(item: AnyItem) -> Validation:
    """A prompt that says which evidence is asked for; anything may be written."""
    wanted = _WANTED.filled(evidence=item.evidence) if item.evidence.get() else _NAME_IT
    nothing = Text("")
    return Validation(COLUMNS["evidence"], wanted, nothing, nothing, {"validate": "any"})


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
